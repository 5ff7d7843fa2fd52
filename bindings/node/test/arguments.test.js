'use strict'

// An argument of a wrong type is a TypeError that names it and does not quote it, for it may be a secret; a misspelt option is
// refused with the likely name. Nothing is sent before.

const assert = require('node:assert/strict')
const { after, before, test } = require('node:test')
const okta = require('okta-event-hooks')
const { HOOK, RawServer, reply } = require('./support/raw-server')

/**
 * That they take wrong arguments is what is tested.
 * @type {any}
 */
const { Call, Client, Secret, Session, eventHookSpec } = okta

const VALUE = 'THE-VALUE'
const ORG = 'https://acme.okta.com'
const SPEC = { name: 'Feed', uri: 'https://hooks.example.com', events: ['user.lifecycle.create'] }

class Wrong {
  toString() {
    return VALUE
  }
}

const NO_STRING = [null, 7, {}, ['a'], new Wrong(), Symbol(VALUE), 1n, () => VALUE]
const NO_OBJECT = [null, 7, VALUE, [], true, () => VALUE]
const NO_NUMBER = [null, VALUE, {}, true, 1n]

/** @type {InstanceType<typeof RawServer>} */
let server
/**
 * Takes wrong arguments too.
 * @type {any}
 */
let client
before(async () => {
  server = await RawServer.start(reply(200, HOOK))
  client = new Client({ orgUrl: server.url, apiToken: 't' })
})
after(() => server.close())

/**
 * Calls a function with each wrong value; what it throws, or rejects with, is a TypeError that begins with the name.
 * @param {string} name
 * @param {unknown[]} values
 * @param {(value: any) => unknown} act
 */
async function refuses(name, values, act) {
  for (const value of values) {
    const what = `${name}: ${typeof value} ${Array.isArray(value) ? 'array' : ''}`
    await assert.rejects(
      async () => act(value),
      (error) => {
        assert.ok(error instanceof TypeError, `${what}: ${error}`)
        assert.equal(/** @type {any} */ (error).code, 'ERR_INVALID_ARG_TYPE', `${what}: ${error}`)
        assert.ok(error.message.startsWith(`${name} must be `), `${what}: ${error}`)
        assert.ok(!error.message.includes(VALUE), `${what}: ${error}`)
        return true
      },
      `${what} is accepted`,
    )
  }
}

/**
 * An option that is misspelt, and the one that was meant.
 * @param {string} misspelt
 * @param {string} meant
 * @param {(options: any) => unknown} act
 */
async function guesses(misspelt, meant, act) {
  await assert.rejects(async () => act({ [misspelt]: VALUE }), {
    name: 'TypeError',
    code: 'ERR_INVALID_ARG_VALUE',
    message: new RegExp(`there is no option "${misspelt}"; did you mean "${meant}"\\?$`),
  })
}

/** @param {unknown[]} values @param {(value: any) => unknown} act */
async function outOfRange(values, act) {
  for (const value of values) await assert.rejects(async () => act(value), RangeError, String(value))
}

/** Every method of a client, with right arguments before its options. */
const METHODS = {
  listEventHooks: [],
  createEventHook: [eventHookSpec(SPEC)],
  getEventHook: ['who1'],
  replaceEventHook: ['who1', eventHookSpec(SPEC)],
  deleteEventHook: ['who1'],
  activateEventHook: ['who1'],
  deactivateEventHook: ['who1'],
  verifyEventHook: ['who1'],
  logEvents: [],
  pollLogEvents: [],
  hookDeliveries: ['who1'],
  call: [Call.listEventHooks()],
}

test('every method is here', () => {
  const names = Object.getOwnPropertyNames(Client.prototype).filter((name) => typeof client[name] === 'function')
  assert.deepEqual(names.sort(), [...Object.keys(METHODS), 'close', 'constructor'].sort())
})

for (const [method, given] of Object.entries(METHODS)) {
  test(`options of ${method}`, { timeout: 10_000 }, async () => {
    const rest = method === 'hookDeliveries' ? { since: new Date() } : {}
    const act = (/** @type {any} */ options) => client[method](...given, { ...rest, ...options })
    await refuses(method, NO_OBJECT, (options) => client[method](...given, options))
    await refuses('signal', [...NO_OBJECT, {}, { aborted: false }], (signal) => act({ signal }))
    await refuses('timeout', NO_NUMBER, (timeout) => act({ timeout }))
    await refuses('retry', [null, 3, VALUE, true, []], (retry) => act({ retry }))
    for (const name of ['maxAttempts', 'maxWait', 'maxElapsed']) {
      await refuses(`retry.${name}`, NO_NUMBER, (value) => act({ retry: { [name]: value } }))
      await outOfRange([-1, Number.NaN], (value) => act({ retry: { [name]: value } }))
    }
    await outOfRange([0, -1, Number.NaN], (timeout) => act({ timeout }))
    await outOfRange([0, 1.5, 2 ** 32, Number.POSITIVE_INFINITY], (maxAttempts) => act({ retry: { maxAttempts } }))
    await guesses('singal', 'signal', act)
    await guesses('Timeout', 'timeout', act)
    await guesses('maxAttemps', 'maxAttempts', (retry) => act({ retry }))
  })
}

test('the arguments of operations', { timeout: 10_000 }, async () => {
  for (const on of [client, Call]) {
    for (const method of ['get', 'delete', 'activate', 'deactivate', 'verify']) {
      await refuses('eventHookId', [undefined, ...NO_STRING], (id) => on[`${method}EventHook`](id))
    }
    await refuses('eventHook', [undefined, ...NO_OBJECT], (hook) => on.createEventHook(hook))
    await refuses('eventHookId', [undefined, ...NO_STRING], (id) => on.replaceEventHook(id, eventHookSpec(SPEC)))
    await refuses('eventHook', [undefined, ...NO_OBJECT], (hook) => on.replaceEventHook('who1', hook))
    const replace = (/** @type {any} */ options) => on.replaceEventHook('who1', eventHookSpec(SPEC), options)
    await refuses('keepAuthScheme', [null, 7, VALUE], (keepAuthScheme) => replace({ keepAuthScheme }))
    await guesses('keepAuthSchema', 'keepAuthScheme', replace)
    for (const method of ['logEvents', 'pollLogEvents']) {
      await refuses(method, NO_OBJECT, (query) => on[method](query))
      for (const name of ['filter', 'q', 'after', 'since']) {
        await refuses(name, NO_STRING, (value) => on[method]({ [name]: value }))
      }
      await refuses('limit', NO_NUMBER, (limit) => on[method]({ limit }))
      await outOfRange([0, 1.5, Number.NaN], (limit) => on[method]({ limit }))
      await outOfRange([new Date('')], (since) => on[method]({ since }))
      await guesses('fliter', 'filter', (query) => on[method](query))
    }
    await refuses('until', NO_STRING, (until) => on.logEvents({ until }))
    await refuses('sortOrder', NO_STRING, (sortOrder) => on.logEvents({ sortOrder }))
  }
  await refuses('eventHookId', [undefined, ...NO_STRING], (id) => client.hookDeliveries(id, { since: new Date() }))
  await refuses('since', [undefined, ...NO_STRING], (since) => client.hookDeliveries('who1', { since }))
  await refuses('until', NO_STRING, (until) => client.hookDeliveries('who1', { since: new Date(), until }))
  await refuses('since', [undefined], () => client.hookDeliveries('who1'))
  await refuses('call', [undefined, ...NO_OBJECT, {}], (call) => client.call(call))
  await refuses('operationId', [undefined, ...NO_STRING], (operationId) => Call.of(operationId, {}))
  await refuses('parameters', [undefined, ...NO_OBJECT], (parameters) => Call.of('listEventHooks', parameters))
})

test('what is in a hook is refused by the name of its member', async () => {
  const refused = (/** @type {any} */ spec, /** @type {RegExp} */ message) =>
    assert.rejects(client.createEventHook(spec), { name: 'InvalidInputError', message })
  await refused({ nmae: VALUE }, /"nmae".*"name"/)
  await refused({ ...eventHookSpec(SPEC), name: 7 }, /name/)
  await refused({ ...eventHookSpec(SPEC), events: { type: 'EVENT_TYPE', itmes: [] } }, /"itmes".*"items"/)
  const unwritable = (/** @type {any} */ spec, /** @type {RegExp} */ message) =>
    assert.rejects(client.createEventHook(spec), { name: 'TypeError', message })
  await unwritable({ ...eventHookSpec(SPEC), later: Number.NaN }, /eventHook.*"later" is NaN/)
  await unwritable({ ...eventHookSpec(SPEC), later: 1n }, /eventHook.*BigInt/)
  const round = eventHookSpec(SPEC)
  round.round = round
  await unwritable(round, /eventHook.*circular/)
})

test('the options of a session and of a client', { timeout: 10_000 }, async () => {
  for (const type of [Session, Client]) {
    const made = (/** @type {any} */ options) => new type({ orgUrl: ORG, apiToken: 't', ...options })
    await refuses('options', [undefined], () => new type())
    await refuses(type.name, NO_OBJECT, (options) => new type(options))
    await refuses('orgUrl', [undefined, ...NO_STRING], (orgUrl) => made({ orgUrl }))
    for (const name of ['apiToken', 'accessToken'])
      await refuses(name, NO_STRING, (token) => new type({ orgUrl: ORG, [name]: token }))
    await refuses('userAgent', NO_STRING, (userAgent) => made({ userAgent }))
    await refuses('retry', [null, 3, true], (retry) => made({ retry }))
    await guesses('apitoken', 'apiToken', (options) => new type({ orgUrl: ORG, ...options }))
    await assert.rejects(async () => new type({ orgUrl: ORG }), {
      name: 'TypeError',
      message: /apiToken, accessToken and serviceApp.*none/,
    })
    await assert.rejects(async () => made({ accessToken: 't' }), { name: 'TypeError', message: /not apiToken and accessToken/ })
    const app = (/** @type {any} */ options) =>
      new type({ orgUrl: ORG, serviceApp: { clientId: '0oa1', privateKey: 'x', ...options } })
    await refuses('serviceApp', NO_OBJECT, (serviceApp) => new type({ orgUrl: ORG, serviceApp }))
    await refuses('serviceApp.clientId', [undefined, ...NO_STRING], (clientId) => app({ clientId }))
    await refuses('serviceApp.keyId', NO_STRING, (keyId) => app({ keyId }))
    await refuses('serviceApp.scopes', [null, VALUE, [7], {}], (scopes) => app({ scopes }))
    await refuses('serviceApp.privateKey', [undefined, ...NO_STRING], (privateKey) => app({ privateKey }))
    await refuses('serviceApp.dpopKey', NO_STRING, (dpopKey) => app({ dpopKey }))
    await guesses('clientID', 'clientId', app)
  }
  const made = (/** @type {any} */ options) => new Client({ orgUrl: ORG, apiToken: 't', ...options })
  await refuses('seed', [null, VALUE, [1]], (seed) => new Session({ orgUrl: ORG, apiToken: 't', seed }))
  await refuses('timeout', NO_NUMBER, (timeout) => made({ timeout }))
  await refuses('maxBody', NO_NUMBER, (maxBody) => made({ maxBody }))
  await outOfRange([0, 1.5], (maxBody) => made({ maxBody }))
  await refuses('agent', [null, 7, {}], (agent) => made({ agent }))
  await refuses('fetch', [null, 7, {}], (fetch) => made({ fetch }))
  await refuses('dispatcher', [null, 7, {}], (dispatcher) => made({ dispatcher }))
  await guesses('useragent', 'userAgent', made)
  await guesses('dispacher', 'dispatcher', made)
  await refuses('Client.fromEnv', NO_OBJECT, (options) => Client.fromEnv(options))
  await refuses('profile', NO_STRING, (profile) => Client.fromEnv({ profile }))
  await guesses('profil', 'profile', (options) => Client.fromEnv(options))
  const agent = new (require('node:http').Agent)()
  assert.throws(() => made({ agent, fetch }), { name: 'TypeError', message: /^agent goes without fetch/ })
})

test('the events of a call', { timeout: 10_000 }, async () => {
  const session = new Session({ orgUrl: ORG, apiToken: 't' })
  const call = Call.listEventHooks()
  const response = { status: 200, headers: [], body: '[]' }
  /** @type {Record<string, (session: any, now: any) => unknown>} */
  const takes = {
    start: (one, now) => call.start(one, now),
    resume: (one, now) => call.resume(one, now),
    response: (one, now) => call.response(one, now, response),
    failure: (one, now) => call.failure(one, now, new Error('x')),
  }
  for (const act of Object.values(takes)) {
    await refuses('session', [undefined, ...NO_OBJECT, {}, client], (one) => act(one, 0))
    await refuses('now', [undefined, ...NO_NUMBER], (now) => act(session, now))
    await outOfRange([Number.NaN], (now) => act(session, now))
  }
  const answered = (/** @type {any} */ members) => call.response(session, 0, { ...response, ...members })
  await refuses('response', NO_OBJECT, (one) => call.response(session, 0, one))
  await refuses('response.status', [undefined, ...NO_NUMBER], (status) => answered({ status }))
  await outOfRange([0, 99, 1000, 65_736, 200.5], (status) => answered({ status }))
  await refuses('response.headers', [7, VALUE, true], (headers) => answered({ headers }))
  await refuses('response.body', [7, {}, []], (body) => answered({ body }))
  await guesses('headrs', 'headers', (one) => call.response(session, 0, one))
  await refuses('failure', [undefined, ...NO_OBJECT, {}], (failure) => call.failure(session, 0, failure))
  assert.throws(() => new Call(), TypeError)
  // None of that has begun it.
  assert.equal(call.start(session, 0).type, 'send')
})

test('secrets and specs', async () => {
  await refuses('text', [undefined, ...NO_STRING], (text) => new Secret(text))
  await refuses('user', [undefined, ...NO_STRING], (user) => Secret.basic(user, 'p'))
  await refuses('password', [undefined, ...NO_STRING], (password) => Secret.basic('u', password))
  const made = (/** @type {any} */ options) => eventHookSpec({ ...SPEC, ...options })
  await refuses('options', [undefined], () => eventHookSpec())
  await refuses('eventHookSpec', NO_OBJECT, (options) => eventHookSpec(options))
  await refuses('name', [undefined, ...NO_STRING], (name) => made({ name }))
  await refuses('uri', [undefined, ...NO_STRING], (uri) => made({ uri }))
  await refuses('events', [undefined, null, VALUE, [7]], (events) => made({ events }))
  await refuses('description', NO_STRING, (description) => made({ description }))
  await refuses('filters', [null, 7, VALUE, []], (filters) => made({ filters }))
  await refuses('filters["user.session.start"]', NO_STRING, (text) => made({ filters: { 'user.session.start': text } }))
  await refuses('headers', [null, 7, VALUE, []], (headers) => made({ headers }))
  await refuses('headers["X-Key"]', NO_STRING, (text) => made({ headers: { 'X-Key': text } }))
  await refuses('authHeader', NO_OBJECT, (authHeader) => made({ authHeader }))
  await refuses('authHeader.value', [undefined, ...NO_STRING], (value) => made({ authHeader: { value } }))
  await refuses('authHeader.name', [7, {}], (name) => made({ authHeader: { name, value: 's' } }))
  await guesses('event', 'events', made)
  await guesses('vlaue', 'value', (authHeader) => made({ authHeader }))
})

test('nothing of all that was sent', async () => {
  assert.equal(server.connections, 0)
  // The server would have told.
  assert.equal((await client.getEventHook('who1')).name, 'Feed')
  assert.equal(server.requests.length, 1)
  client.close()
})
