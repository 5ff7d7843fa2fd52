@file:Suppress("unused")

package okta.eventhooks

import okhttp3.OkHttpClient
import java.net.HttpURLConnection
import java.net.Proxy
import java.time.Duration
import java.time.Instant
import java.time.temporal.ChronoUnit

/** What the README shows; [ReadmeTest] compares the two. */
private class ReadmeParts(val client: Client, val credentials: Credentials, val proxy: Proxy, val keychain: () -> String) {
    fun transports() {
        val client = Client("https://acme.okta.com", credentials, OkHttpTransport(OkHttpClient()))
        println(client)
    }

    fun connections() {
        val transport = HttpUrlConnectionTransport { url -> url.openConnection(proxy) as HttpURLConnection }
        println(transport)
    }

    fun credentials() {
        val credentials = Credentials.accessToken { keychain() } // asked before every call
        println(credentials)
    }

    fun specs() {
        val spec = EventHookSpec(
            name = "User feed",
            uri = "https://hooks.example.com/okta",
            events = listOf("user.lifecycle.deactivate"),
            authHeader = "Authorization" to Secret("s3cr3t-shared-with-receiver"),
        )
        val hook = client.createEventHook(spec)
        client.replaceEventHook(hook.id, hook.toSpec().copy(description = "Leavers"), keepAuthScheme = true)
        println(hook.extra["newMember"]?.text ?: hook.toJson()) // what this version does not know is there, to the letter
    }

    fun errors() {
        try {
            client.verifyEventHook("who7kd2mQ9vYt3LxB5d7")
        } catch (error: NotFoundException) {
            println("It is gone: ${error.requestId}")
        } catch (error: OktaEventHooksException) {
            println(error.message)
        }
    }

    fun cancelling() {
        val cancel = CancelSignal() // cancel.cancel() from any thread
        val retry = RetryPolicy(maxAttempts = 5, maxWait = Duration.ofSeconds(30))
        client.listEventHooks(CallOptions(timeout = Duration.ofSeconds(10), retry = retry, cancel = cancel))
    }

    fun log(sleep: () -> Unit, save: (String?) -> Unit) {
        val hour = LogQuery().since(Instant.now().minus(1, ChronoUnit.HOURS)).filter("eventType sw \"event_hook\"")
        for (event in client.logEvents(hour)) println("${event.published} ${event.eventType} ${event.outcome?.result}")

        for (page in client.pollLogEvents().pages()) {
            page.forEach { println(it.uuid) }
            save(page.next) // LogQuery().after(saved) goes on from there
            if (page.isEmpty()) sleep()
        }
    }
}
