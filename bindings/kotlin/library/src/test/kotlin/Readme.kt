import okta.eventhooks.Client
import okta.eventhooks.Credentials
import okta.eventhooks.delivers

fun main() {
    val credentials = Credentials.apiToken(System.getenv("OKTA_CLIENT_TOKEN"))
    Client(System.getenv("OKTA_CLIENT_ORGURL"), credentials).use { client ->
        for (hook in client.listEventHooks()) println("${hook.name} is ${hook.status}, delivers: ${hook.delivers}")
    }
}
