// A receiver as users of TypeScript mount it, with the declarations of each framework.

import http from 'node:http'
import http2 from 'node:http2'
import express from 'express'
import Fastify from 'fastify'
import { Hono } from 'hono'
import { type EventPattern, type LogEvent, type Received, type ReceivedDelivery, Receiver, Secret } from 'okta-event-hooks'

export const receiver = new Receiver({ secret: 's3cr3t', header: 'X-Secret', maxBody: 1 })
new Receiver({ secrets: ['s3cr3t', Secret.basic('okta', 's3cr3t')] })

receiver
  .on('user.lifecycle.create', (event, delivery) => console.log(event.uuid.length, delivery.hookId?.length))
  .on(['user.lifecycle.*', 'a.type.of.next.year'], async (event: LogEvent) =>
    event.target?.map(({ alternateId }) => alternateId),
  )
  .onAny((event, { events, unreadable, eventId }: ReceivedDelivery) => [events.includes(event), unreadable[0]?.json, eventId])
  .onUnreadable((event) => event.position + 1)
  .onError((error, event) => [error instanceof Error, 'reason' in event ? event.reason : event.uuid])
  .accept(async (delivery) => delivery.delivery.data.events.length)
export const patterns: readonly EventPattern[] = ['*', 'user.*']

export function statusOf(received: Received): string {
  if (received.type === 'verification') return received.challenge
  if (received.type === 'rejected') return `${received.status} ${received.reason}`
  return `${received.events.length} ${received.retryResponse.status}`
}
statusOf(receiver.receive({ method: 'POST', headers: { authorization: ['a'] }, body: Buffer.from('{}') }))
statusOf(receiver.receive({ method: 'POST', headers: new Headers(), body: { data: {} } }))
export const errors: Promise<unknown[]> = receiver.settled().then(() => receiver.dispatch({} as ReceivedDelivery))

http.createServer(receiver.node())
http2.createServer(receiver.node())
http.createServer((request, response) => {
  statusOf(receiver.receive({ method: request.method ?? '', headers: request.rawHeaders }))
  receiver.node()(request, response)
})

const app = express()
app.all('/okta/events', receiver.express())
app.use('/okta', express.json(), receiver.express())

Fastify().register(receiver.fastify(), { url: '/events', prefix: '/okta' })
Fastify().register(receiver.fastify())

const handle = receiver.fetch()
new Hono().all('/okta/events', (c) => handle(c.req.raw)).mount('/okta', handle)
export const GET: (request: Request, context: { params: Promise<object> }) => Promise<Response> = handle
export const worker = { fetch: handle } satisfies { fetch(request: Request, env: object, context: object): Promise<Response> }

/** What `@types/aws-lambda` says, in short. */
interface RestEvent {
  body: string | null
  headers: Record<string, string | undefined>
  multiValueHeaders: Record<string, string[] | undefined>
  httpMethod: string
  isBase64Encoded: boolean
  requestContext: { accountId: string; httpMethod: string }
}
interface HttpEvent {
  version: string
  headers: Record<string, string | undefined>
  requestContext: { http: { method: string; path: string } }
  body?: string
  isBase64Encoded: boolean
}
interface Result {
  statusCode: number
  headers?: Record<string, boolean | number | string>
  multiValueHeaders?: Record<string, (boolean | number | string)[]>
  body: string
  isBase64Encoded?: boolean
}
export const rest: (event: RestEvent, context: { awsRequestId: string }) => Promise<Result> = receiver.lambda()
export const httpApi: (event: HttpEvent) => Promise<Result> = receiver.lambda()

// @ts-expect-error A secret has to be there.
new Receiver({})
// @ts-expect-error One or several.
new Receiver({ secret: 'a', secrets: ['b'] })
// @ts-expect-error A misspelt option.
new Receiver({ secret: 'a', headre: 'X' })
// @ts-expect-error A variable may not be set.
new Receiver({ secret: process.env.HOOK_SECRET })
// @ts-expect-error A handler is missing.
receiver.on('user.*')
// @ts-expect-error Only a delivery has events.
receiver.dispatch(receiver.receive({ method: 'GET' }))
