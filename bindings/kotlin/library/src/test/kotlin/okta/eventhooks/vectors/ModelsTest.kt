package okta.eventhooks.vectors

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import okta.eventhooks.EventHook
import okta.eventhooks.LogEvent
import okta.eventhooks.eventHookFromJson
import okta.eventhooks.eventHookToJson
import okta.eventhooks.logEventFromJson
import okta.eventhooks.logEventToJson
import okta.eventhooks.specOfEventHook
import okta.eventhooks.specToJson
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import kotlin.io.path.isDirectory
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name

/** Every vector of `models`: Kotlin keeps unknown members to the letter, so that every digit and escape is compared. */
class ModelsTest {
    @Test
    @Timeout(60)
    fun `event hooks`() {
        assertTrue(play("models/event_hook.json", check = ::checkHook) > 40)
    }

    private fun checkHook(one: JsonObject) {
        members(one, "name source text equalText contains spec")
        val text = one.text("text")
        val hook: EventHook = eventHookFromJson(text)
        val printed = eventHookToJson(hook)
        same("hook", json(printed), json(text))
        if ("equalText" in one) {
            same("equalText", one.text("equalText"), "true")
            same("text", compact(printed), text)
        }
        contains(printed, one["contains"].texts())
        same("a copy", eventHookFromJson(printed), hook)
        one["spec"]?.let { same("spec", json(specToJson(specOfEventHook(hook))), it) }
    }

    @Test
    @Timeout(60)
    fun `log events`() {
        assertTrue(play("models/log_event.json", check = ::checkEvent) > 40)
    }

    private fun checkEvent(one: JsonObject) {
        members(one, "name source text expect")
        val event: LogEvent = logEventFromJson(one.text("text"))
        same("event", json(logEventToJson(event)), json(one.text("text")))
        val chain = event.client?.ipChain.orEmpty() + event.request?.ipChain.orEmpty()
        val found = buildJsonObject {
            put("uuid", JsonPrimitive(event.uuid))
            put("eventType", JsonPrimitive(event.eventType))
            put("published", JsonPrimitive(event.published?.text))
            put("severity", JsonPrimitive(event.severity?.toString()))
            put("outcomeResult", JsonPrimitive(event.outcome?.result))
            put("actorId", JsonPrimitive(event.actor?.id))
            put("targetIds", JsonArray(event.target.orEmpty().mapNotNull { it.id }.map(::JsonPrimitive)))
            put("ipChain", JsonArray(chain.mapNotNull { it.ip }.map(::JsonPrimitive)))
        }
        // hookIds is for packages that have a function for it.
        val expected = one["expect"] as JsonObject
        assertTrue(expected["hookIds"] is JsonArray)
        same("members", found, JsonObject(expected - "hookIds"))
    }

    @Test
    fun `no kind of vector is forgotten`() {
        val played = listOf("requests", "responses", "models", "calls", "faults")
        // The library has no receiver, no list of deliveries and no builder of filters. `keys` is not played.
        val leftOut = listOf("receiver", "deliveries", "filters", "keys")
        val folders = ROOT.listDirectoryEntries().filter { it.isDirectory() }.map { it.name }
        assertEquals((played + leftOut).sorted(), folders.sorted())
    }
}
