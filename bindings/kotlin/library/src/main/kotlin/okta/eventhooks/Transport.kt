package okta.eventhooks

import java.io.IOException
import java.time.Duration

/**
 * What carries the bytes of a request. It knows nothing of Okta, and may be called by several threads at once.
 *
 * It never follows a redirect, for the token would follow too. It never sends a request twice by itself unless that is
 * [repeatable][HttpRequest.repeatable].
 */
fun interface Transport {
    /**
     * Sends the request as it is, and returns the whole answer, decompressed and of any status.
     *
     * - [NotSentException]: surely nothing left.
     * - [java.net.SocketTimeoutException], or another [java.io.InterruptedIOException]: there is no complete answer in time.
     * - Anything else, such as an answer that is cut short: Okta may have received the request.
     */
    @Throws(IOException::class)
    fun send(request: HttpRequest, options: SendOptions): HttpResponse
}

/** How a request is to be sent. */
class SendOptions(
    /** The time for the request and its answer, all in all. */
    val timeout: Duration,
    /** The largest answer in bytes, after it has been decompressed. One that is larger is a failure. */
    val maxBody: Long,
    /** Ends the exchange at once. What is thrown then does not matter. */
    val cancel: CancelSignal,
)

/** Surely nothing of the request left: the name was not found, the connection was refused, the certificate is not trusted. */
class NotSentException @JvmOverloads constructor(message: String, cause: Throwable? = null) : IOException(message, cause)
