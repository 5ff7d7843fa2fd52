'use strict'

// No token, no secret of a hook, no key and no assertion is shown by anything that a program prints or logs.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { inspect, format } = require('node:util')
const okta = require('okta-event-hooks')
const { Emulator } = require('okta-event-hooks/testing')
const { runScript } = require('./support/process')
const { RawServer, reply } = require('./support/raw-server')
const { request, result } = require('./support/steps')
const { ROOT } = require('./support/vectors')

const { Call, Client, Secret, Session, eventHookSpec } = okta
const PEM = fs.readFileSync(path.join(ROOT, 'keys', 'app.pem'), 'utf8')
const TOKEN = '00TOKENTOKENTOKEN'
const HOOK_SECRET = 'HOOKSECRETHOOKSECRET'
const SECRETS = [TOKEN, HOOK_SECRET, 'PRIVATE KEY', PEM.split('\n')[1]]
const ORG = 'https://acme.okta.com'

function spec() {
  return eventHookSpec({
    name: 'Feed',
    uri: 'https://a.example',
    events: ['user.session.start'],
    authHeader: { value: HOOK_SECRET },
  })
}

/**
 * All that shows a value: printed, as text, as JSON, in an object, by a console.
 * @param {any} value
 */
function shown(value) {
  const everything = {
    depth: Number.POSITIVE_INFINITY,
    showHidden: true,
    getters: true,
    maxStringLength: null,
    maxArrayLength: null,
  }
  const texts = [
    inspect(value),
    inspect(value, everything),
    inspect({ value: [value] }, everything),
    format('%s %o %O %j', value, value, value, value),
  ]
  texts.push(JSON.stringify(value) ?? '', JSON.stringify({ value }), String(value), `${value}`)
  for (const name of Object.getOwnPropertyNames(Object(value)))
    texts.push(String(Object.getOwnPropertyDescriptor(value, name)?.value))
  for (let link = value; link instanceof Error; link = link.cause) texts.push(link.message, link.stack ?? '')
  return texts.join('\n')
}

/** @param {unknown} value @param {string[]} [secrets] */
function assertHides(value, secrets = SECRETS) {
  const text = shown(value)
  for (const secret of secrets) {
    const line = text.split('\n').find((one) => one.includes(secret))
    assert.equal(line, undefined)
  }
}

/** @param {okta.Credentials} [credentials] */
function session(credentials = { apiToken: TOKEN }) {
  return new Session({ orgUrl: ORG, ...credentials, retry: false })
}

/** @returns {okta.ServiceAppCredentials} */
function serviceApp() {
  return { serviceApp: { clientId: '0oa1', privateKey: PEM, keyId: 'k', dpopKey: PEM } }
}

test('what holds a secret does not show it', () => {
  const one = spec()
  const things = [
    new Secret(HOOK_SECRET),
    Secret.basic('user', HOOK_SECRET),
    one,
    one.channel.config.authScheme,
    session(),
    session({ accessToken: new Secret(TOKEN) }),
    session(serviceApp()),
    new Client({ orgUrl: ORG, apiToken: TOKEN }),
    new Client({ orgUrl: ORG, ...serviceApp() }),
    Call.createEventHook(one),
    Call.createEventHook(one).start(session(), 0),
    Call.listEventHooks().start(session(serviceApp()), 0),
    new Client({ orgUrl: ORG, apiToken: TOKEN }).logEvents(),
    new okta.NotSentError('x', { cause: one }),
  ]
  for (const thing of things) assertHides(thing)
  // Basic authentication is not in clear either.
  assertHides(things[1], [Buffer.from(`user:${HOOK_SECRET}`).toString('base64')])
})

test('a secret is sent, and can be asked for', () => {
  assert.equal(new Secret(HOOK_SECRET).expose(), HOOK_SECRET)
  assert.equal(Secret.basic('Aladdin', 'open sesame').expose(), 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')
  const { headers, body } = request(Call.createEventHook(spec()).start(session(), 0))
  assert.equal(JSON.parse(String(body)).channel.config.authScheme.value, HOOK_SECRET)
  assert.equal(Object.fromEntries(headers).authorization, `SSWS ${TOKEN}`)
  // JSON leaves it out; a copy that was made by JSON is refused, and not sent without it.
  const copy = JSON.parse(JSON.stringify(spec()))
  assert.ok(!('value' in copy.channel.config.authScheme))
  assert.throws(() => result(Call.createEventHook(copy).start(session(), 0)), {
    name: 'InvalidInputError',
    message: /authHeader/,
  })
})

test('a peer that repeats what it was sent does not make an error show it', () => {
  const text = `no ${TOKEN} and ${HOOK_SECRET} here`
  const body = JSON.stringify({ errorCode: 'E0000001', errorSummary: text, errorCauses: [{ errorSummary: text }] })
  for (const status of [200, 400, 401, 403, 404, 429, 500]) {
    for (const answer of [body, `<html>${text}</html>`]) {
      for (const type of ['application/json', 'text/html']) {
        const call = Call.createEventHook(spec())
        const one = session()
        call.start(one, 0)
        const headers = { 'content-type': type, 'x-okta-request-id': TOKEN }
        assert.throws(
          () => result(call.response(one, 0, { status, headers, body: answer })),
          (error) => {
            assertHides(error)
            return true
          },
        )
      }
    }
  }
})

test('a service app shows no assertion and no token', () => {
  const call = Call.listEventHooks()
  const one = session(serviceApp())
  const asked = request(call.start(one, 0))
  const assertion = String(new URLSearchParams(String(asked.body)).get('client_assertion'))
  assert.ok(assertion.length > 100)
  const headers = { 'content-type': 'application/json' }
  const token = { token_type: 'DPoP', access_token: TOKEN, expires_in: 3600 }
  const sent = request(call.response(one, 0, { status: 200, headers, body: JSON.stringify(token) }))
  const { authorization, dpop } = Object.fromEntries(sent.headers)
  assert.equal(authorization, `DPoP ${TOKEN}`)
  for (const step of [asked, sent]) assertHides(step, [TOKEN, assertion, dpop])
  const done = call.response(one, 0, { status: 200, headers, body: JSON.stringify({ TOKEN, assertion, dpop }) })
  assert.throws(
    () => result(done),
    (error) => {
      assertHides(error, [TOKEN, assertion])
      return true
    },
  )
  assertHides(one, [TOKEN, assertion])
})

test('input that is refused is not quoted where it may be a secret', async () => {
  const acts = [
    () => new Client({ orgUrl: ORG, apiToken: `${TOKEN}\n` }).listEventHooks(),
    () => new Client({ orgUrl: ORG, apiToken: /** @type {any} */ ([TOKEN]) }),
    () => new Client({ orgUrl: `https://user:${TOKEN}@acme.okta.com`, apiToken: 't' }),
    () => new Client({ orgUrl: ORG, serviceApp: { clientId: '0oa1', privateKey: PEM.replaceAll('A', '!') } }),
    () => new Client({ orgUrl: ORG, serviceApp: { clientId: '0oa1', privateKey: `{"kty":"RSA","d":"${TOKEN}"}` } }),
    () => Call.createEventHook(/** @type {any} */ ({ name: 'a', chanel: { value: HOOK_SECRET } })),
    () =>
      eventHookSpec({ name: 'a', uri: 'https://a', events: ['b'], authHeader: { value: /** @type {any} */ ([HOOK_SECRET]) } }),
    () => eventHookSpec({ name: 'a', uri: 'https://a', events: ['b'], authHeader: /** @type {any} */ (HOOK_SECRET) }),
    () => eventHookSpec({ name: 'a', uri: 'https://a', events: ['b'], headers: { X: /** @type {any} */ ([HOOK_SECRET]) } }),
  ]
  for (const act of acts) {
    await assert.rejects(
      async () => act(),
      (error) => {
        assertHides(error)
        return true
      },
      String(act),
    )
  }
})

test('a library that repeats the request in its error does not show what it carries', { timeout: 10_000 }, async () => {
  for (const act of /** @type {const} */ (['createEventHook', 'listEventHooks'])) {
    /** @type {okta.FetchLike} */
    const fetch = async (url, { headers, body }) => {
      throw new TypeError('fetch failed', { cause: new Error(`${url} ${JSON.stringify(headers)} ${body}`) })
    }
    for (const who of [{ apiToken: TOKEN }, serviceApp()]) {
      let assertion = 'none'
      /** @type {okta.FetchLike} */
      const spy = (url, options) => {
        assertion = new URLSearchParams(String(options.body)).get('client_assertion') ?? assertion
        return fetch(url, options)
      }
      const client = new Client({ orgUrl: ORG, ...who, fetch: spy, retry: false })
      const called = act === 'createEventHook' ? client[act](spec()) : client[act]()
      await assert.rejects(called, (/** @type {any} */ error) => {
        assert.match(error.cause.cause.message, /hidden/)
        assertHides(error, [...SECRETS, assertion])
        return true
      })
    }
  }
  const circular = new Error(`about ${TOKEN}`)
  circular.cause = circular
  const lost = new Client({ orgUrl: ORG, apiToken: TOKEN, fetch: () => Promise.reject(circular), retry: false })
  await assert.rejects(lost.listEventHooks(), (/** @type {any} */ error) => {
    assertHides(error)
    return error.name === 'TransportError'
  })
  // The error itself is the library's, and stays as it is.
  const frozen = Object.freeze(new Error(`about ${TOKEN}`))
  const client = new Client({ orgUrl: ORG, apiToken: TOKEN, fetch: () => Promise.reject(frozen), retry: false })
  await assert.rejects(client.listEventHooks(), (/** @type {any} */ error) => {
    assertHides(error)
    return error.name === 'TransportError'
  })
  assert.equal(frozen.message, `about ${TOKEN}`)
})

test('bytes that are no HTTP are not kept in an error', { timeout: 10_000 }, async () => {
  const server = await RawServer.start((socket) => socket.end(`HTTP/1.1 2x ${TOKEN}\r\n\r\n`))
  const client = new Client({ orgUrl: server.url, apiToken: TOKEN, retry: false })
  await assert.rejects(client.listEventHooks(), (/** @type {any} */ error) => {
    assert.match(error.cause.code, /^HPE_/)
    assert.equal(error.cause.rawPacket, undefined)
    assertHides(error)
    return true
  })
  await server.close()
})

test('models can be cloned, compared and printed', { timeout: 10_000 }, async () => {
  const emulator = await Emulator.start()
  const client = emulator.client()
  const hook = await client.createEventHook(spec())
  assertHides(hook)
  assert.equal(Object.getPrototypeOf(hook), Object.prototype)
  assert.deepEqual(structuredClone(hook), hook)
  const page = await client.listEventHooks()
  assert.deepEqual(structuredClone([...page]), page)
  assert.deepEqual(JSON.parse(JSON.stringify(page)), page)
  assert.deepEqual(Object.keys(page), ['0'])
  client.close()
  await emulator.close()
})

test('an error that nobody catches, as Node.js prints it', { timeout: 10_000 }, async () => {
  const server = await RawServer.start(reply(401, { errorCode: 'E0000011', errorSummary: `Invalid ${TOKEN}` }))
  const script = `
    const { Client } = require('okta-event-hooks')
    const client = new Client({ orgUrl: process.env.ORG, apiToken: '${TOKEN}' })
    console.log(client, [client], \`\${client}\`)
    client.listEventHooks()
  `
  const { code, stdout, stderr } = await runScript(script, { env: { ORG: server.url } })
  assert.equal(code, 1)
  assert.match(stderr, /AccessDeniedError: listEventHooks: .*401/)
  for (const secret of SECRETS) assert.ok(!(stdout + stderr).includes(secret), stdout + stderr)
  await server.close()
})
