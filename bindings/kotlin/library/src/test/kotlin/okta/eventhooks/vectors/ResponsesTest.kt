package okta.eventhooks.vectors

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import okta.eventhooks.OktaEventHooksException
import okta.eventhooks.RateLimitedException
import okta.eventhooks.RetryPolicy
import okta.eventhooks.Secret
import okta.eventhooks.Session
import okta.eventhooks.SessionCredentials
import okta.eventhooks.SessionOptions
import okta.eventhooks.Step
import okta.eventhooks.exceptionOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/**
 * Every vector of `responses`: what an operation makes of one answer.
 *
 * A vector describes the operation alone, and Kotlin has it only within a call. To a call every 429 is the rate limit, which is a
 * class of its own and has neither Okta's code nor its texts: of these the status is compared and the id.
 */
class ResponsesTest {
    @Test
    @Timeout(60)
    fun responses() {
        assertTrue(play("responses", check = ::check) > 300)
    }

    private fun check(one: JsonObject) {
        members(one, "name source operation params response output error")
        val credentials = SessionCredentials.ApiToken(Secret("00token"))
        val options = SessionOptions("https://acme-test.okta.com", credentials, RetryPolicy(maxAttempts = 1), null, null)
        val step =
            Session(options).call(operationOf(one.text("operation"), one["params"]!!)).use { call ->
                assertTrue(call.start(0) is Step.Send)
                call.response(0, responseOf(one["response"]!!))
            }
        if (step is Step.Failed) return compare(one["error"] ?: throw Differs("found $step"), exceptionOf(step.error, null))
        same("output", outputOf(step), one["output"] ?: throw Differs("found $step"))
    }

    private fun compare(expected: JsonElement, found: OktaEventHooksException) {
        members(expected, "kind status errorCode requestId causes mentions")
        if (found !is RateLimitedException) return sameError(expected, found)
        same("status", found.status, 429)
        sameError(JsonObject((expected as JsonObject).filterKeys { it == "status" || it == "requestId" }), found)
    }
}
