'use strict'

const { isError } = require('./realm')

/**
 * The error, or a copy of it if its texts hold a secret: a library may repeat a request in them, as those for mocks do. The error
 * itself is not ours to change.
 * @param {any} error @param {(text: string) => string} hide Takes secrets out of a text.
 * @param {number} [depth] How many causes are looked at: an error may be its own. @returns {Error}
 */
function redact(error, hide, depth = 8) {
  if (texts(error, depth).every((text) => hide(text) === text)) return error
  const cause = depth > 0 && isError(error.cause) ? { cause: redact(error.cause, hide, depth - 1) } : undefined
  const copy = new Error(hide(String(error.message)), cause)
  copy.name = error.name
  copy.stack = hide(String(error.stack))
  return error.code === undefined ? copy : Object.assign(copy, { code: error.code })
}

/** What an error and its causes would print. @param {any} error @param {number} most */
function texts(error, most) {
  const found = []
  for (let depth = 0; depth <= most && error !== null && typeof error === 'object'; depth++, error = error.cause) {
    found.push(...[error.message, error.stack].filter((text) => typeof text === 'string'))
  }
  return found
}

exports.redact = redact
