package okta.eventhooks

import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.InputStream
import java.util.zip.GZIPInputStream

/** Whether the request has a body, which may be empty: then its length is told, for some servers demand that. */
internal val HttpRequest.hasBody: Boolean
    get() = body != null || method == "POST" || method == "PUT"

internal val HttpRequest.bytes: ByteArray
    get() = body ?: ByteArray(0)

/** All of a stream, but no more than the cap. */
internal fun InputStream.readWhole(maxBody: Long): ByteArray {
    val whole = ByteArrayOutputStream()
    val chunk = ByteArray(16 * 1024)
    while (true) {
        val count = read(chunk)
        if (count < 0) return whole.toByteArray()
        if (whole.size() + count > maxBody) throw tooLarge(maxBody)
        whole.write(chunk, 0, count)
    }
}

/** The body itself of one that came with this `Content-Encoding`. */
internal fun decoded(body: ByteArray, encoding: String?, maxBody: Long): ByteArray =
    if (body.isEmpty() || !encoding.equals("gzip", ignoreCase = true)) {
        body
    } else {
        GZIPInputStream(ByteArrayInputStream(body)).use { it.readWhole(maxBody) }
    }
