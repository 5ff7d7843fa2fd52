package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger

class OptionsTest {
    private val sent = AtomicInteger()
    private val unavailable =
        Transport { _, _ ->
            sent.incrementAndGet()
            answer("", 503, "Retry-After" to "0")
        }

    @Test
    fun `the program is named`() {
        var agent: String? = null
        val transport =
            Transport { request, _ ->
                agent = request.header("User-Agent")
                answer(HOOK)
            }
        Client(ORG, Credentials.apiToken(TOKEN), transport, userAgent = "my-tool/1.2").getEventHook("who1")
        assertTrue(agent.orEmpty().contains("my-tool/1.2") && agent.orEmpty().contains("okta-event-hooks/"), agent)
    }

    @Test
    fun `the timeout is the call's, else the client's, and never shorter than Okta takes`() {
        val seen = ArrayList<Duration>()
        val transport =
            Transport { request, options ->
                seen += options.timeout
                if ("logs" in request.url) answer("[]") else answer(HOOK)
            }
        val client = Client(ORG, Credentials.apiToken(TOKEN), transport, timeout = Duration.ofSeconds(7))
        client.getEventHook("who1")
        client.getEventHook("who1", CallOptions(Duration.ofSeconds(3)))
        client.verifyEventHook("who1", CallOptions(Duration.ofSeconds(3)))
        client.logEvents(options = CallOptions(Duration.ofSeconds(3))).toList()
        assertEquals(listOf(7L, 3), seen.take(2).map { it.seconds })
        assertTrue(seen[2] > Duration.ofSeconds(9) && seen[3] > Duration.ofSeconds(34), seen.toString())
    }

    @Test
    fun `a call has its own policy, and the rest of it from the client`() {
        val client = Client(ORG, Credentials.apiToken(TOKEN), unavailable, RetryPolicy(maxAttempts = 4))
        assertThrows(OktaEventHooksException::class.java) { client.getEventHook("who1") }
        assertEquals(4, sent.getAndSet(0))
        val own = RetryPolicy(maxWait = Duration.ofMinutes(1))
        assertThrows(OktaEventHooksException::class.java) { client.getEventHook("who1", CallOptions(retry = own)) }
        assertEquals(4, sent.getAndSet(0))
        assertThrows(OktaEventHooksException::class.java) { client.getEventHook("who1", ONCE) }
        assertEquals(1, sent.get())
    }

    @Test
    fun `a create is sent once`() {
        val error = assertThrows(OktaEventHooksException::class.java) { client(unavailable).createEventHook(SPEC) }
        assertTrue(error.maybeApplied)
        assertEquals(1, sent.get())
    }

    @Test
    fun `a transport is told what it may take and read`() {
        val cancel = CancelSignal()
        val transport =
            Transport { request, options ->
                assertEquals(
                    listOf(5L, cancel, request.method == "GET"),
                    listOf(options.maxBody, options.cancel, request.repeatable),
                )
                answer(HOOK)
            }
        val client = Client(ORG, Credentials.apiToken(TOKEN), transport, maxBody = 5)
        client.getEventHook("who1", CallOptions(cancel = cancel))
        client.createEventHook(SPEC, CallOptions(cancel = cancel))
    }
}
