package okta.eventhooks

import java.time.Instant
import java.time.OffsetDateTime
import java.time.format.DateTimeParseException

/** A date-time as Okta wrote it. */
class Timestamp(
    /** Okta's text, such as `2026-03-16T03:47:47.000Z`. */
    val text: String,
) {
    /** The moment that the text names; `null` when it is no date-time. */
    val instant: Instant?
        get() =
            try {
                OffsetDateTime.parse(text).toInstant()
            } catch (_: DateTimeParseException) {
                null
            }

    override fun equals(other: Any?): Boolean = other is Timestamp && text == other.text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = text
}
