'use strict'

const { NotSentError } = require('./errors')
const { timedOut, tooLarge } = require('./http-transport')

/** What undici and Node.js say when nothing was sent; of certificates beside those that name one. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** Carries the bytes of a request over a `fetch`. */
class FetchTransport {
  #fetch
  #dispatcher
  #maxBody

  /** @param {{ fetch: typeof globalThis.fetch, dispatcher?: unknown, maxBody: number }} options */
  constructor({ fetch, dispatcher, maxBody }) {
    this.#fetch = fetch
    this.#dispatcher = dispatcher
    this.#maxBody = maxBody
  }

  /**
   * @param {import('./step').Send} request
   * @param {number} timeout
   * @returns {{ response: Promise<import('./index').HttpResponse>, cancel: () => boolean }} What comes; `cancel` says whether
   *   something may have been sent.
   */
  send(request, timeout) {
    const controller = new AbortController()
    /** @type {NodeJS.Timeout} */
    let timer
    const cancel = () => {
      clearTimeout(timer)
      controller.abort()
      return true
    }
    // A fetch that ignores its signal must not keep the call.
    const response = new Promise((resolve, reject) => {
      timer = setTimeout(() => {
        reject(timedOut())
        cancel()
      }, timeout)
      this.#send(request, controller.signal)
        .then(resolve, (error) => reject(isNotSent(error) ? new NotSentError(error.message, { cause: error }) : error))
        .finally(() => clearTimeout(timer))
    })
    return { response, cancel }
  }

  /** @param {import('./step').Send} request @param {AbortSignal} signal */
  async #send({ method, url, headers, body }, signal) {
    // undici has its own content-length, and of two it makes one that is none.
    const fields = headers.filter(([name]) => name !== 'content-length')
    fields.push(['accept-encoding', 'gzip'])
    /** @type {import('./index').FetchOptions} */
    const options = { method, headers: fields, signal, redirect: 'manual', cache: 'no-store', credentials: 'omit' }
    // A mock can read a text. It is JSON or a form.
    if (body) options.body = body.toString()
    if (this.#dispatcher !== undefined) options.dispatcher = this.#dispatcher
    const fetch = this.#fetch
    const answer = await fetch(url, options)
    if (answer.type === 'opaqueredirect') throw new Error('a redirect, which is never followed')
    return { status: answer.status, headers: [...answer.headers].flat(), body: await this.#read(answer) }
  }

  /** @param {Response} answer */
  async #read(answer) {
    const chunks = []
    let size = 0
    for await (const chunk of /** @type {AsyncIterable<Uint8Array>} */ (answer.body ?? [])) {
      size += chunk.byteLength
      if (size > this.#maxBody) throw tooLarge(this.#maxBody)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  }

  close() {}
}

/** @param {any} error */
function isNotSent(error) {
  for (let depth = 0; depth < 8 && error; depth++, error = error.cause) {
    const codes = [error.code, ...(error.errors ?? []).map((/** @type {any} */ one) => one.code)].filter(Boolean)
    if (codes.length && codes.every((code) => NOT_SENT.has(code) || String(code).includes('CERT'))) return true
  }
  return false
}

exports.FetchTransport = FetchTransport
