package okta.eventhooks.coroutines

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import okta.eventhooks.CallOptions
import okta.eventhooks.CancelSignal
import okta.eventhooks.Credentials
import okta.eventhooks.EventHookSpec
import okta.eventhooks.Transport
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.IOException
import java.util.concurrent.CountDownLatch

class CancellationTest {
    private val sent = CompletableDeferred<Unit>()

    /** It never answers, and ends when it is cancelled. */
    private val silent =
        Transport { _, options ->
            val cancelled = CountDownLatch(1)
            options.cancel.onCancel(cancelled::countDown).use {
                sent.complete(Unit)
                cancelled.await()
            }
            throw IOException("cancelled")
        }

    @Test
    fun `a coroutine that is cancelled ends the exchange, and is told of a hook that may exist`() =
        runBlocking(Dispatchers.Default) {
            val told = CompletableDeferred<Throwable>()
            val job =
                launch {
                    try {
                        client(silent).createEventHook(SPEC)
                    } catch (error: CancellationException) {
                        told.complete(error)
                        throw error
                    }
                }
            sent.await()
            job.cancelAndJoin()
            assertTrue("may exist" in told.await().message.orEmpty(), told.await().message)
        }

    @Test
    fun `a timeout ends the exchange`() = runBlocking {
        assertNull(withTimeoutOrNull(50) { client(silent).createEventHook(SPEC) })
    }

    @Test
    fun `a signal ends the exchange, and not the coroutine`() = runBlocking(Dispatchers.Default) {
        val cancel = CancelSignal()
        val call = async { runCatching { client(silent).getEventHook("who1", CallOptions(cancel = cancel)) } }
        sent.await()
        cancel.cancel()
        assertEquals("the call was cancelled", call.await().exceptionOrNull()?.message)
    }

    @Test
    fun `a flow that is cancelled ends its exchange`() = runBlocking(Dispatchers.Default) {
        val job = launch { client(silent).logEvents().collect { } }
        sent.await()
        job.cancelAndJoin()
    }

    @Test
    fun `nothing is sent by a coroutine that is cancelled already`() = runBlocking(Dispatchers.Default) {
        val job =
            launch {
                coroutineContext[Job]?.cancel()
                client { _, _ -> throw AssertionError("it was sent") }.listEventHooks()
            }
        job.join()
        assertTrue(job.isCancelled)
    }

    @Test
    fun `a hook that is there when the coroutine is cancelled is told of`() = runBlocking(Dispatchers.Default) {
        val told = CompletableDeferred<Throwable>()
        val job =
            launch {
                val own = coroutineContext[Job]
                val cancelling =
                    Transport { _, _ ->
                        own?.cancel()
                        HOOK
                    }
                try {
                    client(cancelling).createEventHook(SPEC)
                } catch (error: CancellationException) {
                    told.complete(error)
                }
            }
        job.join()
        assertEquals("the coroutine was cancelled; the hook was created", told.await().message)
    }
}

private fun client(transport: Transport) = Client("https://acme.okta.com", Credentials.apiToken("t0k3n"), transport)

private val SPEC = EventHookSpec("Sign-ups", "https://hooks.acme.test/okta", listOf("user.lifecycle.create"))
