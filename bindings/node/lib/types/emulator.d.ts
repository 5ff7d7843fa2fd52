import type { EventType } from '../event-types.js'
import type { EventHook, EventHookSpec, LogEvent } from '../models.js'
import type { JsonWebKey } from './common.js'

/** A span of time as a text: `50ms`, `10s`, `1h 30m`. */
type Span = string

/** What an org is at its start, as in a file of `okta-event-hooks emulator --seed`. What is left out has its default. */
export interface EmulatorConfig {
  /** The port on 127.0.0.1; 0, the default, is any free one. */
  port?: number
  /** Whether it is served over https, with a certificate made at the start: `caCertificate`. */
  tls?: boolean
  /** Certificates that are trusted when an https receiver is called, besides those of the system: PEM. */
  receiverCa?: string | null
  /** The one token that is accepted; left out, it follows from `seed`. */
  apiToken?: string | null
  /** Whether receivers on loopback addresses need https, too. */
  requireHttps?: boolean
  /** How long events are collected before they are posted together; 50 ms unless set. */
  batchWindow?: Span
  /** How many events one POST may have; no limit unless set. */
  batchSize?: number | null
  /** How long the retry of a delivery waits; not at all unless set. */
  retryDelay?: Span
  /** How long a receiver may take to answer; 3 s unless set. */
  timeout?: Span
  /** Ids, tokens and challenges follow from it. */
  seed?: number
  /** Requests a minute and method before 429. */
  rateLimit?: number
  /** Requests a minute to the System Log before 429. */
  logsRateLimit?: number
  /** Applicable events in 24 hours before deliveries stop. */
  dailyEvents?: number
  /** Applicable events in 24 hours before the warning record. */
  dailyEventsWarning?: number
  /** How many hooks may be active. */
  activeHooks?: number
  /** How many event types one hook may name. */
  eventTypesPerHook?: number
  /** The service apps that may fetch access tokens. */
  oauthClients?: OauthClient[]
  /** How long an access token lives; one hour unless set. */
  tokenLifetime?: Span
  /** The rules that Okta's documentation leaves open: see `docs/emulator.md`. */
  rules?: { [rule: string]: boolean | string }
  /** How many requests, deliveries and verifications are remembered, of each kind. */
  history?: number
  /** The time at which the org stands still until it is moved; left out, it runs with the machine's. */
  clock?: Date | string | null
  /** The hooks at the start, each as in a create request, with what is read-only as you like. */
  hooks?: (EventHookSpec & Partial<EventHook>)[]
  /** What has happened before the start, oldest first: it is in the System Log, and is not delivered. */
  events?: (Partial<LogEvent> & { eventType: EventType })[]
  /** What goes wrong on purpose. */
  faults?: Fault[]
}

/** A service app that is registered with the org. Its private key stays with the test. */
export interface OauthClient {
  clientId: string
  /** Its public keys: JWKs. */
  keys: (JsonWebKey | string)[]
  /** The scopes that are granted to it; all unless set. */
  scopes?: string[]
  /** Whether it must prove that it holds a key (DPoP). */
  dpopRequired?: boolean
  service?: boolean
  privateKeyJwt?: boolean
}

/**
 * What goes wrong, for which requests or deliveries, and how often. Delays and drips are in real time, since clients wait by it;
 * `late` is in the org's.
 */
export interface Fault {
  /** One of `operation`, `path` and `deliveries`. */
  on: {
    /** Okta's operationId. */
    operation?: string
    /** A `*` at the end stands for any rest. */
    path?: string
    /** Goes with `path`. */
    method?: string
    /** The id of a hook, or `*`. */
    deliveries?: string
  }
  /** How many it lets pass first. */
  skip?: number
  /** How often it happens; once unless set. */
  times?: number | 'always'
  /** The status of the answer: 200 to 599. */
  status?: number
  headers?: { [name: string]: string }
  /** A text is sent as it is; any other value as JSON. */
  body?: unknown
  rateLimit?: { kind: 'org' | 'concurrency'; reset?: Span }
  /** Does what is asked for although the answer is another one. */
  applied?: boolean
  delay?: Span
  drip?: { bytes: number; every: Span }
  /** Closes the connection after so many bytes of the body. */
  truncate?: number
  /** Resets the connection instead of an answer. */
  reset?: boolean
  /** So many copies of a delivery more, with the same `eventId`. */
  duplicate?: number
  shuffle?: boolean
  late?: Span
  /** At most so many events in a POST. */
  split?: number
}

/** A request that came in, without header values and bodies, which have secrets. */
export interface RequestRecord {
  at: string
  endedAt: string | null
  /** Okta's operationId. */
  operation: string | null
  method: string
  path: string
  query: string | null
  /** Null until it is answered, and when a fault reset it. */
  status: number | null
  requestId: string
  /** The service app that called. */
  clientId: string | null
  /** The id of the fault that befell it. */
  fault: string | null
}

/** An attempt to deliver; a retry is one of its own. */
export interface DeliveryAttempt {
  hookId: string
  uri: string
  eventId: string
  eventUuids: string[]
  attempt: number
  at: string
  endedAt: string | null
  outcome: 'PENDING' | 'SUCCESS' | 'REFUSED' | 'TIMEOUT' | 'UNREACHABLE'
  status: number | null
  reason: string | null
  willRetry: boolean
  fault: string | null
}

/** An attempt to verify an endpoint. */
export interface VerificationAttempt {
  hookId: string
  attempt: number
  at: string
  endedAt: string
  outcome: 'SUCCESS' | 'FAILURE'
  reason: string | null
  status: number | null
  willRetry: boolean
}
