package okta.eventhooks.coroutines

import com.sun.net.httpserver.HttpServer
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import okta.eventhooks.Credentials
import okta.eventhooks.EventHook
import okta.eventhooks.EventHookSpec
import okta.eventhooks.LogQuery
import okta.eventhooks.NotFoundException
import okta.eventhooks.Secret
import okta.eventhooks.Status
import okta.eventhooks.delivers
import okta.eventhooks.toSpec
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.TimeUnit

/** The main path through real sockets, against the program `okta-event-hooks emulator`. */
class EmulatorTest {
    private val emulator: Process
    private val client: Client

    /** Answers Okta's one-time verification. */
    private val receiver = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)

    init {
        val command =
            checkNotNull(System.getenv("OKTA_EVENT_HOOKS_COMMAND")) { "set OKTA_EVENT_HOOKS_COMMAND to okta-event-hooks" }
        emulator =
            ProcessBuilder(command, "emulator", "--port", "0", "--json").redirectError(ProcessBuilder.Redirect.INHERIT).start()
        val line = emulator.inputReader().readLine()
        val said = { name: String -> checkNotNull(Regex("\"$name\":\"([^\"]*)\"").find(line)).groupValues[1] }
        client = Client(said("orgUrl"), Credentials.apiToken(said("apiToken")))
        receiver.createContext("/") { exchange ->
            val challenge = exchange.requestHeaders.getFirst("X-Okta-Verification-Challenge")
            val body = """{"verification":"$challenge"}""".toByteArray()
            exchange.responseHeaders.add("Content-Type", "application/json")
            exchange.sendResponseHeaders(200, body.size.toLong())
            exchange.responseBody.use { it.write(body) }
        }
        receiver.start()
    }

    @AfterEach
    fun stop() {
        client.close()
        receiver.stop(0)
        emulator.destroyForcibly().waitFor(10, TimeUnit.SECONDS)
    }

    @Test
    fun `the life of a hook`() = runBlocking {
        val uri = "http://127.0.0.1:${receiver.address.port}/"
        val auth = "Authorization" to Secret("s3cr3t-of-a-test")
        val hook = client.createEventHook(EventHookSpec("Feed", uri, listOf("user.lifecycle.create"), authHeader = auth))
        assertTrue(client.verifyEventHook(hook.id).delivers)
        assertEquals(listOf(hook.id), client.listEventHooks().map(EventHook::id))
        val paused = client.deactivateEventHook(hook.id)
        assertEquals(Status.Inactive, paused.status)
        val renamed = client.replaceEventHook(hook.id, paused.toSpec().copy(name = "Feed, renamed"), keepAuthScheme = true)
        assertEquals("Feed, renamed", renamed.name)
        // Several calls at once on one client.
        val names = List(8) { async { client.getEventHook(hook.id).name } }.awaitAll()
        assertEquals(listOf("Feed, renamed"), names.distinct())
        client.deleteEventHook(hook.id)
        assertThrows(NotFoundException::class.java) { runBlocking { client.getEventHook(hook.id) } }
        val types = client.logEvents(LogQuery().limit(2)).map { it.eventType }.toList()
        assertTrue(types.size > 2 && types.any { "event_hook" in it }, types.toString())
    }
}
