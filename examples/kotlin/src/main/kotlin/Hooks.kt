// A small tool for admins: lists the event hooks of an org with their state, pauses one, has one verified again.
//
//     mvn -q compile exec:java -Dexec.args="list"
//
// The org is that of the environment: OKTA_CLIENT_ORGURL and OKTA_CLIENT_TOKEN, which `okta-event-hooks emulator` prints for an
// org to try it with.

import okta.eventhooks.Client
import okta.eventhooks.Credentials
import okta.eventhooks.EventHook
import okta.eventhooks.OktaEventHooksException
import okta.eventhooks.Status
import okta.eventhooks.delivers
import java.io.IOException
import kotlin.system.exitProcess

private const val USAGE = "usage: hooks list | hooks pause ID | hooks verify ID"

fun main(arguments: Array<String>) {
    try {
        Client(setting("OKTA_CLIENT_ORGURL"), Credentials.apiToken(setting("OKTA_CLIENT_TOKEN")), userAgent = "hooks/1.0")
            .use { run(it, arguments.toList()) }
    } catch (error: OktaEventHooksException) {
        // What happened and what to do, in one line without a secret.
        fail(error.message)
    } catch (_: IOException) {
        // The only one is InterruptedIOException.
        fail("interrupted")
    }
}

private fun run(
    client: Client,
    arguments: List<String>,
) {
    val id = arguments.getOrNull(1)
    when {
        arguments == listOf("list") -> list(client)

        arguments.size == 2 && id != null && arguments[0] == "pause" -> println(line(client.deactivateEventHook(id)))

        // Okta calls the endpoint before it answers, which takes up to 10 seconds.
        arguments.size == 2 && id != null && arguments[0] == "verify" -> println(line(client.verifyEventHook(id)))

        else -> fail(USAGE)
    }
}

private fun list(client: Client) {
    val hooks = client.listEventHooks()
    for (hook in hooks) println(line(hook))
    // What this version cannot read does not hide the others.
    for (item in hooks.unreadable) System.err.println("item ${item.position} cannot be read: ${clean(item.reason)}")
}

private fun line(hook: EventHook): String =
    listOf(hook.id, state(hook), hook.name, hook.channel.config.uri).joinToString("  ", transform = ::clean)

private fun state(hook: EventHook): String =
    when {
        hook.delivers -> "delivers"

        hook.status == Status.Active -> "not verified"

        hook.status == Status.Inactive -> "paused"

        // A state that Okta may add: as Okta writes it.
        else -> hook.status.toString()
    }

/** Anybody who manages hooks may write into a name what moves the cursor of a terminal. */
private fun clean(text: String): String = text.map { if (it.isISOControl()) '?' else it }.joinToString("")

private fun setting(name: String): String = System.getenv(name) ?: fail("set $name")

private fun fail(why: String?): Nothing {
    System.err.println(why)
    exitProcess(1)
}
