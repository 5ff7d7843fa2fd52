package okta.eventhooks.coroutines

import okta.eventhooks.CallOptions
import okta.eventhooks.Credentials
import okta.eventhooks.EventHook
import okta.eventhooks.EventHookSpec
import okta.eventhooks.HttpUrlConnectionTransport
import okta.eventhooks.LogQuery
import okta.eventhooks.Page
import okta.eventhooks.RetryPolicy
import okta.eventhooks.Transport
import java.time.Duration
import okta.eventhooks.Client as BlockingClient

/**
 * A client of an org whose functions suspend. It may be used by several coroutines at once.
 *
 * ```kotlin
 * val client = Client("https://acme.okta.com", Credentials.accessToken { session.token })
 * for (hook in client.listEventHooks()) println("${hook.name}: ${hook.status}")
 * ```
 *
 * The work is done on [Dispatchers.IO][kotlinx.coroutines.Dispatchers.IO]. A coroutine that is cancelled ends the exchange or the
 * wait that is under way at once. Every function throws an [OktaEventHooksException][okta.eventhooks.OktaEventHooksException].
 *
 * @param client The blocking client that does the work, and is closed with this one.
 */
class Client(private val client: BlockingClient) : AutoCloseable {
    /**
     * A client of this org; the parameters are those of the blocking [Client][okta.eventhooks.Client].
     *
     * @param org The address of the org: `https://acme.okta.com`.
     * @param transport What carries the requests. It is not closed with the client.
     * @param retry How patiently calls are tried again.
     * @param timeout The time for one request and its answer.
     * @param userAgent Your program, which the `User-Agent` then names: `my-tool/1.2`.
     * @param maxBody The largest answer that is read, in bytes.
     */
    constructor(
        org: String,
        credentials: Credentials,
        transport: Transport = HttpUrlConnectionTransport(),
        retry: RetryPolicy = RetryPolicy(),
        timeout: Duration = Duration.ofSeconds(30),
        userAgent: String? = null,
        maxBody: Long = 16L * 1024 * 1024,
    ) : this(BlockingClient(org, credentials, transport, retry, timeout, userAgent, maxBody))

    /** The address of the org. */
    val orgUrl: String
        get() = client.orgUrl

    /**
     * Lists the event hooks of the org.
     *
     * Okta's page: [listEventHooks](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/listEventHooks).
     */
    suspend fun listEventHooks(options: CallOptions = CallOptions()): Page<EventHook> =
        cancellable(options) { client.listEventHooks(it) }

    /**
     * Creates an event hook, active and unverified. It is sent once, whatever happens.
     *
     * When the coroutine is cancelled after it was sent, the message of the `CancellationException` says that the hook may exist.
     *
     * Okta's page: [createEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/createEventHook).
     */
    suspend fun createEventHook(eventHook: EventHookSpec, options: CallOptions = CallOptions()): EventHook =
        cancellable(options, ifDone = "; the hook was created") { client.createEventHook(eventHook, it) }

    /**
     * Fetches an event hook.
     *
     * Okta's page: [getEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/getEventHook).
     */
    suspend fun getEventHook(eventHookId: String, options: CallOptions = CallOptions()): EventHook =
        cancellable(options) { client.getEventHook(eventHookId, it) }

    /**
     * Replaces an event hook: what [eventHook] does not have is gone.
     *
     * Okta's page: [replaceEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/replaceEventHook).
     *
     * @param keepAuthScheme Sends the authentication scheme without its secret, for Okta to keep the one that it has. That it does
     *   is inferred.
     */
    suspend fun replaceEventHook(
        eventHookId: String,
        eventHook: EventHookSpec,
        keepAuthScheme: Boolean = false,
        options: CallOptions = CallOptions(),
    ): EventHook = cancellable(options) { client.replaceEventHook(eventHookId, eventHook, keepAuthScheme, it) }

    /**
     * Deletes an event hook, which must be inactive.
     *
     * Okta's page: [deleteEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deleteEventHook).
     */
    suspend fun deleteEventHook(eventHookId: String, options: CallOptions = CallOptions()) =
        cancellable(options) { client.deleteEventHook(eventHookId, it) }

    /**
     * Switches an event hook on.
     *
     * Okta's page: [activateEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/activateEventHook).
     */
    suspend fun activateEventHook(eventHookId: String, options: CallOptions = CallOptions()): EventHook =
        cancellable(options) { client.activateEventHook(eventHookId, it) }

    /**
     * Switches an event hook off.
     *
     * Okta's page: [deactivateEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deactivateEventHook).
     */
    suspend fun deactivateEventHook(eventHookId: String, options: CallOptions = CallOptions()): EventHook =
        cancellable(options) { client.deactivateEventHook(eventHookId, it) }

    /**
     * Has Okta verify the endpoint of an event hook.
     *
     * Okta's page: [verifyEventHook](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/verifyEventHook).
     */
    suspend fun verifyEventHook(eventHookId: String, options: CallOptions = CallOptions()): EventHook =
        cancellable(options) { client.verifyEventHook(eventHookId, it) }

    /**
     * The entries of the System Log from one time to another; until they are
     * collected unless [query] says when.
     *
     * Okta's page: [listLogEvents](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents).
     */
    fun logEvents(query: LogQuery = LogQuery(), options: CallOptions = CallOptions()): LogEvents =
        LogEvents(options) { client.logEvents(query, it) }

    /**
     * What is stored in the System Log from now on, without an end. An empty page means that there is nothing new: collect
     * [LogEvents.pages], and `delay` after such a page.
     *
     * Okta's page: [listLogEvents](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents).
     */
    fun pollLogEvents(query: LogQuery = LogQuery(), options: CallOptions = CallOptions()): LogEvents =
        LogEvents(options) { client.pollLogEvents(query, it) }

    /** Frees what the client holds. It cannot be used any more. */
    override fun close() {
        client.close()
    }

    override fun toString(): String = client.toString()
}
