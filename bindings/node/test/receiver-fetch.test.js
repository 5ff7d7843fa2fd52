'use strict'

// The receiver as a handler of the Fetch API, called as platforms call it.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { Receiver } = require('okta-event-hooks')
const { Emulator } = require('okta-event-hooks/testing')
const {
  SECRET,
  deferred,
  emitted,
  envelope,
  flush,
  listening,
  trigger,
  verifiedHook,
  waitFor,
  within,
} = require('./support/receiver')

const BODY = JSON.stringify(envelope(['user.session.start']))

/** @param {Record<string, any>} [given] */
function request({ method = 'POST', body = BODY, ...headers } = {}) {
  return new Request('https://hooks.example.com/okta', {
    method,
    headers: { authorization: SECRET, ...headers },
    body,
    duplex: 'half',
  })
}

/**
 * A stream of parts.
 * @param {Uint8Array[]} parts
 * @param {{ onCancel?: () => void, error?: Error }} [options]
 */
function stream(parts, { onCancel = () => {}, error } = {}) {
  const left = [...parts]
  const pull = (/** @type {ReadableStreamDefaultController} */ controller) => {
    if (left.length) controller.enqueue(left.shift())
    else if (error) controller.error(error)
    else controller.close()
  }
  return new ReadableStream({ pull, cancel: onCancel })
}
const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text)

test('verification', async () => {
  const handle = new Receiver({ secret: SECRET }).fetch()
  const response = await handle(request({ method: 'GET', body: null, 'x-okta-verification-challenge': 'Qm7' }))
  assert.ok(response instanceof Response)
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('content-type'), 'application/json')
  assert.deepEqual(await response.json(), { verification: 'Qm7' })
})

test('the answer is there before a handler runs', { timeout: 10_000 }, async () => {
  /** @type {string[]} */
  const seen = []
  const receiver = new Receiver({ secret: SECRET }).onAny((event) => seen.push(event.uuid))
  const response = await receiver.fetch()(request())
  assert.equal(response.status, 204)
  assert.equal(await response.text(), '')
  assert.deepEqual(seen, [])
  await receiver.settled()
  assert.deepEqual(seen, ['uuid-0'])
})

test('a context that waits is given the handlers', { timeout: 10_000 }, async () => {
  const released = deferred()
  const receiver = new Receiver({ secret: SECRET }).onAny(() => released.promise)
  const handle = receiver.fetch()
  /** @type {Promise<unknown>[]} */
  const waits = []
  const context = { waitUntil: (/** @type {Promise<unknown>} */ promise) => waits.push(promise) }
  for (const more of [[context], [{ SOME: 'env' }, context], [undefined, null, context], [{ params: {} }], []]) {
    assert.equal((await handle(request(), ...more)).status, 204)
  }
  assert.equal(waits.length, 3)
  let ended = 0
  for (const wait of waits) wait.then(() => ended++)
  await emitted()
  assert.equal(ended, 0)
  released.reject(new Error('a failure rejects nothing'))
  receiver.onError(() => {})
  await within(5000, Promise.all(waits))
  assert.equal((await handle(request({ authorization: 'guessed' }), context)).status, 401)
  assert.equal(waits.length, 3)
})

test('what is refused', { timeout: 10_000 }, async () => {
  const receiver = new Receiver({ secret: SECRET, maxBody: 2000 }).onAny(() => assert.fail('it ran'))
  const handle = receiver.fetch()
  /** @type {[Record<string, string | null>, number][]} */
  const cases = [
    [{ authorization: 'guessed' }, 401],
    [{ authorization: `${SECRET}, ${SECRET}` }, 401],
    [{ body: '{}' }, 400],
    [{ body: null }, 400],
    [{ method: 'GET', body: null }, 400],
    [{ method: 'PUT' }, 405],
    [{ body: 'x'.repeat(2001) }, 413],
    [{ 'content-length': '2001' }, 413],
  ]
  for (const [given, status] of cases) {
    const response = await handle(request(given))
    assert.deepEqual([given, response.status, await response.text()], [given, status, ''])
    assert.equal(response.headers.get('allow'), status === 405 ? 'GET, POST' : null)
  }
})

test('a body is read to its limit, and its rest left to the server', { timeout: 10_000 }, async () => {
  const receiver = new Receiver({ secret: SECRET, maxBody: 2000 }).accept(() => {})
  const handle = receiver.fetch()
  assert.equal((await handle(request({ body: stream([bytes(BODY.slice(0, 20)), bytes(BODY.slice(20))]) }))).status, 204)
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(900)),
    cancel: () => assert.fail('cancelled'),
  })
  const large = request({ body: endless })
  assert.equal((await handle(large)).status, 413)
  assert.equal(large.body?.locked, false)
})

test('a body that breaks off', { timeout: 10_000 }, async () => {
  const receiver = new Receiver({ secret: SECRET }).onAny(() => assert.fail('it ran'))
  const cut = stream([bytes(BODY)], { error: new Error('the sender has gone') })
  assert.equal((await receiver.fetch()(request({ body: cut }))).status, 400)
  await receiver.settled()
})

test('a body that somebody else has read', { timeout: 10_000 }, async () => {
  const receiver = new Receiver({ secret: SECRET }).accept(() => {})
  const used = request()
  const clone = used.clone()
  await used.text()
  await assert.rejects(receiver.fetch()(used), { name: 'TypeError', message: /has been read already; pass request\.clone\(\)/ })
  assert.equal((await receiver.fetch()(clone)).status, 204)
})

test('accept decides', { timeout: 10_000 }, async () => {
  let isFull = true
  /** @type {string[]} */
  const seen = []
  const receiver = new Receiver({ secret: SECRET }).onAny((event) => seen.push(event.uuid))
  receiver.accept(async () => {
    await emitted()
    if (isFull) throw new Error('the disk is full')
  })
  assert.equal((await receiver.fetch()(request())).status, 503)
  isFull = false
  assert.equal((await receiver.fetch()(request())).status, 204)
  await receiver.settled()
  assert.deepEqual(seen, ['uuid-0'])
})

test('the emulator delivers to it through a few lines of node:http', { timeout: 60_000 }, async (t) => {
  const { Readable } = require('node:stream')
  const http = require('node:http')
  const org = await Emulator.start()
  t.after(() => org.close())
  /** @type {string[]} */
  const seen = []
  const handle = new Receiver({ secret: SECRET }).onAny((event) => seen.push(event.uuid)).fetch()
  const server = http.createServer(async (incoming, outgoing) => {
    const body = incoming.method === 'POST' ? Readable.toWeb(incoming) : undefined
    const response = await handle(
      new Request(
        `http://x${incoming.url}`,
        /** @type {any} */ ({ method: incoming.method, headers: incoming.headers, body, duplex: 'half' }),
      ),
    )
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text())
  })
  await verifiedHook(org, await listening(t, server))
  const event = await trigger(org, 'user.lifecycle.create')
  assert.deepEqual(await flush(org), [[204, false]])
  await waitFor(() => seen.length)
  assert.deepEqual(seen, [event.uuid])
})
