package okta.eventhooks.coroutines

import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import okta.eventhooks.Credentials
import okta.eventhooks.EventHookSpec
import okta.eventhooks.InvalidInputException
import okta.eventhooks.LogQuery
import okta.eventhooks.Transport
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test

class ClientTest {
    private val sent = ArrayList<String>()

    private fun client(transport: Transport) = Client(
        "https://acme.okta.com",
        Credentials.apiToken("t0k3n"),
        Transport { request, options ->
            sent += request.method + request.url.removePrefix("https://acme.okta.com/api/v1").substringBefore("?")
            transport.send(request, options)
        },
    )

    @Test
    fun `every function makes its request`() = runBlocking {
        val spec = EventHookSpec("Sign-ups", "https://hooks.acme.test/okta", listOf("user.lifecycle.create"))
        client { request, _ ->
            if (request.url.endsWith("eventHooks") &&
                request.method == "GET"
            ) {
                answer("[]")
            } else {
                HOOK
            }
        }.use {
            it.listEventHooks()
            it.createEventHook(spec)
            it.getEventHook("who1")
            it.replaceEventHook("who1", spec)
            it.deleteEventHook("who1")
            it.activateEventHook("who1")
            it.deactivateEventHook("who1")
            it.verifyEventHook("who1")
        }
        val hook = "/eventHooks/who1"
        val lifecycle = listOf("activate", "deactivate", "verify").map { "POST$hook/lifecycle/$it" }
        assertEquals(listOf("GET/eventHooks", "POST/eventHooks", "GET$hook", "PUT$hook", "DELETE$hook") + lifecycle, sent)
    }

    @Test
    fun `entries of the log are a flow, which begins anew each time`() = runBlocking {
        val events =
            client { request, _ ->
                val next = """<https://acme.okta.com/api/v1/logs?after=2>; rel="next""""
                if ("after" in request.url) answer(entry("b")) else answer(entry("a"), "Link" to next)
            }.logEvents()
        assertEquals(0, sent.size)
        assertEquals(listOf("a"), events.take(1).map { it.uuid }.toList())
        assertEquals("after=2", events.cursor)
        assertEquals(listOf("a", "b"), events.map { it.uuid }.toList())
        assertEquals(listOf(1, 1), events.pages().map { it.size }.toList())
        assertNull(events.cursor)
        assertEquals(5, sent.size)
    }

    @Test
    fun `a poll has no end`() = runBlocking {
        val next = """<https://acme.okta.com/api/v1/logs?after=2>; rel="next""""
        val poll = client { _, _ -> answer("[]", "Link" to next) }.pollLogEvents()
        assertEquals(listOf(0, 0, 0), poll.pages().map { it.size }.take(3).toList())
    }

    @Test
    fun `what is wrong with a query is told before it is collected`() {
        val client = client { _, _ -> throw AssertionError("it was sent") }
        assertThrows(InvalidInputException::class.java) { client.logEvents(LogQuery().limit(-1)) }
        assertThrows(InvalidInputException::class.java) { client.pollLogEvents(LogQuery().until("2026-03-16T03:47:47Z")) }
    }
}

private fun entry(uuid: String) = """[{"uuid":"$uuid","eventType":"user.session.start"}]"""
