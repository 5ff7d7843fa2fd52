package okta.eventhooks

import java.io.BufferedReader
import java.io.IOException
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.LinkedBlockingQueue
import kotlin.concurrent.thread

/** A server on loopback that does to each connection whatever it is told to. */
internal class RawServer(private val serve: (Socket) -> Unit) : AutoCloseable {
    private val listener = ServerSocket(0, 50, InetAddress.getLoopbackAddress())
    private val sockets = CopyOnWriteArrayList<Socket>()

    /** The request line of each request that [readRequest] has read. */
    val requests = LinkedBlockingQueue<String>()

    val url: String = "http://127.0.0.1:${listener.localPort}"

    init {
        thread(isDaemon = true) {
            while (!listener.isClosed) {
                val socket =
                    try {
                        listener.accept()
                    } catch (_: IOException) {
                        break
                    }
                sockets += socket
                thread(isDaemon = true) {
                    try {
                        socket.use(serve)
                    } catch (_: IOException) {
                        // The client has gone.
                    }
                }
            }
        }
    }

    /** Reads a request, its body included; `null` at the end of the connection. */
    fun readRequest(reader: BufferedReader): String? {
        val head = generateSequence { reader.readLine()?.ifEmpty { null } }.toList()
        val line = head.firstOrNull() ?: return null
        val length = head.firstNotNullOfOrNull {
            Regex("content-length: (\\d+)", RegexOption.IGNORE_CASE).find(it)?.groupValues?.get(1)
        }
        repeat(length?.toInt() ?: 0) { reader.read() }
        requests += line
        return line
    }

    override fun close() {
        listener.close()
        sockets.forEach(Socket::close)
    }
}

/** Answers each request of a connection with these bytes. */
internal fun answering(answer: (String) -> ByteArray): (RawServer, Socket) -> Unit = { server, socket ->
    val reader = socket.getInputStream().bufferedReader(Charsets.ISO_8859_1)
    generateSequence { server.readRequest(reader) }.forEach { line ->
        socket.getOutputStream().write(answer(line))
        socket.getOutputStream().flush()
    }
}

internal fun rawServer(serve: (RawServer, Socket) -> Unit): RawServer {
    lateinit var server: RawServer
    val made = java.util.concurrent.CountDownLatch(1)
    server =
        RawServer {
            made.await()
            serve(server, it)
        }
    made.countDown()
    return server
}

internal fun http(body: ByteArray, status: String = "200 OK", vararg headers: String): ByteArray {
    val lines = listOf("HTTP/1.1 $status", "Content-Type: application/json", "Content-Length: ${body.size}", *headers)
    return lines.joinToString("\r\n", postfix = "\r\n\r\n").toByteArray() + body
}

/** The two ways to carry requests. */
internal enum class Carrier(val make: () -> Transport) {
    URL_CONNECTION({ HttpUrlConnectionTransport() }),
    OKHTTP({ OkHttpTransport() }),
}
