package okta.eventhooks.coroutines

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import okta.eventhooks.CallOptions
import okta.eventhooks.CancelSignal

/** Makes a blocking call, which ends when the coroutine is cancelled, or by the signal of the options. */
internal suspend fun <T> cancellable(options: CallOptions, ifDone: String = "", call: (CallOptions) -> T): T {
    val cancel = CancelSignal()
    return interruptible(cancel, options.cancel, ifDone) { call(options.copy(cancel = cancel)) }
}

/**
 * Does blocking work that ends when [cancel] is cancelled, as the coroutine and [outer] do. The coroutine goes on when the work has
 * ended, for only then it is known what became of it.
 */
internal suspend fun <T> interruptible(cancel: CancelSignal, outer: CancelSignal?, ifDone: String = "", work: () -> T): T {
    val ended = CompletableDeferred<Result<T>>()
    val listener = outer?.onCancel(cancel::cancel)
    try {
        return suspendCancellableCoroutine { continuation ->
            continuation.invokeOnCancellation { cancel.cancel() }
            Dispatchers.IO.asExecutor().execute {
                val result = runCatching(work)
                ended.complete(result)
                continuation.resumeWith(result)
            }
        }
    } catch (cancelled: CancellationException) {
        val failure = withContext(NonCancellable) { ended.await() }.exceptionOrNull()
        throw when {
            // It tells of a hook that may exist.
            failure is CancellationException -> failure

            failure == null && ifDone.isNotEmpty() -> CancellationException("the coroutine was cancelled$ifDone", cancelled)

            else -> cancelled
        }
    } finally {
        listener?.close()
    }
}
