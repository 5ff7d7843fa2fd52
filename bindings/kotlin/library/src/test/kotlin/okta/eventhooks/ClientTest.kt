package okta.eventhooks

import com.sun.net.httpserver.HttpServer
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import java.net.InetAddress
import java.net.InetSocketAddress

class ClientTest {
    @Test
    fun `both transports fetch a hook`() {
        val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
        val seen = ArrayList<String>()
        server.createContext("/") { exchange ->
            val length = exchange.requestHeaders.getFirst("Content-Length")
            seen += listOfNotNull(exchange.requestMethod, length).joinToString(" ")
            val body = HOOK.toByteArray()
            exchange.responseHeaders.add("Content-Type", "application/json")
            exchange.sendResponseHeaders(200, body.size.toLong())
            exchange.responseBody.use { it.write(body) }
        }
        server.start()
        try {
            for (transport in listOf(HttpUrlConnectionTransport(), OkHttpTransport())) {
                Client("http://127.0.0.1:${server.address.port}", Credentials.apiToken("t0k3n"), transport).use { client ->
                    assertEquals("Sign-ups", client.getEventHook("who1").name)
                    client.activateEventHook("who1")
                    client.createEventHook(EventHookSpec("a", "https://x.test/", listOf("user.lifecycle.create")))
                }
            }
        } finally {
            server.stop(0)
        }
        assertEquals(List(2) { listOf("GET", "POST 0", "POST 156") }.flatten(), seen)
    }
}

const val HOOK = """{"id":"who1","status":"ACTIVE","verificationStatus":"VERIFIED","name":"Sign-ups","events":{"type":"EVENT_TYPE",
"items":["user.lifecycle.create"]},"channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://hooks.acme.test/okta"}}}"""
