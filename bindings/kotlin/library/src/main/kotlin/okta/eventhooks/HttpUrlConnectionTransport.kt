package okta.eventhooks

import java.io.IOException
import java.net.HttpURLConnection
import java.net.URL
import kotlin.concurrent.thread

/**
 * Carries requests over the platform's own [HttpURLConnection], without any dependency.
 *
 * On a desktop JVM two things are beyond its control. A request that is [repeatable][HttpRequest.repeatable] and whose connection
 * is closed before the answer is sent once more by the JVM. And of a `createEventHook` that is answered 401 the body is lost, for
 * the JVM does not hand it out, so that the error is told from the status and the headers alone.
 *
 * For a proxy or certificates of your own, make the connections yourself:
 *
 * ```kotlin
 * HttpUrlConnectionTransport { url -> url.openConnection(proxy) as HttpURLConnection }
 * ```
 */
class HttpUrlConnectionTransport @JvmOverloads constructor(
    private val connections: ConnectionFactory = ConnectionFactory { it.openConnection() as HttpURLConnection },
) : Transport {
    override fun send(request: HttpRequest, options: SendOptions): HttpResponse {
        val connection =
            try {
                connections.open(URL(request.url))
            } catch (error: Exception) {
                throw NotSentException(reasonOf(error), error)
            }
        val departure = Departure()
        // It waits for a read that is under way, and the caller must not.
        val abort: () -> Unit = { thread(name = "okta-event-hooks", isDaemon = true) { connection.disconnect() } }
        return exchange(options, departure, abort) {
            var answer: HttpResponse? = null
            try {
                connection.prepare(request, options.timeout.toMillis().toInt())
                connection.connect()
                departure.leave()
                if (connection.doOutput) connection.outputStream.use { it.write(request.bytes) }
                connection.answer(options.maxBody).also { answer = it }
            } finally {
                if (answer == null) connection.disconnect()
            }
        }
    }

    override fun toString(): String = "HttpUrlConnectionTransport()"
}

/** Makes the connections of an [HttpUrlConnectionTransport], not yet connected. */
fun interface ConnectionFactory {
    /** A connection to this address. */
    @Throws(IOException::class)
    fun open(url: URL): HttpURLConnection
}

private fun HttpURLConnection.prepare(request: HttpRequest, timeout: Int) {
    requestMethod = request.method
    instanceFollowRedirects = false
    useCaches = false
    connectTimeout = timeout
    readTimeout = timeout
    for (header in request.headers) addRequestProperty(header.name, header.value.text)
    setRequestProperty("Accept-Encoding", "gzip")
    doOutput = request.hasBody
    if (!doOutput) return
    // An empty body would be labelled as a form.
    if (request.body == null) setRequestProperty("Content-Type", "application/json")
    // What is written through is not sent again: the JVM repeats a POST otherwise.
    if (!request.repeatable) setFixedLengthStreamingMode(request.bytes.size)
}

private fun HttpURLConnection.answer(maxBody: Long): HttpResponse {
    val status = responseCode
    val places = generateSequence(1) { it + 1 }.takeWhile { getHeaderField(it) != null }
    val headers = places.map { HttpHeader(getHeaderFieldKey(it).orEmpty(), HeaderText(getHeaderField(it))) }.toList()
    checkHead(status, headers)
    val stream = if (status >= 400) errorStream else inputStream
    val bytes = stream?.use { it.readWhole(maxBody) } ?: ByteArray(0)
    val length = if (stream == null || status == 204 || status == 304) null else getHeaderField("Content-Length")
    val expected = length?.trim()?.toLongOrNull() ?: bytes.size.toLong()
    // The JVM takes the end of the connection for the end of the answer.
    if (bytes.size < expected) throw incomplete()
    return HttpResponse(status, headers, decoded(bytes.copyOf(expected.toInt()), contentEncoding, maxBody))
}
