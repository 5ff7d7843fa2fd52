package okta.eventhooks.bench

/** A hook of about 700 bytes, as Okta writes it; every fifth has members that no version knows. */
internal fun hook(number: Int): String {
    val id = "who7kd2mQ9vYt3Lx%04d".format(number)
    val address = "https://acme-test.okta.com/api/v1/eventHooks/$id"
    val unknown = if (number % 5 == 0) ""","labels":["sales",1.10],"owner":{"id":"00u3f9qk2pXhTzR7L5d7"}""" else ""
    return """{"id":"$id","status":"ACTIVE","verificationStatus":"VERIFIED","name":"Sales group joins $number",""" +
        """"description":"Only the Sales group","created":"2026-04-02T10:15:00.000Z","createdBy":"00u3f9qk2pXhTzR7L5d7",""" +
        """"lastUpdated":"2026-04-02T10:16:11.000Z","events":{"type":"EVENT_TYPE","items":["group.user_membership.add",""" +
        """"user.session.start"],"filter":null},"channel":{"type":"HTTP","version":"1.0.0","config":{""" +
        """"uri":"https://hooks.example.com/okta/events","headers":[{"key":"X-Tenant","value":"acme"}],"method":"POST",""" +
        """"authScheme":{"type":"HEADER","key":"Authorization"}}},"_links":{"self":{"href":"$address"},""" +
        """"verify":{"href":"$address/lifecycle/verify","hints":{"allow":["POST"]}}}$unknown}"""
}

internal fun hooks(count: Int): String = (0 until count).joinToString(",", "[", "]", transform = ::hook)
