'use strict'

const { NotSentError } = require('./errors')

/** Carries the bytes of a request over `node:http` or `node:https`, on kept connections. */
class HttpTransport {
  #agent
  #own
  #maxBody
  /** @type {ReturnType<typeof peerOf> | undefined} */
  #peer

  /** @param {{ agent?: import('node:http').Agent, maxBody: number }} options */
  constructor({ agent, maxBody }) {
    this.#agent = agent
    this.#own = agent === undefined
    this.#maxBody = maxBody
  }

  /**
   * @param {import('./step').Send} request
   * @param {number} timeout
   * @returns {{ response: Promise<import('./index').HttpResponse>, cancel: () => boolean }} What comes; `cancel` says whether
   *   something may have been sent.
   */
  send({ method, url, headers, body }, timeout) {
    const { http, protocol, hostname, port, origin } = this.#peerOf(url)
    this.#agent ??= new http.Agent({ keepAlive: true })
    const fields = Object.fromEntries(headers)
    fields['accept-encoding'] ??= 'gzip'
    if (body) fields['content-length'] = String(body.byteLength)
    const path = url.slice(origin.length)
    // Looked up at each call: a test may have replaced it.
    const request = http.request({ method, protocol, hostname, port, path, headers: fields, agent: this.#agent })
    let isSent = false
    const response = new Promise((resolve, reject) => {
      let isOver = false
      /** @type {import('node:http').IncomingMessage | undefined} */
      let answer
      const end = () => {
        isOver = true
        clearTimeout(timer)
      }
      const fail = (/** @type {Error} */ error) => {
        if (isOver) return
        end()
        // What a parser could not read: it may hold anything, and is printed with the error.
        delete (/** @type {any} */ (error).rawPacket)
        // A mock says that a connection is reset that never was: what it stands for has been sent.
        const isReset = /** @type {any} */ (error).code === 'ECONNRESET'
        reject(isSent || isReset ? error : new NotSentError(error.message, { cause: error }))
        request.destroy()
      }
      const timer = setTimeout(() => fail(timedOut()), timeout)
      request.on('socket', (socket) => {
        // A connection that an agent has made ready counts as used: something may have been written.
        const { connecting, secureConnecting, encrypted } = /** @type {any} */ (socket)
        isSent = !connecting && !secureConnecting
        if (isSent) return
        socket.once(encrypted ? 'secureConnect' : 'connect', () => {
          isSent = true
        })
      })
      // What comes after an answer, such as a body after a 204, spoils the connection and not the answer.
      request.on('error', (error) => answer?.complete || fail(error))
      request.on('close', () => isOver || answer?.complete || fail(new Error('the connection was closed before the answer')))
      request.on('response', (message) => {
        isSent = true
        answer = message
        /** @type {Buffer[]} */
        const chunks = []
        let size = 0
        message.on('data', (/** @type {Buffer} */ chunk) => {
          size += chunk.length
          if (size > this.#maxBody) fail(tooLarge(this.#maxBody))
          else chunks.push(chunk)
        })
        message.on('error', fail)
        message.on('close', () => isOver || fail(new Error('the answer is incomplete')))
        message.on('end', () => {
          if (isOver) return
          if (!message.complete) return fail(new Error('the answer is incomplete'))
          end()
          const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
          const whole = { status: /** @type {number} */ (message.statusCode), headers: message.rawHeaders, body }
          if (!size || !isGzip(message.rawHeaders)) return resolve(whole)
          require('node:zlib').gunzip(body, { maxOutputLength: this.#maxBody }, (error, body) => {
            if (error) reject(/** @type {any} */ (error).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(this.#maxBody) : error)
            else resolve({ ...whole, body })
          })
        })
      })
    })
    request.end(body)
    const cancel = () => {
      request.destroy()
      return isSent
    }
    return { response, cancel }
  }

  /** @param {string} url */
  #peerOf(url) {
    // One org has one: the last one is kept, for a URL takes long to read.
    if (!this.#peer || !url.startsWith(this.#peer.origin) || url[this.#peer.origin.length] !== '/') this.#peer = peerOf(url)
    return this.#peer
  }

  /** Closes the connections that are kept, unless the agent is the caller's. */
  close() {
    if (this.#own) this.#agent?.destroy()
  }
}

/** Whom a URL names, and how to reach them. @param {string} url */
function peerOf(url) {
  const { protocol, hostname, port, origin } = new URL(url)
  return {
    http: protocol === 'https:' ? require('node:https') : require('node:http'),
    protocol,
    hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    port,
    // As it is written: a path follows.
    origin: url.startsWith(`${origin}/`) ? origin : url.slice(0, url.indexOf('/', protocol.length + 2)),
  }
}

/** Whether a body is compressed. To ask `headers` would have Node.js make them all. @param {string[]} rawHeaders */
function isGzip(rawHeaders) {
  const name = 'content-encoding'
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const text = /** @type {string} */ (rawHeaders[at])
    if (text.length === name.length && text.toLowerCase() === name) return rawHeaders[at + 1]?.toLowerCase() === 'gzip'
  }
  return false
}

function timedOut() {
  return new DOMException('no complete answer in time', 'TimeoutError')
}

/** @param {number} bytes */
function tooLarge(bytes) {
  return new Error(`the answer is larger than maxBody, ${bytes} bytes`)
}

exports.HttpTransport = HttpTransport
exports.timedOut = timedOut
exports.tooLarge = tooLarge
