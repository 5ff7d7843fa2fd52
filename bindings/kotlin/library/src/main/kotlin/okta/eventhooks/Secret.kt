package okta.eventhooks

import java.util.Base64

/**
 * Text that never prints.
 *
 * ```kotlin
 * println(Secret("s3cr3t")) // Secret(hidden)
 * ```
 */
class Secret(private val text: String) {
    /** The text itself. Every use of this is a place to look at in a review. */
    fun expose(): String = text

    override fun equals(other: Any?): Boolean = other is Secret && text == other.text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "Secret(hidden)"

    companion object {
        /** The value of an `Authorization` header for Basic authentication, scheme and all. */
        @JvmStatic
        fun basic(user: String, password: String): Secret =
            Secret("Basic " + Base64.getEncoder().encodeToString("$user:$password".toByteArray()))
    }
}
