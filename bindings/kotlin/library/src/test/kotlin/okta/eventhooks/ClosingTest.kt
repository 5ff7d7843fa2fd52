package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test

class ClosingTest {
    @Test
    fun `a client that is closed says so`() {
        val kinds = listOf(Credentials.apiToken(TOKEN), Credentials.accessToken { throw AssertionError("it was asked") })
        for (credentials in kinds) {
            val client = client(NEVER, credentials)
            client.close()
            client.close()
            assertEquals("Client($ORG)", client.toString())
            for (call in CALLS.values) {
                val error = assertThrows(IllegalStateException::class.java) { call(client, CallOptions()) }
                assertEquals("the client is closed", error.message)
            }
        }
    }

    @Test
    fun `a call that is under way ends as it would`() {
        lateinit var client: Client
        client =
            client({ _, _ ->
                client.close()
                answer(HOOK)
            })
        assertEquals("who1", client.getEventHook("who1").id)
    }

    @Test
    fun `every call is freed when it ends, however it ends`() {
        val call = Session(SessionOptions(ORG, SessionCredentials.ApiToken(Secret(TOKEN)), RetryPolicy(), null, null)).use {
            it.call(Operation("listEventHooks"))
        }
        val driver = Driver(NEVER, LONGEST, 1, CancelSignal().apply { cancel() })
        assertThrows(java.util.concurrent.CancellationException::class.java) { call.use(driver::drive) }
        assertThrows(IllegalStateException::class.java) { call.start(0) }
    }
}
