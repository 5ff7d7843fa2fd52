'use strict'

// The client against the emulator: every operation, the System Log, configuration, credentials, many calls.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const okta = require('okta-event-hooks')
const { Emulator } = require('okta-event-hooks/testing')
const { HOOK, RawServer, closedPort, reply } = require('./support/raw-server')
const { ROOT } = require('./support/vectors')

/** @typedef {import('okta-event-hooks/testing').Emulator} Org */
/** @typedef {import('okta-event-hooks/testing').EmulatorConfig} EmulatorConfig */

const { Call, Client, eventHookSpec } = okta
const CLOCK = '2026-03-16T04:00:00Z'
const SPEC = eventHookSpec({
  name: 'Feed',
  uri: 'https://hooks.example.com/okta',
  events: ['user.lifecycle.create'],
  authHeader: { value: 'secret' },
})

/**
 * A test with an org of its own.
 * @param {string} name
 * @param {(emulator: Org, client: okta.Client) => Promise<void>} use
 * @param {EmulatorConfig} [config]
 */
function org(name, use, config) {
  test(name, { timeout: 30_000 }, async () => {
    const emulator = await Emulator.start(config)
    const client = emulator.client({ retry: false })
    try {
      await use(emulator, client)
    } finally {
      client.close()
      await emulator.close()
    }
  })
}

/** @param {Org} emulator @returns {Promise<any[]>} */
function requests(emulator) {
  return emulator.control('GET', '/emulator/requests')
}

/** @param {Org} emulator @param {string} operation @param {object} fault */
function inject(emulator, operation, fault) {
  return emulator.control('POST', '/emulator/faults', { on: { operation }, ...fault })
}

/** @param {Org} emulator @param {...object} events */
function trigger(emulator, ...events) {
  return emulator.control('POST', '/emulator/events', events)
}

/** @template T @param {AsyncIterable<T>} items */
async function collect(items) {
  const all = []
  for await (const item of items) all.push(item)
  return all
}

/**
 * @template T
 * @param {AsyncIterator<T, void>} items
 */
async function next(items) {
  const { done, value } = await items.next()
  return done ? assert.fail('it has ended') : value
}

org('the life of a hook', async (emulator, client) => {
  assert.deepEqual(await client.listEventHooks(), [])
  const hook = await client.createEventHook(SPEC)
  assert.deepEqual([hook.status, hook.verificationStatus], ['ACTIVE', 'UNVERIFIED'])
  assert.deepEqual(await client.getEventHook(hook.id), hook)
  assert.deepEqual(
    (await client.listEventHooks()).map(({ id }) => id),
    [hook.id],
  )
  hook.description = 'Text'
  await assert.rejects(client.replaceEventHook(hook.id, hook), { name: 'InvalidInputError', message: /keepAuthScheme/ })
  assert.equal((await client.replaceEventHook(hook.id, hook, { keepAuthScheme: true })).description, 'Text')
  assert.equal((await client.replaceEventHook(hook.id, { ...SPEC, name: 'Other' })).name, 'Other')
  await assert.rejects(client.verifyEventHook(hook.id), { name: 'ValidationError', status: 400, errorCode: 'E0000001' })
  await assert.rejects(client.deleteEventHook(hook.id), okta.ValidationError)
  assert.equal((await client.deactivateEventHook(hook.id)).status, 'INACTIVE')
  assert.equal((await client.activateEventHook(hook.id)).status, 'ACTIVE')
  assert.equal((await client.call(Call.deactivateEventHook(hook.id))).status, 'INACTIVE')
  assert.equal(await client.deleteEventHook(hook.id), undefined)
  await assert.rejects(client.getEventHook(hook.id), { name: 'NotFoundError', status: 404, errorCode: 'E0000007' })
  const { state } = await emulator.control('GET', '/emulator/state').then((state) => ({ state }))
  assert.deepEqual(state.hooks ?? [], [])
})

org('unknown members and nulls survive reading, changing and replacing', async (_emulator, client) => {
  const hook = await client.createEventHook(SPEC)
  const odd = { a: null, list: [1, { deep: null }], '': 0, __proto__: null }
  const server = await RawServer.start(
    reply(200, { ...hook, description: null, later: odd, events: { ...hook.events, more: odd } }),
  )
  const other = new Client({ orgUrl: server.url, apiToken: 't' })
  const read = await other.getEventHook(hook.id)
  assert.deepEqual({ .../** @type {object} */ (read.later) }, { ...odd })
  const changed = structuredClone(read)
  assert.deepEqual(changed, read)
  changed.name = 'Changed'
  await other.replaceEventHook(hook.id, changed, { keepAuthScheme: true })
  const sent = JSON.parse(/** @type {string} */ (server.requests.at(-1)).split('\r\n\r\n')[1])
  assert.equal(sent.name, 'Changed')
  assert.equal(sent.description, null)
  assert.deepEqual([sent.later, sent.events.more], [{ ...odd }, { ...odd }])
  for (const name of ['id', 'status', 'verificationStatus', 'created', '_links']) assert.ok(!(name in sent), name)
  other.close()
  await server.close()
})

org(
  'the System Log, page by page and entry by entry',
  async (emulator, client) => {
    const events = Array.from({ length: 7 }, (_, number) => ({
      eventType: 'user.session.start',
      displayMessage: String(number),
    }))
    await trigger(emulator, ...events)
    const times = { since: new Date('2026-03-16T03:00:00Z'), until: '2026-03-16T05:00:00Z' }
    const log = client.logEvents({ ...times, limit: 3 })
    assert.equal(log.cursor, undefined)
    const pages = log.pages()
    const first = await next(pages)
    assert.equal(first.length, 3)
    assert.equal(log.cursor, first.next)
    const rest = await collect(client.logEvents({ after: log.cursor }))
    assert.deepEqual(
      [...first, ...rest].map(({ displayMessage }) => displayMessage),
      ['0', '1', '2', '3', '4', '5', '6'],
    )
    const newest = await collect(client.logEvents({ ...times, sortOrder: 'DESCENDING', limit: 1 }))
    assert.equal(newest[0].displayMessage, '6')
    assert.equal(newest.length, 7)
    const filter = 'eventType eq "user.session.start" and displayMessage eq "4"'
    assert.equal((await collect(client.logEvents({ ...times, filter }))).length, 1)
    assert.equal((await collect(client.logEvents({ ...times, q: 'nothing' }))).length, 0)
    const seen = []
    for await (const event of client.logEvents({ ...times, limit: 2 })) {
      seen.push(event.uuid)
      if (seen.length === 3) break
    }
    assert.equal(seen.length, 3)
  },
  { clock: CLOCK },
)

org('a poll goes on where it was, and a page that failed is asked for again', async (emulator, client) => {
  const log = client.pollLogEvents({
    since: new Date(Date.now() - 60_000),
    filter: 'eventType eq "user.session.start"',
    limit: 2,
  })
  const pages = log.pages()
  assert.deepEqual([...(await next(pages))], [])
  await trigger(emulator, ...Array.from({ length: 3 }, () => ({ eventType: 'user.session.start' })))
  const seen = [...(await next(pages))]
  assert.equal(seen.length, 2)
  await inject(emulator, 'listLogEvents', { status: 500 })
  const again = client.pollLogEvents({ after: log.cursor })
  await assert.rejects(again.pages().next(), { status: 500 })
  const page = await next(again.pages())
  assert.equal(new Set([...seen, ...page].map(({ uuid }) => uuid)).size, 3)
  assert.throws(() => client.pollLogEvents({ after: log.cursor, limit: 1 }), { name: 'TypeError', message: /after goes alone/ })
})

org(
  'what the log says of deliveries',
  async (emulator, client) => {
    const hook = await client.createEventHook(SPEC)
    const times = { since: new Date('2026-03-16T03:00:00Z'), until: new Date('2026-03-16T05:00:00Z') }
    assert.deepEqual(await client.hookDeliveries(hook.id, times), [])
    const failed = (/** @type {number} */ number) => ({
      eventType: 'event_hook.delivery',
      displayMessage: String(number),
      outcome: { result: 'FAILURE' },
      target: [{ id: hook.id, type: 'EventHook' }],
    })
    await trigger(emulator, failed(1), failed(2))
    const records = await client.hookDeliveries(hook.id, times)
    assert.deepEqual(records.map(({ kind, event }) => [kind, event.displayMessage]).sort(), [
      ['failed', '1'],
      ['failed', '2'],
    ])
    await assert.rejects(client.hookDeliveries(hook.id, { since: 'yesterday' }), { name: 'ValidationError', message: /since/ })
  },
  { clock: CLOCK },
)

org('errors are of a class each, and say all that is known', async (emulator, client) => {
  const wrong = emulator.client({ apiToken: 'wrong' })
  await assert.rejects(wrong.listEventHooks(), { name: 'AccessDeniedError', code: 'API', status: 401, errorCode: 'E0000011' })
  await inject(emulator, 'listEventHooks', { rateLimit: { kind: 'org', reset: '30s' } })
  await assert.rejects(client.listEventHooks(), (error) => {
    assert.ok(error instanceof okta.RateLimitedError)
    assert.ok(error.reset instanceof Date)
    assert.ok(error.wait > 25_000 && error.wait < 35_000, String(error.wait))
    assert.deepEqual([error.code, error.status, error.attempts, error.isRetryable], ['RATE_LIMITED', 429, 1, true])
    return true
  })
  await emulator.control('DELETE', '/emulator/faults')
  await inject(emulator, 'listEventHooks', { status: 503 })
  assert.deepEqual(await client.listEventHooks({ retry: { maxAttempts: 2 } }), [])
  assert.deepEqual(
    (await requests(emulator)).slice(-2).map(({ status }) => status),
    [503, 200],
  )
  await inject(emulator, 'createEventHook', { reset: true, applied: true })
  await assert.rejects(client.createEventHook(SPEC), (error) => {
    assert.ok(error instanceof okta.TransportError)
    assert.deepEqual([error.code, error.maybeSent, error.maybeApplied, error.attempts], ['TRANSPORT', true, true, 1])
    assert.equal(/** @type {any} */ (error.cause).code, 'ECONNRESET')
    assert.match(error.message, /may exist/)
    return true
  })
  assert.equal((await client.listEventHooks()).length, 1)
})

test('nobody listens', { timeout: 10_000 }, async () => {
  const port = await closedPort()
  for (const transport of [{}, { fetch: globalThis.fetch }]) {
    // A name has two addresses here or there, and each has an error of its own.
    for (const host of ['127.0.0.1', 'localhost']) {
      const client = new Client({ orgUrl: `http://${host}:${port}`, apiToken: 't', retry: false, ...transport })
      await assert.rejects(client.createEventHook(SPEC), (error) => {
        assert.ok(error instanceof okta.TransportError)
        assert.deepEqual([error.maybeSent, error.maybeApplied, error.isRetryable], [false, false, true])
        assert.match(error.message, /ECONNREFUSED/)
        return true
      })
    }
  }
})

org('two hundred calls at once, and one connection for one after another', async (_emulator, client) => {
  const hook = await client.createEventHook(SPEC)
  const found = await Promise.all(Array.from({ length: 200 }, () => client.getEventHook(hook.id)))
  for (const one of found) assert.deepEqual(one, hook)
  const server = await RawServer.start(reply(200, HOOK))
  const other = new Client({ orgUrl: server.url, apiToken: 't' })
  for (let number = 0; number < 20; number++) await other.getEventHook('who1')
  assert.deepEqual([server.requests.length, server.connections], [20, 1])
  await assert.rejects(other.createEventHook(/** @type {any} */ ({})), okta.InvalidInputError)
  other.close()
  // It can be used on, on a new connection.
  await other.getEventHook('who1')
  assert.equal(server.connections, 2)
  other[Symbol.dispose ?? Symbol.for('nodejs.dispose')]()
  await server.close()
})

test('a program names itself, before the library', { timeout: 10_000 }, async () => {
  const server = await RawServer.start(reply(200, HOOK))
  const client = new Client({ orgUrl: new URL(server.url), apiToken: new okta.Secret('t'), userAgent: 'my-tool/1.2' })
  assert.equal(client.orgUrl.replace(/\/$/, ''), server.url)
  await client.getEventHook('who1')
  assert.match(String(server.header('user-agent')), /^my-tool\/1\.2 .*okta-event-hooks/)
  assert.equal(server.header('authorization'), 'SSWS t')
  client.close()
  await server.close()
})

const PEM = fs.readFileSync(path.join(ROOT, 'keys', 'app.pem'), 'utf8')

for (const dpop of [false, true]) {
  test(`a service app ${dpop ? 'with' : 'without'} DPoP`, { timeout: 30_000 }, async () => {
    const { createPrivateKey, createPublicKey } = require('node:crypto')
    const jwk = { ...createPublicKey(PEM).export({ format: 'jwk' }), kid: 'key-1' }
    const clientId = '0oa1example2Client5d7'
    const app = { clientId, scopes: ['okta.eventHooks.read'], keys: [jwk], dpopRequired: dpop }
    const emulator = await Emulator.start({ oauthClients: [app] })
    const forms = [PEM, new okta.Secret(PEM), createPrivateKey(PEM), createPrivateKey(PEM).export({ format: 'jwk' })]
    try {
      for (const privateKey of forms) {
        /** @type {okta.ServiceApp} */
        const serviceApp = { clientId, privateKey, keyId: 'key-1', scopes: ['okta.eventHooks.read'] }
        if (dpop) serviceApp.dpopKey = PEM
        const client = new Client({ orgUrl: emulator.url, serviceApp })
        assert.deepEqual(await client.listEventHooks(), [])
        assert.deepEqual(await client.listEventHooks(), [])
        await assert.rejects(client.createEventHook(SPEC), { name: 'AccessDeniedError', message: /okta\.eventHooks\.manage/ })
        client.close()
      }
      const stranger = new Client({ orgUrl: emulator.url, serviceApp: { clientId: '0oa9nobody9Client9d9', privateKey: PEM } })
      await assert.rejects(stranger.listEventHooks(), { name: 'AuthError', code: 'AUTH', errorCode: 'invalid_client' })
      stranger.close()
      const authorizations = (await requests(emulator)).filter(({ path }) => path === '/oauth2/v1/token')
      // One token for all calls of a client, asked for again once where a nonce is demanded.
      assert.equal(authorizations.length, (dpop ? 2 : 1) * forms.length + 1)
    } finally {
      await emulator.close()
    }
  })
}
