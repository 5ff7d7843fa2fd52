package okta.eventhooks

import java.io.InterruptedIOException
import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

/** The longest time that a socket can be told, 24 days. */
internal val LONGEST: Duration = Duration.ofMillis(Int.MAX_VALUE.toLong())

/** Carries out calls: sends, sleeps, supplies the time. */
internal class Driver(
    private val transport: Transport,
    private val timeout: Duration,
    private val maxBody: Long,
    private val cancel: CancelSignal,
) {
    /** The last step, which has the result. */
    fun drive(call: Call): Step {
        throwIfEnded()
        var step = native { call.start(now()) }
        var failure: Exception? = null
        while (true) {
            when (val current = step) {
                is Step.Send -> {
                    try {
                        val answer = send(call, current)
                        failure = null
                        step = native { call.response(now(), answer) }
                    } catch (error: Failed) {
                        failure = error.told
                        step = native { call.failure(now(), error.kind, reasonOf(error.told)) }
                    }
                }

                is Step.Wait -> {
                    sleep(current.duration)
                    step = native { call.resume(now()) }
                }

                is Step.Failed -> {
                    throw exceptionOf(current.error, failure)
                }

                else -> {
                    return current
                }
            }
        }
    }

    private fun send(call: Call, step: Step.Send): HttpResponse {
        throwIfEnded()
        try {
            return transport.send(step.request, SendOptions(minOf(maxOf(timeout, step.patience), LONGEST), maxBody, cancel))
        } catch (error: Exception) {
            throwIfEnded(mayHaveApplied = error !is NotSentException && native { call.mayHaveApplied() })
            val kind =
                when (error) {
                    is NotSentException -> FailureKind.NOT_SENT
                    is InterruptedIOException -> FailureKind.TIMED_OUT
                    else -> FailureKind.MAYBE_SENT
                }
            throw Failed(kind, call.withoutSecrets((error as? NotSentException)?.cause as? Exception ?: error))
        }
    }

    private fun sleep(duration: Duration) {
        val cancelled = CountDownLatch(1)
        cancel.onCancel(cancelled::countDown).use {
            try {
                // The clock counts milliseconds, and Okta counts too.
                cancelled.await(minOf(duration, LONGEST).toMillis() + 1, TimeUnit.MILLISECONDS)
            } catch (_: InterruptedException) {
                Thread.currentThread().interrupt()
            }
        }
        throwIfEnded()
    }

    private fun throwIfEnded(mayHaveApplied: Boolean = false) {
        val isInterrupted = Thread.currentThread().isInterrupted
        if (!cancel.isCancelled && !isInterrupted) return
        val how = if (cancel.isCancelled) "the call was cancelled" else "the thread of the call was interrupted"
        val hint = if (mayHaveApplied) " after it was sent; the hook may exist: look for its name with listEventHooks" else ""
        throw if (cancel.isCancelled) CancellationException(how + hint) else InterruptedIOException(how + hint)
    }

    private fun now(): Long = System.currentTimeMillis()
}

/** There is no answer. */
private class Failed(val kind: FailureKind, val told: Exception) : Exception()
