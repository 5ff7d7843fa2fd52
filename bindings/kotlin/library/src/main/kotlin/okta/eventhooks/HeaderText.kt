package okta.eventhooks

/** The value of a header. It is not printed, for in practice headers carry keys. */
class HeaderText(
    /** The value itself. */
    val text: String,
) {
    override fun equals(other: Any?): Boolean = other is HeaderText && text == other.text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "HeaderText(hidden)"
}
