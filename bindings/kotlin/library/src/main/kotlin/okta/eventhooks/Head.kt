package okta.eventhooks

import java.io.IOException

/** An answer whose head is not HTTP, or tells two lengths, is none, whatever an HTTP library makes of it. */
internal fun checkHead(status: Int, headers: List<HttpHeader>) {
    val lengths = headers.filter { it.name.equals("Content-Length", ignoreCase = true) }.map { it.value.text.trim() }
    val isHttp =
        status in 200..999 &&
            headers.none { it.name.isEmpty() || '\u0000' in it.value.text } &&
            lengths.distinct().size <= 1 &&
            lengths.all { length -> length.toLongOrNull()?.let { it >= 0 } ?: false }
    if (!isHttp) throw IOException("the head of the answer is not HTTP")
}
