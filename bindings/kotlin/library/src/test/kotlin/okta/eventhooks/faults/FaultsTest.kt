package okta.eventhooks.faults

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import okhttp3.ConnectionPool
import okhttp3.OkHttpClient
import okta.eventhooks.Client
import okta.eventhooks.Credentials
import okta.eventhooks.EventHook
import okta.eventhooks.EventHookSpec
import okta.eventhooks.HttpUrlConnectionTransport
import okta.eventhooks.OkHttpTransport
import okta.eventhooks.OktaEventHooksException
import okta.eventhooks.Page
import okta.eventhooks.RetryPolicy
import okta.eventhooks.Transport
import okta.eventhooks.fromJson
import okta.eventhooks.toJson
import okta.eventhooks.vectors.Differs
import okta.eventhooks.vectors.contains
import okta.eventhooks.vectors.get
import okta.eventhooks.vectors.inPlace
import okta.eventhooks.vectors.json
import okta.eventhooks.vectors.long
import okta.eventhooks.vectors.members
import okta.eventhooks.vectors.same
import okta.eventhooks.vectors.sameError
import okta.eventhooks.vectors.shown
import okta.eventhooks.vectors.text
import okta.eventhooks.vectors.texts
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.api.Timeout
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executors
import java.util.concurrent.Future
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException

/** How many cases are played at once. */
private const val AT_ONCE = 16

/**
 * Every case of the vectors' `faults`: a client over real sockets, against a server that misbehaves to the byte.
 *
 * The program `fault_server` plays the server's side, and says what of it is not as the case expects; here is compared what the
 * client returned. A case that is not done in its time has failed, whatever becomes of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private val server = FaultServer()
    private val threads = Executors.newCachedThreadPool { Thread(it).apply { isDaemon = true } }

    @AfterAll
    fun close() {
        threads.shutdownNow()
        server.close()
    }

    @Test
    @Timeout(300)
    fun `faults over OkHttp`() = playAll(DIFFERENCES_OF_OKHTTP) { use ->
        val pool = ConnectionPool()
        try {
            use(OkHttpTransport(OkHttpClient.Builder().connectionPool(pool).build()))
        } finally {
            pool.evictAll()
        }
    }

    @Test
    @Timeout(300)
    fun `faults over HttpURLConnection`() = playAll(DIFFERENCES_OF_HTTP_URL_CONNECTION) { use ->
        use(HttpUrlConnectionTransport())
    }

    private fun playAll(differences: Map<String, String>, over: ((Transport) -> Unit) -> Unit) {
        val cases = server.ask("GET", "/cases") as JsonArray
        assertTrue(cases.size > 300)
        val workers = Executors.newFixedThreadPool(AT_ONCE)
        val plays: List<Future<Verdict>>
        try {
            plays = workers.invokeAll(cases.map { one -> Callable { play(one, over) } })
        } finally {
            workers.shutdownNow()
        }
        val verdicts = cases.map { "${it.text("file")}: ${it.text("name")}" }.zip(plays.map { it.get() }).toMap()
        assertEquals(cases.size, verdicts.size)
        val failed = verdicts.filter { (name, verdict) -> name !in differences && verdict.wrong.isNotEmpty() }
        val told = failed.map { (name, verdict) -> "$name: ${verdict.wrong.joinToString("; ").take(2000)}" }
        assertEquals(emptyList<String>(), told, "${failed.size} of ${cases.size} cases failed:\n${told.joinToString("\n")}\n")
        // Each entry of the table is played, and must differ; but in none is a hook created twice.
        assertEquals(
            emptyList<String>(),
            differences.keys.filter {
                verdicts.getValue(it).wrong.isEmpty()
            },
            "they do what they should",
        )
        assertEquals(
            emptyList<String>(),
            differences.keys.filter {
                verdicts.getValue(it).createsTwice
            },
            "a create is sent twice",
        )
        println("faults: ${cases.size} cases, ${differences.size} differences")
    }

    private class Verdict(val wrong: List<String>, val createsTwice: Boolean)

    /** What goes wrong in a case. */
    private fun play(one: JsonElement, over: ((Transport) -> Unit) -> Unit): Verdict {
        val started = server.ask("POST", "/plays/${one.text("file")}/${one.text("name")}")
        val took = started["task"]!!["tookMs"]!!
        val began = System.nanoTime()
        // On a thread that is left behind when the time is over.
        val client = threads.submit { over { transport -> useClient(started, transport) } }
        val wrong = mutableListOf<String>()
        try {
            client.get(took.long("max"), TimeUnit.MILLISECONDS)
            val spent = (System.nanoTime() - began) / 1_000_000
            if (spent < took.long("min")) wrong += "done after $spent ms already"
        } catch (_: TimeoutException) {
            wrong += "not done after ${took["max"]} ms"
            client.cancel(true)
        } catch (failure: ExecutionException) {
            val why = failure.cause!!
            wrong += if (why is Differs) why.message!! else why.stackTraceToString()
        }
        val seen = server.ask("DELETE", "/plays/${started.text("id")}")
        val creates = (seen["requests"] as JsonArray).count {
            it.text("method") == "POST" &&
                it.text("target").endsWith("/eventHooks")
        }
        val asked = (started["task"]!!["calls"] as JsonArray).count { it.text("operation") == "createEventHook" }
        return Verdict(wrong + seen["wrong"].texts(), creates > asked)
    }

    private fun useClient(play: JsonElement, transport: Transport) {
        val task = play["task"]!!
        members(task, "name policy timeoutMs maxBody tookMs calls")
        val policy = task["policy"]!!
        members(policy, "maxAttempts maxWaitMs maxElapsedMs")
        val retry =
            RetryPolicy(
                policy.long("maxAttempts").toInt(),
                Duration.ofMillis(policy.long("maxWaitMs")),
                Duration.ofMillis(policy.long("maxElapsedMs")),
            )
        val timeout = Duration.ofMillis(task.long("timeoutMs"))
        val credentials = Credentials.apiToken(play.text("token"))
        val org = play.text("orgUrl")
        val client =
            when (val maxBody = task["maxBody"]!!) {
                is JsonNull -> Client(org, credentials, transport, retry, timeout)
                else -> Client(org, credentials, transport, retry, timeout, maxBody = maxBody.text.toLong())
            }
        client.use {
            for ((number, one) in (task["calls"] as JsonArray).withIndex()) {
                members(one, "operation params output count error")
                try {
                    compare(client, one, play)
                } catch (why: Differs) {
                    throw Differs("call ${number + 1}: ${why.message}")
                }
            }
        }
    }

    private fun compare(client: Client, one: JsonElement, play: JsonElement) {
        val found =
            try {
                call(client, one.text("operation"), one["params"]!!)
            } catch (error: OktaEventHooksException) {
                return compareError(one, error, play)
            }
        val count = one["count"]
        when {
            count != null && found is Page<*> -> same("count", found.size + found.unreadable.size, count.text.toInt())
            one["output"] != null -> matches("output", one["output"]!!, plain(found))
            else -> throw Differs("found $found")
        }
    }

    private fun call(client: Client, operation: String, params: JsonElement): Any {
        members(params, "eventHookId eventHook")
        val id by lazy { params.text("eventHookId") }
        val spec by lazy { EventHookSpec.fromJson(params["eventHook"].toString()) }
        return when (operation) {
            "listEventHooks" -> client.listEventHooks()
            "createEventHook" -> client.createEventHook(spec)
            "getEventHook" -> client.getEventHook(id)
            "replaceEventHook" -> client.replaceEventHook(id, spec)
            "deleteEventHook" -> client.deleteEventHook(id)
            "activateEventHook" -> client.activateEventHook(id)
            "deactivateEventHook" -> client.deactivateEventHook(id)
            "verifyEventHook" -> client.verifyEventHook(id)
            else -> throw Differs("no operation $operation")
        }
    }

    private fun plain(found: Any?): JsonElement = when (found) {
        is EventHook -> read(found.toJson())
            ?: JsonObject(mapOf("id" to JsonPrimitive(found.id), "name" to JsonPrimitive(found.name)))

        is Page<*> -> JsonArray(inPlace(found.map(::plain), found.unreadable) { read(it) ?: JsonPrimitive("too deep") })

        Unit -> JsonNull

        else -> throw Differs("found $found")
    }

    /** `null` for what is too deep for the reader of the test, where there is nothing to compare. */
    private fun read(text: String): JsonElement? = try {
        json(text)
    } catch (why: SerializationException) {
        if ("too nested" in why.message.orEmpty()) null else throw why
    }

    /** An object may have more members than expected, and `{}` is anything. */
    private fun matches(what: String, expected: JsonElement, found: JsonElement) {
        when {
            expected is JsonArray && found is JsonArray -> {
                same("$what: items", found.size, expected.size)
                for ((number, item) in expected.withIndex()) matches(what, item, found[number])
            }

            expected is JsonObject && (expected.isEmpty() || found is JsonObject) ->
                for ((name, value) in expected) matches("$what: $name", value, found[name] ?: throw Differs("$what: no $name"))

            else -> same(what, found, expected)
        }
    }

    private fun compareError(one: JsonElement, error: OktaEventHooksException, play: JsonElement) {
        val shown = shown(error)
        for (secret in listOf(play.text("token"), play.text("hookSecret"))) {
            if (secret in shown) throw Differs("the error shows a secret: ${shown.lines().filter { secret in it }}")
        }
        val expected = one["error"] ?: throw Differs("found $shown")
        val message = error.message!!
        if (message.lines().size != 1 || message.any { it in "\u0085\u2028\u2029" } ||
            !message.startsWith("${one.text("operation")}: ")
        ) {
            throw Differs("not one line that begins with the operation: $message")
        }
        same("says that the hook may exist", "may exist" in message, error.maybeApplied)
        try {
            sameError(expected, error)
        } catch (why: Differs) {
            throw Differs("${why.message}: $message")
        }
    }
}
