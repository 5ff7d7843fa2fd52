import type { EventHook, EventHookSpec, LogEvent } from '../models.js'
import type { HeadersInput } from './common.js'
import type { LogPollQuery, LogQuery, ReplaceOptions, RetryPolicy, SessionOptions } from './options.js'
import type { Page } from './page.js'
import type { Step } from './step.js'

/** What each operation of Okta's returns. */
export interface Results {
  listEventHooks: Page<EventHook>
  createEventHook: EventHook
  getEventHook: EventHook
  replaceEventHook: EventHook
  deleteEventHook: undefined
  activateEventHook: EventHook
  deactivateEventHook: EventHook
  verifyEventHook: EventHook
  listLogEvents: Page<LogEvent>
}

/**
 * An org, who asks it, and how patiently. One session serves any number of calls.
 *
 * ```js
 * const session = new Session({ orgUrl: 'https://acme.okta.com', apiToken: process.env.OKTA_CLIENT_TOKEN })
 * ```
 */
export class Session {
  /** Throws an `InvalidInputError` for an address that is none of an org, or a key that cannot be read. */
  constructor(options: SessionOptions)
  /** The address of the org. */
  readonly orgUrl: string
}

/** An answer, whole. */
export interface HttpResponse {
  status: number
  headers?: HeadersInput | undefined
  /** The bytes, not compressed; none unless set. */
  body?: Uint8Array | string | null | undefined
}

/**
 * One operation under way: authentication, rate limits, retries, pages, parsing; without I/O, a clock or a sleep. Every event
 * returns the next step. A call holds no resource: dropping it cancels it. It is driven once. `now` is in milliseconds, as
 * `Date.now()` tells it.
 *
 * ```js
 * const call = Call.getEventHook('who7kd2mQ9vYt3LxB5d7')
 * let step = call.start(session, Date.now())
 * while (step.type !== 'done') {
 *   if (step.type === 'wait') {
 *     await setTimeout(step.milliseconds)
 *     step = call.resume(session, Date.now())
 *   } else {
 *     const { status, headers, body } = await send(step) // by any HTTP library; on an error, call.failure()
 *     step = call.response(session, Date.now(), { status, headers, body })
 *   }
 * }
 * const hook = step.result()
 * ```
 *
 * Each function throws a `TypeError` for a wrong type, and an `InvalidInputError` for what cannot be sent.
 */
export class Call<T> {
  private constructor(...internal: never[])

  /**
   * Lists all event hooks of the org.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/listEventHooks>.
   */
  static listEventHooks(): Call<Page<EventHook>>

  /**
   * Creates an event hook: active, and unverified. It is never sent again after an answer that may have been lost.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/createEventHook>.
   */
  static createEventHook(eventHook: EventHookSpec): Call<EventHook>

  /**
   * Retrieves an event hook.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/getEventHook>.
   */
  static getEventHook(eventHookId: string): Call<EventHook>

  /**
   * Replaces an event hook as a whole: what the spec leaves out is gone.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/replaceEventHook>.
   */
  static replaceEventHook(eventHookId: string, eventHook: EventHookSpec, options?: ReplaceOptions): Call<EventHook>

  /**
   * Deletes an event hook, which must be inactive.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deleteEventHook>.
   */
  static deleteEventHook(eventHookId: string): Call<undefined>

  /**
   * Activates an event hook. It delivers once it is also verified.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/activateEventHook>.
   */
  static activateEventHook(eventHookId: string): Call<EventHook>

  /**
   * Deactivates an event hook. Events that happen meanwhile are lost for it.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deactivateEventHook>.
   */
  static deactivateEventHook(eventHookId: string): Call<EventHook>

  /**
   * Has Okta verify the endpoint of an event hook by a one-time request.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/verifyEventHook>.
   */
  static verifyEventHook(eventHookId: string): Call<EventHook>

  /**
   * Lists one page of the System Log, from one time to another. `after` is the `next` of a page, and goes alone.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents>.
   */
  static logEvents(query?: LogQuery): Call<Page<LogEvent>>

  /**
   * Lists one page of what has been stored in the System Log since the last page; there is always a next one.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents>.
   */
  static pollLogEvents(query?: LogPollQuery): Call<Page<LogEvent>>

  /** The operation of this operationId, with its parameters under Okta's names: for tools. */
  static of<Id extends keyof Results>(operationId: Id, parameters: object): Call<Results[Id]>
  static of(operationId: string, parameters: object): Call<unknown>

  /** Okta's operationId. */
  readonly operationId: string
  /**
   * The error, or a copy of it if its texts hold a secret of this call: for a driver that logs what its HTTP library says, which
   * may repeat the request. `failure` does this by itself.
   */
  withoutSecrets(session: Session, error: Error): Error
  /**
   * Whether Okta may be at work on what must not be done twice, a create: a driver that drops the call now says so.
   */
  readonly mayHaveApplied: boolean

  /** The same operation, not begun, with another policy; what that leaves out is as in the session. */
  withRetry(session: Session, retry: RetryPolicy): Call<T>

  /** Begins. */
  start(session: Session, now: number): Step<T>
  /** An answer has come, whole. */
  response(session: Session, now: number, response: HttpResponse): Step<T>
  /**
   * There is no answer. A `NotSentError` says that nothing left, an error named `TimeoutError` that it took too long; after any
   * other error Okta may have received the request. It becomes the `cause` of a `TransportError`.
   */
  failure(session: Session, now: number, failure: Error): Step<T>
  /** The wait is over. */
  resume(session: Session, now: number): Step<T>
}
