package okta.eventhooks

import java.time.Duration

/** How one call is made: what every method of a [Client] takes as its last argument. */
data class CallOptions @JvmOverloads constructor(
    /** The time for one request and its answer; that of the client if absent. */
    val timeout: Duration? = null,
    /** How patiently it is tried again. What is absent in it is as in the client. */
    val retry: RetryPolicy? = null,
    /** Cancels the call. */
    val cancel: CancelSignal? = null,
)
