'use strict'

const native = require('./native')

/** An id that stands in a request as it is. Okta's are like this. */
const PLAIN = /^[0-9A-Za-z]{1,64}$/
const MARK = 'eventHookId'

/**
 * The request of each operation, in two parts between which the id stands; none if the library has to be asked.
 * @type {WeakMap<import('./native').Session, Map<string, string[]>>}
 */
const requests = new WeakMap()

/** @param {import('./native').Session} session @param {string} operationId @param {string} eventHookId */
function requestOf(session, operationId, eventHookId) {
  let known = requests.get(session)
  if (!known) {
    known = new Map()
    requests.set(session, known)
  }
  let parts = known.get(operationId)
  if (!parts) {
    parts = session.requestOnEventHook(operationId, MARK)?.split(MARK) ?? []
    known.set(operationId, parts)
  }
  return parts.length === 2 && PLAIN.test(eventHookId)
    ? parts[0] + eventHookId + parts[1]
    : session.requestOnEventHook(operationId, eventHookId)
}

/**
 * What a call of the library is, for an operation on a hook alone. Nearly always the answer is whole, and the library has nothing
 * to learn from it: then there is none. For any other answer one is made, and told what has been.
 */
class HookCall {
  #eventHookId
  /** @type {import('./native').Call | undefined} */
  #call
  /** @type {number | undefined} */
  #started
  #hasEnded = false

  /** @param {string} operationId @param {string} eventHookId */
  constructor(operationId, eventHookId) {
    this.operationId = operationId
    this.#eventHookId = eventHookId
  }

  get mayHaveApplied() {
    return (this.#call ?? this.#make()).mayHaveApplied
  }

  /** @param {import('./native').Session} session @param {string} text */
  withoutSecrets(session, text) {
    return this.#told(session).withoutSecrets(session, text)
  }

  /** @param {import('./native').Session} session @param {import('./native').RetryPolicy} retry */
  withRetry(session, retry) {
    return this.#make().withRetry(session, retry)
  }

  /** @param {import('./native').Session} session @param {number} now @returns {import('./native').Next} */
  start(session, now) {
    if (!this.#call && this.#started === undefined) {
      const request = requestOf(session, this.operationId, this.#eventHookId)
      if (request !== null) {
        this.#started = now
        return request
      }
    }
    return this.#told(session).start(session, now)
  }

  /** Ends it with an answer that is whole, if the library need not be asked. */
  end() {
    if (this.#call || this.#started === undefined || this.#hasEnded) return false
    this.#hasEnded = true
    return true
  }

  /**
   * @param {import('./native').Session} session @param {number} now
   * @param {number} status @param {string} headers @param {Uint8Array} body @param {boolean} isWhole
   */
  response(session, now, status, headers, body, isWhole) {
    return this.#told(session).response(session, now, status, headers, body, isWhole)
  }

  /** @param {import('./native').Session} session @param {number} now @param {import('./native').FailureKind} kind @param {string} reason */
  failure(session, now, kind, reason) {
    return this.#told(session).failure(session, now, kind, reason)
  }

  /** @param {import('./native').Session} session @param {number} now */
  resume(session, now) {
    return this.#told(session).resume(session, now)
  }

  #make() {
    return native.Call.onEventHook(this.operationId, this.#eventHookId)
  }

  /** The library's call, which knows what has been. @param {import('./native').Session} session */
  #told(session) {
    if (!this.#call) {
      this.#call = this.#make()
      if (this.#started !== undefined) this.#call.start(session, this.#started)
      // An event that does not fit ends a call.
      if (this.#hasEnded) this.#call.resume(session, 0)
    }
    return this.#call
  }
}

exports.HookCall = HookCall
