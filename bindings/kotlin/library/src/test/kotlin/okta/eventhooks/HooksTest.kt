package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.time.Instant

class HooksTest {
    @Test
    fun `a list is a list, with what cannot be read beside`() {
        val page = client({ _, _ -> answer("""[$HOOK,{"id":"who2"},$HOOK]""") }).listEventHooks()
        assertEquals(listOf("who1", "who1"), page.map { it.id })
        assertEquals(page.toList(), page)
        assertEquals(1, page.unreadable.single().position)
        assertNull(page.next)
    }

    @Test
    fun `a hook survives as JSON, to the letter`() {
        val hook = EventHook.fromJson(HOOK)
        assertEquals(HOOK, hook.toJson())
        assertEquals("1.10", hook.extra["plan"]?.text)
        assertNull(hook.extra["other"])
    }

    @Test
    fun `a hook delivers when it is active and verified`() {
        val hook = EventHook.fromJson(HOOK)
        assertTrue(hook.delivers)
        assertFalse(hook.copy(status = Status.Inactive).delivers)
        assertFalse(hook.copy(verificationStatus = VerificationStatus.Unverified).delivers)
        assertFalse(hook.copy(status = Status.Unrecognized("PAUSED")).delivers)
    }

    @Test
    fun `a spec is made of few words`() {
        val scheme = """{"type":"HEADER","key":"Authorization","value":"$HEADER_SECRET"}"""
        val headers = """[{"key":"X-Key","value":"$HEADER_SECRET"}]"""
        val config = """{"uri":"https://hooks.acme.test/okta","headers":$headers,"authScheme":$scheme}"""
        val events = """{"type":"EVENT_TYPE","items":["user.lifecycle.create"]}"""
        val channel = """{"type":"HTTP","version":"1.0.0","config":$config}"""
        val json = """{"name":"Sign-ups","events":$events,"channel":$channel}"""
        assertEquals(EventHookSpec.fromJson(json), SPEC)
        assertEquals(SPEC, EventHookSpec.fromJson(SPEC.toJson()))
    }

    @Test
    fun `a hook becomes a spec`() {
        val spec = EventHook.fromJson(HOOK).toSpec()
        assertEquals(listOf("Sign-ups", "1.10"), listOf(spec.name, spec.extra["plan"]?.text))
        assertFalse("who1" in spec.toJson())
    }

    @Test
    fun `a log event survives as JSON, with its time`() {
        val json = """{"uuid":"a","published":"2026-03-16T03:47:47.000Z","eventType":"b","new":[1.10]}"""
        val event = LogEvent.fromJson(json)
        assertEquals(Instant.parse("2026-03-16T03:47:47Z"), event.published?.instant)
        assertTrue("1.10" in event.toJson())
    }
}
