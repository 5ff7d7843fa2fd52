package okta.eventhooks.vectors

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import okta.eventhooks.AccessDeniedException
import okta.eventhooks.ApiException
import okta.eventhooks.AuthException
import okta.eventhooks.InvalidInputException
import okta.eventhooks.NotFoundException
import okta.eventhooks.OktaEventHooksException
import okta.eventhooks.ProtocolException
import okta.eventhooks.RateLimitedException
import okta.eventhooks.TransportException
import okta.eventhooks.ValidationException
import java.lang.reflect.Method
import java.lang.reflect.Modifier

private val KINDS =
    mapOf(
        "invalidInput" to InvalidInputException::class,
        "api" to ApiException::class,
        "rateLimited" to RateLimitedException::class,
        "auth" to AuthException::class,
        "protocol" to ProtocolException::class,
        "transport" to TransportException::class,
    )

private val BY_STATUS =
    mapOf(
        400 to ValidationException::class,
        401 to AccessDeniedException::class,
        403 to AccessDeniedException::class,
        404 to NotFoundException::class,
    )

private const val COMPARED = "status errorCode requestId causes maybeSent maybeApplied retryable attempts resetAt waitSecs"

/** Compares an error of `responses`, `calls` or `faults`. */
internal fun sameError(expected: JsonElement, found: OktaEventHooksException) {
    members(expected, "kind $COMPARED maxLength mentions absent")
    expected["kind"]?.let { kind ->
        if (!KINDS.getValue(kind.text).isInstance(found)) throw Differs("found $found, expected $kind")
    }
    if (found is ApiException) same("class", found::class, BY_STATUS[found.status] ?: ApiException::class)
    val length = found.message!!.toByteArray().size
    if (length > (expected["maxLength"]?.text?.toInt() ?: (1 shl 20))) throw Differs("the message has $length bytes")
    val members = comparedOf(found)
    for (name in COMPARED.split(" ").filter { it in expected }) {
        if (name !in members) throw Differs("${found::class.simpleName} has no $name")
        val found = json(members.getValue(name))
        // A Duration has fewer seconds than the greatest number of them that Okta can name.
        val isLongest = name == "waitSecs" && found.text == Long.MAX_VALUE.toString()
        if (!isLongest || expected.text(name).toBigInteger() < found.text.toBigInteger()) same(name, found, expected[name])
    }
    val text = shown(found)
    mentions(text, expected["mentions"].texts())
    for (secret in expected["absent"].texts()) if (secret in text) throw Differs("shows $secret: $text")
}

/** What the error says, under the names of the vectors, each as JSON. */
private fun comparedOf(found: OktaEventHooksException): Map<String, String> {
    fun text(value: String?) = JsonPrimitive(value).toString()
    val members =
        mutableMapOf(
            "status" to found.status.toString(),
            "errorCode" to text(found.errorCode),
            "requestId" to text(found.requestId),
            "maybeApplied" to found.maybeApplied.toString(),
            "retryable" to found.isRetryable.toString(),
        )
    when (found) {
        is ApiException -> members["causes"] = found.errorCauses.joinToString(",", "[", "]") { text(it) }

        is RateLimitedException -> {
            members["resetAt"] = found.reset?.epochSecond.toString()
            members["waitSecs"] = found.wait.seconds.toString()
            members["attempts"] = found.attempts.toString()
        }

        is TransportException -> {
            members["maybeSent"] = found.maybeSent.toString()
            members["attempts"] = found.attempts.toString()
        }

        else -> {}
    }
    return members
}

/**
 * All that an error shows to a person or writes to a log: its own texts, those of its causes, its stack traces, and what each of
 * its getters returns.
 */
internal fun shown(error: Throwable): String {
    val texts = mutableListOf(error.stackTraceToString())
    for (link in generateSequence(error) { it.cause }) {
        texts += "$link ${link.message} ${link.localizedMessage}"
        val isOurs = link.javaClass.name.startsWith("okta.eventhooks.")
        if (isOurs) texts += link.javaClass.methods.filter(::isGetter).map { "${it.name}: ${it.invoke(link)}" }
    }
    return texts.joinToString("\n")
}

private fun isGetter(method: Method): Boolean = method.parameterCount == 0 &&
    !Modifier.isStatic(method.modifiers) &&
    (method.name.startsWith("get") || method.name.startsWith("is"))
