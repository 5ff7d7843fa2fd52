package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File
import java.util.concurrent.TimeUnit

class ReadmeTest {
    private val blocks =
        Regex("```(kotlin|java)\n([\\s\\S]*?)```").findAll(File("../README.md").readText()).map { it.groupValues[2] }.toList()

    @Test
    fun `the first lines are a program, which runs`() {
        assertEquals(File("src/test/kotlin/Readme.kt").readText(), blocks.first())
        emulator { org, token ->
            client(HttpUrlConnectionTransport(), Credentials.apiToken(token), org).use { it.createEventHook(SPEC) }
            val java = File(System.getProperty("java.home"), "bin/java").path
            val classes = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
            val program = ProcessBuilder(java, "-cp", classes, "ReadmeKt").redirectErrorStream(true)
            program.environment() += mapOf("OKTA_CLIENT_ORGURL" to org, "OKTA_CLIENT_TOKEN" to token)
            val run = program.start()
            assertEquals("Sign-ups is ACTIVE, delivers: false", run.inputStream.reader().readText().trim())
            assertEquals(0, run.waitFor())
        }
    }

    @Test
    fun `everything else that it shows is compiled`() {
        val compiled =
            listOf(
                "src/test/kotlin/okta/eventhooks/ReadmeParts.kt",
                "src/test/java/okta/eventhooks/ReadmeJava.java",
                "../coroutines/src/test/kotlin/okta/eventhooks/coroutines/ReadmeParts.kt",
            ).joinToString("\n") { File(it).readText() }.let(::withoutIndent)
        for (block in blocks.drop(1)) assertTrue(withoutIndent(block) in compiled, block)
        assertEquals(10, blocks.size)
    }

    private fun withoutIndent(text: String): String = text.lines().joinToString("\n", transform = String::trim).trim()

    private fun emulator(test: (org: String, token: String) -> Unit) {
        val command =
            checkNotNull(System.getenv("OKTA_EVENT_HOOKS_COMMAND")) { "set OKTA_EVENT_HOOKS_COMMAND to okta-event-hooks" }
        val process = ProcessBuilder(
            command,
            "emulator",
            "--port",
            "0",
            "--json",
        ).redirectError(ProcessBuilder.Redirect.DISCARD).start()
        try {
            val line = process.inputReader().readLine()
            val said = { name: String -> checkNotNull(Regex(""""$name":"([^"]*)"""").find(line)).groupValues[1] }
            test(said("orgUrl"), said("apiToken"))
        } finally {
            process.destroyForcibly()
            process.waitFor(10, TimeUnit.SECONDS)
        }
    }
}
