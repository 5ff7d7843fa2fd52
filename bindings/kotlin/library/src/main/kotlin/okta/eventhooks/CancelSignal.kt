package okta.eventhooks

/**
 * Cancels the calls that it was given to, from any thread. The call ends at once with a
 * [CancellationException][java.util.concurrent.CancellationException].
 *
 * ```kotlin
 * val cancel = CancelSignal()
 * button.onClick { cancel.cancel() }
 * client.listEventHooks(CallOptions(cancel = cancel))
 * ```
 */
class CancelSignal {
    private val listeners = LinkedHashMap<Any, Runnable>()
    private var cancelled = false

    /** Whether it has been cancelled, which is for good. */
    val isCancelled: Boolean
        get() = synchronized(listeners) { cancelled }

    /** Cancels. To do it twice does nothing more. */
    fun cancel() {
        val told =
            synchronized(listeners) {
                cancelled = true
                listeners.values.toList().also { listeners.clear() }
            }
        told.forEach(Runnable::run)
    }

    /** Runs [listener] when it is cancelled, at once if it is already. Close what is returned to hear no more. */
    fun onCancel(listener: Runnable): AutoCloseable {
        val key = Any()
        val late = synchronized(listeners) { cancelled.also { if (!it) listeners[key] = listener } }
        if (late) listener.run()
        return AutoCloseable { synchronized(listeners) { listeners.remove(key) } }
    }

    override fun toString(): String = "CancelSignal(isCancelled=$isCancelled)"
}
