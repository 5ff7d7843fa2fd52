// A receiver as a function from a `Request` to a `Response`, as Hono, Next.js and other frameworks of the Fetch API call it, and
// the few lines that run it on node:http.
//
//     HOOK_SECRET=… PORT=3000 node fetch_receiver.mjs
//
// Without HOOK_SECRET it shows itself at work against an emulator, with no account.

import http from 'node:http'
import { Readable } from 'node:stream'
import { eventHookSpec, Receiver } from 'okta-event-hooks'
import { Emulator } from 'okta-event-hooks/testing'

/** @param {string} secret */
function makeReceiver(secret) {
  /** The last that were seen. Okta may send an event twice, and two hooks may carry the same. @type {Set<string>} */
  const seen = new Set()

  return new Receiver({ secret }).onAny((event, delivery) => {
    const key = `${delivery.hookId} ${event.uuid}`
    if (seen.has(key)) return
    seen.add(key)
    for (const oldest of seen) {
      if (seen.size <= 10_000) break
      seen.delete(oldest)
    }
    console.log(`${event.eventType}: ${(event.target ?? []).map(({ alternateId }) => alternateId ?? '?').join(', ')}`)
  })
}

/** What a framework calls. @param {Receiver} receiver @returns {(request: Request) => Promise<Response>} */
function makeApp(receiver) {
  const events = receiver.fetch()
  return async (request) => {
    if (new URL(request.url).pathname === '/okta/events') return events(request)
    return new Response('not found\n', { status: 404 })
  }
}

/**
 * The few lines: `serve` of @hono/node-server does the same.
 * @param {(request: Request) => Promise<Response>} app
 */
function serverOf(app) {
  return http.createServer(async (incoming, outgoing) => {
    try {
      const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values]) =>
        (values ?? []).map((value) => /** @type {[string, string]} */ ([name, value])),
      )
      const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
      const body = hasBody ? /** @type {ReadableStream} */ (Readable.toWeb(incoming)) : null
      const options = { method: incoming.method ?? 'GET', headers, body, duplex: 'half' }
      const response = await app(new Request(`http://localhost${incoming.url}`, /** @type {RequestInit} */ (options)))
      outgoing.writeHead(response.status, Object.fromEntries(response.headers))
      outgoing.end(Buffer.from(await response.arrayBuffer()))
    } catch (error) {
      console.error(error)
      if (!outgoing.headersSent) outgoing.writeHead(500)
      outgoing.end()
    }
  })
}

/** @param {http.Server} server @param {number} port */
async function listen(server, port) {
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, () => resolve(undefined)))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}/okta/events`
}

/** Takes nothing more, then waits for the handlers. @param {http.Server} server @param {Receiver} receiver */
async function close(server, receiver) {
  await new Promise((resolve) => server.close(resolve))
  await receiver.settled()
}

/** The receiver, and an emulator that verifies it, delivers to it, and delivers the same event again. */
async function show() {
  const org = await Emulator.start()
  const client = org.client()
  const receiver = makeReceiver('s3cr3t')
  const server = serverOf(makeApp(receiver))
  const uri = await listen(server, 0)

  const spec = { name: 'Feed', uri, events: ['group.user_membership.add'], authHeader: { value: 's3cr3t' } }
  const hook = await client.createEventHook(eventHookSpec(spec))
  console.log('verified:', (await client.verifyEventHook(hook.id)).verificationStatus)
  const target = [{ id: '00u1', type: 'User', alternateId: 'ada@example.com' }]
  const event = await org.trigger('group.user_membership.add', { target })
  for (const { status } of await org.flush()) console.log('answered:', status)
  await org.trigger(event)
  for (const { status } of await org.flush()) console.log('again, answered:', status)

  await client.close()
  await close(server, receiver)
  await org.close()
}

const { HOOK_SECRET, PORT = '3000' } = process.env
if (HOOK_SECRET === undefined) {
  await show()
} else {
  const receiver = makeReceiver(HOOK_SECRET)
  const server = serverOf(makeApp(receiver))
  console.log('listening at', await listen(server, Number(PORT)))
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => close(server, receiver))
}
