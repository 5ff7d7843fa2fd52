// What must compile, in an ES module.

import { createPrivateKey } from 'node:crypto'
import { Agent } from 'node:https'
import { setTimeout } from 'node:timers/promises'
import { HttpsProxyAgent } from 'https-proxy-agent'
import {
  ApiError,
  type Bytes,
  Call,
  Client,
  type ClientOptions,
  type Done,
  type EventHook,
  type EventHookSpec,
  type EventType,
  eventHookSpec,
  type LogEvent,
  NotFoundError,
  NotSentError,
  OktaEventHooksError,
  type Page,
  RateLimitedError,
  Secret,
  Session,
  type Status,
  type Step,
  TransportError,
} from 'okta-event-hooks'
import { Emulator, type Fault } from 'okta-event-hooks/testing'
import * as undici from 'undici'

/** That a value is of exactly this type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function same<A, B>(_: Same<A, B>): void {}

const orgUrl = 'https://acme.okta.com'
const apiToken: string | undefined = process.env.OKTA_CLIENT_TOKEN

export const clients: Client[] = [
  new Client({ orgUrl, apiToken: '00abc' }),
  new Client({
    orgUrl: new URL(orgUrl),
    accessToken: new Secret('ey'),
    timeout: 5000,
    maxBody: 1024,
    userAgent: 'my-tool/1.2',
  }),
  new Client({ orgUrl, apiToken: '00abc', retry: { maxAttempts: 5, maxWait: 1000 } }),
  new Client({ orgUrl, apiToken: '00abc', retry: false }),
  new Client({ orgUrl, apiToken: '00abc', agent: new Agent({ keepAlive: true }) }),
  new Client({ orgUrl, apiToken: '00abc', agent: new HttpsProxyAgent('http://127.0.0.1:3128') }),
  new Client({ orgUrl, apiToken: '00abc', fetch }),
  new Client({ orgUrl, apiToken: '00abc', fetch: undici.fetch }),
  new Client({ orgUrl, apiToken: '00abc', dispatcher: new undici.MockAgent() }),
  new Client({ orgUrl, apiToken: '00abc', fetch: (url, options) => fetch(url, { ...options, keepalive: true }) }),
  new Client({
    orgUrl,
    serviceApp: { clientId: '0oa', privateKey: createPrivateKey('pem'), scopes: ['okta.eventHooks.read'] },
  }),
  new Client({ orgUrl, serviceApp: { clientId: '0oa', privateKey: { kty: 'EC', crv: 'P-256' }, keyId: 'k', dpopKey: 'pem' } }),
  Client.fromEnv(),
  Client.fromEnv({ profile: 'acme', userAgent: 'my-tool/1.2', timeout: 1000 }),
]
if (apiToken) clients.push(new Client({ orgUrl, apiToken }))
// Options that may be undefined need no care.
export const options: ClientOptions = {
  orgUrl,
  apiToken: '00abc',
  accessToken: undefined,
  timeout: undefined,
  agent: undefined,
}

async function manage(client: Client): Promise<void> {
  const hooks = await client.listEventHooks({ signal: AbortSignal.timeout(5000), timeout: 1000, retry: false })
  same<typeof hooks, Page<EventHook>>(true)
  hooks.map((hook) => hook.name).join()
  for (const { position, json, reason } of hooks.unreadable) console.log(position + 1, json.length, reason.length)
  same<typeof hooks.next, string | undefined>(true)

  const spec = eventHookSpec({
    name: 'Feed',
    uri: new URL('https://hooks.example.com'),
    events: ['user.lifecycle.create', 'a.type.that.is.new'],
    filters: { 'user.lifecycle.create': 'event.outcome.result eq "FAILURE"' },
    headers: { 'X-Tenant': 'acme' },
    authHeader: { name: 'X-Secret', value: Secret.basic('user', 'password') },
  })
  same<typeof spec, EventHookSpec>(true)
  const hook = await client.createEventHook(spec)
  // A hook is a spec, with members that the library does not know.
  await client.replaceEventHook(hook.id, { ...hook, description: null, newMember: 5 }, { keepAuthScheme: true, retry: false })
  await client.replaceEventHook(hook.id, hook)
  same<typeof hook.newMember, unknown>(true)
  same<typeof hook.status, Status>(true)
  if (hook.status === 'ACTIVE') await client.deactivateEventHook(hook.id)
  const other: Status = 'SUSPENDED'
  const text: string = hook.status + other + hook.channel.config.uri + (hook._links?.verify ? 'can be verified' : '')
  console.log(text, structuredClone(hook), hook.events.filter?.eventFilterMap[0]?.condition.expression)
  same<Awaited<ReturnType<Client['deleteEventHook']>>, undefined>(true)

  const log = client.logEvents({ since: new Date(0), until: '2026-03-16T04:00:00Z', limit: 100, sortOrder: 'DESCENDING' })
  for await (const event of log) {
    same<typeof event, LogEvent>(true)
    const type: EventType = event.eventType
    console.log(type, event.actor?.displayName, event.target?.find((target) => target.type === 'User')?.id)
  }
  for await (const page of client.pollLogEvents({ after: log.cursor, signal: new AbortController().signal }).pages()) {
    same<typeof page, Page<LogEvent>>(true)
    if (page.length === 0) break
  }
  for (const record of await client.hookDeliveries(hook.id, { since: new Date(0) })) console.log(record.kind, record.event.uuid)
  const again = await client.call(Call.getEventHook(hook.id))
  same<typeof again, EventHook>(true)
}

async function errors(client: Client): Promise<void> {
  try {
    await manage(client)
  } catch (error) {
    if (error instanceof NotFoundError) console.log(error.errorSummary, error.errorCauses.length, error.code satisfies 'API')
    else if (error instanceof ApiError) console.log(error.status, error.requestId)
    else if (error instanceof RateLimitedError) console.log(error.reset?.toISOString(), error.wait + error.attempts)
    else if (error instanceof TransportError) console.log(error.maybeSent, error.cause)
    else if (error instanceof OktaEventHooksError && error.maybeApplied) console.log(error.code, error.isRetryable)
  }
  throw new ApiError('made by hand', { status: 404, errorCauses: [] })
}

async function drive<T>(call: Call<T>): Promise<T> {
  const session = new Session({ orgUrl, apiToken: '00abc', seed: new Uint8Array(32) })
  let step: Step<T> = call.withRetry(session, { maxAttempts: 1 }).start(session, Date.now())
  for (;;) {
    switch (step.type) {
      case 'done':
        same<typeof step, Done<T>>(true)
        return step.result()
      case 'wait':
        await setTimeout(step.milliseconds)
        step = call.resume(session, Date.now())
        break
      case 'send': {
        const body: Bytes | undefined = step.body
        try {
          const { method, url, headers } = step
          const answer = await fetch(url, { method, headers, redirect: 'manual', ...(body && { body }) })
          const whole = { status: answer.status, headers: answer.headers, body: new Uint8Array(await answer.arrayBuffer()) }
          step = call.response(session, Date.now(), whole)
        } catch (error) {
          step = call.failure(session, Date.now(), new NotSentError('not sent', { cause: error }))
        }
      }
    }
  }
}

export const generic: Promise<EventHook> = drive(Call.of('getEventHook', { eventHookId: 'who' }))
export const unknownOne: Promise<unknown> = drive(Call.of(String(process.env.OPERATION), {}))
same<ReturnType<typeof Call.listEventHooks>, Call<Page<EventHook>>>(true)
same<ReturnType<typeof Call.logEvents>, Call<Page<LogEvent>>>(true)
same<ReturnType<typeof Call.deleteEventHook>, Call<undefined>>(true)

export function headersInAnyForm(call: Call<EventHook>, session: Session): void {
  call.response(session, 0, { status: 200, headers: ['etag', 'x'], body: '{}' })
  call.response(session, 0, { status: 200, headers: [['etag', 'x']], body: null })
  call.response(session, 0, { status: 200, headers: new Map([['etag', 'x']]) })
  call.response(session, 0, { status: 200, headers: { etag: ['x'], age: 5 }, body: Buffer.from('{}') })
}

async function tests(): Promise<void> {
  const fault: Fault = { on: { operation: 'listEventHooks' }, times: 'always', status: 503 }
  const hooks = [eventHookSpec({ name: 'A', uri: 'https://a.example.com', events: ['user.session.start'] })]
  await using org = await Emulator.start({
    tls: true,
    clock: new Date(),
    hooks,
    faults: [fault],
    rules: { deleteActive: 'forbidden' },
  })
  using client = org.client({ retry: false })
  await errors(client)
  const event = await org.trigger('user.lifecycle.create', { severity: 'WARN' })
  same<typeof event, LogEvent>(true)
  const events = await org.trigger([{ eventType: 'user.lifecycle.create' }])
  same<typeof events, LogEvent[]>(true)
  for (const { outcome, eventUuids } of await org.flush()) console.log(outcome, eventUuids.length)
  same<Awaited<ReturnType<Emulator['advance']>>, Date>(true)
  await using another = await Emulator.start(await org.state())
  const { retry }: { retry: number } = await another.control('GET', '/emulator/state')
  console.log(retry, another.caCertificate?.length)
}

void tests()
