'use strict'

/**
 * The error, or a copy of it if its texts hold a secret: a library may repeat a request in them, as those for mocks do. The error
 * itself is not ours to change.
 * @param {any} error @param {(text: string) => string} hide Takes secrets out of a text. @returns {Error}
 */
function redact(error, hide) {
  if (texts(error).every((text) => hide(text) === text)) return error
  const copy = new Error(hide(String(error.message)))
  copy.name = error.name
  copy.stack = hide(String(error.stack))
  return error.code === undefined ? copy : Object.assign(copy, { code: error.code })
}

/** What an error and its causes would print. @param {any} error */
function texts(error) {
  const found = []
  for (let depth = 0; depth < 8 && error !== null && typeof error === 'object'; depth++, error = error.cause) {
    found.push(...[error.message, error.stack].filter((text) => typeof text === 'string'))
  }
  return found
}

module.exports = { redact }
