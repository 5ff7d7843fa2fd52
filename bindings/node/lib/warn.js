'use strict'

/**
 * Tells whoever runs the process, as Node.js does: on stderr, unless they handle `warning`.
 * @param {string} code @param {string} message @param {{ error: unknown }} [failure]
 */
function warn(code, message, failure) {
  /** @type {{ type: string, code: string, detail?: string }} */
  const options = { type: 'OktaEventHooksWarning', code: `OKTA_EVENT_HOOKS_${code}` }
  if (failure) options.detail = textOf(failure.error)
  process.emitWarning(message, options)
}

/** Not by `util.inspect`: the members of an error may hold a request with its secret. @param {unknown} thrown */
function textOf(thrown) {
  if (thrown instanceof Error) return String(thrown.stack)
  return typeof thrown === 'string' ? quoted(thrown) : `What was thrown is no error: ${Object.prototype.toString.call(thrown)}`
}

/** A text of a peer's, for a terminal: no control characters, none that turn the direction. @param {unknown} text */
function quoted(text) {
  const short = String(text).slice(0, 200)
  return JSON.stringify(short).replace(UNSAFE, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const UNSAFE = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** A reason may quote a text of the body, which may hold personal data. @param {string} reason */
function withoutValues(reason) {
  const [first, last] = [reason.indexOf('"'), reason.lastIndexOf('"')]
  return first < 0 ? reason : `${reason.slice(0, first)}"…"${reason.slice(last + 1)}`
}

module.exports = { quoted, warn, withoutValues }
