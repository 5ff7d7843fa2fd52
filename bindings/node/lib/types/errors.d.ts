/** Which class an error is of, as a text. */
export type ErrorCode = 'INVALID_INPUT' | 'API' | 'RATE_LIMITED' | 'AUTH' | 'PROTOCOL' | 'TRANSPORT'

/** The members of an error that is made by hand, such as in a test. */
export interface ErrorMembers {
  status?: number
  errorCode?: string
  requestId?: string
  isRetryable?: boolean
  maybeApplied?: boolean
  cause?: unknown
}

/**
 * What every error of a call is. The message says what happened and what to do; nothing in it is a secret.
 *
 * A wrong type or a misspelt option is a `TypeError` that names it, before anything is sent.
 */
export class OktaEventHooksError extends Error {
  constructor(message: string, members?: ErrorMembers)
  readonly code: ErrorCode
  /** The status of the answer that it came from. */
  readonly status?: number | undefined
  /**
   * Okta's code, such as `E0000007`, or the OAuth 2.0 error of a refused token, such as `invalid_client`.
   * See <https://developer.okta.com/docs/reference/error-codes/>.
   */
  readonly errorCode?: string | undefined
  /** Okta's id of the request, for Okta's support. */
  readonly requestId?: string | undefined
  /** Whether the same call may succeed later without a change, and cannot do harm if it is made again. */
  readonly isRetryable: boolean
  /**
   * Whether Okta may have done what a `createEventHook` asked although no answer says so: look for the hook by its name in the
   * list before you create it again.
   */
  readonly maybeApplied: boolean
  readonly cause?: unknown
}

/** What was passed cannot be sent; nothing was. */
export class InvalidInputError extends OktaEventHooksError {
  readonly code: 'INVALID_INPUT'
}

/** Okta refused. */
export class ApiError extends OktaEventHooksError {
  constructor(message: string, members?: ErrorMembers & { errorSummary?: string; errorId?: string; errorCauses?: string[] })
  readonly code: 'API'
  /** Okta's text. Do not compare it: it may change. */
  readonly errorSummary: string
  /** Okta's id of this error. */
  readonly errorId?: string | undefined
  /** What is wrong in detail; often empty. */
  readonly errorCauses: readonly string[]
}

/** 404: there is no such hook, or the caller may not see it. */
export class NotFoundError extends ApiError {}

/** 401 or 403: the token is not accepted, or may not do this. */
export class AccessDeniedError extends ApiError {}

/** 400: a check of Okta's failed; `errorCauses` says which. */
export class ValidationError extends ApiError {}

/** Okta's limit outlasts the retry policy. See <https://developer.okta.com/docs/reference/rate-limits/>. */
export class RateLimitedError extends OktaEventHooksError {
  constructor(message: string, members?: ErrorMembers & { reset?: number; wait?: number; attempts?: number })
  readonly code: 'RATE_LIMITED'
  /** When Okta's window ends, by Okta's clock; absent when the answer did not say. */
  readonly reset?: Date | undefined
  /** How long the next attempt would have waited, in milliseconds. */
  readonly wait: number
  /** How often the request was sent. */
  readonly attempts: number
}

/** There is no access token: Okta refused one, or the key could not sign. */
export class AuthError extends OktaEventHooksError {
  constructor(message: string, members?: ErrorMembers & { errorDescription?: string })
  readonly code: 'AUTH'
  /** Okta's words for it. Do not compare them: they may change. */
  readonly errorDescription?: string | undefined
}

/** An answer that is not Okta's: a proxy's page, a redirect, JSON of another shape. */
export class ProtocolError extends OktaEventHooksError {
  constructor(message: string, members?: ErrorMembers & { mediaType?: string; excerpt?: string })
  readonly code: 'PROTOCOL'
  /** The media type of the answer, as it was labelled. */
  readonly mediaType?: string | undefined
  /** The first 1,024 bytes of the body as text, without any secret of this call. */
  readonly excerpt: string
}

/** No answer: the `cause` is what the connection failed with. */
export class TransportError extends OktaEventHooksError {
  constructor(message: string, members?: ErrorMembers & { maybeSent?: boolean; attempts?: number })
  readonly code: 'TRANSPORT'
  /** Whether Okta may have received the request. */
  readonly maybeSent: boolean
  /** How often the request was tried. */
  readonly attempts: number
}

/**
 * The caller's signal was aborted. Named and coded as Node.js does, and no `OktaEventHooksError`; the signal's reason is the
 * `cause`.
 */
export class AbortError extends Error {
  constructor(reason: unknown, options?: { message?: string; maybeApplied?: boolean })
  readonly code: 'ABORT_ERR'
  /** As in `OktaEventHooksError`. */
  readonly maybeApplied: boolean
  readonly cause?: unknown
}

/** Nothing of the request left: what a driver tells `Call.failure`, with the reason as `cause`. */
export class NotSentError extends Error {
  constructor(message?: string, options?: { cause?: unknown })
  readonly code: 'NOT_SENT'
  readonly cause?: unknown
}
