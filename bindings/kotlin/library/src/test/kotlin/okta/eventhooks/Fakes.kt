package okta.eventhooks

internal const val ORG = "https://acme.okta.com"
internal const val TOKEN = "00t0k3nThatMustNotShow"
internal const val HEADER_SECRET = "s3cretOfTheHook"

internal const val HOOK =
    """{"id":"who1","status":"ACTIVE","verificationStatus":"VERIFIED","name":"Sign-ups","events":{"type":"EVENT_TYPE",""" +
        """"items":["user.lifecycle.create"]},"channel":{"type":"HTTP","version":"1.0.0",""" +
        """"config":{"uri":"https://hooks.acme.test/okta"}},"plan":1.10}"""

internal val SPEC: EventHookSpec =
    EventHookSpec(
        name = "Sign-ups",
        uri = "https://hooks.acme.test/okta",
        events = listOf("user.lifecycle.create"),
        headers = mapOf("X-Key" to HEADER_SECRET),
        authHeader = "Authorization" to Secret(HEADER_SECRET),
    )

/** Fails the test when something is sent. */
internal val NEVER = Transport { request, _ -> throw AssertionError("sent: ${request.method} ${request.url}") }

internal fun answer(json: String, status: Int = 200, vararg headers: Pair<String, String>): HttpResponse {
    val all = listOf("Content-Type" to "application/json", *headers)
    return HttpResponse(status, all.map { (name, value) -> HttpHeader(name, HeaderText(value)) }, json.toByteArray())
}

internal fun next(cursor: String): Pair<String, String> = "Link" to """<$ORG/api/v1/logs?$cursor>; rel="next""""

internal fun entries(vararg uuids: String): String =
    uuids.joinToString(",", "[", "]") { """{"uuid":"$it","eventType":"user.session.start"}""" }

internal fun HttpRequest.header(name: String): String? = headers.find { it.name.equals(name, ignoreCase = true) }?.value?.text

internal fun client(transport: Transport, credentials: Credentials = Credentials.apiToken(TOKEN), org: String = ORG): Client =
    Client(org, credentials, transport)

/** Every method that takes an id. */
internal val ON_ONE: Map<String, (Client, String, CallOptions) -> Any?> =
    mapOf(
        "getEventHook" to { client, id, options -> client.getEventHook(id, options) },
        "replaceEventHook" to { client, id, options -> client.replaceEventHook(id, SPEC, false, options) },
        "deleteEventHook" to { client, id, options -> client.deleteEventHook(id, options) },
        "activateEventHook" to { client, id, options -> client.activateEventHook(id, options) },
        "deactivateEventHook" to { client, id, options -> client.deactivateEventHook(id, options) },
        "verifyEventHook" to { client, id, options -> client.verifyEventHook(id, options) },
    )

private val ON_ALL: Map<String, (Client, CallOptions) -> Any?> =
    mapOf(
        "listEventHooks" to { client, options -> client.listEventHooks(options) },
        "createEventHook" to { client, options -> client.createEventHook(SPEC, options) },
        "logEvents" to { client, options -> client.logEvents(options = options).toList() },
        "pollLogEvents" to { client, options -> client.pollLogEvents(options = options).first() },
    )

/** Every method that makes a call. */
internal val CALLS: Map<String, (Client, CallOptions) -> Any?> =
    ON_ALL + ON_ONE.mapValues { (_, call) -> { client, options -> call(client, "who1", options) } }
