'use strict'

// What the tests of the receiver have in common.

const assert = require('node:assert/strict')
const { once } = require('node:events')
const http = require('node:http')
const net = require('node:net')
const { after } = require('node:test')
const { eventHookSpec } = require('okta-event-hooks')
const { within } = require('./deadline')

const SECRET = 's3cr3t-shared-with-okta'
const TYPES = ['user.lifecycle.create', 'user.lifecycle.deactivate', 'group.user_membership.add']
const SOON = 10_000

/** @typedef {import('node:test').TestContext} TestContext */
/** @typedef {import('okta-event-hooks/testing').Emulator} Emulator */
/** @typedef {import('okta-event-hooks').Receiver} Receiver */
/** @typedef {string | Uint8Array | readonly (string | Uint8Array)[]} Body */
/** @typedef {Error & { code: string, detail: string }} Warning */

/**
 * What would have ended the process.
 * @type {unknown[]}
 */
const deaths = []
process.on('unhandledRejection', (reason) => deaths.push(reason)).on('uncaughtException', (error) => deaths.push(error))
after(() => assert.deepEqual(deaths, []))

/**
 * A delivery with an event of each type, then what cannot be read.
 * @param {readonly string[]} types
 * @param {readonly unknown[]} [unreadable]
 */
function envelope(types, unreadable = []) {
  return {
    eventType: 'com.okta.event_hook',
    source: 'https://acme-test.okta.com/api/v1/eventHooks/who7kd2mQ9vYt3LxB5d7',
    eventId: 'd661274e-1886-4463-a9f5-90ad2a8f00d5',
    data: { events: [...types.map((eventType, at) => ({ uuid: `uuid-${at}`, eventType })), ...unreadable] },
  }
}

/**
 * What `receive` makes of one.
 * @param {Receiver} receiver
 * @param {readonly string[]} types
 * @param {readonly unknown[]} [unreadable]
 * @returns {import('okta-event-hooks').ReceivedDelivery}
 */
function delivery(receiver, types, unreadable) {
  const received = receiver.receive({ method: 'POST', headers: { authorization: SECRET }, body: envelope(types, unreadable) })
  assert.equal(received.type, 'delivery')
  return received
}

/**
 * The warnings of the package from now on, once those of the test before are out.
 * @param {TestContext} t
 */
async function warnings(t) {
  await emitted()
  /** @type {Warning[]} */
  const found = []
  const listener = (/** @type {any} */ warning) => warning.name === 'OktaEventHooksWarning' && found.push(warning)
  process.on('warning', listener)
  t.after(() => process.off('warning', listener))
  return found
}

/** They are emitted a little later. */
const emitted = () => new Promise((resolve) => setImmediate(resolve))

/** @param {() => unknown} condition @param {string} [what] */
async function waitFor(condition, what = String(condition)) {
  for (const end = Date.now() + SOON; !condition(); ) {
    assert.ok(Date.now() < end, `it never came to pass: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A promise with its functions. */
function deferred() {
  const all =
    /** @type {{ promise: Promise<any>, resolve: (value?: unknown) => void, reject: (error: unknown) => void }} */ ({})
  all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }))
  return all
}

/**
 * The address of a server that listens on loopback until the test ends.
 * @param {TestContext} t
 * @param {net.Server & { closeAllConnections?: () => void }} server
 */
async function listening(t, server) {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => {
    server.closeAllConnections?.()
    return new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${/** @type {net.AddressInfo} */ (server.address()).port}`
}

/**
 * A hook for `url` that delivers.
 * @param {Emulator} org
 * @param {string} url
 * @param {string} [secret]
 */
async function verifiedHook(org, url, secret = SECRET) {
  const client = org.client()
  const spec = eventHookSpec({ name: 'Feed', uri: url, events: TYPES, authHeader: { value: secret } })
  const hook = await client.createEventHook(spec)
  assert.equal((await client.verifyEventHook(hook.id)).verificationStatus, 'VERIFIED')
  await client.close()
  return hook.id
}

/** @param {Emulator} org @param {string | object} event */
const trigger = (org, event) =>
  org.control('POST', '/emulator/events', typeof event === 'string' ? { eventType: event } : event)
/** @param {Emulator} org @returns {Promise<[number, boolean][]>} */
const flush = async (org) =>
  (await org.control('POST', '/emulator/flush')).map((/** @type {any} */ { status, willRetry }) => [status, willRetry])

/**
 * Sends a request with exactly these headers, in turn, and a `Host`; `body` may be parts.
 * @param {string} url
 * @param {string} method
 * @param {readonly string[]} [headers]
 * @param {Body} [body]
 */
function ask(url, method, headers = [], body = '') {
  /** @type {Promise<{ status: number, headers: http.IncomingHttpHeaders, body: string }>} */
  const answer = new Promise((resolve, reject) => {
    // The declarations do not know all options.
    const options = /** @type {object} */ ({ method, agent: false, setDefaultHeaders: false })
    const request = http.request(url, options)
    request.on('error', reject)
    request.on('response', (response) => {
      /** @type {Buffer[]} */
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk)).on('error', reject)
      response.on('end', () =>
        resolve({ status: Number(response.statusCode), headers: response.headers, body: Buffer.concat(chunks).toString() }),
      )
    })
    request.setHeader('Host', new URL(url).host)
    const byName = new Map()
    for (let at = 0; at < headers.length; at += 2) {
      byName.set(headers[at], [...(byName.get(headers[at]) ?? []), headers[at + 1]])
    }
    for (const [name, values] of byName) request.setHeader(name, values)
    if (!byName.has('Content-Length') && typeof body === 'string' && method !== 'GET') {
      request.setHeader('Content-Length', Buffer.byteLength(body))
    }
    for (const part of Array.isArray(body) ? body : [body]) if (part.length) request.write(part)
    request.end()
  })
  return within(SOON, answer, 'not answered')
}

/** @param {string} url @param {Body} body @param {...string} headers */
const post = async (url, body, ...headers) =>
  (await ask(url, 'POST', ['Content-Type', 'application/json', ...headers], body)).status

/**
 * A connection on which a test writes what it likes; `answer` has all that came until the other side ended.
 * @param {TestContext} t
 * @param {string} url
 */
function connect(t, url) {
  const { port } = new URL(url)
  const socket = net.connect(Number(port), '127.0.0.1')
  t.after(() => socket.destroy())
  /** @type {Promise<void>} */
  const closed = new Promise((resolve) => socket.on('close', () => resolve()))
  const connection = { socket, closed, text: '' }
  socket.on('data', (chunk) => {
    connection.text += chunk
  })
  socket.on('error', () => {})
  return connection
}

module.exports = {
  SECRET,
  SOON,
  TYPES,
  ask,
  connect,
  deferred,
  delivery,
  emitted,
  envelope,
  flush,
  listening,
  post,
  trigger,
  verifiedHook,
  waitFor,
  warnings,
  within,
}
