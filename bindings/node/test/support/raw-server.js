'use strict'

// A server that answers bytes as it is told to, however wrong they are.

const { once } = require('node:events')
const net = require('node:net')

/** @typedef {(socket: net.Socket, number: number) => unknown} Answer */

const HOOK = {
  id: 'who7kd2mQ9vYt3LxB5d7',
  status: 'ACTIVE',
  verificationStatus: 'VERIFIED',
  name: 'Feed',
  events: { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] },
  channel: { type: 'HTTP', version: '1.0.0', config: { uri: 'https://hooks.example.com/okta', method: 'POST' } },
}

/**
 * Each request that comes in whole is kept in `requests`, and answered by `answer(socket, number)`, from 1. `connections` counts.
 */
class RawServer {
  /** @type {string[]} */
  requests = []
  connections = 0
  /** @type {Set<net.Socket>} */
  #sockets = new Set()
  #server
  #answer
  /** @type {{ count: number, resolve: (came: void) => void }[]} */
  #waiting = []

  /** @param {Answer} answer */
  constructor(answer) {
    this.#answer = answer
    this.#server = net.createServer((socket) => this.#serve(socket))
  }

  /** @param {Answer} answer */
  static async start(answer) {
    const server = new RawServer(answer)
    server.#server.listen(0, '127.0.0.1')
    await once(server.#server, 'listening')
    return server
  }

  get port() {
    return /** @type {net.AddressInfo} */ (this.#server.address()).port
  }

  get url() {
    return `http://127.0.0.1:${this.port}`
  }

  /**
   * When so many requests have come.
   * @param {number} count
   * @returns {Promise<void>}
   */
  came(count) {
    return new Promise((resolve) => {
      this.#waiting.push({ count, resolve })
      this.#tell()
    })
  }

  /** The connections that are open. */
  get sockets() {
    return [...this.#sockets]
  }

  /**
   * The value of a header of a request.
   * @param {string} name
   * @param {number} [request]
   */
  header(name, request = -1) {
    const lines = /** @type {string} */ (this.requests.at(request)).split('\r\n\r\n', 1)[0].split('\r\n').slice(1)
    return lines.find((line) => line.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2)
  }

  async close() {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #tell() {
    for (const { count, resolve } of this.#waiting) if (this.requests.length >= count) resolve()
  }

  /** @param {net.Socket} socket */
  #serve(socket) {
    this.connections++
    this.#sockets.add(socket)
    let received = ''
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      for (;;) {
        const end = received.indexOf('\r\n\r\n') + 4
        const length = Number(/\r\ncontent-length: *(\d+)/i.exec(received.slice(0, end))?.[1] ?? 0)
        if (end < 4 || received.length < end + length) return
        this.requests.push(received.slice(0, end + length))
        received = received.slice(end + length)
        this.#tell()
        this.#answer(socket, this.requests.length)
      }
    })
  }
}

/**
 * An answer that is always the same.
 * @param {number} status
 * @param {unknown} [body]
 * @param {...string} headers
 */
function reply(status, body = '', ...headers) {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const head = [`HTTP/1.1 ${status} X`, `Content-Length: ${bytes.length}`, 'Content-Type: application/json', ...headers]
  return (/** @type {net.Socket} */ socket) => socket.write(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes]))
}

/**
 * One after the other; the last one from then on.
 * @param {...Answer} answers
 */
function inTurn(...answers) {
  return (/** @type {net.Socket} */ socket, /** @type {number} */ number) =>
    answers[Math.min(number, answers.length) - 1](socket, number)
}

/** No answer at all. */
function silence() {}

/** @param {net.Socket} socket */
function hangUp(socket) {
  socket.destroy()
}

/** A port of this machine on which nobody listens. */
async function closedPort() {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {net.AddressInfo} */ (server.address())
  server.close()
  await once(server, 'close')
  return port
}

module.exports = { HOOK, RawServer, reply, inTurn, silence, hangUp, closedPort }
