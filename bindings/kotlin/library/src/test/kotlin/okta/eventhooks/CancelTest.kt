package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import java.io.IOException
import java.io.InterruptedIOException
import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.concurrent.thread

class CancelTest {
    private val cancel = CancelSignal()
    private val options = CallOptions(cancel = cancel)

    @Test
    fun `nothing is sent after it was cancelled`() {
        cancel.cancel()
        for (call in CALLS.values) assertThrows(CancellationException::class.java) { call(client(NEVER), options) }
    }

    @Test
    fun `nothing is sent by a thread that was interrupted`() {
        for (call in CALLS.values) {
            Thread.currentThread().interrupt()
            assertThrows(InterruptedIOException::class.java) { call(client(NEVER), CallOptions()) }
            assertTrue(Thread.interrupted())
        }
    }

    @Test
    fun `a wait ends at once`() {
        val limited = answer("""{"errorCode":"E0000047"}""", 429, "Retry-After" to "60")
        val waiting = CountDownLatch(1)
        val client =
            client({ _, _ ->
                waiting.countDown()
                limited
            })
        ends(waiting) { client.createEventHook(SPEC, options) }.also { assertFalse("may exist" in it.message.orEmpty()) }
    }

    @ParameterizedTest
    @EnumSource
    internal fun `an exchange ends at once, and a create tells of the hook that may exist`(carrier: Carrier) {
        silent { server, received ->
            val client = client(carrier.make(), org = server.url)
            val told = ends(received) { client.createEventHook(SPEC, options) }
            assertTrue("may exist" in told.message.orEmpty(), told.message)
        }
    }

    @ParameterizedTest
    @EnumSource
    internal fun `what may be done twice tells of nothing`(carrier: Carrier) {
        silent { server, received ->
            val client = client(carrier.make(), org = server.url)
            assertEquals("the call was cancelled", ends(received) { client.getEventHook("who1", options) }.message)
        }
    }

    @ParameterizedTest
    @EnumSource
    internal fun `an exchange ends in the midst of an answer`(carrier: Carrier) {
        silent(http(HOOK.toByteArray()).copyOf(150)) { server, received ->
            val client = client(carrier.make(), org = server.url)
            ends(received) { client.getEventHook("who1", options) }
        }
    }

    @ParameterizedTest
    @EnumSource
    internal fun `the connection is closed`(carrier: Carrier) {
        val closed = CountDownLatch(1)
        val received = CountDownLatch(1)
        rawServer { server, socket ->
            val reader = socket.getInputStream().bufferedReader()
            server.readRequest(reader)
            received.countDown()
            try {
                while (reader.read() >= 0) continue
            } catch (_: IOException) {
                // It is reset.
            }
            closed.countDown()
        }.use { server ->
            ends(received) { client(carrier.make(), org = server.url).getEventHook("who1", options) }
            assertTrue(closed.await(5, TimeUnit.SECONDS))
        }
    }

    @ParameterizedTest
    @EnumSource
    internal fun `an interrupt ends an exchange, with its flag set again`(carrier: Carrier) {
        silent { server, received ->
            val flagged = AtomicBoolean()
            val call =
                FutureTask {
                    val error =
                        assertThrows(InterruptedIOException::class.java) {
                            client(carrier.make(), org = server.url).createEventHook(SPEC)
                        }
                    flagged.set(Thread.currentThread().isInterrupted)
                    error
                }
            val caller = thread { call.run() }
            assertTrue(received.await(10, TimeUnit.SECONDS))
            caller.interrupt()
            assertTrue("may exist" in call.get(5, TimeUnit.SECONDS).message.orEmpty())
            assertTrue(flagged.get())
        }
    }

    @Test
    fun `an interrupt ends a wait`() {
        val waiting = CountDownLatch(1)
        val client =
            client({ _, _ ->
                waiting.countDown()
                answer("", 429, "Retry-After" to "60")
            })
        val call = FutureTask { assertThrows(InterruptedIOException::class.java) { client.getEventHook("who1") } }
        val caller = thread { call.run() }
        assertTrue(waiting.await(10, TimeUnit.SECONDS))
        caller.interrupt()
        assertEquals("the thread of the call was interrupted", call.get(5, TimeUnit.SECONDS).message)
    }

    @Test
    fun `listeners hear of it once, also late ones, and not when they are closed`() {
        val heard = ArrayList<String>()
        cancel.onCancel { heard += "early" }
        cancel.onCancel { heard += "closed" }.close()
        assertFalse(cancel.isCancelled)
        cancel.cancel()
        cancel.cancel()
        cancel.onCancel { heard += "late" }.close()
        assertEquals(listOf("early", "late"), heard)
        assertTrue(cancel.isCancelled)
    }

    /** What a call throws that is cancelled once it has got so far, within a few seconds. */
    private fun ends(reached: CountDownLatch, call: () -> Unit): CancellationException {
        val task = FutureTask { assertThrows(CancellationException::class.java) { call() } }
        thread(isDaemon = true) { task.run() }
        assertTrue(reached.await(10, TimeUnit.SECONDS))
        cancel.cancel()
        return task.get(5, TimeUnit.SECONDS)
    }

    /** A server that reads a request, says no more than this, and keeps the connection. */
    private fun silent(start: ByteArray = ByteArray(0), test: (RawServer, CountDownLatch) -> Unit) {
        val received = CountDownLatch(1)
        val over = CountDownLatch(1)
        rawServer { server, socket ->
            server.readRequest(socket.getInputStream().bufferedReader())
            socket.getOutputStream().write(start)
            received.countDown()
            over.await(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS)
        }.use { server ->
            test(server, received)
            over.countDown()
        }
    }
}
