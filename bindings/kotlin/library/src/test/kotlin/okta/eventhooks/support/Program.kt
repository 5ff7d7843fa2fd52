package okta.eventhooks.support

import kotlinx.serialization.json.JsonElement
import okta.eventhooks.vectors.json
import java.io.BufferedReader
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

/** A program of this project that serves on loopback until it is closed. Its first line is JSON, which says where. */
internal class Program(variable: String, howToGetIt: String, vararg arguments: String) : AutoCloseable {
    private val process: Process
    private val output: BufferedReader

    /** What its first line says. */
    val announced: JsonElement

    init {
        val path = System.getenv(variable)
        check(!path.isNullOrEmpty()) { "set $variable to the program: $howToGetIt" }
        process = ProcessBuilder(path, *arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        // What ends the tests ends the program.
        Runtime.getRuntime().addShutdownHook(Thread { process.destroyForcibly() })
        output = process.inputReader()
        val line = CompletableFuture.supplyAsync { output.readLine() }
        try {
            announced = json(line.get(30, TimeUnit.SECONDS) ?: error("$path has ended"))
        } catch (why: Exception) {
            close()
            throw why
        }
    }

    override fun close() {
        process.outputStream.close()
        process.destroyForcibly()
        check(process.waitFor(10, TimeUnit.SECONDS)) { "$process does not end" }
    }
}
