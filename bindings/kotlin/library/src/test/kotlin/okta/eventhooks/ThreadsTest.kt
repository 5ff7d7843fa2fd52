package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import java.util.concurrent.Callable
import java.util.concurrent.Executors

class ThreadsTest {
    @ParameterizedTest
    @EnumSource
    internal fun `many threads use one client`(carrier: Carrier) {
        val answers = { line: String ->
            http(HOOK.replace("who1", line.substringAfter("eventHooks/").substringBefore(" ")).toByteArray())
        }
        rawServer(answering(answers)).use { server ->
            val threads = Executors.newFixedThreadPool(16)
            try {
                client(carrier.make(), org = server.url).use { client ->
                    val calls = (1..320).map { n -> Callable { client.getEventHook("hook$n").id } }
                    assertEquals((1..320).map { "hook$it" }, threads.invokeAll(calls).map { it.get() })
                }
            } finally {
                threads.shutdownNow()
            }
        }
    }
}
