'use strict'

const { isArrayBuffer } = require('node:util').types
const { wrongType } = require('./arguments')
const { refusing } = require('./errors')
const { flatten, lines, pairs } = require('./headers')
const { readWhole } = require('./json')
const native = require('./native')
const shapes = require('./shapes')

/** What a request is: a verification, a delivery, or refused. It does no I/O and calls no handler. */
class RequestReader {
  #native
  /** In bytes. @readonly */
  maxBody

  /** @param {string[]} secrets @param {string} header @param {number} maxBody */
  constructor(secrets, header, maxBody) {
    this.#native = refusing(() => new native.Receiver(secrets, header, maxBody))
    this.maxBody = maxBody
  }

  /**
   * The refusal that the request gets whatever is in its body of so many bytes: a server asks before it keeps what a stranger
   * sends.
   * @param {string} method @param {unknown} headers @param {number} bytes @returns {import('./types/receiver').Rejected | undefined}
   */
  refusal(method, headers, bytes) {
    const refused = this.#native.admit(method, lines(flatten('headers', headers)), bytes)
    return refused ? rejected(refused) : undefined
  }

  /** @param {import('./types/receiver').ReceiverRequest} request @returns {import('./types/receiver').Received} */
  read(request) {
    if (request === null || typeof request !== 'object') throw wrongType('request', 'an object', request)
    const { method } = request
    if (typeof method !== 'string') throw wrongType('method', 'a string', method)
    const headers = lines(flatten('headers', request.headers))
    // Nothing of a stranger's body is looked at.
    const refused = this.#native.admit(method, headers, 0)
    if (refused) return rejected(refused)
    const { bytes, json } = bodyOf(request.body)
    const tooLarge = this.#native.admit(method, headers, bytes.length)
    if (tooLarge) return rejected(tooLarge)
    const whole = method === 'POST' ? wholeDelivery(bytes, json) : undefined
    return whole ?? receivedOf(this.#native.receive(method, headers, bytes))
  }
}

/**
 * A delivery that needs no more reading.
 * @param {Buffer} bytes @param {unknown} json What they say, if it is read already.
 */
function wholeDelivery(bytes, json) {
  const delivery = json === undefined ? readWhole(shapes.delivery, bytes) : shapes.delivery(json) ? json : undefined
  // Okta's old spelling of `eventId`: the library reads it.
  if (!delivery || delivery.eventID !== undefined) return undefined
  answers ??= native.wholeDelivery()
  return deliveryOf(answers, delivery, delivery.data.events, [])
}

/** The responses to a delivery, which are always the same. @type {import('./native').Received | undefined} */
let answers

/** @param {import('./native').Received} received @returns {import('./types/receiver').Received} */
function receivedOf(received) {
  if (received.type === 'rejected') return rejected(received)
  if (received.type === 'verification') {
    return { type: 'verification', challenge: received.challenge ?? '', response: responseOf(received.response) }
  }
  const delivery = JSON.parse(received.json ?? '')
  const unreadable = received.unreadable ?? []
  const lost = new Set(unreadable.map(({ position }) => position))
  const events = delivery.data.events.filter((/** @type {unknown} */ _, /** @type {number} */ at) => !lost.has(at))
  return deliveryOf(received, delivery, events, unreadable)
}

/**
 * @param {import('./native').Received} received @param {import('./models').Delivery} delivery
 * @param {import('./models').LogEvent[]} events @param {import('./native').UnreadableItem[]} unreadable
 * @returns {import('./types/receiver').ReceivedDelivery}
 */
function deliveryOf(received, delivery, events, unreadable) {
  const { source, eventId } = delivery
  return {
    type: 'delivery',
    delivery,
    events,
    unreadable,
    hookId: typeof source === 'string' ? (native.hookIdIn(source) ?? undefined) : undefined,
    eventId: typeof eventId === 'string' ? eventId : undefined,
    response: responseOf(received.response),
    retryResponse: responseOf(received.retryResponse ?? received.response),
  }
}

/** @param {import('./native').Received} received @returns {import('./types/receiver').Rejected} */
function rejected({ response, reason = '' }) {
  return { type: 'rejected', status: response.status, reason, response: responseOf(response) }
}

/** @param {import('./native').Response} response @returns {import('./types/receiver').ReceiverResponse} */
function responseOf({ status, headers, body }) {
  return { status, headers: Object.fromEntries(pairs(headers)), body }
}

/**
 * The bytes of a body, and what they say if it is read already.
 * @param {unknown} body @returns {{ bytes: Buffer, json?: any }}
 */
function bodyOf(body) {
  if (body === undefined || body === null) return { bytes: Buffer.alloc(0) }
  if (typeof body === 'string') return { bytes: Buffer.from(body) }
  if (ArrayBuffer.isView(body)) return { bytes: Buffer.from(body.buffer, body.byteOffset, body.byteLength) }
  if (isArrayBuffer(body)) return { bytes: Buffer.from(body) }
  if (!isJson(body)) throw wrongType('body', 'a Buffer, a string or JSON that was read', body)
  try {
    return { bytes: Buffer.from(JSON.stringify(body)), json: body }
  } catch {
    // Nested too deeply, or in a circle. Unless it is a delivery all the same, it is refused as what is no JSON is.
    return { bytes: Buffer.from('no JSON'), json: body }
  }
}

/** Streams, promises and forms have no JSON: they would be refused as an empty body, and nobody would know why. @param {any} body */
function isJson(body) {
  if (typeof body !== 'object') return typeof body === 'number' || typeof body === 'boolean'
  const tag = Object.prototype.toString.call(body)
  return (tag === '[object Object]' || tag === '[object Array]') && typeof body.pipe !== 'function'
}

exports.RequestReader = RequestReader
