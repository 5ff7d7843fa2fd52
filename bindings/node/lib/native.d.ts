// The Rust half, as bindings/node/src exports it. Internal: what is public is in index.d.ts.

export class Session {
  constructor(options: SessionOptions)
  static fromEnv(profile?: string, retry?: RetryPolicy, userAgent?: string): Configured
  /** With what a call on a hook starts, if a call has nothing to learn from the answer but what the operation returns. */
  requestOnEventHook(operationId: string, eventHookId: string): string | null
  get orgUrl(): string
}

export interface SessionOptions {
  orgUrl: string
  apiToken?: string | undefined
  accessToken?: string | undefined
  serviceApp?: ServiceApp | undefined
  retry?: RetryPolicy | undefined
  userAgent?: string | undefined
  seed?: Uint8Array | undefined
}

export interface ServiceApp {
  clientId: string
  privateKey: string
  keyId?: string | undefined
  scopes?: string[] | undefined
  dpopKey?: string | undefined
}

/** Times are in milliseconds. */
export interface RetryPolicy {
  maxAttempts?: number | undefined
  maxWait?: number | undefined
  maxElapsed?: number | undefined
}

export interface Configured {
  session: Session
  timeout: number
  hasProxy: boolean
}

/** `now` is in milliseconds since 1970; headers are names and values, each a line. */
export class Call {
  private constructor()
  static of(operationId: string, parameters: string, eventHook?: string): Call
  static onEventHook(operationId: string, eventHookId: string): Call
  static pollLogEventsAfter(cursor: string): Call
  static ofHookDeliveries(eventHookId: string, since: string, until: string): Call[]
  withRetry(session: Session, retry: RetryPolicy): Call
  get operationId(): string
  get mayHaveApplied(): boolean
  withoutSecrets(session: Session, text: string): string
  start(session: Session, now: number): Next
  response(session: Session, now: number, status: number, headers: string, body: Uint8Array, isWhole: boolean): Next
  failure(session: Session, now: number, kind: FailureKind, reason: string): Next
  resume(session: Session, now: number): Next
}

export type FailureKind = 'not-sent' | 'maybe-sent' | 'timed-out'

/** A text is a request without a body; null says that the body of the answer is what the operation returns, and all of it. */
export type Next = string | null | Step

/** What is there tells which it is: something to `send`, a `wait`, an `error`, or else what was read. */
export interface Step {
  /** Each a line: the method, the URL, the patience in milliseconds, and names and values of headers. */
  send?: string
  body?: Buffer<ArrayBuffer>
  wait?: number
  error?: ErrorInfo
  isBody?: boolean
  json?: string
  unreadable?: UnreadableItem[]
  next?: string
}

export interface UnreadableItem {
  position: number
  json: string
  reason: string
}

export type ErrorClass =
  | 'InvalidInputError'
  | 'ApiError'
  | 'NotFoundError'
  | 'AccessDeniedError'
  | 'ValidationError'
  | 'RateLimitedError'
  | 'AuthError'
  | 'ProtocolError'
  | 'TransportError'

export interface ErrorInfo {
  class: ErrorClass
  message: string
  status?: number
  errorCode?: string
  requestId?: string
  isRetryable: boolean
  maybeApplied: boolean
  errorSummary?: string
  errorId?: string
  errorCauses?: string[]
  errorDescription?: string
  /** Milliseconds since 1970. */
  reset?: number
  wait?: number
  attempts?: number
  mediaType?: string
  excerpt?: string
  maybeSent?: boolean
  cause?: string
}

/** JSON of `{ kind, event }[]`. */
export function deliveryRecords(eventHookId: string, events: string): string

export interface SpecOptions {
  name: string
  uri: string
  events: string[]
  description?: string | undefined
  /** Event types and expressions in turn. */
  filters: string[]
  /** Names and values in turn. */
  headers: string[]
  /** The name of the header with the secret, and the secret. */
  authHeader: string[]
}

/** The JSON of a spec, its secret included. */
export function spec(options: SpecOptions): string

export class Receiver {
  constructor(secrets: string[], header?: string, maxBody?: number)
  admit(method: string, headers: string, bytes: number): Received | null
  receive(method: string, headers: string, body: Uint8Array): Received
}

export interface Received {
  type: 'verification' | 'delivery' | 'rejected'
  response: Response
  retryResponse?: Response
  challenge?: string
  reason?: string
  /** The JSON of a delivery. */
  json?: string
  unreadable?: UnreadableItem[]
}

export interface Response {
  status: number
  /** Names and values, each a line. */
  headers: string
  body: string
}

/** A delivery that JavaScript has read, but for its JSON. */
export function wholeDelivery(): Received
export function hookIdIn(source: string): string | null

export class Emulator {
  private constructor()
  /** `config` is JSON or YAML. */
  static start(config: string): Promise<Emulator>
  get url(): string
  get apiToken(): string
  get caCertificate(): string | null
  /** JSON in and out. */
  control(method: string, path: string, body?: string): Promise<string>
  close(): Promise<void>
}

/** Runs the command and returns its exit code; the first argument is the name of the program. Blocks until it has ended. */
export function runCommand(args: string[]): number

/** The one of `known` that `name` may have been meant for. */
export function likely(name: string, known: readonly string[]): string | null
