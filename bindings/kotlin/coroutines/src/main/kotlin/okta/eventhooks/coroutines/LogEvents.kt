package okta.eventhooks.coroutines

import kotlinx.coroutines.ExperimentalForInheritanceCoroutinesApi
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.flow
import okta.eventhooks.CallOptions
import okta.eventhooks.CancelSignal
import okta.eventhooks.LogEvent
import okta.eventhooks.Page
import okta.eventhooks.LogEvents as BlockingLogEvents

/**
 * Entries of the System Log, which are fetched page by page while they are collected. Every collection starts anew.
 *
 * ```kotlin
 * client.logEvents(LogQuery().filter("eventType eq \"event_hook.delivery\"")).collect { println(it.uuid) }
 * ```
 */
@OptIn(ExperimentalForInheritanceCoroutinesApi::class)
class LogEvents internal constructor(private val options: CallOptions, private val read: (CallOptions) -> BlockingLogEvents) :
    Flow<LogEvent> {
    init {
        // What is wrong with the query is told now.
        read(options)
    }

    /**
     * Where the page after the last one that was fetched begins: save it, and go on from there later with
     * [LogQuery.after][okta.eventhooks.LogQuery.after]. `null` before the first page and after the last.
     */
    @Volatile
    var cursor: String? = null
        private set

    /** One page after another. */
    fun pages(): Flow<Page<LogEvent>> = flow {
        val cancel = CancelSignal()
        val events = read(options.copy(cancel = cancel))
        val pages = events.pages().iterator()
        while (true) {
            val page = interruptible(cancel, options.cancel) { if (pages.hasNext()) pages.next() else null } ?: break
            cursor = events.cursor
            emit(page)
        }
    }

    override suspend fun collect(collector: FlowCollector<LogEvent>) {
        pages().collect { page -> page.forEach { collector.emit(it) } }
    }

    override fun toString(): String = "LogEvents()"
}
