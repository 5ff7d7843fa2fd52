'use strict'

const { isError } = require('./realm')

/** @typedef {Partial<Omit<import('./native').ErrorInfo, 'cause'>> & { cause?: unknown }} Info */

/** What every error of a call is. */
class OktaEventHooksError extends Error {
  /** @type {import('./index').ErrorCode} */
  code = 'INVALID_INPUT'

  /** @param {string} message @param {Info} [info] */
  constructor(message, info = {}) {
    super(message, info.cause === undefined ? undefined : { cause: info.cause })
    this.isRetryable = info.isRetryable ?? false
    this.maybeApplied = info.maybeApplied ?? false
    // What is not known is not there, so that an error that is printed shows what is.
    if (info.status !== undefined) this.status = info.status
    if (info.errorCode !== undefined) this.errorCode = info.errorCode
    if (info.requestId !== undefined) this.requestId = info.requestId
  }
}

class InvalidInputError extends OktaEventHooksError {
  /** @type {'INVALID_INPUT'} */
  code = 'INVALID_INPUT'
}

class ApiError extends OktaEventHooksError {
  /** @type {'API'} */
  code = 'API'

  /** @param {string} message @param {Info} [info] */
  constructor(message, info = {}) {
    super(message, info)
    this.errorSummary = info.errorSummary ?? ''
    if (info.errorId !== undefined) this.errorId = info.errorId
    this.errorCauses = info.errorCauses ?? []
  }
}

class NotFoundError extends ApiError {}

class AccessDeniedError extends ApiError {}

class ValidationError extends ApiError {}

class RateLimitedError extends OktaEventHooksError {
  /** @type {'RATE_LIMITED'} */
  code = 'RATE_LIMITED'

  /** @param {string} message @param {Info} [info] */
  constructor(message, info = {}) {
    super(message, info)
    if (info.reset !== undefined) this.reset = new Date(info.reset)
    this.wait = info.wait ?? 0
    this.attempts = info.attempts ?? 0
  }
}

class AuthError extends OktaEventHooksError {
  /** @type {'AUTH'} */
  code = 'AUTH'

  /** @param {string} message @param {Info} [info] */
  constructor(message, info = {}) {
    super(message, info)
    if (info.errorDescription !== undefined) this.errorDescription = info.errorDescription
  }
}

class ProtocolError extends OktaEventHooksError {
  /** @type {'PROTOCOL'} */
  code = 'PROTOCOL'

  /** @param {string} message @param {Info} [info] */
  constructor(message, info = {}) {
    super(message, info)
    if (info.mediaType !== undefined) this.mediaType = info.mediaType
    this.excerpt = info.excerpt ?? ''
  }
}

class TransportError extends OktaEventHooksError {
  /** @type {'TRANSPORT'} */
  code = 'TRANSPORT'

  /** @param {string} message @param {Info} [info] */
  constructor(message, info = {}) {
    super(message, info)
    this.maybeSent = info.maybeSent ?? true
    this.attempts = info.attempts ?? 0
  }
}

/** Nothing of the request left: what a driver tells `Call.failure`, with the reason as `cause`. */
class NotSentError extends Error {
  /** @type {'NOT_SENT'} */
  code = 'NOT_SENT'
}

/** The caller's signal was aborted. Named and coded as Node.js does; the reason is the `cause`. */
class AbortError extends Error {
  /** @type {'ABORT_ERR'} */
  code = 'ABORT_ERR'

  /** @param {unknown} reason @param {{ message?: string, maybeApplied?: boolean }} [options] */
  constructor(reason, { message = 'The operation was aborted', maybeApplied = false } = {}) {
    super(message, { cause: reason })
    this.maybeApplied = maybeApplied
  }
}

const classes = {
  InvalidInputError,
  ApiError,
  NotFoundError,
  AccessDeniedError,
  ValidationError,
  RateLimitedError,
  AuthError,
  ProtocolError,
  TransportError,
}

// On the prototypes, as the name of a built-in error is.
for (const [name, type] of Object.entries({ OktaEventHooksError, ...classes, NotSentError, AbortError })) {
  Object.defineProperty(type.prototype, 'name', { value: name, configurable: true, writable: true })
}

/**
 * The error that the core tells of.
 * @param {import('./native').ErrorInfo} info
 * @param {unknown} [cause] What the driver was told, for an error that stands for it.
 */
function errorOf(info, cause) {
  const own = info.cause === undefined ? undefined : new Error(info.cause)
  const isInput = info.class === 'InvalidInputError'
  const message = isInput ? info.message.replace(/\b(?:keep_auth_scheme|auth_header)\b/g, camelCase) : info.message
  return new classes[info.class](message, { ...info, cause: cause ?? own })
}

/** A name of the core, as JavaScript writes it. @param {string} name */
function camelCase(name) {
  return name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())
}

/**
 * What the library refuses is what the caller passed.
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
function refusing(call) {
  try {
    return call()
  } catch (error) {
    if (isError(error) && /** @type {{ code?: string }} */ (error).code === 'InvalidArg') {
      throw new InvalidInputError(error.message)
    }
    throw error
  }
}

exports.OktaEventHooksError = OktaEventHooksError
exports.InvalidInputError = InvalidInputError
exports.ApiError = ApiError
exports.NotFoundError = NotFoundError
exports.AccessDeniedError = AccessDeniedError
exports.ValidationError = ValidationError
exports.RateLimitedError = RateLimitedError
exports.AuthError = AuthError
exports.ProtocolError = ProtocolError
exports.TransportError = TransportError
exports.NotSentError = NotSentError
exports.AbortError = AbortError
exports.errorOf = errorOf
exports.refusing = refusing
