import type {
  AbortSignalLike,
  AgentLike,
  DispatcherLike,
  FetchLike,
  JsonWebKey,
  KeyObjectLike,
  Secret,
  UrlLike,
} from './common.js'

/** Who asks: exactly one of the three. */
export type Credentials = ApiToken | AccessToken | ServiceAppCredentials

/** See <https://developer.okta.com/docs/guides/create-an-api-token/>. */
export interface ApiToken {
  /** An API token of the org, without `SSWS`. It has the rights of the user who made it, and lapses after 30 days without use. */
  apiToken: string | Secret
  accessToken?: undefined
  serviceApp?: undefined
}

/** See <https://developer.okta.com/docs/guides/implement-oauth-for-okta/>. */
export interface AccessToken {
  apiToken?: undefined
  /** An OAuth 2.0 access token that you already hold, with the scope of each operation that it is used for. */
  accessToken: string | Secret
  serviceApp?: undefined
}

/** See <https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/>. */
export interface ServiceAppCredentials {
  apiToken?: undefined
  accessToken?: undefined
  /** An OAuth 2.0 service app, which gets its access tokens by itself. What Okta recommends. */
  serviceApp: ServiceApp
}

/** An OAuth 2.0 service app. */
export interface ServiceApp {
  clientId: string
  /** An RSA or P-256 key: PEM or JWK as text, a JWK as an object, or a private key of `node:crypto`. */
  privateKey: PrivateKey
  /** The `kid` under which Okta knows the key. */
  keyId?: string | undefined
  /** The scopes to ask for: those of the event hooks and the System Log unless set. */
  scopes?: readonly string[] | undefined
  /** A key of its own for DPoP, for an app that requires it. */
  dpopKey?: PrivateKey | undefined
}

export type PrivateKey = string | Secret | JsonWebKey | KeyObjectLike

/**
 * How patiently a call is retried. A 429 is waited for and sent again, for nothing was done. After a 502, 503, 504 or a lost
 * answer every operation but `createEventHook` is sent again. See <https://developer.okta.com/docs/reference/rate-limits/>.
 */
export interface RetryPolicy {
  /** How often a request is sent at the most, the first time included; 3 unless set. */
  maxAttempts?: number | undefined
  /** The longest single wait, in milliseconds; 65,000 unless set. */
  maxWait?: number | undefined
  /** No wait begins that would end later than this after the start, in milliseconds; 150,000 unless set. */
  maxElapsed?: number | undefined
}

interface Common {
  /** How patiently a call is retried; `false`: never. What is left out is as it is unless set. */
  retry?: RetryPolicy | false | undefined
  /** Your program, which the `User-Agent` then names: `my-tool/1.2`. */
  userAgent?: string | undefined
}

interface Org {
  /** The address of the org: `https://acme.okta.com`. */
  orgUrl: string | UrlLike
}

interface Connection {
  /**
   * The time for one request and its answer, in milliseconds; 30,000 unless set. Okta works up to 10 s on a verification and 35 s
   * on a query of its log, and these are waited for.
   */
  timeout?: number | undefined
  /** The largest answer that is read, in bytes; 16 MiB unless set. */
  maxBody?: number | undefined
  /** What makes the connections of `node:http`: for a proxy, or a certificate authority of your own. It goes without `fetch`. */
  agent?: AgentLike | undefined
  /** What carries the requests in place of `node:http`. It must not follow redirects when it is told so. */
  fetch?: FetchLike | undefined
  /** What makes the connections of `fetch`; alone it has Node.js's own `fetch` carry the requests. */
  dispatcher?: DispatcherLike | undefined
}

export type SessionOptions = Org & Credentials & Common & SessionSeed

interface SessionSeed {
  /** 32 bytes from which all that is random follows, such as the times between retries: for tests. */
  seed?: Uint8Array | undefined
}

export type ClientOptions = Org & Credentials & Common & Connection

export interface FromEnvOptions extends Common, Connection {
  /** The `okta.profiles.NAME` of the nearest file that has it, in place of all else. */
  profile?: string | undefined
}

/** What every method of a client takes as its last argument. */
export interface CallOptions {
  /** Its abort settles the call at once with an `AbortError`. */
  signal?: AbortSignalLike | undefined
  /** In milliseconds, as that of the client. */
  timeout?: number | undefined
  /** What it leaves out is as in the client; `false`: never. */
  retry?: RetryPolicy | false | undefined
}

export interface ReplaceOptions {
  /** Sends the authentication scheme without its value, for Okta to keep the one that it has. That it does is inferred. */
  keepAuthScheme?: boolean | undefined
}

/** Times are a `Date`, or Okta's text as it is. */
export interface LogPollQuery {
  /** The first moment. */
  since?: Date | string | undefined
  /** A SCIM expression, such as `eventType sw "event_hook"`. */
  filter?: string | undefined
  /** Words to look for. */
  q?: string | undefined
  /** The entries of a page: 1 to 1,000. */
  limit?: number | undefined
  /** A saved `cursor`. It holds all that was asked for, and goes alone. */
  after?: string | undefined
}

export interface LogQuery extends LogPollQuery {
  /** The moment after the last. */
  until?: Date | string | undefined
  sortOrder?: 'ASCENDING' | 'DESCENDING' | undefined
}

export interface HookDeliveriesOptions extends CallOptions {
  /** The first moment: a `Date`, or Okta's text. */
  since: Date | string
  /** The moment after the last; now unless set. */
  until?: Date | string | undefined
}
