package okta.eventhooks

import java.time.Duration
import java.time.Instant

/**
 * Why a call did not succeed. The message says what happened and what to do; nothing in it is a secret.
 *
 * A call that is cancelled throws a [java.util.concurrent.CancellationException] instead, and one whose thread is interrupted a
 * [java.io.InterruptedIOException].
 */
sealed class OktaEventHooksException(message: String, cause: Throwable? = null, info: ErrorInfo? = null) :
    RuntimeException(message, cause) {
    /** The status of the answer that it came from. */
    val status: Int? = info?.status

    /**
     * Okta's code, such as `E0000007`, or the OAuth 2.0 error of a refused token, such as `invalid_client`.
     *
     * See <https://developer.okta.com/docs/reference/error-codes/>.
     */
    val errorCode: String? = info?.errorCode

    /** Okta's id of the request, for Okta's support. */
    val requestId: String? = info?.requestId

    /** Whether the same call may succeed later without a change, and cannot do harm if it is made again. */
    val isRetryable: Boolean = info?.isRetryable ?: false

    /**
     * Whether Okta may have done what a `createEventHook` asked although no answer says so: look for the hook by its name in the
     * list before you create it again.
     */
    val maybeApplied: Boolean = info?.maybeApplied ?: false
}

/** What was passed cannot be sent; nothing was. */
class InvalidInputException internal constructor(message: String, info: ErrorInfo? = null) :
    OktaEventHooksException(message, null, info)

/** Okta refused. */
open class ApiException internal constructor(info: ErrorInfo) : OktaEventHooksException(info.text, null, info) {
    /** Okta's text. Do not compare it: it may change. */
    val errorSummary: String = info.errorSummary

    /** Okta's id of this error. */
    val errorId: String? = info.errorId

    /** What is wrong in detail; often empty. */
    val errorCauses: List<String> = info.errorCauses
}

/** 404: there is no such hook, or the caller may not see it. */
class NotFoundException internal constructor(info: ErrorInfo) : ApiException(info)

/** 401 or 403: the token is not accepted, or may not do this. */
class AccessDeniedException internal constructor(info: ErrorInfo) : ApiException(info)

/** 400: a check of Okta's failed; [errorCauses] says which. */
class ValidationException internal constructor(info: ErrorInfo) : ApiException(info)

/**
 * Okta's limit outlasts the retry policy.
 *
 * See <https://developer.okta.com/docs/reference/rate-limits/>.
 */
class RateLimitedException internal constructor(info: ErrorInfo) : OktaEventHooksException(info.text, null, info) {
    /** When Okta's window ends, by Okta's clock; `null` when the answer did not say. */
    val reset: Instant? = info.reset

    /** How long the next attempt would have waited. */
    val wait: Duration = info.wait

    /** How often the request was sent. */
    val attempts: Int = info.attempts
}

/** There is no access token: Okta refused one, or the key could not sign. */
class AuthException internal constructor(info: ErrorInfo, cause: Throwable?) : OktaEventHooksException(info.text, cause, info) {
    /** Okta's words for it. Do not compare them: they may change. */
    val errorDescription: String? = info.errorDescription
}

/** An answer that is not Okta's: a proxy's page, a redirect, JSON of another shape. */
class ProtocolException internal constructor(info: ErrorInfo) : OktaEventHooksException(info.text, null, info) {
    /** The media type of the answer, as it was labelled. */
    val mediaType: String? = info.mediaType

    /** The first 1,024 bytes of the body as text, without any secret of this call. */
    val excerpt: String = info.excerpt
}

/** No answer: the [cause] is what the connection failed with. */
class TransportException internal constructor(info: ErrorInfo, cause: Throwable?) :
    OktaEventHooksException(info.text, cause, info) {
    /** Whether Okta may have received the request. */
    val maybeSent: Boolean = info.maybeSent

    /** How often the request was tried. */
    val attempts: Int = info.attempts
}

/** A bug of this library. */
class InternalErrorException internal constructor(what: String, cause: Throwable? = null) :
    OktaEventHooksException("a bug of this library: $what; please report it", cause)
