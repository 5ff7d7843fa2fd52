// Written by `cargo xtask codegen` from the core's table.

import type { Secret } from './index.js'

/**
 * - `ACTIVE`: On: it delivers once it is verified.
 * - `INACTIVE`: Off: it can be deleted.
 *
 * Okta may add values at any time.
 */
export type Status = 'ACTIVE' | 'INACTIVE' | (string & {})

/**
 * - `UNVERIFIED`: It has not, or its channel has changed since.
 * - `VERIFIED`: It has.
 *
 * Okta may add values at any time.
 */
export type VerificationStatus = 'UNVERIFIED' | 'VERIFIED' | (string & {})

/**
 * - `EVENT_TYPE`: Event types.
 *
 * Okta may add values at any time.
 */
export type SubscriptionType = 'EVENT_TYPE' | (string & {})

/**
 * - `EXPRESSION_LANGUAGE`: Okta Expression Language.
 *
 * Okta may add values at any time.
 */
export type FilterType = 'EXPRESSION_LANGUAGE' | (string & {})

/**
 * - `HTTP`: By HTTP requests.
 *
 * Okta may add values at any time.
 */
export type ChannelType = 'HTTP' | (string & {})

/**
 * - `HEADER`: By a header.
 *
 * Okta may add values at any time.
 */
export type AuthSchemeType = 'HEADER' | (string & {})

/**
 * - `DEBUG`: For debugging.
 * - `INFO`: As it should be.
 * - `WARN`: Worth a look.
 * - `ERROR`: Gone wrong.
 *
 * Okta may add values at any time.
 */
export type Severity = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | (string & {})

/** An event hook as Okta returns it. */
export interface EventHook {
  /** Okta's id of the hook, such as `who7kd2mQ9vYt3LxB5d7`. */
  id: string
  /** Whether it is switched on. */
  status: Status
  /** Whether its endpoint has proved that it wants the events. */
  verificationStatus: VerificationStatus
  /** Its name, unique in the org. */
  name: string
  /** A description; absent in old answers. */
  description?: string | null
  /** When it was created. */
  created?: string | null
  /** The id of the user who created it. */
  createdBy?: string | null
  /** When it was changed last. Okta's answer to a replacement has the old value: it is no version stamp. */
  lastUpdated?: string | null
  /** What it subscribes to. */
  events: EventSubscriptions
  /** Where it delivers to. */
  channel: EventHookChannel
  /** What can be done with it in its state. */
  _links?: Links | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** An event hook as it may be sent, to create one or to replace one. */
export interface EventHookSpec {
  /** Its name: 1 to 255 characters, unique in the org. */
  name: string
  /** A description. */
  description?: string | null
  /** What it subscribes to. */
  events: EventSubscriptions
  /** Where it delivers to. */
  channel: EventHookChannel
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** The event types that a hook subscribes to. */
export interface EventSubscriptions {
  /** Always `EVENT_TYPE` so far. */
  type: SubscriptionType
  /** Event types, such as `user.lifecycle.create`; at most 300. A set: Okta returns it in an order of its own. */
  items: string[]
  /** Conditions on single event types. Needs the feature Event Hook Filtering. */
  filter?: EventHookFilters | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** The filters of a subscription, one an event type. */
export interface EventHookFilters {
  /** Always `EXPRESSION_LANGUAGE` so far. */
  type?: FilterType | null
  /** The filters. An event type without one always passes. */
  eventFilterMap: EventFilter[]
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** A condition on the events of one type. */
export interface EventFilter {
  /** The event type. */
  event: string
  /** What must hold for the event to be delivered. */
  condition: Condition
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** A Boolean expression over an event. */
export interface Condition {
  /** The expression, such as `event.outcome.result eq 'FAILURE'`. */
  expression: string
  /** Internal to Okta; read-only. */
  version?: string | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** The endpoint that receives the events. A change in it makes Okta forget that the endpoint was verified. */
export interface EventHookChannel {
  /** Always `HTTP` so far. */
  type: ChannelType
  /** Always `1.0.0` so far. */
  version: string
  /** Address, headers and authentication. */
  config: EventHookChannelConfig
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** Address, headers and authentication of an endpoint. */
export interface EventHookChannelConfig {
  /** `https://…`, at most 1,024 characters, without white space. */
  uri: string
  /** Headers that Okta adds to each request. Okta returns their values in clear: keep secrets in `auth_scheme`. */
  headers?: Header[] | null
  /** Always `POST`; read-only. */
  method?: string | null
  /** The header that proves to the endpoint that the request is meant for it. */
  authScheme?: AuthScheme | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** A header that Okta adds to each request to the endpoint. Its value is not printed. */
export interface Header {
  /** Its name. */
  key: string
  /** Its value; `Debug` hides it, for in practice such headers carry keys. */
  value: string
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** A header whose value is a secret shared with the endpoint. Okta never returns the value. */
export interface AuthScheme {
  /** Always `HEADER` so far. */
  type: AuthSchemeType
  /** The name of the header, often `Authorization`; compare it in any case. */
  key: string
  /** The whole value of the header; `None` in what Okta returns. */
  value?: string | Secret | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** Something that happened in an org: an entry of the System Log, or an event in a delivery. */
export interface LogEvent {
  /** The event's own id, the same in a delivery and in the System Log: deduplicate on it. */
  uuid: string
  /** When it happened. Deliveries are not in this order. */
  published?: string | null
  /** What happened, such as `user.lifecycle.deactivate`. New types appear without notice. */
  eventType: string
  /** Always `0` so far. */
  version?: string | null
  /** How grave it is. */
  severity?: Severity | null
  /** What happened, in words. */
  displayMessage?: string | null
  /** The name of the type in a former API. */
  legacyEventType?: string | null
  /** Who did it. */
  actor?: Actor | null
  /** From where it was done. */
  client?: LogEventClient | null
  /** The request that caused it; in the System Log only. */
  request?: LogEventRequest | null
  /** How it ended. */
  outcome?: Outcome | null
  /** To whom or what it was done. Search by `type`, not by position. */
  target?: Target[] | null
  /** What ties it to other events. */
  transaction?: Transaction | null
  /** What Okta adds for debugging. */
  debugContext?: DebugContext | null
  /** How the actor proved who they are. */
  authenticationContext?: unknown | null
  /** What is known of the network the request came from. */
  securityContext?: unknown | null
  /** The device; in deliveries. */
  device?: unknown | null
  /** In deliveries; `null` in all that are known. */
  insertionTimestamp?: unknown | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** Who did something. */
export interface Actor {
  /** Okta's id. */
  id?: string | null
  /** Such as `User` or `SystemPrincipal`. */
  type?: string | null
  /** Such as the login. */
  alternateId?: string | null
  /** For people to read. */
  displayName?: string | null
  /** More, by type. */
  detailEntry?: unknown | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** From where something was done. */
export interface LogEventClient {
  /** The address. */
  ipAddress?: string | null
  /** The kind of device. */
  device?: string | null
  /** The zone; deliveries have been seen with the text `null` in it. */
  zone?: string | null
  /** The addresses through which the request came; in deliveries. */
  ipChain?: IpAddress[] | null
  /** The browser or program. */
  userAgent?: unknown | null
  /** Where on earth the address is. */
  geographicalContext?: unknown | null
  /** The id of an OAuth 2.0 client. */
  id?: string | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** The request that caused an event. */
export interface LogEventRequest {
  /** The addresses through which the request came; in the System Log. */
  ipChain?: IpAddress[] | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** An address through which a request came. */
export interface IpAddress {
  /** The address. */
  ip?: string | null
  /** `V4` or `V6`. */
  version?: string | null
  /** Where on earth the address is. */
  geographicalContext?: unknown | null
  /** Where the address was taken from. */
  source?: string | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** How something ended. */
export interface Outcome {
  /** Such as `SUCCESS`, `FAILURE`, `SKIPPED`, `ALLOW`, `DENY`, `CHALLENGE` or `UNKNOWN`; more may come. */
  result?: string | null
  /** Why. */
  reason?: string | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** To whom or what something was done. */
export interface Target {
  /** Okta's id. */
  id?: string | null
  /** Such as `User`, `UserGroup` or `AppInstance`. */
  type?: string | null
  /** Such as the login. */
  alternateId?: string | null
  /** For people to read. */
  displayName?: string | null
  /** More, by type. */
  detailEntry?: unknown | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** What ties events together. */
export interface Transaction {
  /** For a web request, Okta's id of the request. */
  id?: string | null
  /** `WEB` or `JOB`. */
  type?: string | null
  /** More, such as the id of the API token. */
  detail?: unknown | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** What Okta adds for debugging. */
export interface DebugContext {
  /** Names and values, mostly texts. Its names are no contract: they change by release. */
  debugData?: unknown | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** One request of Okta's with one or more events. */
export interface Delivery {
  /** Always `com.okta.event_hook` so far. */
  eventType?: string | null
  /** Always `1.0` so far. */
  eventTypeVersion?: string | null
  /** The address of the hook in its org. */
  source?: string | null
  /** The id of this request, not of an event. A retry may repeat it; Okta does not say. */
  eventId?: string | null
  /** When the request was made. */
  eventTime?: string | null
  /** What holds the events. */
  data: DeliveryData
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** A link to what can be done. */
export interface Link {
  /** Its address. */
  href?: string | null
  /** How to use it. */
  hints?: LinkHints | null
  /** Its name. */
  name?: string | null
  /** The media type behind it. */
  type?: string | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** How a link is to be used. */
export interface LinkHints {
  /** The HTTP methods that it takes. */
  allow?: string[] | null
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** What holds the events of a delivery. */
export interface DeliveryData {
  /** The events, of which there may be any number. */
  events: LogEvent[]
  /** Members that this version does not know. */
  [member: string]: unknown
}

/** What can be done with a hook in its state, by relation: `self`, `verify`, `activate`, `deactivate`, `delete` and whatever
 * Okta adds. */
export interface Links {
  [relation: string]: Link | Link[] | undefined
}
