package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kotlin.io.path.readLines

private const val SOME_CALLS = 20_000
private const val ALL_CALLS = 100_000

/** A leak of so many bytes a call would be seen. */
private const val LEAK = 200

/**
 * What the library allocates outside of the JVM's heap is freed: each call closes what it made, whether it succeeds or not.
 *
 * On Linux only, which tells the memory of a process in /proc. The heap has its greatest size from the start.
 */
class MemoryTest {
    @Test
    fun `memory does not grow over 100,000 calls`() {
        val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
        val heap = listOf("-Xms48m", "-Xmx48m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        val program = listOf("-cp", System.getProperty("java.class.path"), MemoryProgram::class.java.name)
        val process = ProcessBuilder(listOf(java) + heap + program).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        try {
            val (before, after) = process.inputReader().readLine().split(" ").map(String::toLong)
            println("memory: $before KiB after $SOME_CALLS calls, $after KiB after $ALL_CALLS")
            assertTrue(after - before < (ALL_CALLS - SOME_CALLS) * LEAK / 1024, "$before KiB, then $after KiB")
            assertTrue(process.waitFor(10, TimeUnit.SECONDS))
            assertEquals(0, process.exitValue())
        } finally {
            process.destroyForcibly()
        }
    }
}

/** Makes the calls, half of which fail, and prints the memory after some of them and after all. */
internal object MemoryProgram {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val headers = listOf(HttpHeader("Content-Type", HeaderText("application/json")))
        val missing = """{"errorCode":"E0000007","errorSummary":"Not found: Resource not found: who1 (EventHook)"}"""
        val answers = listOf(HttpResponse(200, headers, HOOK.toByteArray()), HttpResponse(404, headers, missing.toByteArray()))
        var made = 0
        var failed = 0
        val transport = Transport { _, _ -> answers[made++ % 2] }
        Client("https://acme-test.okta.com", Credentials.apiToken("00token"), transport).use { client ->
            fun calls(times: Int) = repeat(times) {
                try {
                    client.getEventHook("who1")
                } catch (_: NotFoundException) {
                    failed++
                }
            }
            calls(SOME_CALLS)
            val before = resident()
            calls(ALL_CALLS - SOME_CALLS)
            check(failed == ALL_CALLS / 2)
            println("$before ${resident()}")
        }
    }

    /** In KiB. */
    private fun resident(): Long {
        val line = Path.of("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }
        return line.filter(Char::isDigit).toLong()
    }
}
