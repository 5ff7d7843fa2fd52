package okta.eventhooks

import java.io.InterruptedIOException
import java.time.Duration
import java.time.Instant

/**
 * A client of an org. It may be used by several threads at once.
 *
 * ```kotlin
 * Client("https://acme.okta.com", Credentials.accessToken { session.token }).use { client ->
 *     for (hook in client.listEventHooks()) println("${hook.name}: ${hook.status}")
 * }
 * ```
 *
 * Every method throws an [OktaEventHooksException], an [InterruptedIOException] when its thread is interrupted, and a
 * [java.util.concurrent.CancellationException] when the [CancelSignal] of its options is cancelled.
 */
class Client @JvmOverloads constructor(
    /** The address of the org: `https://acme.okta.com`. */
    org: String,
    credentials: Credentials,
    /** What carries the requests. It is not closed with the client. */
    private val transport: Transport = HttpUrlConnectionTransport(),
    /** How patiently calls are tried again. */
    retry: RetryPolicy = RetryPolicy(),
    /**
     * The time for one request and its answer. Okta works up to 10 s on a verification and 35 s on a query of its log, and these
     * are waited for.
     */
    timeout: Duration = Duration.ofSeconds(30),
    /** Your program, which the `User-Agent` then names: `my-tool/1.2`. */
    userAgent: String? = null,
    /** The largest answer that is read, in bytes. */
    private val maxBody: Long = 16L * 1024 * 1024,
) : AutoCloseable {
    private val timeout = checked(timeout)
    private val provider = (credentials as? Credentials.Provided)?.provider
    private val session: Session

    /** The address of the org. */
    val orgUrl: String

    init {
        if (maxBody < 1) throw InvalidInputException("maxBody must be 1 or more, not $maxBody")
        val held =
            when (credentials) {
                is Credentials.Fixed -> credentials.credentials
                is Credentials.Provided -> SessionCredentials.AskedFor
            }
        session = native { Session(SessionOptions(org, held, checked(retry), userAgent, null)) }
        orgUrl = native { session.orgUrl() }
    }

    /**
     * Lists the event hooks of the org.
     *
     * Okta's page: [listEventHooks](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/listEventHooks).
     */
    @JvmOverloads
    @Throws(InterruptedIOException::class)
    fun listEventHooks(options: CallOptions = CallOptions()): Page<EventHook> =
        when (val done = call(Operation("listEventHooks"), options)) {
            is Step.EventHooks -> Page(done.items, done.unreadable, null)
            else -> unexpected(done)
        }

    /**
     * Creates an event hook, active and unverified.
     *
     * It is never sent a second time after an answer that may have been lost: see [OktaEventHooksException.maybeApplied].
     *
     * Okta's page: [createEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/createEventHook).
     */
    @JvmOverloads
    @Throws(InterruptedIOException::class)
    fun createEventHook(eventHook: EventHookSpec, options: CallOptions = CallOptions()): EventHook =
        eventHook(Operation("createEventHook", eventHook = eventHook), options)

    /**
     * Fetches an event hook.
     *
     * Okta's page: [getEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/getEventHook).
     */
    @JvmOverloads
    @Throws(InterruptedIOException::class)
    fun getEventHook(eventHookId: String, options: CallOptions = CallOptions()): EventHook =
        eventHook(Operation("getEventHook", eventHookId), options)

    /**
     * Replaces an event hook: what [eventHook] does not have is gone.
     *
     * Okta's page: [replaceEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/replaceEventHook).
     *
     * @param keepAuthScheme Sends the authentication scheme without its secret, for Okta to keep the one that it has. That it does
     *   is inferred.
     */
    @JvmOverloads
    @Throws(InterruptedIOException::class)
    fun replaceEventHook(
        eventHookId: String,
        eventHook: EventHookSpec,
        keepAuthScheme: Boolean = false,
        options: CallOptions = CallOptions(),
    ): EventHook = eventHook(Operation("replaceEventHook", eventHookId, eventHook, keepAuthScheme), options)

    /**
     * Deletes an event hook, which must be inactive.
     *
     * Okta's page: [deleteEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deleteEventHook).
     */
    @JvmOverloads
    @Throws(InterruptedIOException::class)
    fun deleteEventHook(eventHookId: String, options: CallOptions = CallOptions()) {
        call(Operation("deleteEventHook", eventHookId), options)
    }

    /**
     * Switches an event hook on.
     *
     * Okta's page: [activateEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/activateEventHook).
     */
    @JvmOverloads
    @Throws(InterruptedIOException::class)
    fun activateEventHook(eventHookId: String, options: CallOptions = CallOptions()): EventHook =
        eventHook(Operation("activateEventHook", eventHookId), options)

    /**
     * Switches an event hook off.
     *
     * Okta's page: [deactivateEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deactivateEventHook).
     */
    @JvmOverloads
    @Throws(InterruptedIOException::class)
    fun deactivateEventHook(eventHookId: String, options: CallOptions = CallOptions()): EventHook =
        eventHook(Operation("deactivateEventHook", eventHookId), options)

    /**
     * Has Okta verify the endpoint of an event hook, which takes up to 10 seconds.
     *
     * Okta's page: [verifyEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/verifyEventHook).
     */
    @JvmOverloads
    @Throws(InterruptedIOException::class)
    fun verifyEventHook(eventHookId: String, options: CallOptions = CallOptions()): EventHook =
        eventHook(Operation("verifyEventHook", eventHookId), options)

    /**
     * The entries of the System Log from one time to another; until now unless [query] says when. What is wrong with the query is
     * told at once; the pages are fetched while they are read.
     *
     * Okta's page: [listLogEvents](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents).
     */
    @JvmOverloads
    fun logEvents(query: LogQuery = LogQuery(), options: CallOptions = CallOptions()): LogEvents {
        val first = query.parameters
        val hasEnd = first.until != null || first.after != null
        return entries(if (hasEnd) first else first.copy(until = textOf(Instant.now())), options)
    }

    /**
     * What is stored in the System Log from now on, without an end. An empty page means that there is nothing new: read by
     * [LogEvents.pages], and sleep after such a page.
     *
     * Okta's page: [listLogEvents](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents).
     */
    @JvmOverloads
    fun pollLogEvents(query: LogQuery = LogQuery(), options: CallOptions = CallOptions()): LogEvents {
        if (query.parameters.until != null) throw InvalidInputException("pollLogEvents: a poll has no end, and no until")
        return entries(query.parameters.copy(polls = true), options)
    }

    /** Frees what the client holds; calls that are under way end as they would. It cannot be used any more. */
    override fun close() {
        session.close()
    }

    override fun toString(): String = "Client($orgUrl)"

    private fun entries(first: LogParameters, options: CallOptions): LogEvents {
        val polls = first.polls
        if (first.after != null && first.copy(after = null) != LogParameters(polls = polls)) {
            throw InvalidInputException("after goes alone: it holds all that was asked for")
        }
        // What is wrong with it is told now.
        check(logOperation(first), options)
        return LogEvents { after ->
            val next = if (after == null) first else LogParameters(after = after, polls = polls)
            when (val done = call(logOperation(next), options)) {
                is Step.LogEvents -> Page(done.items, done.unreadable, done.next)
                else -> unexpected(done)
            }
        }
    }

    private fun eventHook(operation: Operation, options: CallOptions): EventHook = when (val done = call(operation, options)) {
        is Step.EventHook -> done.hook
        else -> unexpected(done)
    }

    private fun call(operation: Operation, options: CallOptions): Step {
        val timeout = options.timeout?.let(::checked) ?: timeout
        val driver = Driver(transport, timeout, maxBody, options.cancel ?: CancelSignal())
        return begin(operation, options).use(driver::drive)
    }

    private fun begin(operation: Operation, options: CallOptions): Call {
        // An argument that is wrong needs no token.
        if (provider == null) return open(session, operation, options)
        check(operation, options)
        // Of Java it may be null.
        @Suppress("USELESS_ELVIS")
        val token = provider.accessToken() ?: throw InvalidInputException("the token provider returned null")
        return native { session.withAccessToken(Secret(token)) }.use { open(it, operation, options) }
    }

    private fun check(operation: Operation, options: CallOptions) = open(session, operation, options).use { native { it.check() } }

    private fun open(session: Session, operation: Operation, options: CallOptions): Call =
        native { session.call(operation.copy(retry = options.retry?.let(::checked))) }
}

private fun logOperation(parameters: LogParameters) = Operation("listLogEvents", log = parameters)

private fun unexpected(step: Step): Nothing = throw InternalErrorException("the call ended with ${step.javaClass.simpleName}")

private fun checked(timeout: Duration): Duration {
    if (timeout < Duration.ofMillis(1)) throw InvalidInputException("timeout must be a millisecond or more, not $timeout")
    return timeout
}

private fun checked(retry: RetryPolicy): RetryPolicy {
    if (retry.maxWait?.isNegative == true) throw InvalidInputException("maxWait must not be negative")
    if (retry.maxElapsed?.isNegative == true) throw InvalidInputException("maxElapsed must not be negative")
    return retry
}
