package okta.eventhooks.vectors

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import okta.eventhooks.HeaderText
import okta.eventhooks.HttpHeader
import okta.eventhooks.HttpResponse
import okta.eventhooks.LogParameters
import okta.eventhooks.Operation
import okta.eventhooks.Step
import okta.eventhooks.Unreadable
import okta.eventhooks.eventHookToJson
import okta.eventhooks.logEventToJson
import okta.eventhooks.specFromJson

private const val PARAMETERS = "eventHookId eventHook eventHookText keepAuthScheme since until filter q limit sortOrder after"
private const val LOG_PARAMETERS = "since until filter q limit sortOrder after"

/** The operation of a vector. A body is read as a spec first. */
internal fun operationOf(id: String, params: JsonElement): Operation {
    (params as JsonObject).keys.find { it !in PARAMETERS.split(" ") }?.let { throw RuledOut("there is no parameter $it") }
    fun text(name: String): String? =
        params[name]?.let { if (it is JsonPrimitive && it.isString) it.content else throw RuledOut("$name is text") }
    val limit =
        params["limit"]?.let {
            (it as? JsonPrimitive)?.takeUnless { limit -> limit.isString }?.content?.toIntOrNull()
                ?: throw RuledOut("limit is an Int")
        }
    val log =
        LogParameters(
            since = text("since"),
            until = text("until"),
            filter = text("filter"),
            q = text("q"),
            limit = limit,
            sortOrder = text("sortOrder"),
            after = text("after"),
        )
    val spec = params["eventHookText"]?.text ?: params["eventHook"]?.toString()
    return Operation(
        id = id,
        eventHookId = text("eventHookId"),
        eventHook = spec?.let(::specFromJson),
        keepAuthScheme = params["keepAuthScheme"]?.text?.toBooleanStrict(),
        log = log.takeIf { params.keys.any { name -> name in LOG_PARAMETERS.split(" ") } },
    )
}

/** A message as an answer. */
internal fun responseOf(message: JsonElement): HttpResponse {
    members(message, "status headers body bodyText")
    val headers = (message["headers"] as JsonArray).map { HttpHeader((it as JsonArray)[0].text, HeaderText(it[1].text)) }
    val body = message["bodyText"]?.text ?: message["body"]?.toString() ?: ""
    return HttpResponse(message.text("status").toInt(), headers, body.toByteArray())
}

/** What an operation returned, as the vectors write it. */
internal fun outputOf(step: Step): JsonElement = when (step) {
    is Step.EventHook -> json(eventHookToJson(step.hook))

    is Step.EventHooks -> JsonArray(inPlace(step.items.map { json(eventHookToJson(it)) }, step.unreadable))

    is Step.LogEvents ->
        buildJsonObject {
            put("items", JsonArray(inPlace(step.items.map { json(logEventToJson(it)) }, step.unreadable)))
            put("next", JsonPrimitive(step.next))
        }

    is Step.Nothing -> JsonNull

    else -> throw Differs("found $step")
}

/** The items with those among them that cannot be read. */
internal fun inPlace(
    items: List<JsonElement>,
    unreadable: List<Unreadable>,
    read: (String) -> JsonElement = ::json,
): List<JsonElement> {
    val all = items.toMutableList()
    for (item in unreadable.sortedBy { it.position }) {
        all.add(item.position, JsonObject(mapOf("unreadable" to read(item.json.text))))
    }
    return all
}
