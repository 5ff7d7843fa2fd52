'use strict'

// What ends a call early: a signal, in each state of the call, and time.

const assert = require('node:assert/strict')
const { getEventListeners } = require('node:events')
const { test } = require('node:test')
const { AbortError, Call, Client, TransportError, eventHookSpec } = require('okta-event-hooks')
const { within } = require('./support/deadline')
const { HOOK, RawServer, inTurn, reply, silence } = require('./support/raw-server')

const SPEC = eventHookSpec({ name: 'Feed', uri: 'https://hooks.example.com', events: ['user.lifecycle.create'] })
/** @typedef {import('okta-event-hooks').ClientOptions} ClientOptions */
/** @type {Record<string, Pick<ClientOptions, 'fetch'>>} */
const TRANSPORTS = {
  'node:http': {},
  fetch: { fetch: globalThis.fetch },
  'a fetch that never settles': { fetch: () => new Promise(() => {}) },
}

/** @param {string} url @param {Partial<ClientOptions>} [options] */
function clientOf(url, options) {
  return new Client(/** @type {ClientOptions} */ ({ orgUrl: url, apiToken: 't', ...options }))
}

/**
 * Starts a server for a test, and ends it.
 * @param {Parameters<typeof RawServer.start>[0]} answer
 * @param {(server: InstanceType<typeof RawServer>) => Promise<void>} use
 */
async function serving(answer, use) {
  const server = await RawServer.start(answer)
  try {
    await use(server)
  } finally {
    await server.close()
  }
}

/** @param {unknown} reason @param {boolean} [maybeApplied] */
function isAbort(reason, maybeApplied = false) {
  return (/** @type {any} */ error) => {
    assert.ok(error instanceof AbortError, String(error))
    assert.deepEqual(
      [error.name, error.code, error.cause, error.maybeApplied],
      ['AbortError', 'ABORT_ERR', reason, maybeApplied],
    )
    assert.equal(error.message.includes('may exist'), maybeApplied)
    return true
  }
}

/** @param {AbortSignal} signal */
function listeners(signal) {
  return getEventListeners(signal, 'abort').length
}

/**
 * The call is settled by the abort itself, and not by what it leads to.
 * @param {AbortController} controller
 * @param {Promise<unknown>} promise
 * @param {(error: any) => boolean} check
 */
async function settlesAtOnce(controller, promise, check) {
  const began = performance.now()
  const settled = assert.rejects(within(1000, promise, 'not settled'), check)
  controller.abort('why')
  await settled
  assert.ok(performance.now() - began < 500)
  assert.equal(listeners(controller.signal), 0)
}

for (const [name, transport] of Object.entries(TRANSPORTS)) {
  test(`over ${name}: aborted before`, { timeout: 10_000 }, () =>
    serving(reply(200, HOOK), async (server) => {
      const client = clientOf(server.url, transport)
      const signal = AbortSignal.abort('why')
      await assert.rejects(client.getEventHook('who1', { signal }), isAbort('why'))
      await assert.rejects(client.createEventHook(SPEC, { signal }), isAbort('why'))
      await assert.rejects(client.logEvents({ signal }).pages().next(), isAbort('why'))
      assert.equal(server.connections, 0)
      assert.equal(listeners(signal), 0)
    }),
  )

  test(`over ${name}: aborted while it waits for the answer`, { timeout: 10_000 }, () =>
    serving(silence, async (server) => {
      const client = clientOf(server.url, transport)
      /** @type {[() => Call<any>, boolean][]} */
      const calls = [
        [() => Call.getEventHook('who1'), false],
        [() => Call.deleteEventHook('who1'), false],
        [() => Call.createEventHook(SPEC), true],
      ]
      for (const [call, maybeApplied] of calls) {
        const controller = new AbortController()
        const before = server.requests.length
        const promise = client.call(call(), { signal: controller.signal })
        if (name !== 'a fetch that never settles') await server.came(before + 1)
        await settlesAtOnce(controller, promise, isAbort('why', maybeApplied))
      }
      client.close()
    }),
  )
}

for (const name of ['node:http', 'fetch']) {
  test(`over ${name}: aborted within the body`, { timeout: 10_000 }, () => {
    const half = (/** @type {import('node:net').Socket} */ socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{')
    return serving(half, async (server) => {
      const client = clientOf(server.url, TRANSPORTS[name])
      const controller = new AbortController()
      const promise = client.createEventHook(SPEC, { signal: controller.signal })
      await server.came(1)
      await settlesAtOnce(controller, promise, isAbort('why', true))
      // The connection is not kept for another call.
      const [socket] = server.sockets
      if (socket) await within(2000, new Promise((resolve) => socket.on('close', resolve)))
    })
  })

  test(`over ${name}: aborted in a wait for the next attempt`, { timeout: 10_000 }, () => {
    const inThirtySeconds = Math.ceil(Date.now() / 1000) + 30
    return serving(reply(429, '', `X-Rate-Limit-Reset: ${inThirtySeconds}`), async (server) => {
      const client = clientOf(server.url, TRANSPORTS[name])
      for (const call of [Call.getEventHook('who1'), Call.createEventHook(SPEC)]) {
        const before = server.requests.length
        const controller = new AbortController()
        const promise = client.call(call, { signal: controller.signal })
        await server.came(before + 1)
        // Until the client has seen the answer.
        await new Promise((resolve) => setTimeout(resolve, 200))
        await settlesAtOnce(controller, promise, isAbort('why'))
        assert.equal(server.requests.length, before + 1)
      }
      client.close()
    })
  })

  test(`over ${name}: aborted when it is over`, { timeout: 10_000 }, () =>
    serving(reply(200, HOOK), async (server) => {
      const client = clientOf(server.url, TRANSPORTS[name])
      const controller = new AbortController()
      const { signal } = controller
      const hook = await client.getEventHook('who1', { signal })
      controller.abort()
      assert.equal(hook.name, 'Feed')
      assert.equal(listeners(signal), 0)
      client.close()
    }),
  )

  test(`over ${name}: AbortSignal.timeout`, { timeout: 10_000 }, () =>
    serving(silence, async (server) => {
      const client = clientOf(server.url, TRANSPORTS[name])
      // A timer of its own keeps no process alive.
      const alive = setTimeout(() => {}, 5000)
      await assert.rejects(client.getEventHook('who1', { signal: AbortSignal.timeout(50) }), (/** @type {any} */ error) => {
        assert.equal(error.cause.name, 'TimeoutError')
        return isAbort(error.cause)(error)
      })
      clearTimeout(alive)
      client.close()
    }),
  )

  test(`over ${name}: calls that share a signal`, { timeout: 60_000 }, () =>
    serving(reply(200, HOOK), async (server) => {
      /** @type {Error[]} */
      const warnings = []
      const warn = (/** @type {Error} */ warning) => warnings.push(warning)
      process.on('warning', warn)
      const client = clientOf(server.url, TRANSPORTS[name])
      const controller = new AbortController()
      const { signal } = controller
      for (let number = 0; number < 800; number++) await client.getEventHook('who1', { signal })
      await Promise.all(Array.from({ length: 200 }, () => client.getEventHook('who1', { signal })))
      assert.equal(server.requests.length, 1000)
      assert.equal(listeners(signal), 0)
      const together = Array.from({ length: 50 }, () => client.getEventHook('who1', { signal }))
      assert.ok(listeners(signal) < 11)
      controller.abort('why')
      for (const promise of together) await assert.rejects(promise, isAbort('why'))
      assert.equal(listeners(signal), 0)
      // A warning comes in a turn of its own.
      await new Promise((resolve) => setTimeout(resolve, 10))
      process.off('warning', warn)
      assert.deepEqual(warnings, [])
      client.close()
    }),
  )

  test(`over ${name}: time runs out`, { timeout: 20_000 }, () =>
    serving(silence, async (server) => {
      const of = (/** @type {{ timeout?: number }} */ options = {}) =>
        clientOf(server.url, { ...TRANSPORTS[name], retry: false, ...options })
      const late = async (/** @type {Client} */ client, /** @type {object} */ options = {}) => {
        const began = performance.now()
        await assert.rejects(client.getEventHook('who1', options), (/** @type {any} */ error) => {
          assert.ok(error instanceof TransportError, String(error))
          assert.equal(/** @type {any} */ (error.cause).name, 'TimeoutError')
          assert.deepEqual([error.maybeSent, error.attempts], [true, 1])
          return true
        })
        const spent = performance.now() - began
        assert.ok(spent > 90 && spent < 3000, `${spent} ms`)
      }
      await late(of({ timeout: 100 }))
      await late(of({ timeout: 20_000 }), { timeout: 100 })
      await late(of(), { timeout: 100 })
      const created = of({ timeout: 100 }).createEventHook(SPEC)
      await assert.rejects(created, { name: 'TransportError', maybeApplied: true, message: /may exist/ })
    }),
  )
}

test('aborted while it connects: nothing was sent', { timeout: 10_000 }, () =>
  serving(silence, async (server) => {
    const { Agent } = require('node:http')
    const agent = new Agent()
    const lookup = () => {}
    // A name that is never found out, whatever the machine makes of it.
    agent.createConnection = (options) =>
      require('node:net').connect(
        /** @type {import('node:net').TcpNetConnectOpts} */ ({ ...options, host: 'okta.example', lookup }),
      )
    const client = clientOf(server.url, { agent })
    const controller = new AbortController()
    const promise = client.createEventHook(SPEC, { signal: controller.signal })
    await new Promise((resolve) => setTimeout(resolve, 20))
    await settlesAtOnce(controller, promise, isAbort('why', false))
    const late = client.createEventHook(SPEC, { timeout: 50, retry: false })
    await assert.rejects(late, { name: 'TransportError', maybeSent: false, maybeApplied: false })
    assert.equal(server.connections, 0)
  }),
)

test('aborted by the fetch itself, while it is called', { timeout: 10_000 }, async () => {
  const controller = new AbortController()
  const fetch = () => {
    controller.abort('why')
    return new Promise(() => {})
  }
  const client = clientOf('https://acme.okta.com', { fetch })
  await assert.rejects(within(1000, client.getEventHook('who1', { signal: controller.signal })), isAbort('why'))
})

test('aborted while a service app asks for its token: no hook was sent', { timeout: 10_000 }, () =>
  serving(silence, async (server) => {
    const { privateKey } = require('node:crypto').generateKeyPairSync('rsa', { modulusLength: 2048 })
    const serviceApp = { clientId: '0oa1', privateKey }
    const client = new Client({ orgUrl: server.url, serviceApp })
    const controller = new AbortController()
    const promise = client.createEventHook(SPEC, { signal: controller.signal })
    await server.came(1)
    assert.match(server.requests[0], /^POST \/oauth2\/v1\/token /)
    await settlesAtOnce(controller, promise, isAbort('why', false))
  }),
)

test('an abort ends one page of the log, and another may be asked for', { timeout: 10_000 }, () =>
  serving(inTurn(silence, reply(200, '[]')), async (server) => {
    const client = clientOf(server.url)
    const controller = new AbortController()
    const first = client.logEvents({ signal: controller.signal }).pages().next()
    await server.came(1)
    await settlesAtOnce(controller, first, isAbort('why'))
    const { value } = await client.logEvents().pages().next()
    assert.deepEqual([.../** @type {object[]} */ (value)], [])
    client.close()
  }),
)

test('what a fetch rejects with is always told', { timeout: 10_000 }, async () => {
  for (const thrown of [
    undefined,
    null,
    'text',
    7,
    Symbol('x'),
    Object.create(null),
    { name: 'TimeoutError', message: 'late' },
  ]) {
    const client = clientOf('https://acme.okta.com', { fetch: () => Promise.reject(thrown), retry: false })
    await assert.rejects(client.getEventHook('who1'), TransportError)
    const sync = () => {
      throw thrown
    }
    const other = clientOf('https://acme.okta.com', { fetch: sync, retry: false })
    await assert.rejects(other.getEventHook('who1'), TransportError)
  }
  for (const answer of [
    undefined,
    null,
    {},
    { status: 200 },
    { status: 200, headers: [], body: 7 },
    { status: 'x', headers: [] },
  ]) {
    const client = clientOf('https://acme.okta.com', { fetch: async () => /** @type {any} */ (answer), retry: false })
    await assert.rejects(client.getEventHook('who1'), Error)
  }
})
