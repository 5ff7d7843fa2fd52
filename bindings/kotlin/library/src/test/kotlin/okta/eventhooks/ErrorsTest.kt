package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File
import java.io.IOException
import java.nio.charset.MalformedInputException
import java.time.Duration

class ErrorsTest {
    @Test
    fun `Okta's errors are told apart`() {
        val causes = """[{"errorSummary":"name: too long"}]"""
        val body = """{"errorCode":"E0000001","errorSummary":"No.","errorId":"oae1","errorCauses":$causes}"""
        val classes =
            mapOf(
                404 to NotFoundException::class.java,
                401 to AccessDeniedException::class.java,
                403 to AccessDeniedException::class.java,
                400 to ValidationException::class.java,
                409 to ApiException::class.java,
            )
        for ((status, kind) in classes) {
            val error = thrown<ApiException>(answer(body, status, "X-Okta-Request-Id" to "Yq8"))
            assertSame(kind, error.javaClass)
            assertEquals(listOf(status, "E0000001", "Yq8"), listOf(error.status, error.errorCode, error.requestId))
            assertEquals(
                listOf("No.", "oae1", listOf("name: too long")),
                listOf(error.errorSummary, error.errorId, error.errorCauses),
            )
            assertTrue(error.message.orEmpty().startsWith("getEventHook: "), error.message)
            assertFalse(error.isRetryable || error.maybeApplied)
        }
    }

    @Test
    fun `a rate limit tells how long`() {
        val error = thrown<RateLimitedException>(answer("", 429, "Retry-After" to "3600"))
        assertEquals(listOf(429, Duration.ofHours(1), 1, null), listOf(error.status, error.wait, error.attempts, error.reset))
        assertTrue(error.isRetryable)
    }

    @Test
    fun `a page of a proxy is told of`() {
        val page = HttpResponse(200, listOf(HttpHeader("Content-Type", HeaderText("text/html"))), "<p>Sign in".toByteArray())
        val error = thrown<ProtocolException>(page)
        assertEquals(listOf("text/html", "<p>Sign in"), listOf(error.mediaType, error.excerpt))
    }

    @Test
    fun `a lost answer tells of the hook that may exist`() {
        val failure = IOException("Connection reset")
        val error = assertThrows(TransportException::class.java) { client({ _, _ -> throw failure }).createEventHook(SPEC) }
        assertEquals(listOf(true, true, 1, null), listOf(error.maybeSent, error.maybeApplied, error.attempts, error.status))
        assertSame(failure, error.cause)
        assertTrue("Connection reset" in error.message.orEmpty(), error.message)
    }

    @Test
    fun `a runtime exception of a transport is a failure, too`() {
        val error =
            assertThrows(TransportException::class.java) { client({ _, _ -> error("broken") }).getEventHook("who1", ONCE) }
        assertTrue(error.maybeSent && error.cause is IllegalStateException)
    }

    @Test
    fun `there is no access token`() {
        val key = File(System.getenv("VECTORS") ?: "../../../tests/vectors", "keys/app.pem")
        val app = ServiceApp("0oa1", Secret(key.readText()))
        val refused = answer("""{"error":"invalid_client","error_description":"No such client."}""", 401)
        val client = client({ _, _ -> refused }, Credentials.serviceApp(app))
        val error = assertThrows(AuthException::class.java) { client.createEventHook(SPEC) }
        assertEquals(
            listOf("invalid_client", "No such client.", 401),
            listOf(error.errorCode, error.errorDescription, error.status),
        )
        assertFalse(error.maybeApplied)
    }

    @Test
    fun `a panic is a bug of the library`() {
        val error =
            assertThrows(InternalErrorException::class.java) { native { throw InternalException("index out of bounds") } }
        assertEquals("a bug of this library: index out of bounds; please report it", error.message)
        assertTrue(error.cause is InternalException)
    }

    @Test
    fun `what is refused is what was passed`() {
        val refused = Refused.InvalidInput("auth_header and keep_auth_scheme")
        val error = assertThrows(InvalidInputException::class.java) { native { throw refused } }
        assertEquals("authHeader and keepAuthScheme", error.message)
        assertNull(error.status)
        assertThrows(InvalidInputException::class.java) { native { throw MalformedInputException(1) } }
    }

    @Test
    fun `an answer with an impossible status is none`() {
        for (status in listOf(-1, 0, 99, 1000, Int.MAX_VALUE)) {
            val client = client({ _, _ -> answer(HOOK, status) })
            val error = assertThrows(TransportException::class.java) { client.createEventHook(SPEC) }
            assertTrue(error.maybeApplied)
            assertTrue("status $status" in error.message.orEmpty(), error.message)
        }
    }

    private inline fun <reified T : Throwable> thrown(answer: HttpResponse): T =
        assertThrows(T::class.java) { client({ _, _ -> answer }).getEventHook("who1", ONCE) }
}
