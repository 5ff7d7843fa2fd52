package okta.eventhooks.coroutines

import okta.eventhooks.HeaderText
import okta.eventhooks.HttpHeader
import okta.eventhooks.HttpResponse

internal fun answer(json: String, vararg headers: Pair<String, String>): HttpResponse {
    val all = listOf("Content-Type" to "application/json", *headers)
    return HttpResponse(200, all.map { (name, value) -> HttpHeader(name, HeaderText(value)) }, json.toByteArray())
}

internal val HOOK =
    answer(
        """{"id":"who1","status":"ACTIVE","verificationStatus":"VERIFIED","name":"Sign-ups","events":{"type":"EVENT_TYPE",
        "items":["user.lifecycle.create"]},"channel":{"type":"HTTP","version":"1.0.0",
        "config":{"uri":"https://hooks.acme.test/okta"}}}""",
    )
