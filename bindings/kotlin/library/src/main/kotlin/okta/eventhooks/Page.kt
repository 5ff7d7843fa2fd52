package okta.eventhooks

/** A list of what can be read, with the rest of it beside. */
class Page<out T> internal constructor(
    private val items: List<T>,
    /** The items that do not have what their model requires, with their JSON. */
    val unreadable: List<Unreadable>,
    /** Where the next page begins, for `after`; `null` when this is the last, or all. */
    val next: String?,
) : AbstractList<T>() {
    override val size: Int
        get() = items.size

    override fun get(index: Int): T = items[index]
}
