package okta.eventhooks.coroutines

import kotlinx.coroutines.withTimeoutOrNull
import okta.eventhooks.Credentials

/** What the README shows of coroutines; the library's test of it compares the two. */
@Suppress("unused")
private suspend fun readme(token: String) {
    val client = Client("https://acme.okta.com", Credentials.accessToken(token))
    val hooks = withTimeoutOrNull(5_000) { client.listEventHooks() }
    client.logEvents().collect { println(it.eventType) }
    println(hooks)
}
