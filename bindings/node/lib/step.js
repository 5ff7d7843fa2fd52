'use strict'

const { pairs } = require('./headers')
const { inspect } = require('./secret')

/** Send this, without following a redirect; then call `Call.response` or `Call.failure`. Its headers and body carry secrets. */
class Send {
  /** @type {'send'} */
  type = 'send'
  #send

  /** @param {import('./native').Step} send */
  constructor(send) {
    this.#send = send
    this.method = /** @type {string} */ (send.method)
    this.url = /** @type {string} */ (send.url)
    this.patience = /** @type {number} */ (send.patience)
  }

  get headers() {
    return pairs(/** @type {string} */ (this.#send.headers))
  }

  get body() {
    return this.#send.body
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
