import okta.eventhooks.Client
import okta.eventhooks.Credentials
import okta.eventhooks.EventHookSpec
import okta.eventhooks.Secret
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.util.concurrent.TimeUnit

/** The tool as a program of its own, against `okta-event-hooks emulator`, whose path is in OKTA_EVENT_HOOKS_COMMAND. */
@Timeout(60)
class HooksTest {
    private val emulator: Process
    private val environment: Map<String, String>

    init {
        val command =
            checkNotNull(System.getenv("OKTA_EVENT_HOOKS_COMMAND")) { "set OKTA_EVENT_HOOKS_COMMAND to the program okta-event-hooks" }
        emulator = ProcessBuilder(command, "emulator", "--port", "0", "--json").redirectError(ProcessBuilder.Redirect.INHERIT).start()
        val line = emulator.inputReader().readLine()
        val said = { name: String -> checkNotNull(Regex("\"$name\":\"([^\"]*)\"").find(line)).groupValues[1] }
        environment = mapOf("OKTA_CLIENT_ORGURL" to said("orgUrl"), "OKTA_CLIENT_TOKEN" to said("apiToken"))
    }

    @AfterEach
    fun stop() {
        emulator.destroyForcibly().waitFor(10, TimeUnit.SECONDS)
    }

    private class Run(
        val code: Int,
        val output: String,
        val errors: String,
    )

    private fun hooks(
        vararg arguments: String,
        with: Map<String, String> = environment,
    ): Run {
        val java = System.getProperty("java.home") + "/bin/java"
        val builder = ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), "HooksKt", *arguments)
        builder.environment() += with
        val process = builder.start()
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly()
            error("hooks does not end")
        }
        return Run(process.exitValue(), process.inputReader().readText().trim(), process.errorReader().readText().trim())
    }

    @Test
    fun `hooks are listed, paused and verified`() {
        val org = environment.getValue("OKTA_CLIENT_ORGURL")
        val spec =
            EventHookSpec(
                "Feed\u001b[2J",
                "http://127.0.0.1:9/okta",
                listOf("user.lifecycle.create"),
                authHeader = "Authorization" to Secret("s3cr3t-of-a-test"),
            )
        val token = Credentials.apiToken(environment.getValue("OKTA_CLIENT_TOKEN"))
        val id = Client(org, token).use { it.createEventHook(spec).id }

        assertEquals("$id  not verified  Feed?[2J  http://127.0.0.1:9/okta", hooks("list").output)

        // Nobody listens at port 9.
        val verified = hooks("verify", id)
        assertEquals(1, verified.code)
        assertTrue(verified.errors.startsWith("verifyEventHook: "), verified.errors)
        assertEquals(1, verified.errors.lines().size)

        val paused = hooks("pause", id)
        assertEquals(0, paused.code, paused.errors)
        assertEquals("$id  paused  Feed?[2J  http://127.0.0.1:9/okta", paused.output)
        assertEquals(paused.output, hooks("list").output)
    }

    @Test
    fun `what goes wrong is one line and exit code 1`() {
        val wrong = hooks("list", with = environment + ("OKTA_CLIENT_TOKEN" to "00wrong"))
        assertEquals(1, wrong.code)
        assertTrue(wrong.errors.startsWith("listEventHooks: Okta answered 401"), wrong.errors)
        assertTrue("00wrong" !in wrong.errors)
        assertEquals("usage: hooks list | hooks pause ID | hooks verify ID", hooks("resume", "who1").errors)
        val noId = hooks("pause", "..").errors
        assertTrue("eventHookId" in noId, noId)
        val nobody = hooks("list", with = environment + ("OKTA_CLIENT_ORGURL" to "no url"))
        assertEquals(1, nobody.code)
        assertEquals(1, nobody.errors.lines().size)
    }
}
