package okta.eventhooks

import okhttp3.Authenticator
import okhttp3.CookieJar
import okhttp3.Interceptor
import okhttp3.MediaType
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody
import okhttp3.Response
import okio.BufferedSink
import java.io.IOException
import java.util.concurrent.TimeUnit

/**
 * Carries requests over OkHttp, whose dependency is yours: `com.squareup.okhttp3:okhttp`.
 *
 * It takes connections, proxy, certificates and interceptors of [client]. Not its redirects, its cookies, its cache, its
 * `authenticator` and its timeouts.
 */
class OkHttpTransport @JvmOverloads constructor(client: OkHttpClient = OkHttpClient()) : Transport {
    private val client =
        client
            .newBuilder()
            .followRedirects(false)
            .followSslRedirects(false)
            .authenticator(Authenticator.NONE)
            .cookieJar(CookieJar.NO_COOKIES)
            .cache(null)
            .callTimeout(0, TimeUnit.MILLISECONDS)
            .connectTimeout(0, TimeUnit.MILLISECONDS)
            .readTimeout(0, TimeUnit.MILLISECONDS)
            .writeTimeout(0, TimeUnit.MILLISECONDS)
            .addInterceptor(Showing)
            .apply { networkInterceptors().add(0, Leaving) }
            .build()

    override fun send(request: HttpRequest, options: SendOptions): HttpResponse {
        val departure = Departure()
        val call = client.newCall(request.forOkHttp(departure))
        return exchange(options, departure, call::cancel) {
            call.execute().use { response ->
                try {
                    response.whole(options.maxBody)
                } catch (error: IOException) {
                    // The rest is not wanted, and would be read for a while.
                    call.cancel()
                    throw error
                }
            }
        }
    }

    override fun toString(): String = "OkHttpTransport()"
}

/** Makes a status one that OkHttp does not know: some, such as a 503 with `Retry-After: 0`, have it send a request again. */
private const val HIDDEN = 1000

/** There is a connection: the request is about to leave. */
private object Leaving : Interceptor {
    override fun intercept(chain: Interceptor.Chain): Response {
        chain.request().tag(Departure::class.java)?.leave()
        val response = chain.proceed(chain.request())
        return response.newBuilder().code(response.code + HIDDEN).build()
    }
}

/** OkHttp has seen the status; the client's own interceptors see what it is. */
private object Showing : Interceptor {
    override fun intercept(chain: Interceptor.Chain): Response {
        val response = chain.proceed(chain.request())
        return response.newBuilder().code(response.code - HIDDEN).build()
    }
}

private fun Response.whole(maxBody: Long): HttpResponse {
    val fields = headers.map { (name, value) -> HttpHeader(name, HeaderText(value)) }
    checkHead(code, fields)
    val bytes = body.byteStream().readWhole(maxBody)
    return HttpResponse(code, fields, decoded(bytes, header("Content-Encoding"), maxBody))
}

private fun HttpRequest.forOkHttp(departure: Departure): Request {
    val builder = Request.Builder().url(url).tag(Departure::class.java, departure)
    for (header in headers) builder.addHeader(header.name, header.value.text)
    builder.header("Accept-Encoding", "gzip")
    return builder.method(method, if (hasBody) Body(bytes, repeatable) else null).build()
}

/** Its media type is in the headers. */
private class Body(private val bytes: ByteArray, private val repeatable: Boolean) : RequestBody() {
    override fun contentType(): MediaType? = null

    override fun contentLength(): Long = bytes.size.toLong()

    override fun isOneShot(): Boolean = !repeatable

    override fun writeTo(sink: BufferedSink) {
        sink.write(bytes)
    }
}
