package okta.eventhooks

/**
 * A JSON value of free form, kept as the text that Okta sent, to the letter. Read it with the JSON library of your choice.
 *
 * It is not printed, for what this version does not know may hold a secret.
 */
class Json(
    /** The text. */
    val text: String,
) {
    override fun equals(other: Any?): Boolean = other is Json && text == other.text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "Json(${text.length} characters)"
}
