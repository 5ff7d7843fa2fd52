'use strict'

const native = require('./native')
const { checkNumber, checkString, wrongType } = require('./arguments')
const { Client } = require('./client')
const { refusing } = require('./errors')
const json = require('./json')
const { inspect } = require('./secret')
const { CREDENTIALS } = require('./session')

/** The first releases of Node.js 20 have it not. @type {typeof Symbol.asyncDispose} */
const asyncDispose = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')

/** Those that run. One that nobody holds any more must not end by itself: its address may be in use. @type {Set<unknown>} */
const running = new Set()

/** An Okta org in this process, for tests. */
class Emulator {
  #native

  /** @param {import('./native').Emulator} started */
  constructor(started) {
    if (!(started instanceof native.Emulator)) throw new TypeError('start one by Emulator.start()')
    this.#native = started
    running.add(started)
  }

  /** @param {import('./testing').EmulatorConfig} [config] */
  static async start(config = {}) {
    const started = native.Emulator.start(json.stringify('config', config))
    return new Emulator(await settled(started))
  }

  get url() {
    return this.#native.url
  }

  get apiToken() {
    return this.#native.apiToken
  }

  get caCertificate() {
    return this.#native.caCertificate ?? undefined
  }

  /** @param {import('./testing').EmulatorClientOptions} [options] */
  client(options = {}) {
    if (options === null || typeof options !== 'object') throw wrongType('options', 'an object', options)
    const given = /** @type {Record<string, unknown>} */ (options)
    const own = CREDENTIALS.some((name) => given[name] !== undefined) ? {} : { apiToken: this.apiToken }
    const connection = ['agent', 'fetch', 'dispatcher'].some((name) => given[name] !== undefined) ? {} : this.#trusting()
    return new Client(/** @type {any} */ ({ orgUrl: this.url, ...own, ...connection, ...options }))
  }

  #trusting() {
    const ca = this.caCertificate
    if (ca === undefined) return {}
    const { Agent } = require('node:https')
    return { agent: new Agent({ ca, keepAlive: true }) }
  }

  /** @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<any>} */
  async control(method, path, body) {
    checkString('method', method)
    checkString('path', path)
    // What JSON cannot tell from nothing is nothing.
    const text = body === undefined || body === null ? undefined : json.stringifyAny('body', body)
    return JSON.parse(await settled(refusing(() => this.#native.control(method, path, text))))
  }

  /** @param {any} event @param {object} [members] */
  async trigger(event, members) {
    if (Array.isArray(event)) {
      if (members !== undefined) throw new TypeError('members goes with one event: a list has them in it')
      return this.control('POST', '/emulator/events', event)
    }
    const one = typeof event === 'string' ? { eventType: event } : event
    if (one === null || typeof one !== 'object') throw wrongType('event', 'a string, an object or an array', event)
    return this.control('POST', '/emulator/events', { ...one, ...members })
  }

  async flush() {
    return this.control('POST', '/emulator/flush')
  }

  async deliveries() {
    return this.control('GET', '/emulator/deliveries')
  }

  async verifications() {
    return this.control('GET', '/emulator/verifications')
  }

  async requests() {
    return this.control('GET', '/emulator/requests')
  }

  /** @param {import('./testing').Fault} fault @returns {Promise<string>} */
  async inject(fault) {
    if (fault === null || typeof fault !== 'object' || Array.isArray(fault)) throw wrongType('fault', 'an object', fault)
    return (await this.control('POST', '/emulator/faults', fault)).id
  }

  async clearFaults() {
    await this.control('DELETE', '/emulator/faults')
  }

  async now() {
    return timeOf(await this.control('GET', '/emulator/clock'))
  }

  /** @param {number} milliseconds */
  async advance(milliseconds) {
    const by = Math.round(checkNumber('milliseconds', milliseconds, { unit: ' of milliseconds' }))
    return timeOf(await this.control('POST', '/emulator/clock', { advance: `${by}ms` }))
  }

  async reset() {
    await this.control('POST', '/emulator/reset')
  }

  /** @returns {Promise<string>} */
  async snapshot() {
    return (await this.control('POST', '/emulator/snapshots')).id
  }

  /** @param {string} snapshot */
  async restore(snapshot) {
    await this.control('POST', `/emulator/snapshots/${encodeURIComponent(checkString('snapshot', snapshot))}`)
  }

  async state() {
    return this.control('GET', '/emulator/state')
  }

  async close() {
    running.delete(this.#native)
    await this.#native.close()
  }

  async [asyncDispose]() {
    await this.close()
  }

  [inspect]() {
    return `Emulator { url: '${this.url}' }`
  }
}

/** What a promise of the library's resolves to; what it refuses is what the caller passed. @template T @param {Promise<T>} promise */
async function settled(promise) {
  try {
    return await promise
  } catch (error) {
    return refusing(() => {
      throw error
    })
  }
}

/** @param {{ now: string }} clock */
function timeOf(clock) {
  return new Date(clock.now)
}

exports.Emulator = Emulator
