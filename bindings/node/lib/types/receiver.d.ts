// The receiving side of an event hook.

import type { EventType } from '../event-types.js'
import type { Delivery, LogEvent } from '../models.js'
import type { HeadersInput, Secret } from './common.js'
import type { Unreadable } from './page.js'

/** What a receiver is made from. */
export type ReceiverOptions = ReceiverSettings &
  (
    | {
        /** The value of the hook's authentication scheme; for Basic it is `Secret.basic(user, password)`. */
        secret: string | Secret
        secrets?: undefined
      }
    | {
        /** Any of several opens: accept the new one beside the old one while you change it. */
        secrets: readonly (string | Secret)[]
        secret?: undefined
      }
  )

/** What a receiver need not be told. */
export interface ReceiverSettings {
  /** The key of the hook's authentication scheme: the header with the secret. `Authorization` unless set. */
  header?: string | undefined
  /** A body of more than this many bytes is refused with 413. 16 MiB unless set; Okta publishes no limit on a batch. */
  maxBody?: number | undefined
}

/** A request, from wherever it came. The `req` of Node.js and Express has these members. */
export interface ReceiverRequest {
  /** `GET` or `POST`; any other is refused. */
  method: string
  /** In any form. Of those that Node.js has, `rawHeaders` alone shows a secret that came twice. */
  headers?: HeadersInput | undefined
  /** Bytes, text, or JSON that was read already. */
  body?: unknown
}

/** What a request was, with the response to send. */
export type Received = ReceivedVerification | ReceivedDelivery | Rejected

/** Okta asks whether this endpoint wants the events; the response says yes. It may come again at any time. */
export interface ReceivedVerification {
  type: 'verification'
  /** The challenge, which the response repeats. */
  challenge: string
  /** The response to send. */
  response: ReceiverResponse
}

/** One request of Okta's with one or more events. It may come twice, late and in any order. */
export interface ReceivedDelivery {
  type: 'delivery'
  /** All of it as Okta sent it. */
  delivery: Delivery
  /** Every event that can be read, in Okta's order, which is not that of their times. */
  events: LogEvent[]
  /** The events that cannot be read. */
  unreadable: Unreadable[]
  /** The id of the hook. Deduplicate on it and each event's `uuid`. */
  hookId: string | undefined
  /** The id of this request, not of an event. A retry may repeat it; Okta does not say. */
  eventId: string | undefined
  /** The response to send as soon as the events are where they cannot be lost: 204. */
  response: ReceiverResponse
  /** The response to send in its place when the events cannot be kept: 503. Okta then tries once more, at the most. */
  retryResponse: ReceiverResponse
}

/** A request that is not from Okta, or not meant for us. */
export interface Rejected {
  type: 'rejected'
  /** The status to answer with: 400, 401, 405 or 413. */
  status: number
  /** Why, for the log; the sender is not told. It may quote a text of the body. */
  reason: string
  /** The response to send. */
  response: ReceiverResponse
}

/** An HTTP response. */
export interface ReceiverResponse {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  /** Empty, or JSON. */
  body: string
}

/** An event type, the beginning of one with `.*`, or `*` for all. */
export type EventPattern = EventType | `${string}*`

/** What is done about an event. It may be async. */
export type EventHandler = (event: LogEvent, delivery: ReceivedDelivery) => unknown

/** What is done about an event that cannot be read. It may be async. */
export type UnreadableHandler = (event: Unreadable, delivery: ReceivedDelivery) => unknown

/** What is told when a handler throws or rejects. It may be async. */
export type ErrorHandler = (error: unknown, event: LogEvent | Unreadable, delivery: ReceivedDelivery) => unknown

/** What puts a delivery where it cannot be lost. It may be async. */
export type AcceptFunction = (delivery: ReceivedDelivery) => unknown

/**
 * Answers Okta's one-time verification, authenticates its requests, reads deliveries and hands their events to handlers.
 *
 * Mount `node()`, `express()`, `fastify()`, `fetch()` or `lambda()`; or call `receive`, which does no I/O, from any other place.
 * Okta waits 3 s for the answer and tries once more at the most. Deliveries may come twice, late and in any order: deduplicate on
 * the hook's id and each event's `uuid`.
 *
 * ```js
 * const receiver = new Receiver({ secret: process.env.HOOK_SECRET })
 * receiver.on('user.lifecycle.*', (event, delivery) => console.log(event.eventType, 'of hook', delivery.hookId))
 * ```
 *
 * Okta signs nothing. The secret in the header proves that the sender knows it, and no more. See
 * <https://developer.okta.com/docs/concepts/event-hooks/>.
 */
export class Receiver {
  /**
   * @throws {TypeError} When an option is of the wrong type, misspelt or missing.
   * @throws {InvalidInputError} When a secret is blank, or the header's name cannot be one.
   */
  constructor(options: ReceiverOptions)

  /** What a request is, with the response to send. It does no I/O and calls no handler. */
  receive(request: ReceiverRequest): Received

  /**
   * Registers a handler for event types. An event goes to every handler with a pattern that matches, once to each. Handlers run
   * one after the other, in the order of the events, after the answer; on AWS Lambda before it.
   * @throws {InvalidInputError} When a pattern is neither a type, nor the beginning of one with `.*`, nor `*`.
   */
  on(pattern: EventPattern | readonly EventPattern[], handler: EventHandler): this

  /** Registers a handler for all events: `on('*', handler)`. */
  onAny(handler: EventHandler): this

  /**
   * Registers the one function that is told when a handler throws or rejects, and of events that cannot be read unless
   * `onUnreadable` has a handler. Without it they are told by `process.emitWarning`.
   */
  onError(handler: ErrorHandler): this

  /** Registers a handler for events that cannot be read. */
  onUnreadable(handler: UnreadableHandler): this

  /**
   * Registers the one function that runs before the answer: it puts the delivery where it cannot be lost. If it throws or
   * rejects, the answer is 503, no handler runs, and Okta tries once more.
   */
  accept(handler: AcceptFunction): this

  /**
   * Calls the handlers of each event of a delivery that `receive` has read. Gives back what they threw, which was told already.
   * It never rejects for a handler's sake.
   */
  dispatch(delivery: ReceivedDelivery): Promise<unknown[]>

  /** Ends when no handler runs any more: await it when the server is closed, before the process ends. */
  settled(): Promise<void>

  /** A listener for the requests of a `node:http`, `node:https` or `node:http2` server. It looks at no path. */
  node(): NodeListener

  /** A handler for Express, for `app.all` and `app.use`, with or without a body parser before it. It answers every request. */
  express(): NodeListener

  /** A plugin for Fastify: `app.register(receiver.fastify(), { url: '/okta/events' })`. `app.close()` waits for the handlers. */
  fastify(): FastifyPlugin

  /** A handler of the Fetch API, for Hono, Next.js and others. With a context that has `waitUntil`, that waits for the handlers. */
  fetch(): FetchHandler

  /**
   * A handler for AWS Lambda behind API Gateway (REST or HTTP), a function URL or a load balancer.
   *
   * Nothing runs after its answer, so that the handlers run before it: all of it has to end within Okta's 3 s. If one fails, the
   * answer is 503, Okta tries once more, and every handler sees the events again.
   */
  lambda(): LambdaHandler
}

/** A listener of `node:http`, which Express calls as well. */
export type NodeListener = (request: NodeRequest, response: NodeResponse) => void

/** What is needed of an `http.IncomingMessage`. */
export interface NodeRequest {
  readonly method?: string | undefined
  readonly rawHeaders: string[]
  readonly headers: { readonly [name: string]: string | string[] | undefined }
  readonly readableEnded: boolean
  pause(): unknown
  resume(): unknown
}

/** What is needed of an `http.ServerResponse`. */
export interface NodeResponse {
  readonly headersSent: boolean
  readonly writableEnded: boolean
  end(): unknown
}

/** A plugin for Fastify. */
export type FastifyPlugin = (instance: FastifyLike, options?: FastifyOptions) => Promise<void>

/** What the plugin is told. */
export interface FastifyOptions {
  /** The path; `/` unless set. Fastify's `prefix` goes before it. */
  url?: string | undefined
}

/** What is needed of a `FastifyInstance`. */
export interface FastifyLike {
  // biome-ignore lint/suspicious/noExplicitAny: its overloads have no common form
  addContentTypeParser: any
  // biome-ignore lint/suspicious/noExplicitAny: as above
  addHook: any
  // biome-ignore lint/suspicious/noExplicitAny: as above
  all: any
  removeAllContentTypeParsers(): void
}

/** `Request` of the Fetch API, where the declarations know of it. */
export type WebRequest = typeof globalThis extends { Request: { prototype: infer R } } ? R : unknown
/** `Response` of the Fetch API, where the declarations know of it. */
export type WebResponse = typeof globalThis extends { Response: { prototype: infer R } } ? R : unknown

/**
 * A handler of the Fetch API. It rejects for one thing only: a body that somebody else has read.
 *
 * Of what follows the request, `env` of Workers among it, it uses a context's `waitUntil`.
 */
export type FetchHandler = (request: WebRequest, ...context: unknown[]) => Promise<WebResponse>

/** A handler for AWS Lambda. It rejects for one thing only: an event that is no request. */
export type LambdaHandler = (event: LambdaEvent, context?: unknown) => Promise<LambdaResponse>

/** An event of API Gateway (payload formats 1.0 and 2.0), of a function URL or of a load balancer. */
export interface LambdaEvent {
  httpMethod?: string | undefined
  requestContext?: unknown
  headers?: { [name: string]: string | undefined } | null | undefined
  multiValueHeaders?: { [name: string]: string[] | undefined } | null | undefined
  body?: string | null | undefined
  isBase64Encoded?: boolean | undefined
}

/** The answer. It has `multiValueHeaders` if the event has, else `headers`. */
export interface LambdaResponse {
  statusCode: number
  headers?: Record<string, string>
  multiValueHeaders?: Record<string, string[]>
  body: string
  isBase64Encoded: false
}
