'use strict'

const native = require('./native')
const { checkNumber, checkOptions, checkString, wrongType } = require('./arguments')
const { errorOf, NotSentError, refusing } = require('./errors')
const { flatten, lines } = require('./headers')
const { HookCall } = require('./hook-call')
const json = require('./json')
const { isDate, isError, isUint8Array } = require('./realm')
const { Session } = require('./session')
const shapes = require('./shapes')
const { Done, Send, Wait } = require('./step')

/** What an operation returns; `null` for nothing. All others return a hook. @type {Record<string, any>} */
const SHAPES = { listEventHooks: shapes.eventHooks, listLogEvents: shapes.logEvents, deleteEventHook: null }

/**
 * One operation under way: authentication, rate limits, retries, pages, parsing; without I/O. Every event returns the next
 * step. A call holds no resource: dropping it cancels it. `now` is in milliseconds, as `Date.now()` tells it.
 * @template T
 */
class Call {
  #native
  #shape

  /** @param {import('./native').Call | HookCall} call */
  constructor(call) {
    if (!(call instanceof HookCall || call instanceof native.Call))
      throw new TypeError('make a call by one of the functions of Call, such as Call.getEventHook()')
    this.#native = call
    this.#shape = call.operationId in SHAPES ? SHAPES[call.operationId] : shapes.eventHook
  }

  static listEventHooks() {
    return of('listEventHooks', {})
  }

  /** @param {object} eventHook */
  static createEventHook(eventHook) {
    return of('createEventHook', {}, eventHook)
  }

  /** @param {string} eventHookId */
  static getEventHook(eventHookId) {
    return onEventHook('getEventHook', eventHookId)
  }

  /** @param {string} eventHookId @param {object} eventHook @param {{ keepAuthScheme?: boolean }} [options] */
  static replaceEventHook(eventHookId, eventHook, options) {
    checkString('eventHookId', eventHookId)
    const { keepAuthScheme = false } = checkOptions('replaceEventHook', options, ['keepAuthScheme'])
    if (typeof keepAuthScheme !== 'boolean') throw wrongType('keepAuthScheme', 'a boolean', keepAuthScheme)
    return of('replaceEventHook', { eventHookId, keepAuthScheme }, eventHook)
  }

  /** @param {string} eventHookId */
  static deleteEventHook(eventHookId) {
    return onEventHook('deleteEventHook', eventHookId)
  }

  /** @param {string} eventHookId */
  static activateEventHook(eventHookId) {
    return onEventHook('activateEventHook', eventHookId)
  }

  /** @param {string} eventHookId */
  static deactivateEventHook(eventHookId) {
    return onEventHook('deactivateEventHook', eventHookId)
  }

  /** @param {string} eventHookId */
  static verifyEventHook(eventHookId) {
    return onEventHook('verifyEventHook', eventHookId)
  }

  /** One page of a bounded query. @param {object} [query] */
  static logEvents(query) {
    return of('listLogEvents', logQuery('logEvents', query, ['since', 'until', 'filter', 'q', 'limit', 'sortOrder', 'after']))
  }

  /** One page of a poll. @param {object} [query] */
  static pollLogEvents(query) {
    const { after, ...rest } = logQuery('pollLogEvents', query, ['since', 'filter', 'q', 'limit', 'after'])
    if (after === undefined) return of('listLogEvents', rest)
    if (Object.values(rest).some((value) => value !== undefined)) {
      throw new TypeError('after goes alone: it holds all that was asked for')
    }
    return new Call(refusing(() => native.Call.pollLogEventsAfter(after)))
  }

  /** The operation of this operationId, with its parameters under Okta's names: for tools. @param {string} operationId @param {object} parameters */
  static of(operationId, parameters) {
    checkString('operationId', operationId)
    return new Call(refusing(() => native.Call.of(operationId, json.stringify('parameters', parameters))))
  }

  /** Okta's operationId. */
  get operationId() {
    return this.#native.operationId
  }

  /** Whether Okta may be at work on what must not be done twice: a driver that drops the call now says so. */
  get mayHaveApplied() {
    return this.#native.mayHaveApplied
  }

  /** The same operation, not begun; what the policy leaves out is as in the session. @param {Session} session @param {import('./native').RetryPolicy} retry */
  withRetry(session, retry) {
    return new Call(refusing(() => this.#native.withRetry(Session.native(session), retry)))
  }

  /** Begins. @param {Session} session @param {number} now */
  start(session, now) {
    return this.#step(this.#native.start(Session.native(session), time(now)))
  }

  /** An answer has come, whole. @param {Session} session @param {number} now @param {import('./index').HttpResponse} response */
  response(session, now, response) {
    const { status, headers, body } = checkOptions('response', response, ['status', 'headers', 'body'])
    const bytes = body === undefined || body === null ? Buffer.alloc(0) : typeof body === 'string' ? Buffer.from(body) : body
    if (!isUint8Array(bytes)) throw wrongType('response.body', 'a Uint8Array or a string', body)
    const code = checkNumber('response.status', status, { least: 100, most: 999, integer: true })
    const flat = flatten('response.headers', headers)
    const shape = code >= 200 && code < 300 ? this.#shape : undefined
    const whole = shape ? json.readWhole(shape, bytes) : undefined
    const [inner, at] = [Session.native(session), time(now)]
    if (whole !== undefined && this.#native instanceof HookCall && this.#native.end()) return new Done(whole)
    const step = refusing(() => this.#native.response(inner, at, code, lines(flat), bytes, whole !== undefined))
    return this.#step(step, whole)
  }

  /**
   * There is no answer. A `NotSentError` says that nothing left, a `TimeoutError` that it took too long; after any other error
   * Okta may have received the request. It becomes the `cause`.
   * @param {Session} session @param {number} now @param {Error} failure
   */
  failure(session, now, failure) {
    if (!isError(failure)) throw wrongType('failure', 'an Error', failure)
    const [kind, error] = kindOf(failure)
    const cause = this.withoutSecrets(session, error)
    const step = this.#native.failure(Session.native(session), time(now), kind, reason(cause))
    return this.#step(step, undefined, cause)
  }

  /** The error, or a copy of it if its texts hold a secret of this call. @param {Session} session @param {unknown} error */
  withoutSecrets(session, error) {
    const own = Session.native(session)
    const { redact } = require('./redact')
    return redact(error, (text) => this.#native.withoutSecrets(own, text))
  }

  /** The wait is over. @param {Session} session @param {number} now */
  resume(session, now) {
    return this.#step(this.#native.resume(Session.native(session), time(now)))
  }

  /** @param {import('./native').Next} next @param {unknown} [whole] @param {unknown} [cause] @returns {Send | Wait | Done<T>} */
  #step(next, whole, cause) {
    if (typeof next === 'string') return new Send(next)
    if (next === null) return new Done(result(whole))
    const { send, body, wait, error } = next
    if (send !== undefined) return new Send(send, body)
    if (wait !== undefined) return new Wait(wait)
    if (error)
      return new Done(/** @type {any} */ (undefined), errorOf(error, error.class === 'TransportError' ? cause : undefined))
    return new Done(result(next.isBody ? whole : next.json && JSON.parse(next.json), next))
  }
}

/**
 * @param {string} operationId @param {object} parameters @param {[eventHook?: unknown]} eventHook
 * @returns {Call<any>}
 */
function of(operationId, parameters, ...eventHook) {
  const spec = eventHook.length ? json.stringify('eventHook', eventHook[0]) : undefined
  return new Call(refusing(() => native.Call.of(operationId, json.stringify('parameters', parameters), spec)))
}

/** @param {string} operationId @param {string} eventHookId @returns {Call<any>} */
function onEventHook(operationId, eventHookId) {
  return new Call(new HookCall(operationId, checkString('eventHookId', eventHookId)))
}

/** @param {string} where @param {unknown} query @param {string[]} known @returns {Record<string, any>} */
function logQuery(where, query, known) {
  const parameters = { ...checkOptions(where, query, known) }
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue
    if (name === 'limit') checkNumber(name, value, { least: 1, integer: true })
    else if (name === 'since' || name === 'until') parameters[name] = moment(name, value)
    else checkString(name, value)
  }
  return parameters
}

/** A time as Okta's text: of a `Date`, or text as it is. @param {string} name @param {unknown} value */
function moment(name, value) {
  if (isDate(value)) {
    if (Number.isNaN(value.getTime())) throw new RangeError(`${name} is an invalid Date`)
    return value.toISOString()
  }
  return checkString(name, value, 'a Date or a string')
}

/** @param {unknown} now */
function time(now) {
  return checkNumber('now', now, { least: -Infinity, unit: ' of milliseconds' })
}

/** What is told to the core, and the error that it stands for. @param {Error} failure @returns {['not-sent' | 'timed-out' | 'maybe-sent', unknown]} */
function kindOf(failure) {
  if (failure instanceof NotSentError) return ['not-sent', failure.cause ?? failure]
  return [failure.name === 'TimeoutError' ? 'timed-out' : 'maybe-sent', failure]
}

/** A line for a message: a library's error often says the least itself, and its cause the most. @param {any} error */
function reason(error) {
  for (let depth = 0; depth < 8 && isError(error?.cause); depth++) error = error.cause
  const message = String(error?.message || error?.errors?.[0]?.message || error)
  const { code } = error ?? {}
  return typeof code === 'string' && !message.includes(code) ? `${message} (${code})` : message
}

/** @param {any} read @param {import('./native').Step} [step] */
function result(read, { unreadable, next } = {}) {
  return Array.isArray(read) ? require('./page').page(read, unreadable, next) : read
}

exports.Call = Call
exports.moment = moment
