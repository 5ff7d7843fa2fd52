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
            .addNetworkInterceptor(Leaving)
            .build()

    override fun send(request: HttpRequest, options: SendOptions): HttpResponse {
        val departure = Departure()
        val call = client.newCall(request.forOkHttp(departure))
        return exchange(options, departure, call::cancel) {
            call.execute().use { response ->
                val bytes = response.body.byteStream().readWhole(options.maxBody)
                val headers = response.headers.map { (name, value) -> HttpHeader(name, HeaderText(value)) }
                HttpResponse(response.code, headers, decoded(bytes, response.header("Content-Encoding"), options.maxBody))
            }
        }
    }

    override fun toString(): String = "OkHttpTransport()"
}

/** There is a connection: the request is about to leave. */
private object Leaving : Interceptor {
    override fun intercept(chain: Interceptor.Chain): Response {
        chain.request().tag(Departure::class.java)?.leave()
        return chain.proceed(chain.request())
    }
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
