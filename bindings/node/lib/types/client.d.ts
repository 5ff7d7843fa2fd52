import type { EventHook, EventHookSpec, LogEvent } from '../models.js'
import type { Call } from './call.js'
import type { Disposable } from './common.js'
import type {
  CallOptions,
  ClientOptions,
  FromEnvOptions,
  HookDeliveriesOptions,
  LogPollQuery,
  LogQuery,
  ReplaceOptions,
} from './options.js'
import type { Page } from './page.js'

/**
 * Manages the event hooks of an org.
 *
 * ```js
 * const client = new Client({ orgUrl: 'https://acme.okta.com', apiToken: process.env.OKTA_CLIENT_TOKEN })
 * for (const hook of await client.listEventHooks()) console.log(hook.name, hook.status, hook.verificationStatus)
 * ```
 *
 * Connections are kept and used again. Each method is one operation of Okta's, and makes as many requests as the retry policy
 * allows. It rejects with an `OktaEventHooksError`; with an `AbortError` as soon as its signal is aborted; with a `TypeError` for
 * a wrong type, before anything is sent.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: a class cannot have a member that not every version declares
export class Client {
  /** Throws an `InvalidInputError` for an address that is none of an org, or a key that cannot be read. */
  constructor(options: ClientOptions)

  /**
   * A client as the files and variables of Okta's own SDKs configure it; what is passed here wins.
   *
   * `~/.okta/okta.yaml`, then `.okta.yaml` or `okta.yaml` in the current folder, then `OKTA_CLIENT_ORGURL`, `OKTA_CLIENT_TOKEN`
   * and the like. With `profile` all of it comes from `okta.profiles.NAME` of the nearest such file.
   */
  static fromEnv(options?: FromEnvOptions): Client

  /** The address of the org. */
  readonly orgUrl: string

  /**
   * Lists all event hooks of the org, in Okta's order.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/listEventHooks>.
   */
  listEventHooks(options?: CallOptions): Promise<Page<EventHook>>

  /**
   * Creates an event hook: active, and unverified until `verifyEventHook`. It is never sent again after an answer that may have
   * been lost; the error then has `maybeApplied`.
   *
   * ```js
   * const hook = await client.createEventHook(
   *   eventHookSpec({ name: 'Feed', uri: 'https://hooks.example.com/okta', events: ['user.lifecycle.create'] }),
   * )
   * ```
   *
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/createEventHook>.
   */
  createEventHook(eventHook: EventHookSpec, options?: CallOptions): Promise<EventHook>

  /**
   * Retrieves an event hook.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/getEventHook>.
   */
  getEventHook(eventHookId: string, options?: CallOptions): Promise<EventHook>

  /**
   * Replaces an event hook as a whole: what the spec leaves out is gone. A hook that was got and changed will do as the spec. A
   * change of the channel makes the hook unverified. Okta never returns the value of an authentication scheme, so that it must be
   * supplied each time, unless `keepAuthScheme` says to send the scheme without it.
   *
   * ```js
   * const hook = await client.getEventHook(id)
   * await client.replaceEventHook(id, { ...hook, description: 'Feeds the HR mirror' }, { keepAuthScheme: true })
   * ```
   *
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/replaceEventHook>.
   */
  replaceEventHook(eventHookId: string, eventHook: EventHookSpec, options?: ReplaceOptions & CallOptions): Promise<EventHook>

  /**
   * Deletes an event hook, which must be inactive.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deleteEventHook>.
   */
  deleteEventHook(eventHookId: string, options?: CallOptions): Promise<undefined>

  /**
   * Activates an event hook. It delivers once it is also verified.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/activateEventHook>.
   */
  activateEventHook(eventHookId: string, options?: CallOptions): Promise<EventHook>

  /**
   * Deactivates an event hook. Events that happen meanwhile are lost for it.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deactivateEventHook>.
   */
  deactivateEventHook(eventHookId: string, options?: CallOptions): Promise<EventHook>

  /**
   * Has Okta verify the endpoint of an event hook by a one-time request. Okta gives the endpoint 3 s, and tries once more; it does
   * not say why a verification failed.
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/verifyEventHook>.
   */
  verifyEventHook(eventHookId: string, options?: CallOptions): Promise<EventHook>

  /**
   * Lists the System Log from one time to another; up to now unless `until` is given, and from 7 days before it unless `since` is.
   * An entry that Okta stores late may be missed: `pollLogEvents` sees all.
   *
   * ```js
   * for await (const event of client.logEvents({ filter: 'eventType sw "event_hook"' })) console.log(event.eventType)
   * ```
   *
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents>.
   */
  logEvents(options?: LogQuery & CallOptions): LogEvents

  /**
   * Polls the System Log, without an end, in the order in which entries are stored. An empty page means that nothing has happened
   * since; how long to wait then is yours to say, for an org allows few requests a minute: so iterate over `pages()`. Save
   * `cursor` when the entries are stored, and pass it as `after`: nothing is missed over a restart.
   *
   * ```js
   * const log = client.pollLogEvents({ since: new Date() })
   * for await (const page of log.pages()) {
   *   await store(page, log.cursor)
   *   if (page.length === 0) await setTimeout(10_000)
   * }
   * ```
   *
   * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents>.
   */
  pollLogEvents(options?: LogPollQuery & CallOptions): LogEvents

  /**
   * What the System Log says of the deliveries of a hook, in the order in which it happened. It is no list of deliveries, for Okta
   * keeps none: an event that names the hook was configured for it, which is no proof of delivery, and only failures are written.
   * To know what arrived, compare the `uuid` of the events with those that the receiver stored.
   * See <https://developer.okta.com/docs/concepts/event-hooks/>.
   */
  hookDeliveries(eventHookId: string, options: HookDeliveriesOptions): Promise<DeliveryRecord[]>

  /** Carries out any call that has not begun. */
  call<T>(call: Call<T>, options?: CallOptions): Promise<T>

  /** Closes the connections that are kept. The client can be used on, and then makes new ones. `using` does it too. */
  close(): void
}

export interface Client extends Disposable {}

/** Entries of the System Log: iterate over them, or over `pages()`. Errors are those of a call, as they come. */
export class LogEvents implements AsyncIterable<LogEvent> {
  private constructor(...internal: never[])
  /** Where the page after the last one that was read begins: save it, and go on from it later as `after`. */
  readonly cursor: string | undefined
  /** One page after another. */
  pages(): AsyncGenerator<Page<LogEvent>, void, undefined>
  /** One entry after another. */
  [Symbol.asyncIterator](): AsyncGenerator<LogEvent, void, undefined>
}

/** An entry of the System Log that concerns the deliveries of a hook. */
export interface DeliveryRecord {
  /**
   * - `configured`: an event was meant for the hook, which is no proof that it arrived.
   * - `failed`: Okta gave up a delivery.
   * - `quota`: the org's number of events a day was nearly or wholly used up.
   *
   * More may come.
   */
  kind: 'configured' | 'failed' | 'quota' | (string & {})
  event: LogEvent
}
