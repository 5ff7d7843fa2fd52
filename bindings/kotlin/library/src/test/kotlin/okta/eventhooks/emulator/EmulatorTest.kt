package okta.eventhooks.emulator

import okhttp3.OkHttpClient
import okta.eventhooks.CallOptions
import okta.eventhooks.Client
import okta.eventhooks.Credentials
import okta.eventhooks.EventHook
import okta.eventhooks.EventHookSpec
import okta.eventhooks.HttpUrlConnectionTransport
import okta.eventhooks.LogQuery
import okta.eventhooks.NotFoundException
import okta.eventhooks.OkHttpTransport
import okta.eventhooks.RateLimitedException
import okta.eventhooks.RetryPolicy
import okta.eventhooks.Secret
import okta.eventhooks.Status
import okta.eventhooks.Transport
import okta.eventhooks.TransportException
import okta.eventhooks.VerificationStatus
import okta.eventhooks.delivers
import okta.eventhooks.toSpec
import okta.eventhooks.vectors.get
import okta.eventhooks.vectors.text
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.net.URL
import java.time.Duration
import javax.net.ssl.HttpsURLConnection

/** The whole way through real sockets, over http and https, by each transport. */
class EmulatorTest {
    @TestFactory
    fun `the life of a hook`() = overEach { client, _ ->
        Receiver().use { receiver ->
            val events = listOf("user.lifecycle.create")
            val spec = EventHookSpec("Feed", receiver.uri, events, authHeader = "Authorization" to Secret("s3cr3t-of-a-test"))
            val created = client.createEventHook(spec)
            assertEquals(Status.Active, created.status)
            assertEquals(VerificationStatus.Unverified, created.verificationStatus)
            assertFalse(created.delivers)

            assertTrue(client.verifyEventHook(created.id).delivers)
            assertEquals(listOf(created.id), client.listEventHooks().map(EventHook::id))

            assertEquals(Status.Inactive, client.deactivateEventHook(created.id).status)
            val paused = client.getEventHook(created.id)
            assertEquals(Status.Inactive, paused.status)

            val renamed = paused.toSpec().copy(name = "Feed, renamed", description = "Grüße, 世界")
            val replaced = client.replaceEventHook(created.id, renamed, keepAuthScheme = true)
            assertEquals("Feed, renamed", replaced.name)
            assertEquals("Grüße, 世界", client.getEventHook(created.id).description)
            assertEquals("Authorization", replaced.channel.config.authScheme?.key)
            assertEquals(VerificationStatus.Verified, replaced.verificationStatus)

            assertEquals(Status.Active, client.activateEventHook(created.id).status)
            client.deactivateEventHook(created.id)
            client.deleteEventHook(created.id)
            assertThrows(NotFoundException::class.java) { client.getEventHook(created.id) }
            assertTrue(client.listEventHooks().isEmpty())
        }
    }

    @TestFactory
    fun `log events over pages`() = overEach { client, emulator ->
        val many = (1..25).joinToString(",", "[", "]") { """{"eventType":"user.session.start"}""" }
        emulator.control("POST", "events", many)
        val query = LogQuery().filter("""eventType eq "user.session.start"""").limit(10)
        val entries = client.logEvents(query)
        assertEquals(listOf(10, 10, 5), entries.pages().map { it.size }.filter { it > 0 }.toList())
        // Every iteration starts anew.
        assertEquals(25, entries.map { it.uuid }.distinct().count())
        assertNull(entries.cursor)

        val started = client.logEvents(query)
        val first = started.pages().first()
        val others = client.logEvents(LogQuery().after(checkNotNull(started.cursor)))
        assertEquals(25, (first + others).map { it.uuid }.distinct().size)

        val polled = client.pollLogEvents(query)
        assertEquals(10, polled.pages().first().size)
    }

    @TestFactory
    fun `a rate limit is waited for, and told of`() = overEach { client, emulator ->
        val limit = """{"on":{"operation":"listEventHooks"},"rateLimit":{"kind":"org","reset":"1s"}}"""
        emulator.control("POST", "faults", limit)
        assertTrue(client.listEventHooks().isEmpty())
        assertEquals(2, (emulator.control("GET", "requests") as List<*>).size)

        emulator.control("POST", "faults", limit)
        val impatient = CallOptions(retry = RetryPolicy(maxAttempts = 1))
        val error = assertThrows(RateLimitedException::class.java) { client.listEventHooks(impatient) }
        assertEquals(429, error.status)
        assertEquals(1, error.attempts)
        assertTrue(error.isRetryable && error.wait <= Duration.ofSeconds(3), error.message)
    }

    @Test
    fun `a certificate that is not trusted stops a request before it is sent`() {
        Emulator(tls = true).use { emulator ->
            for (transport in listOf(HttpUrlConnectionTransport(), OkHttpTransport())) {
                client(emulator, transport).use { client ->
                    val spec = EventHookSpec("Feed", "https://hooks.example.com/okta", listOf("user.session.start"))
                    val once = CallOptions(retry = RetryPolicy(maxAttempts = 1))
                    val error = assertThrows(TransportException::class.java) { client.createEventHook(spec, once) }
                    assertFalse(error.maybeSent || error.maybeApplied, error.message)
                }
            }
            assertEquals(emptyList<Any>(), emulator.control("GET", "requests"))
        }
    }

    private fun overEach(act: (Client, Emulator) -> Unit): List<DynamicTest> = listOf(false, true).flatMap { tls ->
        listOf("HttpURLConnection", "OkHttp").map { name ->
            dynamicTest("$name over ${if (tls) "https" else "http"}") {
                Emulator(tls).use { emulator ->
                    assertEquals(tls, emulator.url.startsWith("https://"))
                    val transport = if (name == "OkHttp") okHttp(emulator) else httpUrlConnection(emulator)
                    client(emulator, transport).use { act(it, emulator) }
                }
            }
        }
    }
}

private fun client(emulator: Emulator, transport: Transport) =
    Client(emulator.url, Credentials.apiToken(emulator.token), transport)

private fun okHttp(emulator: Emulator): Transport {
    val builder = OkHttpClient.Builder()
    emulator.ssl?.let { builder.sslSocketFactory(it.socketFactory, checkNotNull(emulator.trust)) }
    return OkHttpTransport(builder.build())
}

private fun httpUrlConnection(emulator: Emulator): Transport {
    val ssl = emulator.ssl ?: return HttpUrlConnectionTransport()
    return HttpUrlConnectionTransport { url: URL ->
        (url.openConnection() as HttpsURLConnection).apply { sslSocketFactory = ssl.socketFactory }
    }
}
