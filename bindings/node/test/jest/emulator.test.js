'use strict'

// CommonJS under Jest, whose test files have an `Error` and a `Date` of their own.

const http = require('node:http')
const {
  AbortError,
  Call,
  Client,
  eventHookSpec,
  NotFoundError,
  Receiver,
  Secret,
  Session,
  TransportError,
} = require('okta-event-hooks')
const { Emulator } = require('okta-event-hooks/testing')

let org
beforeAll(async () => {
  org = await Emulator.start()
})
afterAll(() => org.close())

test('a hook is created, found, and a stranger is not', async () => {
  const client = org.client()
  const spec = eventHookSpec({
    name: 'Feed',
    uri: new URL('https://hooks.example.com'),
    events: ['user.session.start'],
    authHeader: { value: new Secret('s3cr3t-of-a-test') },
  })
  const hook = await client.createEventHook(spec)
  expect(await client.listEventHooks()).toEqual([hook])
  expect(structuredClone(hook)).toEqual(hook)
  const failure = await client.getEventHook('nobody').catch((error) => error)
  expect(failure).toBeInstanceOf(NotFoundError)
  expect(failure).toBeInstanceOf(Error)
  expect(
    await client
      .logEvents({ since: new Date(Date.now() - 60_000) })
      .pages()
      .next(),
  ).toMatchObject({ done: false })
  client.close()
})

test('what is passed wrongly is a TypeError of this file', async () => {
  expect(() => new Client({ orgUrl: org.url, apiToken: 5 })).toThrow(TypeError)
  await expect(org.client().getEventHook(5)).rejects.toThrow(TypeError)
})

test('what Node.js reports is the cause, as it is', async () => {
  const server = http.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.on('listening', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  const client = new Client({ orgUrl: `http://127.0.0.1:${port}`, apiToken: '00abc', retry: false })
  const failure = await client.listEventHooks().catch((error) => error)
  expect(failure).toBeInstanceOf(TransportError)
  expect(failure.cause.code).toBe('ECONNREFUSED')
  expect(failure.maybeSent).toBe(false)
})

test('a call is timed out and aborted', async () => {
  await org.inject({ on: { operation: 'listEventHooks' }, times: 'always', delay: '5s' })
  const signal = AbortSignal.timeout(50)
  await expect(org.client().listEventHooks({ signal })).rejects.toBeInstanceOf(AbortError)
  await org.clearFaults()
})

test('a call is driven by hand', () => {
  const session = new Session({ orgUrl: new URL('https://acme.okta.com'), apiToken: '00abc', seed: new Uint8Array(32) })
  const call = Call.getEventHook('who').withRetry(session, { maxAttempts: 1 })
  expect(call.start(session, Date.now()).type).toBe('send')
  const failed = call.failure(session, Date.now(), new DOMException('too slow', 'TimeoutError'))
  expect(() => failed.result()).toThrow(TransportError)
  const other = Call.logEvents({ since: new Date(0), until: new Date() })
  other.start(session, Date.now())
  const done = other.response(session, Date.now(), { status: 200, headers: new Map(), body: new Uint8Array([0x5b, 0x5d]) })
  expect(done.result()).toEqual([])
})

test('a receiver reads bytes, and its handlers run', async () => {
  const events = []
  const errors = []
  const receiver = new Receiver({ secret: new Secret('s3cr3t-of-a-test') })
  receiver.on('user.*', (event) => events.push(event.eventType))
  receiver.onAny(() => Promise.reject(new Error('of a handler')))
  receiver.onError((error) => errors.push(error.message))
  const headers = { Authorization: 's3cr3t-of-a-test', 'content-type': 'application/json' }
  const json = JSON.stringify({ data: { events: [{ uuid: 'u', eventType: 'user.session.start' }] } })
  const received = receiver.receive({ method: 'POST', headers, body: new TextEncoder().encode(json) })
  expect(received).toMatchObject({ type: 'delivery', unreadable: [], response: { status: 204 } })
  await receiver.dispatch(received)
  expect([events, errors]).toEqual([['user.session.start'], ['of a handler']])
})
