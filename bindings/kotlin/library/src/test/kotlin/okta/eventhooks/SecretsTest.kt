package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.IOException
import java.io.PrintWriter
import java.io.StringWriter
import java.util.Base64

/** Nothing prints a token or the secret of a hook. */
class SecretsTest {
    @Test
    fun `nothing that is made by hand prints one`() {
        val app = ServiceApp("0oa1", Secret(TOKEN), dpopKey = Secret(TOKEN))
        val header = HttpHeader("Authorization", HeaderText(TOKEN))
        val printed =
            listOf(
                Credentials.apiToken(TOKEN), Credentials.accessToken(TOKEN), Credentials.accessToken { TOKEN },
                Credentials.serviceApp(app), app, client(NEVER), client(NEVER, Credentials.accessToken { TOKEN }), SPEC,
                Secret(TOKEN), HeaderText(TOKEN), Json(""""$TOKEN""""), header, CallOptions(), LogQuery().q(TOKEN),
                HttpUrlConnectionTransport(), OkHttpTransport(), SendOptions(java.time.Duration.ZERO, 1, CancelSignal()),
                HttpRequest("POST", "$ORG/", listOf(header), TOKEN.toByteArray(), false),
                HttpResponse(200, listOf(header), TOKEN.toByteArray()),
                client(NEVER).logEvents(), Page(listOf(SPEC), listOf(Unreadable(0, Json(""""$TOKEN""""), "no id")), null),
            )
        for (each in printed) hides(each.toString())
    }

    @Test
    fun `nothing that is sent prints one`() {
        client({ request, options ->
            hides(request.toString() + options)
            answer(HOOK)
        }).createEventHook(SPEC)
    }

    @Test
    fun `no failure of a transport shows one`() {
        val told = "POST with $TOKEN and $HEADER_SECRET"
        val failures =
            listOf(
                IOException(told), IOException("outside", IOException(told)), IllegalStateException(told),
                NotSentException("outside", IOException(told)), NotSentException(told), java.net.SocketTimeoutException(told),
                IOException("outside").apply { addSuppressed(IOException(told)) },
                object : IOException("harmless") {
                    override fun toString() = told
                },
                IOException("ring").apply { initCause(IOException(told, this)) },
            )
        for (failure in failures) {
            val error =
                assertThrows(TransportException::class.java) { client({ _, _ -> throw failure }).createEventHook(SPEC, ONCE) }
            hides(StringWriter().also { error.printStackTrace(PrintWriter(it)) }.toString())
            assertTrue(error.cause != null)
        }
    }

    @Test
    fun `a failure without a secret is handed on as it is`() {
        val failure = IOException("reset", IOException("by peer"))
        val error =
            assertThrows(TransportException::class.java) { client({ _, _ -> throw failure }).getEventHook("who1", ONCE) }
        assertTrue(error.cause === failure && "by peer" in error.message.orEmpty(), error.message)
    }

    @Test
    fun `no answer that repeats one shows it`() {
        val echoes =
            listOf(
                answer("$TOKEN $HEADER_SECRET", 200),
                answer("<p>$TOKEN $HEADER_SECRET", 502),
                answer("""{"errorCode":"E0000001","errorSummary":"$TOKEN $HEADER_SECRET"}""", 400),
                answer("""{"errorCode":"$TOKEN","errorSummary":"no"}""", 403),
                answer("", 302, "Location" to "$ORG/$TOKEN"),
            )
        for (echo in echoes) {
            val error =
                assertThrows(OktaEventHooksException::class.java) { client({ _, _ -> echo }).createEventHook(SPEC, ONCE) }
            hides(StringWriter().also { error.printStackTrace(PrintWriter(it)) }.toString() + error.errorCode)
            if (error is ProtocolException) hides(error.excerpt)
            if (error is ApiException) hides(error.errorSummary + error.errorCauses)
        }
    }

    @Test
    fun `a refused token is not shown`() {
        hides(assertThrows(InvalidInputException::class.java) { client(NEVER, Credentials.apiToken("$TOKEN\n")) }.toString())
    }

    private fun hides(text: String) {
        for (secret in listOf(TOKEN, HEADER_SECRET)) {
            val forms =
                listOf(secret, Base64.getEncoder().encodeToString(secret.toByteArray()), secret.toByteArray().contentToString())
            for (form in forms + secret.toByteArray().joinToString()) assertFalse(form.trim('[', ']') in text, text)
        }
    }
}

internal val ONCE: CallOptions = CallOptions(retry = RetryPolicy(maxAttempts = 1))
