package okta.eventhooks.vectors

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import okta.eventhooks.HttpRequest
import okta.eventhooks.Refused
import okta.eventhooks.RetryPolicy
import okta.eventhooks.Secret
import okta.eventhooks.Session
import okta.eventhooks.SessionCredentials
import okta.eventhooks.SessionOptions
import okta.eventhooks.Step
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** A call adds these to what the operation makes. */
private val ADDED = setOf("authorization", "user-agent")

/** What cannot be written down in Kotlin, and why. */
private val RULED_OUT =
    mapOf(
        "listLogEvents: limit_4294967297" to "limit is an Int",
        "listLogEvents: limit_fraction" to "limit is an Int",
        "listLogEvents: limit_text" to "limit is an Int",
        "listLogEvents: unknown_parameter" to "there is no parameter untill",
    )

/** Every vector of `requests`: what an operation sends. */
class RequestsTest {
    @Test
    @Timeout(60)
    fun requests() {
        val total = play("requests", RULED_OUT, ::check)
        assertTrue(total > 300)
        println("requests: $total cases, of which Kotlin's types rule out ${RULED_OUT.size}")
    }

    private fun check(one: JsonObject) {
        members(one, "name source org operation params request invalid")
        val step =
            try {
                sessionOf(one.text("org")).call(operationOf(one.text("operation"), one["params"]!!)).use { it.start(0) }
            } catch (refused: Refused.InvalidInput) {
                return refused(one, refused.reason)
            }
        when (step) {
            is Step.Send -> compare(one["request"] ?: throw Differs("sends $step"), step.request)
            is Step.Failed -> refused(one, step.error.text)
            else -> throw Differs("found $step")
        }
    }

    private fun refused(one: JsonObject, text: String) {
        val invalid = one["invalid"] ?: throw Differs("refused: $text")
        members(invalid, "mentions")
        mentions(text, invalid["mentions"].texts())
    }

    private fun compare(expected: JsonElement, found: HttpRequest) {
        members(expected, "method url headers body bodyContains")
        same("method", found.method, expected.text("method"))
        same("url", found.url, expected.text("url"))
        val headers = found.headers.filter { it.name !in ADDED }
        same("headers", JsonObject(headers.associate { it.name to JsonPrimitive(it.value.text) }), expected["headers"])
        same("names", headers.size, headers.distinctBy { it.name }.size)
        val body = found.body?.decodeToString()
        expected["bodyContains"]?.let { contains(body!!, it.texts()) }
        expected["body"]?.let { same("body", body?.let(::json) ?: JsonNull, it) }
    }
}

private fun sessionOf(org: String) =
    Session(SessionOptions(org, SessionCredentials.ApiToken(Secret("00token")), RetryPolicy(), null, null))
