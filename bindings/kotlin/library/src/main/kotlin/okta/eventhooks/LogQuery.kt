package okta.eventhooks

import java.time.Instant
import java.time.temporal.ChronoUnit

/**
 * Which entries of the System Log. Every method returns another query.
 *
 * ```kotlin
 * LogQuery().since(Instant.now().minus(1, ChronoUnit.HOURS)).filter("eventType sw \"event_hook\"")
 * ```
 *
 * See <https://developer.okta.com/docs/reference/system-log-query/>.
 */
class LogQuery private constructor(internal val parameters: LogParameters) {
    /** All of them. */
    constructor() : this(LogParameters())

    /** The first moment. */
    fun since(time: Instant): LogQuery = since(textOf(time))

    /** The first moment, in Okta's text. */
    fun since(time: String): LogQuery = LogQuery(parameters.copy(since = time))

    /** The moment after the last. */
    fun until(time: Instant): LogQuery = until(textOf(time))

    /** The moment after the last, in Okta's text. */
    fun until(time: String): LogQuery = LogQuery(parameters.copy(until = time))

    /** A SCIM expression, such as `eventType sw "event_hook"`. */
    fun filter(expression: String): LogQuery = LogQuery(parameters.copy(filter = expression))

    /** Words to look for. */
    fun q(words: String): LogQuery = LogQuery(parameters.copy(q = words))

    /** The entries of a page: 0 to 1,000. */
    fun limit(count: Int): LogQuery = LogQuery(parameters.copy(limit = count))

    /** `ASCENDING`, which is Okta's default, or `DESCENDING`. */
    fun sortOrder(order: String): LogQuery = LogQuery(parameters.copy(sortOrder = order))

    /** A saved [LogEvents.cursor]. It holds all that was asked for, and goes alone. */
    fun after(cursor: String): LogQuery = LogQuery(parameters.copy(after = cursor))

    override fun toString(): String = "LogQuery()"
}

internal fun textOf(time: Instant): String = time.truncatedTo(ChronoUnit.MILLIS).toString()
