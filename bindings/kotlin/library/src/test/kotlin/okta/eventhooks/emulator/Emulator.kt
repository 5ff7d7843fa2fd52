package okta.eventhooks.emulator

import com.sun.net.httpserver.HttpServer
import kotlinx.serialization.json.JsonElement
import okta.eventhooks.support.Program
import okta.eventhooks.vectors.json
import okta.eventhooks.vectors.text
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Files
import java.nio.file.Path
import java.security.KeyStore
import java.security.cert.CertificateFactory
import java.time.Duration
import javax.net.ssl.SSLContext
import javax.net.ssl.TrustManagerFactory
import javax.net.ssl.X509TrustManager
import kotlin.io.path.deleteIfExists
import kotlin.io.path.inputStream

/** An org on loopback until it is closed: the program `okta-event-hooks emulator`. */
internal class Emulator(tls: Boolean = false) : AutoCloseable {
    private val certificate: Path? = if (tls) Files.createTempFile("okta-event-hooks", ".pem") else null
    private val program =
        Program(
            "OKTA_EVENT_HOOKS_COMMAND",
            "cargo build -p okta-event-hooks-cli",
            *listOf("emulator", "--port", "0", "--json").toTypedArray(),
            *certificate?.let { arrayOf("--tls", "--tls-ca", it.toString()) }.orEmpty(),
        )

    val url: String = program.announced.text("orgUrl")
    val token: String = program.announced.text("apiToken")

    /** Trusts the org's certificate and no other. */
    val trust: X509TrustManager? by lazy {
        certificate?.let {
            val store = KeyStore.getInstance(KeyStore.getDefaultType()).apply { load(null) }
            store.setCertificateEntry("org", it.inputStream().use(CertificateFactory.getInstance("X.509")::generateCertificate))
            val factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm())
            factory.apply { init(store) }.trustManagers.single() as X509TrustManager
        }
    }
    val ssl: SSLContext? by lazy { trust?.let { SSLContext.getInstance("TLS").apply { init(null, arrayOf(it), null) } } }

    /** A request of the control API; not over a transport, which is what is tested. */
    fun control(method: String, path: String, body: String = ""): JsonElement {
        val http = HttpClient.newBuilder().apply { ssl?.let(::sslContext) }.build()
        val request = HttpRequest.newBuilder(URI("$url/emulator/$path")).timeout(Duration.ofSeconds(30))
        val answer = http.send(
            request.method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString(),
        )
        check(answer.statusCode() < 300) { answer.body() }
        return json(answer.body().ifEmpty { "null" })
    }

    override fun close() {
        program.close()
        certificate?.deleteIfExists()
    }
}

/** Answers Okta's one-time verification, and nothing else. */
internal class Receiver : AutoCloseable {
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)

    val uri: String = "http://127.0.0.1:${server.address.port}/okta"

    init {
        server.createContext("/okta") { exchange ->
            val challenge = exchange.requestHeaders.getFirst("X-Okta-Verification-Challenge")
            val body = """{"verification":"$challenge"}""".toByteArray()
            exchange.responseHeaders.add("Content-Type", "application/json")
            exchange.sendResponseHeaders(if (challenge == null) 400 else 200, body.size.toLong())
            exchange.responseBody.use { it.write(body) }
        }
        server.start()
    }

    override fun close() = server.stop(0)
}
