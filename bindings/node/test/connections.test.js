'use strict'

// How a client connects: certificates, agents, proxies, dispatchers, mocks, redirects, and connections that are kept.

const assert = require('node:assert/strict')
const { once } = require('node:events')
const fs = require('node:fs')
const http = require('node:http')
const https = require('node:https')
const net = require('node:net')
const path = require('node:path')
const { test } = require('node:test')
const { Client, ProtocolError, TransportError, eventHookSpec } = require('okta-event-hooks')
const { Emulator } = require('okta-event-hooks/testing')
const native = require('../lib/native')
const { HOOK, RawServer, hangUp, inTurn, reply } = require('./support/raw-server')
const { inFolder, runScript } = require('./support/process')

const TIMEOUT = { timeout: 30_000 }
const SPEC = eventHookSpec({ name: 'Feed', uri: 'https://hooks.example.com', events: ['user.lifecycle.create'] })
const LIST = `
  const { Client } = require('okta-event-hooks')
  const { ORG: orgUrl, TOKEN: apiToken } = process.env
  new Client({ orgUrl, apiToken, retry: false }).listEventHooks().then(
    (hooks) => console.log(JSON.stringify(hooks)),
    (error) => console.log(error.name, error.maybeSent, error.cause.code),
  )
`

/**
 * A server that ends with the test.
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof RawServer.start>[0]} answer
 */
async function serve(t, answer) {
  const server = await RawServer.start(answer)
  t.after(() => server.close())
  return server
}

/**
 * An org that ends with the test.
 * @param {import('node:test').TestContext} t
 */
async function org(t) {
  const emulator = await Emulator.start()
  t.after(() => emulator.close())
  return emulator
}

/**
 * An org over TLS, and the certificate of its authority.
 * @param {(org: { url: string, apiToken: string, ca: string }) => Promise<unknown>} use
 */
async function overTls(use) {
  const emulator = await native.Emulator.start('{"tls":true}')
  try {
    await use({ url: emulator.url, apiToken: emulator.apiToken, ca: String(emulator.caCertificate) })
  } finally {
    await emulator.close()
  }
}

test('NODE_EXTRA_CA_CERTS', TIMEOUT, () =>
  overTls(({ url, apiToken, ca }) =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'ca.pem')
      fs.writeFileSync(file, ca)
      const env = { ORG: url, TOKEN: apiToken }
      assert.deepEqual(await runScript(LIST, { env: { ...env, NODE_EXTRA_CA_CERTS: file } }), {
        code: 0,
        stdout: '[]\n',
        stderr: '',
      })
      const refused = await runScript(LIST, { env })
      assert.match(refused.stdout, /^TransportError false (UNABLE|SELF_SIGNED|DEPTH_ZERO)/)
    }),
  ),
)

test('an agent with an authority', TIMEOUT, () =>
  overTls(async ({ url, apiToken, ca }) => {
    const agent = new https.Agent({ ca, keepAlive: true })
    const client = new Client({ orgUrl: url, apiToken, agent })
    assert.deepEqual(await client.listEventHooks(), [])
    assert.deepEqual(await client.listEventHooks(), [])
    client.close()
    // The agent is the caller's.
    assert.equal(Object.values(agent.freeSockets).flat().length, 1)
    agent.destroy()
    for (const transport of [{}, { fetch: globalThis.fetch }]) {
      const stranger = new Client({ orgUrl: url, apiToken, retry: false, ...transport })
      await assert.rejects(stranger.createEventHook(SPEC), (error) => {
        assert.ok(error instanceof TransportError)
        assert.deepEqual([error.maybeSent, error.maybeApplied], [false, false])
        assert.match(error.message, /certificate/i)
        return true
      })
    }
  }),
)

/**
 * A forward proxy, which counts its tunnels.
 * @param {(proxy: string, tunnels: unknown[]) => Promise<unknown>} use
 */
async function throughProxy(use) {
  const proxy = http.createServer((_, answer) => answer.writeHead(405).end())
  /** @type {unknown[]} */
  const tunnels = []
  const sockets = new Set()
  proxy.on('connect', (request, socket, head) => {
    tunnels.push(request.headers['proxy-authorization'])
    const [host, port] = String(request.url).split(':')
    const target = net.connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      target.write(head)
      socket.pipe(target).pipe(socket)
    })
    for (const one of [socket, target]) {
      sockets.add(one)
      one.on('error', () => {})
    }
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = /** @type {net.AddressInfo} */ (proxy.address())
  try {
    await use(`http://user:PROXY-SECRET@127.0.0.1:${port}`, tunnels)
  } finally {
    for (const socket of sockets) socket.destroy()
    proxy.closeAllConnections()
    proxy.close()
  }
}

test('a forward proxy', TIMEOUT, () =>
  throughProxy((proxy, tunnels) =>
    overTls(async ({ url, apiToken, ca }) => {
      const { HttpsProxyAgent } = await import('https-proxy-agent')
      const { ProxyAgent, fetch } = require('undici')
      const agent = new HttpsProxyAgent(proxy, { keepAlive: true })
      // What it is made with is for the connection to the proxy.
      agent.options.ca = ca
      const dispatcher = new ProxyAgent({ uri: proxy, requestTls: { ca } })
      for (const transport of [{ agent }, { dispatcher, fetch }]) {
        tunnels.length = 0
        const client = new Client({ orgUrl: url, apiToken, ...transport })
        assert.deepEqual(await client.listEventHooks(), [])
        assert.deepEqual(tunnels, ['Basic dXNlcjpQUk9YWS1TRUNSRVQ='])
        client.close()
      }
      agent.destroy()
      await dispatcher.destroy()
    }),
  ),
)

test('a proxy that refuses sent nothing', TIMEOUT, async (t) => {
  const { HttpsProxyAgent } = await import('https-proxy-agent')
  const proxy = await serve(t, reply(407))
  const agent = new HttpsProxyAgent(`http://user:PROXY-SECRET@127.0.0.1:${proxy.port}`)
  const client = new Client({ orgUrl: 'https://acme.okta.com', apiToken: '00token', agent, retry: false, timeout: 5000 })
  await assert.rejects(client.createEventHook(SPEC), (error) => {
    assert.ok(error instanceof Error)
    assert.ok(!require('node:util').inspect(error, { depth: 20, showHidden: true }).includes('PROXY-SECRET'))
    return true
  })
  assert.match(proxy.requests[0], /^CONNECT acme.okta.com:443 /)
})

test('nock', TIMEOUT, async () => {
  const nock = require('nock')
  const client = new Client({ orgUrl: 'https://acme.okta.com', apiToken: '00token', retry: false })
  try {
    nock.disableNetConnect()
    const org = nock('https://acme.okta.com', { reqheaders: { authorization: 'SSWS 00token' } })
    org.get('/api/v1/eventHooks').reply(200, [HOOK])
    org.get('/api/v1/eventHooks/who1').reply(404, { errorCode: 'E0000007', errorSummary: 'Not found' })
    org.put('/api/v1/eventHooks/who1', ({ name }) => name === 'Feed').reply(200, HOOK)
    org.delete('/api/v1/eventHooks/who1').reply(204)
    org.post('/api/v1/eventHooks').replyWithError(Object.assign(new Error('lost'), { code: 'ECONNRESET' }))
    assert.equal((await client.listEventHooks())[0].name, 'Feed')
    await assert.rejects(client.getEventHook('who1'), { name: 'NotFoundError', errorCode: 'E0000007' })
    assert.equal((await client.replaceEventHook('who1', SPEC)).name, 'Feed')
    assert.equal(await client.deleteEventHook('who1'), undefined)
    await assert.rejects(client.createEventHook(SPEC), { name: 'TransportError', maybeApplied: true })
    org.done()
    // Its own error repeats the request.
    await assert.rejects(client.listEventHooks(), (/** @type {any} */ error) => {
      assert.match(error.cause.message, /No match/)
      assert.ok(!require('node:util').inspect(error).includes('00token'))
      return true
    })
  } finally {
    nock.cleanAll()
    nock.enableNetConnect()
    nock.restore()
  }
})

test('MockAgent of undici', TIMEOUT, async () => {
  const undici = require('undici')
  const mock = new undici.MockAgent()
  mock.disableNetConnect()
  const before = undici.getGlobalDispatcher()
  undici.setGlobalDispatcher(mock)
  const pool = mock.get('https://acme.okta.com')
  const path = '/api/v1/eventHooks/who1'
  try {
    for (const transport of [
      { dispatcher: mock },
      { dispatcher: mock, fetch: undici.fetch },
      { fetch: undici.fetch },
      { fetch: globalThis.fetch },
    ]) {
      const client = new Client({ orgUrl: 'https://acme.okta.com', apiToken: '00token', retry: false, ...transport })
      pool.intercept({ path, headers: { authorization: 'SSWS 00token' } }).reply(200, HOOK)
      assert.equal((await client.getEventHook('who1')).name, 'Feed')
      pool.intercept({ path, method: 'PUT', body: (body) => JSON.parse(body).name === 'Feed' }).reply(200, HOOK)
      assert.equal((await client.replaceEventHook('who1', SPEC)).name, 'Feed')
      pool.intercept({ path: `${path}/lifecycle/verify`, method: 'POST' }).reply(200, HOOK)
      assert.equal((await client.verifyEventHook('who1')).name, 'Feed')
      await assert.rejects(client.getEventHook('who1'), (error) => {
        assert.ok(error instanceof TransportError, String(error))
        assert.ok(!require('node:util').inspect(error).includes('00token'))
        return true
      })
    }
    mock.assertNoPendingInterceptors()
  } finally {
    undici.setGlobalDispatcher(before)
    await mock.close()
  }
})

test('a redirect is never followed', TIMEOUT, async (t) => {
  const elsewhere = await serve(t, reply(200, HOOK))
  for (const transport of [{}, { fetch: globalThis.fetch }]) {
    for (const status of [301, 302, 303, 307, 308]) {
      const server = await serve(t, reply(status, '', `Location: ${elsewhere.url}/`))
      const client = new Client({ orgUrl: server.url, apiToken: '00token', ...transport })
      await assert.rejects(client.getEventHook('who1'), (error) => error instanceof ProtocolError && error.status === status)
      await assert.rejects(client.createEventHook(SPEC), { name: 'ProtocolError', status })
      assert.equal(server.requests.length, 2)
      client.close()
    }
  }
  assert.equal(elsewhere.connections, 0)
})

test('a kept connection that has ended is not used again', TIMEOUT, async (t) => {
  for (const end of /** @type {const} */ (['end', 'resetAndDestroy'])) {
    const agent = new http.Agent({ keepAlive: true })
    const server = await serve(t, reply(200, HOOK))
    const client = new Client({ orgUrl: server.url, apiToken: '00token', retry: false, agent })
    await client.getEventHook('who1')
    const [kept] = Object.values(agent.freeSockets).flat()
    server.sockets[0][end]()
    assert.ok(kept)
    await new Promise((resolve) => kept.once('close', resolve))
    // A create is not lost to it.
    assert.equal((await client.createEventHook(SPEC)).name, 'Feed')
    assert.equal(server.connections, 2)
    agent.destroy()
  }
})

test('a create on a kept connection that ends meanwhile may have been sent', TIMEOUT, async (t) => {
  const server = await serve(t, inTurn(reply(200, HOOK), hangUp, reply(200, HOOK)))
  const client = new Client({ orgUrl: server.url, apiToken: '00token' })
  await client.getEventHook('who1')
  await assert.rejects(client.createEventHook(SPEC), {
    name: 'TransportError',
    maybeSent: true,
    maybeApplied: true,
    attempts: 1,
  })
  assert.deepEqual([server.requests.length, server.connections], [2, 1])
  // Anything else is sent again.
  client.close()
  const other = await serve(t, inTurn(reply(200, HOOK), hangUp, reply(200, HOOK)))
  const second = new Client({ orgUrl: other.url, apiToken: '00token' })
  await second.getEventHook('who1')
  assert.equal((await second.getEventHook('who1')).name, 'Feed')
  assert.deepEqual([other.requests.length, other.connections], [3, 2])
  second.close()
})

test('an agent for another protocol', TIMEOUT, async () => {
  const client = new Client({ orgUrl: 'http://127.0.0.1:1', apiToken: 't', agent: new https.Agent() })
  await assert.rejects(client.getEventHook('who1'), { code: 'ERR_INVALID_PROTOCOL' })
})

test('a process ends by itself after a call, without close', TIMEOUT, async (t) => {
  const emulator = await org(t)
  const env = { ORG: emulator.url, TOKEN: emulator.apiToken }
  const began = performance.now()
  assert.deepEqual(await runScript(LIST, { env }), { code: 0, stdout: '[]\n', stderr: '' })
  const overFetch = LIST.replace('retry: false', 'retry: false, fetch')
  assert.deepEqual(await runScript(overFetch, { env }), { code: 0, stdout: '[]\n', stderr: '' })
  // And when a call was aborted that a fetch never settles.
  const aborted = `
    const { Client } = require('okta-event-hooks')
    const client = new Client({ orgUrl: 'https://acme.okta.com', apiToken: 't', fetch: () => new Promise(() => {}) })
    const controller = new AbortController()
    client.getEventHook('who1', { signal: controller.signal }).catch((error) => console.log(error.name))
    controller.abort()
  `
  assert.deepEqual(await runScript(aborted), { code: 0, stdout: 'AbortError\n', stderr: '' })
  assert.ok(performance.now() - began < 20_000)
})

test('NODE_DEBUG shows what is sent, and no secret', TIMEOUT, async (t) => {
  const emulator = await org(t)
  const script = `
    const { Client, eventHookSpec } = require('okta-event-hooks')
    const { ORG: orgUrl, TOKEN: apiToken } = process.env
    const client = new Client({ orgUrl, apiToken, retry: false })
    const authHeader = { value: 'HOOKSECRET' }
    const spec = eventHookSpec({ name: 'a', uri: 'https://a.example', events: ['user.session.start'], authHeader })
    client.createEventHook(spec).then(async () => {
      await client.getEventHook('who9').catch(() => {})
      await client.logEvents({ q: 'QUERY' }).pages().next()
      const fetch = async (url, { headers, body }) => { throw new Error(JSON.stringify(headers) + body) }
      const lost = new Client({ orgUrl, apiToken, retry: false, fetch })
      await lost.createEventHook(spec).catch(() => {})
    })
  `
  const env = { ORG: emulator.url, TOKEN: emulator.apiToken, NODE_DEBUG: 'okta-event-hooks' }
  const { code, stdout, stderr } = await runScript(script, { env })
  assert.deepEqual([code, stdout], [0, ''])
  const lines = stderr.trim().split('\n')
  assert.equal(lines.length, 4, stderr)
  assert.match(lines[0], /OKTA-EVENT-HOOKS \d+: POST http.*\/api\/v1\/eventHooks: 200, \d+ ms$/)
  assert.match(lines[1], /GET http.*\/api\/v1\/eventHooks\/who9: 404, \d+ ms$/)
  assert.match(lines[2], /GET http.*\/api\/v1\/logs: 200, \d+ ms$/)
  assert.match(lines[3], /POST http.*\/api\/v1\/eventHooks: Error: /)
  for (const secret of [emulator.apiToken, 'HOOKSECRET', 'QUERY']) assert.ok(!stderr.includes(secret), stderr)
})
