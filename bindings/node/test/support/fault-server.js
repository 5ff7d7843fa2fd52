'use strict'

// The program fault_server, which plays the server's side of tests/vectors/faults; its control interface is in their README.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const http = require('node:http')
const readline = require('node:readline')

class FaultServer {
  #child
  #url
  #agent = new http.Agent({ keepAlive: true })

  /**
   * @param {import('node:child_process').ChildProcess & { stdin: import('node:stream').Writable }} child
   * @param {string} url
   */
  constructor(child, url) {
    this.#child = child
    this.#url = url
  }

  static async start() {
    const program = process.env.FAULT_SERVER
    assert.ok(program, 'set FAULT_SERVER to the program: cargo build -p conformance --bin fault_server')
    const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = readline.createInterface(child.stdout)
    const ended = once(child, 'exit').then(() => assert.fail(`${program} has ended`))
    const [line] = await Promise.race([once(lines, 'line'), ended])
    ended.catch(() => {})
    return new FaultServer(child, JSON.parse(line).url)
  }

  /**
   * Not by fetch, which is one of the things that are tested.
   * @param {string} method
   * @param {string} path
   * @returns {Promise<any>}
   */
  ask(method, path) {
    return new Promise((resolve, reject) => {
      const request = http.request(this.#url + path, { method, agent: this.#agent }, async (answer) => {
        try {
          const text = Buffer.concat(await answer.toArray()).toString()
          assert.ok(Number(answer.statusCode) < 300, text)
          resolve(JSON.parse(text))
        } catch (error) {
          reject(error)
        }
      })
      request.on('error', reject).end()
    })
  }

  /** Its standard input ends, and so does it. */
  async close() {
    this.#agent.destroy()
    this.#child.stdin.end()
    if (this.#child.exitCode === null) await once(this.#child, 'exit')
  }
}

module.exports = { FaultServer }
