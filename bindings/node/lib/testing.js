'use strict'

const native = require('./native')
const { Client } = require('./client')

/** A local Okta org, in this process. */
class Emulator {
  #native
  /** @param {import('./native').Emulator} running */
  constructor(running) {
    this.#native = running
  }
  /** @param {object} [config] */
  static async start(config = {}) {
    return new Emulator(await native.Emulator.start(JSON.stringify(config)))
  }
  get url() {
    return this.#native.url
  }
  get apiToken() {
    return this.#native.apiToken
  }
  /** @param {object} [options] */
  client(options) {
    return new Client({ orgUrl: this.url, apiToken: this.apiToken, ...options })
  }
  /** @param {string} method @param {string} path @param {unknown} [body] */
  async control(method, path, body) {
    return JSON.parse(await this.#native.control(method, path, body === undefined ? undefined : JSON.stringify(body)))
  }
  async close() {
    await this.#native.close()
  }
  async [Symbol.asyncDispose]() {
    await this.close()
  }
}
module.exports = { Emulator }
