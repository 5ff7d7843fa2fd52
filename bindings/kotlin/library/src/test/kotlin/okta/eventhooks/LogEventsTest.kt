package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.time.Instant

class LogEventsTest {
    private val sent = ArrayList<String>()

    private val twoPages =
        client({ request, _ ->
            sent += request.url.substringAfter("?")
            if ("after=2" in request.url) answer(entries("c")) else answer(entries("a", "b"), 200, next("after=2&limit=2"))
        })

    @Test
    fun `entries come one after another, and every iteration starts anew`() {
        val events = twoPages.logEvents(LogQuery().limit(2))
        assertEquals(0, sent.size)
        assertEquals(listOf("a", "b", "c"), events.map { it.uuid }.toList())
        assertEquals(listOf("a", "b", "c"), events.asIterable().map { it.uuid })
        assertEquals(4, sent.size)
        assertEquals(sent[0], sent[2])
        assertEquals("after=2&limit=2", sent[1])
    }

    @Test
    fun `no more pages are fetched than are read`() {
        assertEquals(listOf("a", "b"), twoPages.logEvents().take(2).map { it.uuid }.toList())
        assertEquals(1, sent.size)
    }

    @Test
    fun `one can go on from the cursor`() {
        val events = twoPages.logEvents()
        assertNull(events.cursor)
        events.first()
        assertEquals("after=2&limit=2", events.cursor)
        val rest = twoPages.logEvents(LogQuery().after(checkNotNull(events.cursor)))
        assertEquals(listOf("c"), rest.map { it.uuid }.toList())
        assertNull(rest.cursor)
    }

    @Test
    fun `one can go on after a failure`() {
        var fails = true
        val client =
            client({ request, _ ->
                when {
                    "after" !in request.url -> answer(entries("a"), 200, next("after=2"))
                    fails -> answer("{}", 500).also { fails = false }
                    else -> answer(entries("b"))
                }
            })
        val events = client.logEvents()
        val read = ArrayList<String>()
        assertThrows(OktaEventHooksException::class.java) { events.forEach { read += it.uuid } }
        client.logEvents(LogQuery().after(checkNotNull(events.cursor))).forEach { read += it.uuid }
        assertEquals(listOf("a", "b"), read)
    }

    @Test
    fun `a query has an end, and a poll has none`() {
        val client =
            client({ request, _ ->
                sent += request.url.substringAfter("?")
                answer("[]", 200, next("after=2"))
            })
        client.logEvents().pages().first()
        assertTrue(sent[0].startsWith("until="), sent[0])
        assertEquals(listOf(0, 0, 0), client.pollLogEvents(LogQuery().q("sign in")).pages().map { it.size }.take(3).toList())
        assertEquals(listOf("q=sign%20in", "after=2", "after=2"), sent.drop(1))
        client.pollLogEvents(LogQuery().after("after=9")).pages().first()
        assertEquals("after=9", sent.last())
    }

    @Test
    fun `all that a query can say is sent`() {
        val time = Instant.parse("2026-03-16T03:47:47.123456789Z")
        val query = LogQuery().since(
            time,
        ).until("2026-03-17T00:00:00Z").filter("eventType pr").q("a b").limit(5).sortOrder("DESCENDING")
        twoPages.logEvents(query).first()
        val expected =
            "since=2026-03-16T03%3A47%3A47.123Z&until=2026-03-17T00%3A00%3A00Z&filter=eventType%20pr&q=a%20b&limit=5&sortOrder=DESCENDING"
        assertEquals(expected, sent.single())
    }

    @Test
    fun `a page tells of what cannot be read`() {
        val page = client({ _, _ -> answer("""[{"uuid":"a","eventType":"b"},{"uuid":7}]""") }).logEvents().pages().single()
        assertEquals(1, page.size)
        assertEquals(listOf(1, """{"uuid":7}"""), page.unreadable.single().let { listOf(it.position, it.json.text) })
    }
}
