package okta.eventhooks

/**
 * Entries of the System Log, which are fetched page by page while they are read. Every iteration starts anew.
 *
 * ```kotlin
 * for (event in client.logEvents(LogQuery().filter("eventType eq \"event_hook.delivery\""))) println(event.uuid)
 * ```
 *
 * See <https://developer.okta.com/docs/reference/system-log-query/>.
 */
class LogEvents internal constructor(private val fetch: (after: String?) -> Page<LogEvent>) : Sequence<LogEvent> {
    /**
     * Where the page after the last one that was fetched begins: save it, and go on from there later with [LogQuery.after]. `null`
     * before the first page and after the last.
     */
    @Volatile
    var cursor: String? = null
        private set

    /** One page after another. */
    fun pages(): Sequence<Page<LogEvent>> = sequence {
        var after: String? = null
        do {
            val page = fetch(after)
            after = page.next
            cursor = after
            yield(page)
        } while (after != null)
    }

    override fun iterator(): Iterator<LogEvent> = pages().flatten().iterator()

    /** The same for a loop in Java. */
    fun asIterable(): Iterable<LogEvent> = Iterable { iterator() }

    override fun toString(): String = "LogEvents()"
}
