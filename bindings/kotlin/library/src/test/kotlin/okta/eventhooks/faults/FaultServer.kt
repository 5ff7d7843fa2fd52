package okta.eventhooks.faults

import kotlinx.serialization.json.JsonElement
import okta.eventhooks.support.Program
import okta.eventhooks.vectors.json
import okta.eventhooks.vectors.text
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration

/** The program `fault_server`; its control interface is in the README of the vectors. */
internal class FaultServer : AutoCloseable {
    private val program = Program("FAULT_SERVER", "cargo build -p conformance --bin fault_server")
    private val url = program.announced.text("url")
    private val http = HttpClient.newHttpClient()

    /** Not over a transport, which is what is tested. */
    fun ask(method: String, path: String): JsonElement {
        val request = HttpRequest.newBuilder(URI(url + path)).timeout(Duration.ofSeconds(30))
        val answer = http.send(request.method(method, HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString())
        check(answer.statusCode() < 300) { answer.body() }
        return json(answer.body())
    }

    override fun close() = program.close()
}
