package okta.eventhooks

import java.nio.charset.CharacterCodingException

/** Calls into the library: what it refuses is what the caller passed, and what it panics with is a bug. */
internal inline fun <T> native(block: () -> T): T = try {
    block()
} catch (refused: Refused.InvalidInput) {
    throw InvalidInputException(named(refused.reason))
} catch (_: CharacterCodingException) {
    throw InvalidInputException("a text that was passed has half of a surrogate pair, and is no Unicode")
} catch (_: IllegalStateException) {
    throw IllegalStateException("the client is closed")
} catch (panic: InternalException) {
    throw InternalErrorException(panic.message ?: "a panic", panic)
}

/** The exception that the core tells of; [failure] is what the transport failed with. */
internal fun exceptionOf(info: ErrorInfo, failure: Throwable?): OktaEventHooksException = when (info.kind) {
    ErrorKind.INVALID_INPUT -> InvalidInputException(named(info.text), info)
    ErrorKind.NOT_FOUND -> NotFoundException(info)
    ErrorKind.ACCESS_DENIED -> AccessDeniedException(info)
    ErrorKind.VALIDATION -> ValidationException(info)
    ErrorKind.API -> ApiException(info)
    ErrorKind.RATE_LIMITED -> RateLimitedException(info)
    ErrorKind.AUTH -> AuthException(info, info.cause?.let(::Exception))
    ErrorKind.PROTOCOL -> ProtocolException(info)
    ErrorKind.TRANSPORT -> TransportException(info, failure)
}

/** With the names that this library has for what the core names. */
internal fun named(text: String): String =
    text.replace("keep_auth_scheme", "keepAuthScheme").replace("auth_header", "authHeader")
