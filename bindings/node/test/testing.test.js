'use strict'

const assert = require('node:assert/strict')
const http = require('node:http')
const { test } = require('node:test')
const { inspect } = require('node:util')
const { eventHookSpec, InvalidInputError } = require('okta-event-hooks')
const { Emulator } = require('okta-event-hooks/testing')

const timeout = 20_000

/** @param {import('node:test').TestContext} t @param {import('okta-event-hooks/testing').EmulatorConfig} [config] */
async function start(t, config) {
  const org = await Emulator.start(config)
  t.after(() => org.close())
  return org
}

/** A receiver that verifies, and keeps the deliveries. @param {import('node:test').TestContext} t */
async function receiver(t) {
  const deliveries = /** @type {any[]} */ ([])
  const server = http.createServer(async (request, response) => {
    const challenge = request.headers['x-okta-verification-challenge']
    if (challenge) {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ verification: challenge }))
      return
    }
    deliveries.push(JSON.parse(Buffer.concat(await request.toArray()).toString()))
    response.statusCode = 204
    response.end()
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  t.after(() => server.close())
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { uri: `http://127.0.0.1:${port}/`, deliveries }
}

test('an event goes from the org to a receiver in this process', { timeout }, async (t) => {
  const org = await start(t)
  const { uri, deliveries } = await receiver(t)
  const client = org.client()
  t.after(() => client.close())
  const spec = eventHookSpec({
    name: 'Feed',
    uri,
    events: ['user.lifecycle.create'],
    authHeader: { value: 's3cr3t-of-a-test' },
  })
  const hook = await client.createEventHook(spec)
  assert.equal((await client.verifyEventHook(hook.id)).verificationStatus, 'VERIFIED')
  assert.deepEqual(
    (await org.verifications()).map((attempt) => [attempt.hookId, attempt.outcome]),
    [[hook.id, 'SUCCESS']],
  )

  const event = await org.trigger('user.lifecycle.create', { severity: 'WARN' })
  assert.equal(event.severity, 'WARN')
  const attempts = await org.flush()
  assert.deepEqual(
    attempts.map((attempt) => [attempt.outcome, attempt.status, attempt.eventUuids]),
    [['SUCCESS', 204, [event.uuid]]],
  )
  assert.deepEqual(await org.deliveries(), attempts)
  assert.deepEqual(deliveries[0].data.events[0], event)

  const several = await org.trigger([{ eventType: 'user.lifecycle.create' }, { eventType: 'user.session.start' }])
  assert.equal(several.length, 2)
  assert.deepEqual(
    (await org.requests()).map((request) => request.operation),
    ['createEventHook', 'verifyEventHook'],
  )
})

test('faults come and go', { timeout }, async (t) => {
  const org = await start(t)
  const client = org.client({ retry: false })
  assert.match(await org.inject({ on: { operation: 'listEventHooks' }, times: 'always', status: 503 }), /^fault-/)
  await assert.rejects(client.listEventHooks(), { status: 503 })
  await org.clearFaults()
  assert.deepEqual([...(await client.listEventHooks())], [])
})

test('the clock stands still until it is moved', { timeout }, async (t) => {
  const org = await start(t, { clock: new Date('2026-03-16T04:00:00Z') })
  assert.equal((await org.now()).toISOString(), '2026-03-16T04:00:00.000Z')
  assert.equal((await org.advance(1500)).toISOString(), '2026-03-16T04:00:01.500Z')
  await assert.rejects(org.advance(-1), RangeError)
})

test('an org goes back to its start, and to a snapshot', { timeout }, async (t) => {
  const hook = eventHookSpec({
    name: 'A',
    uri: 'https://a.example.com',
    events: ['user.session.start'],
    authHeader: { value: 's3' },
  })
  const org = await start(t, { hooks: [hook] })
  const client = org.client()
  const snapshot = await org.snapshot()
  const [{ id }] = await client.listEventHooks()
  await client.deactivateEventHook(id)
  await client.deleteEventHook(id)
  assert.deepEqual((await org.state()).hooks ?? [], [])
  await org.restore(snapshot)
  assert.equal((await client.getEventHook(id)).name, 'A')
  // Secrets in the configuration are written out, and are in the state.
  assert.match(JSON.stringify(await org.state()), /"value":"s3"/)
  await client.deactivateEventHook(id)
  await org.reset()
  assert.equal((await client.getEventHook(id)).status, 'ACTIVE')
})

test('over https its client trusts it, and no other does', { timeout }, async (t) => {
  const org = await start(t, { tls: true })
  assert.match(org.url, /^https:/)
  assert.match(org.caCertificate ?? '', /BEGIN CERTIFICATE/)
  assert.deepEqual([...(await org.client().listEventHooks())], [])
  const agent = new (require('node:https').Agent)()
  await assert.rejects(org.client({ agent, retry: false }).listEventHooks(), { code: 'TRANSPORT', maybeSent: false })
})

test('a client may come as a service app', { timeout }, async (t) => {
  const { generateKeyPairSync } = require('node:crypto')
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const clientId = '0oa1example2Client5d7'
  const org = await start(t, { oauthClients: [{ clientId, keys: [publicKey.export({ format: 'jwk' })] }] })
  const client = org.client({ serviceApp: { clientId, privateKey } })
  assert.deepEqual([...(await client.listEventHooks())], [])
  assert.equal((await org.requests()).at(-1)?.clientId, clientId)
})

test('what cannot be is refused', { timeout }, async (t) => {
  const org = await start(t)
  const any = /** @type {any} */ (org)
  await assert.rejects(Emulator.start(/** @type {any} */ ({ hook: [] })), InvalidInputError)
  await assert.rejects(Emulator.start(/** @type {any} */ ('hooks')), {
    name: 'TypeError',
    message: /^config must be an object/,
  })
  await assert.rejects(any.trigger(7), { name: 'TypeError', message: /^event must be/ })
  await assert.rejects(any.trigger([], {}), { name: 'TypeError', message: /members/ })
  await assert.rejects(any.inject([]), { name: 'TypeError', message: /^fault must be/ })
  await assert.rejects(any.control('GET'), { name: 'TypeError', message: /^path must be/ })
  await assert.rejects(org.control('GET', '/emulator/nothing'))
  await assert.rejects(org.restore('nothing'))
  assert.throws(() => any.client({ timout: 5 }), /did you mean "timeout"/)
  assert.throws(() => any.client(5), { name: 'TypeError', message: /^options must be/ })
  assert.throws(() => new /** @type {any} */ (Emulator)({}), /Emulator.start/)
})

test('it does not print its token', { timeout }, async (t) => {
  const org = await start(t, { apiToken: '00-of-this-test' })
  assert.equal(inspect(org), `Emulator { url: '${org.url}' }`)
  assert.doesNotMatch(JSON.stringify(org) + String(org), /00-of-this-test/)
})

test('what is closed answers no more, and closes again', { timeout }, async () => {
  const org = await Emulator.start()
  const client = org.client({ retry: false })
  await org[Symbol.asyncDispose]()
  await org.close()
  await assert.rejects(org.flush(), /closed/)
  await assert.rejects(client.listEventHooks(), { code: 'TRANSPORT' })
})

test('a process ends although an emulator runs in it', { timeout }, async () => {
  const { execFile } = require('node:child_process')
  const { promisify } = require('node:util')
  const script = `require('okta-event-hooks/testing').Emulator.start().then((org) => org.client().listEventHooks())
    .then((hooks) => console.log(hooks.length, 'hooks'))`
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: __dirname, timeout: 10_000 })
  assert.equal(stdout, '0 hooks\n')
})
