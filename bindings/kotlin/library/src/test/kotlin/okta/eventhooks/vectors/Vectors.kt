package okta.eventhooks.vectors

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.io.path.isDirectory
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.nameWithoutExtension
import kotlin.io.path.readText

/** The folder of the vectors; what is in it is told by its README. */
internal val ROOT: Path =
    System.getenv("VECTORS")?.let(Path::of)
        ?: generateSequence(Path.of("").toAbsolutePath()) { it.parent }
            .map { it.resolve("tests/vectors") }
            .first { it.exists() }

/** What was found is not what the vector expects. */
internal class Differs(why: String) : Exception(why)

/** A case that cannot be written down in Kotlin: its types have no place for the value. */
internal class RuledOut(why: String) : Exception(why)

/**
 * Plays every case of a folder or of a file, tells each one that fails, and returns how many there were, those included that
 * Kotlin's types rule out: `ruledOut` has the name of each, and why.
 */
internal fun play(below: String, ruledOut: Map<String, String> = emptyMap(), check: (JsonObject) -> Unit): Int {
    val place = ROOT.resolve(below)
    val files = if (place.isDirectory()) place.listDirectoryEntries("*.json").sorted() else listOf(place)
    val failed = mutableListOf<String>()
    val refused = mutableMapOf<String, String>()
    var total = 0
    var played = 0
    for (file in files) {
        val cases = Json.parseToJsonElement(file.readText()) as JsonArray
        assertTrue(cases.isNotEmpty(), "${file.name} has no cases")
        assertEquals(cases.size, cases.distinctBy { it["name"] }.size, "${file.name} has a name twice")
        total += cases.size
        for (one in cases) {
            val name = "${file.nameWithoutExtension}: ${one.text("name")}"
            try {
                check(one as JsonObject)
            } catch (why: Differs) {
                failed += "$name: ${why.message}"
            } catch (why: RuledOut) {
                refused[name] = why.message!!
            } catch (error: Exception) {
                failed += "$name: ${error.stackTraceToString()}"
            }
            played++
        }
    }
    assertTrue(total > 0)
    assertEquals(total, played)
    assertEquals(emptyList<String>(), failed, "${failed.size} of $total cases failed:\n${failed.joinToString("\n")}\n")
    assertEquals(ruledOut, refused)
    return total
}

/** A member that nobody compares is a mistake. `known` has the names, separated by blanks. */
internal fun members(value: JsonElement, known: String) {
    val unknown = (value as JsonObject).keys - known.split(" ").toSet()
    if (unknown.isNotEmpty()) throw Differs("unknown members $unknown")
}

internal operator fun JsonElement.get(name: String): JsonElement? = (this as JsonObject)[name]

internal operator fun JsonElement.contains(name: String): Boolean = (this as JsonObject).containsKey(name)

/** The text of a member that must be there. */
internal fun JsonElement.text(name: String): String = this[name]!!.text

/** What stands in a text or in a number. */
internal val JsonElement.text: String
    get() = (this as JsonPrimitive).content

internal val JsonElement.textOrNull: String?
    get() = if (this is JsonNull) null else text

internal fun JsonElement.long(name: String): Long = text(name).toLong()

internal fun JsonElement?.texts(): List<String> = (this as JsonArray?).orEmpty().map { it.text }

internal fun json(text: String): JsonElement = Json.parseToJsonElement(text)

/** Compares as JSON does: numbers by value, whatever their digits. */
internal fun same(what: String, found: JsonElement?, expected: JsonElement?) {
    if (!isSame(found, expected)) throw Differs("$what: found $found, expected $expected")
}

internal fun <T> same(what: String, found: T, expected: T) {
    if (found != expected) throw Differs("$what: found $found, expected $expected")
}

private fun isSame(found: JsonElement?, expected: JsonElement?): Boolean = when {
    found is JsonObject && expected is JsonObject ->
        found.keys == expected.keys && found.all { (name, value) -> isSame(value, expected[name]) }

    found is JsonArray && expected is JsonArray ->
        found.size == expected.size && found.indices.all { isSame(found[it], expected[it]) }

    isNumber(found) && isNumber(expected) -> found!!.text.toBigDecimal().compareTo(expected!!.text.toBigDecimal()) == 0

    else -> found == expected
}

private fun isNumber(value: JsonElement?): Boolean =
    value is JsonPrimitive && !value.isString && value !is JsonNull && value.content !in listOf("true", "false")

/** JSON text without the white space between its tokens. */
internal fun compact(text: String): String = text.replace(Regex("""("(?:[^"\\]|\\.)*+")|\s+"""), "$1")

/** Each part occurs in the text, white space between its tokens aside. */
internal fun contains(text: String, parts: List<String>) {
    val found = compact(text)
    for (part in parts) if (part !in found) throw Differs("does not contain $part: $found")
}

/** Each part occurs in the text, in any case. */
internal fun mentions(text: String, parts: List<String>) {
    for (part in parts) if (!text.contains(part, ignoreCase = true)) throw Differs("does not mention $part: $text")
}
