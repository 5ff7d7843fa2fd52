package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.util.concurrent.atomic.AtomicInteger

class TokenProviderTest {
    private val asked = AtomicInteger()
    private val sent = ArrayList<String?>()

    private fun client(answers: (HttpRequest) -> HttpResponse): Client = client(
        { request, _ ->
            assertTrue(request.url.startsWith("$ORG/"), request.url)
            sent += request.header("Authorization")
            answers(request)
        },
        Credentials.accessToken { "token${asked.incrementAndGet()}" },
    )

    @Test
    fun `it is asked before every call, and a page is one`() {
        val client = client { if ("logs" in it.url) answer(entries("a"), 200, next("after=2")) else answer(HOOK) }
        client.getEventHook("who1")
        client.createEventHook(SPEC)
        client.pollLogEvents().pages().take(2).toList()
        assertEquals((1..4).map { "Bearer token$it" }, sent)
    }

    @Test
    fun `it is not asked for what cannot be sent`() {
        val client = client { answer(HOOK) }
        assertThrows(InvalidInputException::class.java) { client.logEvents(LogQuery().limit(-1)) }
        assertThrows(InvalidInputException::class.java) { client.getEventHook("") }
        assertThrows(InvalidInputException::class.java) { client.getEventHook("who1", CallOptions(java.time.Duration.ZERO)) }
        assertEquals(0, asked.get())
    }

    @Test
    fun `a retry has the token of its call`() {
        val client = client { if (sent.size == 1) answer("", 503, "Retry-After" to "0") else answer(HOOK) }
        client.getEventHook("who1")
        assertEquals(listOf("Bearer token1", "Bearer token1"), sent)
    }

    @Test
    fun `its exception reaches the caller as it is`() {
        val failure = java.security.KeyStoreException("locked")
        val client = client(NEVER, Credentials.accessToken { throw failure })
        assertSame(failure, assertThrows(java.security.KeyStoreException::class.java) { client.listEventHooks() })
    }

    @Test
    fun `it never goes to another host`() {
        val elsewhere = "https://elsewhere.test/api/v1/logs?after=2"
        val client =
            client {
                if ("logs" in it.url) {
                    answer(entries("a"), 200, "Link" to """<$elsewhere>; rel="next"""")
                } else {
                    answer("", 302, "Location" to elsewhere)
                }
            }
        assertThrows(ProtocolException::class.java) { client.getEventHook("who1", ONCE) }
        client.logEvents().take(2).let { runCatching(it::toList) }
        assertTrue(sent.size >= 2)
    }
}
