package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import java.time.Duration

/** Whatever cannot be sent is refused before anything is. */
class ArgumentsTest {
    @TestFactory
    fun `an id that is none`(): List<DynamicTest> = ON_ONE.map { (name, call) ->
        dynamicTest(name) {
            for (id in listOf("", ".", "..", "../users/me", "a/../b", "a\\..\\b", "a\u0000b", "a\nb")) {
                refused("eventHookId") { call(client(NEVER), id, CallOptions()) }
            }
            refused("surrogate") { call(client(NEVER), "who\uD800", CallOptions()) }
        }
    }

    @TestFactory
    fun `an odd id stays one segment`(): List<DynamicTest> = ON_ONE.map { (name, call) ->
        dynamicTest(name) {
            for (id in listOf(" ", "a/b", "a?b", "a#b", "a%2Fb", "é", "\uD83D\uDE00")) {
                val transport =
                    Transport { request, _ ->
                        val path = request.url.removePrefix("$ORG/api/v1/eventHooks/").split("/")
                        assertTrue(Regex("[A-Za-z0-9%]+").matches(path[0]) && path.size in listOf(1, 3), request.url)
                        answer(HOOK)
                    }
                call(client(transport), id, CallOptions())
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = ["", " ", "a\nb", "a\r\nX-Other: 1", "a\u0000b"])
    fun `a token that is none`(token: String) {
        refused { client(NEVER, Credentials.apiToken(token)) }
        refused { client(NEVER, Credentials.accessToken(token)) }
        refused { client(NEVER, Credentials.accessToken { token }).listEventHooks() }
    }

    @Test
    fun `a key that is none`() {
        refused { client(NEVER, Credentials.serviceApp(ServiceApp("0oa1", Secret("no key")))) }
    }

    @ParameterizedTest
    @ValueSource(
        strings = [
            "", "acme", "http://acme.okta.com", "https://", "ftp://acme.okta.com", "https://acme.okta.com/path",
            "https://user:pass@acme.okta.com", "https://acme-admin.okta.com", "https://acme.okta.com?q=1",
            "https://{yourOktaDomain}",
        ],
    )
    fun `an org that is none`(org: String) {
        refused { client(NEVER, org = org) }
    }

    @Test
    fun `a user agent that is none`() {
        refused { Client(ORG, Credentials.apiToken(TOKEN), NEVER, userAgent = "a\nb") }
    }

    @TestFactory
    fun `times and numbers out of range`(): List<DynamicTest> = CALLS.map { (name, call) ->
        dynamicTest(name) {
            refused("timeout") { call(client(NEVER), CallOptions(Duration.ZERO)) }
            refused("timeout") { call(client(NEVER), CallOptions(Duration.ofSeconds(-1))) }
            refused("maxAttempts") { call(client(NEVER), CallOptions(retry = RetryPolicy(maxAttempts = 0))) }
            refused("maxWait") { call(client(NEVER), CallOptions(retry = RetryPolicy(maxWait = Duration.ofSeconds(-1)))) }
            refused("maxElapsed") {
                call(client(NEVER), CallOptions(retry = RetryPolicy(maxElapsed = Duration.ofNanos(-1))))
            }
        }
    }

    @Test
    fun `options of a client out of range`() {
        val credentials = Credentials.apiToken(TOKEN)
        refused("timeout") { Client(ORG, credentials, NEVER, timeout = Duration.ofNanos(1)) }
        refused("maxBody") { Client(ORG, credentials, NEVER, maxBody = 0) }
        refused("maxAttempts") { Client(ORG, credentials, NEVER, retry = RetryPolicy(maxAttempts = -1)) }
        refused("maxWait") { Client(ORG, credentials, NEVER, retry = RetryPolicy(maxWait = Duration.ofMillis(-1))) }
    }

    @Test
    fun `the longest times are no error`() {
        val longest = Duration.ofSeconds(Long.MAX_VALUE)
        val client =
            Client(ORG, Credentials.apiToken(TOKEN), { _, _ -> answer(HOOK) }, RetryPolicy(null, longest, longest), longest)
        client.getEventHook("who1", CallOptions(longest))
    }

    @Test
    fun `a query that is none`() {
        val client = client(NEVER)
        for (query in listOf<(LogQuery) -> LogEvents>({ client.logEvents(it) }, { client.pollLogEvents(it) })) {
            refused("limit") { query(LogQuery().limit(-1)) }
            refused("after") { query(LogQuery().after("after=1").filter("eventType pr")) }
            refused("after") { query(LogQuery().after("")).toList() }
            refused("after") { query(LogQuery().after("a b")).toList() }
            refused("limit") { query(LogQuery().limit(1001)).toList() }
        }
        refused("until") { client.pollLogEvents(LogQuery().until("2026-03-16T03:47:47Z")) }
        refused("sortOrder") { client.logEvents(LogQuery().sortOrder("SIDEWAYS")) }
        refused { client.pollLogEvents(LogQuery().sortOrder("DESCENDING")).toList() }
    }

    @Test
    fun `a spec that cannot be sent`() {
        val nameless = EventHookSpec("", "https://hooks.acme.test/okta", listOf("user.lifecycle.create"))
        refused("name") { client(NEVER).createEventHook(nameless) }
        refused("name") { client(NEVER).replaceEventHook("who1", nameless) }
        refused { EventHookSpec.fromJson("""{"nmae":"a"}""") }
        refused { EventHookSpec.fromJson("{") }
        refused { EventHook.fromJson("{}") }
        refused { LogEvent.fromJson("[]") }
        refused("plan") { EventHook.fromJson(HOOK).copy(extra = listOf(Member("plan", Json("{")))).toJson() }
    }

    @Test
    fun `a replacement without the secret of the scheme says what to do`() {
        val scheme = """{"type":"HEADER","key":"Authorization"}"""
        val json = HOOK.replace(""""uri"""", """"authScheme":$scheme,"uri"""")
        val spec = EventHook.fromJson(json).toSpec()
        val message = refused("keepAuthScheme") { client(NEVER).replaceEventHook("who1", spec) }
        assertTrue("_" !in message.substringBefore("hint"), message)
    }

    private fun refused(mentions: String = "", call: () -> Unit): String {
        val message = assertThrows(InvalidInputException::class.java) { call() }.message.orEmpty()
        assertTrue(mentions in message && message.isNotBlank() && '\n' !in message, message)
        return message
    }
}
