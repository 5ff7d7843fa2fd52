package okta.eventhooks.vectors

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import okta.eventhooks.Call
import okta.eventhooks.FailureKind
import okta.eventhooks.HttpRequest
import okta.eventhooks.InvalidInputException
import okta.eventhooks.OktaEventHooksException
import okta.eventhooks.RetryPolicy
import okta.eventhooks.Secret
import okta.eventhooks.ServiceApp
import okta.eventhooks.Session
import okta.eventhooks.SessionCredentials
import okta.eventhooks.SessionOptions
import okta.eventhooks.Step
import okta.eventhooks.TransportException
import okta.eventhooks.exceptionOf
import okta.eventhooks.native
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.io.IOException
import java.io.InterruptedIOException
import java.net.ConnectException
import java.time.Duration
import java.util.HexFormat
import kotlin.io.path.readText

/** Every vector of `calls`: whole calls, step by step, with the keys, the random values and the times of the vectors. */
class CallsTest {
    @Test
    @Timeout(60)
    fun calls() {
        assertTrue(play("calls", check = ::check) > 400)
    }

    private fun check(one: JsonObject) {
        members(one, "name source seed org credentials policy operation params steps calls")
        sessionOf(one).use { session ->
            val calls = one["calls"] as JsonArray? ?: return playCall(session, one)
            if (calls.isEmpty() || "steps" in one || "operation" in one ||
                "params" in one
            ) {
                throw Differs("not one call nor several")
            }
            for ((number, part) in calls.withIndex()) {
                members(part, "operation params steps")
                within("call ${number + 1}") { playCall(session, part) }
            }
        }
    }

    private fun playCall(session: Session, one: JsonElement) {
        val steps = one["steps"] as JsonArray
        if (steps.isEmpty() || steps.size % 2 != 0) throw Differs("an event without an answer")
        val call =
            try {
                native { session.call(operationOf(one.text("operation"), one["params"]!!)) }
            } catch (refused: InvalidInputException) {
                // What cannot be an operation is refused before the first step.
                same("steps", steps.size, 2)
                return compareError(only(steps[1], "done")["error"], refused)
            }
        call.use {
            for ((number, pair) in steps.chunked(2).withIndex()) {
                within("step ${number + 1}") {
                    val (event, answer) = pair
                    compare(answer, take(call, event), event["failure"]?.let { failureOf(it.text).second })
                }
            }
        }
    }

    private fun within(what: String, act: () -> Unit) {
        try {
            act()
        } catch (why: Differs) {
            throw Differs("$what: ${why.message}")
        }
    }

    private fun take(call: Call, event: JsonElement): Step {
        val at = event.long("at")
        val kind = ((event as JsonObject).keys - "at").singleOrNull()
        return when {
            kind == "response" -> call.response(at, responseOf(event["response"]!!))

            kind == "failure" -> {
                val (failure, cause) = failureOf(event.text("failure"))
                call.failure(at, failure, cause.message!!)
            }

            kind == "start" && event.text(kind) == "true" -> call.start(at)

            kind == "resume" && event.text(kind) == "true" -> call.resume(at)

            else -> throw Differs("an event of no kind: $event")
        }
    }

    /** What a transport would have thrown. */
    private fun failureOf(kind: String): Pair<FailureKind, IOException> = when (kind) {
        "notSent" -> FailureKind.NOT_SENT to ConnectException("connection refused")
        "maybeSent" -> FailureKind.MAYBE_SENT to IOException("connection reset")
        "timedOut" -> FailureKind.TIMED_OUT to InterruptedIOException("late")
        else -> throw Differs("unknown failure $kind")
    }

    private fun sessionOf(one: JsonElement): Session {
        val policy = one["policy"]?.also { members(it, "maxAttempts maxWaitMs maxElapsedMs") }
        val retry =
            RetryPolicy(
                maxAttempts = policy?.get("maxAttempts")?.text?.toInt(),
                maxWait = policy?.get("maxWaitMs")?.text?.toLong()?.let(Duration::ofMillis),
                maxElapsed = policy?.get("maxElapsedMs")?.text?.toLong()?.let(Duration::ofMillis),
            )
        val seed = HexFormat.of().parseHex(one.text("seed"))
        return Session(SessionOptions(one.text("org"), credentialsOf(one["credentials"]!!), retry, null, seed))
    }

    private fun credentialsOf(who: JsonElement): SessionCredentials = when (val kind = (who as JsonObject).keys.single()) {
        "apiToken" -> SessionCredentials.ApiToken(Secret(who.text(kind)))

        "accessToken" -> SessionCredentials.AccessToken(Secret(who.text(kind)))

        else -> {
            val app = only(who, "serviceApp")
            members(app, "clientId keyId scopes key dpopKey")
            SessionCredentials.ServiceApp(
                ServiceApp(
                    clientId = app.text("clientId"),
                    privateKey = pem(app.text("key")),
                    keyId = app["keyId"]?.text,
                    scopes = app["scopes"].texts(),
                    dpopKey = app["dpopKey"]?.let { pem(it.text) },
                ),
            )
        }
    }

    private fun pem(file: String) = Secret(ROOT.resolve("keys").resolve(file).readText())

    /** The only member. */
    private fun only(value: JsonElement, name: String): JsonElement {
        val names = (value as JsonObject).keys
        return if (names == setOf(name)) value.getValue(name) else throw Differs("expected $name alone, found $names")
    }

    private fun compare(expected: JsonElement, found: Step, cause: IOException?) {
        when {
            "send" in expected && found is Step.Send -> compareSend(only(expected, "send"), found)
            "wait" in expected && found is Step.Wait -> compareWait(only(expected, "wait"), found.duration)
            "done" in expected -> compareDone(only(expected, "done"), found, cause)
            else -> throw Differs("found $found, expected $expected")
        }
    }

    private fun compareWait(expected: JsonElement, found: Duration) {
        members(expected, "ms minMs maxMs")
        val least = (expected["ms"] ?: expected["minMs"])!!.text.toLong()
        val most = (expected["ms"] ?: expected["maxMs"])!!.text.toLong()
        if (found < Duration.ofMillis(least) ||
            found > Duration.ofMillis(most)
        ) {
            throw Differs("waits $found, expected $expected")
        }
    }

    private fun compareSend(expected: JsonElement, step: Step.Send) {
        members(expected, "method url headers absentHeaders body bodyText")
        val found: HttpRequest = step.request
        val headers = found.headers.associate { it.name to it.value.text }
        val text = found.body?.decodeToString().orEmpty()
        expected["method"]?.let { same("method", found.method, it.text) }
        expected["url"]?.let { same("url", found.url, it.text) }
        for ((name, value) in expected["headers"] as JsonObject? ?: emptyMap()) same(name, headers[name], value.text)
        for (name in expected["absentHeaders"].texts()) same(name, headers[name], null)
        if (headers["user-agent"].isNullOrEmpty()) throw Differs("no user-agent")
        expected["bodyText"]?.let { same("body", text, it.text) }
        expected["body"]?.let { same("body", json(text), it) }
        // A request is printed by a transport that logs: nothing that is sent with it is in that, the address aside.
        val shown = "$found $step"
        for (secret in listOf(headers["authorization"], headers["dpop"], text)) {
            if (!secret.isNullOrEmpty() && secret in shown) throw Differs("shows what it carries: $shown")
        }
    }

    private fun compareDone(expected: JsonElement, found: Step, cause: IOException?) {
        members(expected, "output error")
        if (found is Step.Failed) {
            val error = exceptionOf(found.error, cause)
            compareError(expected["error"], error)
            if (cause != null && error is TransportException) same("cause", error.cause, cause)
            return
        }
        same("output", outputOf(found), expected["output"] ?: throw Differs("found $found"))
    }

    private fun compareError(expected: JsonElement?, found: OktaEventHooksException) {
        if (expected == null) throw Differs("found $found")
        members(expected, "kind status errorCode maybeSent resetAt mentions absent")
        sameError(expected, found)
    }
}
