package okta.eventhooks

import java.io.IOException

/** How many causes are looked at: a chain may be a ring. */
private const val DEPTH = 8

/** The failure, or a copy of it if a text of it holds a secret: an HTTP library may repeat a request in them. */
internal fun Call.withoutSecrets(failure: Exception): Exception =
    if (tellsSecret(failure, DEPTH)) copyOf(failure, DEPTH) else failure

/** Looks at what the failure prints, those behind it and those beside it included. */
private fun Call.tellsSecret(failure: Throwable, depth: Int): Boolean =
    listOfNotNull(failure.toString(), failure.message, failure.localizedMessage).any { withoutSecrets(it) != it } ||
        (depth > 0 && (failure.suppressed.asList() + listOfNotNull(failure.cause)).any { tellsSecret(it, depth - 1) })

private fun Call.copyOf(failure: Throwable, depth: Int): Exception {
    val copy =
        IOException(withoutSecrets(failure.toString()), failure.cause?.takeIf { depth > 0 }?.let { copyOf(it, depth - 1) })
    copy.stackTrace = failure.stackTrace
    return copy
}

/** A line for a message. The innermost cause says the most, and its class often more than its text. */
internal fun reasonOf(failure: Throwable): String {
    val innermost = generateSequence(failure) { it.cause }.take(DEPTH + 1).last()
    val name = innermost.javaClass.simpleName
    return innermost.message?.takeIf(String::isNotBlank)?.let { "$it ($name)" } ?: name
}
