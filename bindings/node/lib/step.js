'use strict'

const { inspect } = require('./secret')

/** Send this, without following a redirect; then call `Call.response` or `Call.failure`. Its headers and body carry secrets. */
class Send {
  /** @type {'send'} */
  type = 'send'
  /** Method, URL, patience, and from there on names and values of headers. */
  #lines
  #body

  /** @param {string} text @param {Buffer<ArrayBuffer>} [body] */
  constructor(text, body) {
    const lines = text.split('\n')
    this.method = /** @type {string} */ (lines[0])
    this.url = /** @type {string} */ (lines[1])
    this.patience = Number(lines[2])
    this.#lines = lines
    this.#body = body
  }

  get headers() {
    const lines = this.#lines
    /** @type {[string, string][]} */
    const headers = []
    for (let at = 3; at < lines.length; at += 2) headers.push([lines[at] ?? '', lines[at + 1] ?? ''])
    return headers
  }

  get body() {
    return this.#body
  }

  [inspect]() {
    return `Send { method: '${this.method}', url: '${this.url}' }`
  }
}

/** Sleep for so many milliseconds, then call `Call.resume`. */
class Wait {
  /** @type {'wait'} */
  type = 'wait'

  /** @param {number} milliseconds */
  constructor(milliseconds) {
    this.milliseconds = milliseconds
  }
}

/** The call has ended. @template T */
class Done {
  /** @type {'done'} */
  type = 'done'
  #result
  #error

  /** @param {T | undefined} result @param {Error} [error] */
  constructor(result, error) {
    this.#result = result
    this.#error = error
  }

  /** What the operation returns; throws what went wrong. @returns {T} */
  result() {
    if (this.#error) throw this.#error
    return /** @type {T} */ (this.#result)
  }

  [inspect]() {
    return this.#error ? 'Done { <error> }' : 'Done { <result> }'
  }
}

exports.Send = Send
exports.Wait = Wait
exports.Done = Done
