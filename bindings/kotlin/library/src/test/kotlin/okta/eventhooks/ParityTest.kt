package okta.eventhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File

/** Every operation of the core has a documented method in both clients. */
class ParityTest {
    private val operations =
        File(System.getenv("VECTORS") ?: "../../../tests/vectors", "requests").list().orEmpty().map {
            it.removeSuffix(".json")
        }.sorted()

    @Test
    fun `both clients have every operation, with Okta's page`() {
        assertEquals(9, operations.size)
        for (file in listOf(
            "src/main/kotlin/okta/eventhooks/Client.kt",
            "../coroutines/src/main/kotlin/okta/eventhooks/coroutines/Client.kt",
        )) {
            val documented = Regex(
                """/\*\*((?:(?!\*/)[\s\S])*)\*/\s*(?:@\S+\s*)*(?:suspend )?fun (\w+)""",
            ).findAll(File(file).readText())
            val methods = documented.filter {
                "https://developer.okta.com/" in it.groupValues[1]
            }.map { it.groupValues[2] }.toList()
            val expected = (operations - "listLogEvents" + listOf("logEvents", "pollLogEvents")).sorted()
            assertEquals(expected, methods.sorted(), file)
            for (operation in operations) assertTrue("operation/$operation)" in File(file).readText(), "$file: $operation")
        }
    }

    @Test
    fun `the tests make every call`() {
        val expected = operations - "listLogEvents" + listOf("logEvents", "pollLogEvents")
        assertEquals(expected.sorted(), CALLS.keys.sorted())
    }

    @Test
    fun `nothing written by hand knows the protocol`() {
        val files = listOf("src/main", "../coroutines/src/main").flatMap { File(it).walk().filter(File::isFile) }
        assertTrue(files.size > 20)
        val words = listOf("/api/v1", "X-Rate", "X-Okta", "SSWS", "Bearer", "Retry-After", "errorSummary\"")
        for (file in files) {
            val code = file.readLines().filterNot { Regex("""\s*(/?\*|//).*""").matches(it) }.joinToString("\n")
            for (word in words) assertTrue(!code.contains(word, ignoreCase = true), "$file: $word")
        }
    }
}
