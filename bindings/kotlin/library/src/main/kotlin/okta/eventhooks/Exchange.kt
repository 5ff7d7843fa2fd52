package okta.eventhooks

import java.io.IOException
import java.io.InterruptedIOException
import java.net.SocketTimeoutException
import java.util.concurrent.CancellationException
import java.util.concurrent.ExecutionException
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicReference
import kotlin.concurrent.thread

/** Whether a request has begun to leave. Either it leaves or it is stopped. */
internal class Departure {
    private enum class State { WAITING, LEFT, STOPPED }

    private val state = AtomicReference(State.WAITING)

    /** The request leaves now; throws if it has been stopped. */
    fun leave() {
        if (!state.compareAndSet(State.WAITING, State.LEFT) && state.get() == State.STOPPED) {
            throw InterruptedIOException("stopped before it was sent")
        }
    }

    /** Whether nothing has left; then nothing will. */
    fun stop(): Boolean = state.compareAndSet(State.WAITING, State.STOPPED) || state.get() == State.STOPPED
}

/**
 * One exchange on a thread of its own: neither reading from a socket nor connecting one ends by itself when the time is over, the
 * call is cancelled or the caller is interrupted.
 */
internal fun exchange(options: SendOptions, departure: Departure, abort: () -> Unit, work: () -> HttpResponse): HttpResponse {
    val task = FutureTask(work)
    thread(name = "okta-event-hooks", isDaemon = true) { task.run() }
    val listener = options.cancel.onCancel { task.cancel(false) }
    val failure =
        try {
            return task.get(options.timeout.toMillis(), TimeUnit.MILLISECONDS)
        } catch (failed: ExecutionException) {
            failed.cause ?: failed
        } catch (_: TimeoutException) {
            SocketTimeoutException("no complete answer in time")
        } catch (cancelled: CancellationException) {
            cancelled
        } catch (_: InterruptedException) {
            Thread.currentThread().interrupt()
            InterruptedIOException("the thread was interrupted")
        } finally {
            listener.close()
        }
    val stopped = departure.stop()
    if (!task.isDone || task.isCancelled) abort()
    throw if (stopped && failure is Exception) NotSentException(reasonOf(failure), failure) else failure
}

/** An answer that is not whole, or too large. */
internal fun incomplete(): IOException = IOException("the answer is incomplete")

internal fun tooLarge(maxBody: Long): IOException = IOException("the answer is larger than maxBody, $maxBody bytes")
