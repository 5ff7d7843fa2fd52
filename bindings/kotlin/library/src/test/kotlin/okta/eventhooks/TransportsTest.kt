package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import java.io.ByteArrayOutputStream
import java.net.InetAddress
import java.net.ServerSocket
import java.net.SocketTimeoutException
import java.time.Duration
import java.util.zip.GZIPOutputStream

/** What both transports do over sockets. */
class TransportsTest {
    private val once = CallOptions(retry = RetryPolicy(maxAttempts = 1))

    @ParameterizedTest
    @EnumSource
    internal fun `carries every method, with a length where there is or may be a body`(carrier: Carrier) {
        val answers = { line: String -> http((if ("GET /api/v1/eventHooks " in line) "[]" else HOOK).toByteArray()) }
        rawServer(answering(answers)).use { server ->
            val client = client(carrier.make(), org = server.url)
            for ((name, call) in CALLS) if ("log" !in name.lowercase()) call(client, once)
            assertEquals(8, server.requests.size)
        }
    }

    @ParameterizedTest
    @EnumSource
    internal fun `never follows a redirect`(carrier: Carrier) {
        rawServer(answering { http(ByteArray(0)) }).use { other ->
            val redirect = http(ByteArray(0), "307 Temporary Redirect", "Location: ${other.url}/")
            rawServer(answering { redirect }).use { server ->
                val client = client(carrier.make(), org = server.url)
                val calls = listOf({ client.getEventHook("who1", once) }, { client.createEventHook(SPEC, once) })
                for (call in calls) assertEquals(307, assertThrows(ProtocolException::class.java) { call() }.status)
                assertEquals(2, server.requests.size)
                assertEquals(0, other.requests.size)
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    internal fun `reads what is compressed, to its end`(carrier: Carrier) {
        val gzip = ByteArrayOutputStream().also { out ->
            GZIPOutputStream(out).use { it.write(HOOK.toByteArray()) }
        }.toByteArray()
        rawServer(answering { http(gzip, "200 OK", "Content-Encoding: gzip") }).use { server ->
            assertEquals("Sign-ups", client(carrier.make(), org = server.url).getEventHook("who1", once).name)
        }
        val cut = http(gzip.copyOf(gzip.size - 9), "200 OK", "Content-Encoding: gzip")
        rawServer(answering { cut }).use { server ->
            val client = client(carrier.make(), org = server.url)
            assertTrue(assertThrows(TransportException::class.java) { client.getEventHook("who1", once) }.maybeSent)
        }
    }

    @ParameterizedTest
    @EnumSource
    internal fun `an answer that is cut short is none`(carrier: Carrier) {
        val whole = http(HOOK.toByteArray())
        val cut = { server: RawServer, socket: java.net.Socket ->
            server.readRequest(socket.getInputStream().bufferedReader())
            socket.getOutputStream().write(whole.copyOf(whole.size - 1))
        }
        rawServer(cut).use { server ->
            val client = client(carrier.make(), org = server.url)
            val error = assertThrows(TransportException::class.java) { client.createEventHook(SPEC, once) }
            assertTrue(error.maybeApplied && "may exist" in error.message.orEmpty(), error.message)
        }
    }

    @ParameterizedTest
    @EnumSource
    internal fun `an answer that is too large is not read`(carrier: Carrier) {
        rawServer(answering { http(HOOK.toByteArray()) }).use { server ->
            val client = Client(server.url, Credentials.apiToken(TOKEN), carrier.make(), maxBody = 100)
            val error = assertThrows(TransportException::class.java) { client.getEventHook("who1", once) }
            assertTrue("maxBody" in error.message.orEmpty(), error.message)
        }
    }

    @ParameterizedTest
    @EnumSource
    internal fun `the time is for the whole answer`(carrier: Carrier) {
        val dripping = { server: RawServer, socket: java.net.Socket ->
            server.readRequest(socket.getInputStream().bufferedReader())
            for (byte in http(HOOK.toByteArray())) {
                socket.getOutputStream().write(byte.toInt())
                Thread.sleep(20)
            }
        }
        rawServer(dripping).use { server ->
            val options = once.copy(timeout = Duration.ofMillis(300))
            val start = System.nanoTime()
            val client = client(carrier.make(), org = server.url)
            val error = assertThrows(TransportException::class.java) { client.getEventHook("who1", options) }
            assertTrue(error.cause is SocketTimeoutException, error.cause.toString())
            assertTrue(Duration.ofNanos(System.nanoTime() - start) < Duration.ofSeconds(3))
        }
    }

    @ParameterizedTest
    @EnumSource
    internal fun `nothing is sent where nobody listens`(carrier: Carrier) {
        val port = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }
        val client = client(carrier.make(), org = "http://127.0.0.1:$port")
        val error = assertThrows(TransportException::class.java) { client.createEventHook(SPEC, once) }
        assertFalse(error.maybeSent || error.maybeApplied, error.message)
        assertTrue("refused" in error.message.orEmpty(), error.message)
    }

    @Test
    fun `a create that is not authorized loses its body on HttpURLConnection alone`() {
        val body = """{"errorCode":"E0000011","errorSummary":"Invalid token provided"}"""
        val refused = http(body.toByteArray(), "401 Unauthorized")
        rawServer(answering { refused }).use { server ->
            val errors =
                Carrier.entries.map { carrier ->
                    val client = client(carrier.make(), org = server.url)
                    assertThrows(AccessDeniedException::class.java) { client.getEventHook("who1", once) }
                    assertThrows(OktaEventHooksException::class.java) { client.createEventHook(SPEC, once) }
                }
            assertEquals(listOf(401, 401), errors.map { it.status })
            assertEquals(listOf(ProtocolException::class, AccessDeniedException::class), errors.map { it::class })
            assertEquals(4, server.requests.size)
        }
    }

    @Test
    fun `a create is not sent again when the connection is closed`() {
        val closing = { server: RawServer, socket: java.net.Socket ->
            server.readRequest(socket.getInputStream().bufferedReader())
            Unit
        }
        for (carrier in Carrier.entries) {
            rawServer(closing).use { server ->
                val client = client(carrier.make(), org = server.url)
                assertTrue(assertThrows(TransportException::class.java) { client.createEventHook(SPEC) }.maybeApplied)
                assertEquals(1, server.requests.size)
            }
        }
    }
}
