'use strict'

const native = require('./native')
const { checkNumber, checkOptions, checkRetry, checkSignal, checkString, wrongType } = require('./arguments')
const { Call, moment } = require('./call')
const { InvalidInputError, refusing } = require('./errors')
const { inspect } = require('./secret')
const { CREDENTIALS, Session, optionalString } = require('./session')

const CONNECTION = ['timeout', 'maxBody', 'agent', 'fetch', 'dispatcher']
const OPTIONS = ['orgUrl', ...CREDENTIALS, 'retry', 'userAgent', ...CONNECTION]
const FROM_ENV = ['profile', 'retry', 'userAgent', ...CONNECTION]
const CALL = ['signal', 'timeout', 'retry']

const LOG = ['since', 'filter', 'q', 'limit', 'after']
/** The key of a session that came from the environment; nobody else has it. */
const CONFIGURED = Symbol('configured')

/** The first releases of Node.js 20 have it not. @type {typeof Symbol.dispose} */
const dispose = Symbol.dispose ?? Symbol.for('nodejs.dispose')

const TIMEOUT = 30_000
const MAX_BODY = 16 * 1024 * 1024

/** @typedef {{ policy: import('./native').RetryPolicy | undefined, signal: AbortSignal | undefined, timeout: number }} How */

/** Loaded with the first client, as the transports are: a program that only receives does not pay for them. @type {typeof import('./drive').drive} */
let drive

/** A client of an org. */
class Client {
  #session
  #transport
  #timeout

  /** @param {import('./index').ClientOptions} options */
  constructor(options) {
    if (options === undefined) throw wrongType('options', 'an object', options)
    const { timeout, maxBody, agent, fetch, dispatcher, ...who } = checkOptions('Client', options, OPTIONS)
    drive = require('./drive').drive
    this.#transport = transport({ maxBody, agent, fetch, dispatcher })
    this.#timeout = timeoutOf(timeout) ?? TIMEOUT
    this.#session = new Session(/** @type {any} */ (options)[CONFIGURED] ?? who)
  }

  /** The options that Okta's own SDKs read from the environment and from files. @param {import('./index').FromEnvOptions} [options] */
  static fromEnv(options) {
    const { profile, retry, userAgent, ...connection } = checkOptions('Client.fromEnv', options, FROM_ENV)
    const configured = refusing(() =>
      native.Session.fromEnv(optionalString('profile', profile), checkRetry(retry), optionalString('userAgent', userAgent)),
    )
    if (
      configured.hasProxy &&
      connection.agent === undefined &&
      connection.fetch === undefined &&
      connection.dispatcher === undefined
    ) {
      throw new InvalidInputError(
        'the configuration names a proxy, which Node.js needs an agent for: pass one, such as that of https-proxy-agent, as agent',
      )
    }
    return new Client(/** @type {any} */ ({ timeout: configured.timeout, ...connection, [CONFIGURED]: configured.session }))
  }

  /** The address of the org. */
  get orgUrl() {
    return this.#session.orgUrl
  }

  /** @param {object} [options] */
  listEventHooks(options) {
    return this.#call('listEventHooks', () => Call.listEventHooks(), options)
  }

  /** @param {object} eventHook @param {object} [options] */
  createEventHook(eventHook, options) {
    return this.#call('createEventHook', () => Call.createEventHook(eventHook), options)
  }

  /** @param {string} eventHookId @param {object} [options] */
  getEventHook(eventHookId, options) {
    return this.#call('getEventHook', () => Call.getEventHook(eventHookId), options)
  }

  /** @param {string} eventHookId @param {object} eventHook @param {object} [options] */
  async replaceEventHook(eventHookId, eventHook, options) {
    const { keepAuthScheme, ...rest } = checkOptions('replaceEventHook', options, ['keepAuthScheme', ...CALL])
    const call = Call.replaceEventHook(eventHookId, eventHook, /** @type {any} */ ({ keepAuthScheme }))
    return this.#drive(call, this.#how(rest))
  }

  /** @param {string} eventHookId @param {object} [options] */
  deleteEventHook(eventHookId, options) {
    return this.#call('deleteEventHook', () => Call.deleteEventHook(eventHookId), options)
  }

  /** @param {string} eventHookId @param {object} [options] */
  activateEventHook(eventHookId, options) {
    return this.#call('activateEventHook', () => Call.activateEventHook(eventHookId), options)
  }

  /** @param {string} eventHookId @param {object} [options] */
  deactivateEventHook(eventHookId, options) {
    return this.#call('deactivateEventHook', () => Call.deactivateEventHook(eventHookId), options)
  }

  /** @param {string} eventHookId @param {object} [options] */
  verifyEventHook(eventHookId, options) {
    return this.#call('verifyEventHook', () => Call.verifyEventHook(eventHookId), options)
  }

  /** The entries of the System Log from one time to another. @param {object} [options] */
  logEvents(options) {
    const { signal, timeout, retry, ...query } = checkOptions('logEvents', options, [...LOG, 'until', 'sortOrder', ...CALL])
    const how = this.#how({ signal, timeout, retry })
    const until = query.after === undefined ? { until: new Date() } : {}
    const first = { ...until, ...defined(query) }
    Call.logEvents(first)
    const { LogEvents } = require('./log-events')
    return new LogEvents((after) => this.#drive(Call.logEvents(after === undefined ? first : { after }), how))
  }

  /** What is stored in the System Log from now on, without an end. @param {object} [options] */
  pollLogEvents(options) {
    const { signal, timeout, retry, ...query } = checkOptions('pollLogEvents', options, [...LOG, ...CALL])
    const how = this.#how({ signal, timeout, retry })
    const first = defined(query)
    Call.pollLogEvents(first)
    const { LogEvents } = require('./log-events')
    return new LogEvents((after) => this.#drive(Call.pollLogEvents(after === undefined ? first : { after }), how))
  }

  /** What the System Log says of the deliveries of a hook. @param {string} eventHookId @param {any} options */
  async hookDeliveries(eventHookId, options) {
    checkString('eventHookId', eventHookId)
    const { since, until = new Date(), ...rest } = checkOptions('hookDeliveries', options, ['since', 'until', ...CALL])
    const how = this.#how(rest)
    const times = /** @type {const} */ ([moment('since', since), moment('until', until)])
    const queries = refusing(() => native.Call.ofHookDeliveries(eventHookId, ...times))
    const events = []
    for (const query of queries) {
      let page = await this.#drive(new Call(query), how)
      events.push(...page)
      while (page.next !== undefined) {
        page = await this.#drive(Call.logEvents({ after: page.next }), how)
        events.push(...page)
      }
    }
    return JSON.parse(native.deliveryRecords(eventHookId, JSON.stringify(events)))
  }

  /** Carries out a call of your own. @template T @param {Call<T>} call @param {object} [options] @returns {Promise<T>} */
  async call(call, options) {
    if (!(call instanceof Call)) throw wrongType('call', 'a Call', call)
    return this.#drive(call, this.#how(checkOptions('call', options, CALL)))
  }

  /** Closes the connections that are kept. The client can be used on, and then makes new ones. */
  close() {
    this.#transport.close()
  }

  [dispose]() {
    this.close()
  }

  [inspect]() {
    return `Client { orgUrl: '${this.orgUrl}' }`
  }

  /**
   * It never throws: a promise is rejected. `async` functions that call one another do the same, but each takes its time.
   * @template T @param {string} name @param {() => Call<T>} make @param {object | undefined} options @returns {Promise<T>}
   */
  #call(name, make, options) {
    try {
      return this.#drive(make(), this.#how(checkOptions(name, options, CALL)))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  /** The options of a call, checked. @param {Record<string, unknown>} options @returns {How} */
  #how({ signal, timeout, retry }) {
    return { policy: checkRetry(retry), signal: checkSignal(signal), timeout: timeoutOf(timeout) ?? this.#timeout }
  }

  /** @template T @param {Call<T>} call @param {How} how @returns {Promise<T>} */
  #drive(call, { policy, signal, timeout }) {
    const limited = policy ? call.withRetry(this.#session, policy) : call
    return drive(limited, this.#session, this.#transport, { signal, timeout })
  }
}

/** @param {unknown} timeout */
function timeoutOf(timeout) {
  return timeout === undefined ? undefined : checkNumber('timeout', timeout, { least: 1, unit: ' of milliseconds' })
}

/** @param {Record<string, unknown>} options */
function defined(options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

/** That of the moment: a test may have replaced it. @type {typeof fetch} */
const globalFetch = (input, init) => globalThis.fetch(input, init)

/** @param {Record<string, any>} options */
function transport({ agent, fetch, dispatcher, maxBody = MAX_BODY }) {
  checkNumber('maxBody', maxBody, { least: 1, integer: true })
  if (fetch !== undefined && typeof fetch !== 'function') throw wrongType('fetch', 'a function', fetch)
  if (dispatcher !== undefined && typeof dispatcher?.dispatch !== 'function')
    throw wrongType('dispatcher', 'a Dispatcher of undici', dispatcher)
  if (agent !== undefined && typeof agent?.addRequest !== 'function')
    throw wrongType('agent', 'an Agent of node:http or node:https', agent)
  if (fetch === undefined && dispatcher === undefined) {
    const { HttpTransport } = require('./http-transport')
    return new HttpTransport({ agent, maxBody })
  }
  if (agent !== undefined) throw new TypeError('agent goes without fetch and dispatcher: give those what they connect by')
  const { FetchTransport } = require('./fetch-transport')
  return new FetchTransport({ fetch: fetch ?? globalFetch, dispatcher, maxBody })
}

exports.Client = Client
