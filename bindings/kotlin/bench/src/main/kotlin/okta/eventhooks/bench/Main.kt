package okta.eventhooks.bench

import okta.eventhooks.FfiConverterTypeHttpResponse
import okta.eventhooks.FfiConverterTypeStep
import okta.eventhooks.HeaderText
import okta.eventhooks.HttpHeader
import okta.eventhooks.HttpResponse
import okta.eventhooks.Operation
import okta.eventhooks.RetryPolicy
import okta.eventhooks.RustBuffer
import okta.eventhooks.Secret
import okta.eventhooks.Session
import okta.eventhooks.SessionCredentials
import okta.eventhooks.SessionOptions
import okta.eventhooks.Step
import java.nio.ByteBuffer
import kotlin.system.exitProcess

private const val HOOKS = 200
private const val CALL_BUDGET = 60.0
private const val LIST_BUDGET = 2.0

private val session =
    Session(
        SessionOptions(
            "https://acme-test.okta.com",
            SessionCredentials.ApiToken(Secret("00token")),
            RetryPolicy(),
            null,
            null,
        ),
    )

private val headers =
    listOf(
        "Content-Type" to "application/json",
        "Date" to "Mon, 16 Mar 2026 04:01:12 GMT",
        "X-Okta-Request-Id" to "Yq8VtA3",
        "X-Rate-Limit-Limit" to "100",
        "X-Rate-Limit-Remaining" to "99",
        "X-Rate-Limit-Reset" to "1773633732",
    ).map { (name, value) -> HttpHeader(name, HeaderText(value)) }

/** One operation from its parameters to its result, without a transport. */
private fun call(operation: Operation, answer: HttpResponse): Step = session.call(operation).use { call ->
    call.start(0)
    call.response(0, answer)
}

private fun answer(body: String) = HttpResponse(200, headers, body.toByteArray())

fun main() {
    row("", "median", "beside", "budget")
    val isCallInBudget = benchCall()
    val isListInBudget = benchList()
    if (!isCallInBudget || !isListInBudget) exitProcess(1)
}

private fun benchCall(): Boolean {
    val operation = Operation("getEventHook", "who7kd2mQ9vYt3Lx0001")
    val one = answer(hook(1))
    check((call(operation, one) as Step.EventHook).hook.name == "Sales group joins 1")
    val whole: () -> Unit = { call(operation, one) }
    val begun: () -> Unit = { session.call(operation).use { it.start(0) } }
    val made = { session.call(operation).close() }
    val (all, untilStart, untilCall) = rounds(1000, whole, begun, made).map(::median)
    row("a call with a hook of ${one.body.size} bytes", us(all), "", "<= ${us(CALL_BUDGET)}")
    row("  made and closed", us(untilCall))
    row("  start", us(untilStart - untilCall))
    row("  response", us(all - untilStart))
    return all <= CALL_BUDGET
}

private fun benchList(): Boolean {
    val operation = Operation("listEventHooks")
    val list = answer(hooks(HOOKS))
    val step = call(operation, list) as Step.EventHooks
    check(step.items.size == HOOKS && step.items[5].extra.size == 2)
    check(byKotlinx(list.body)[7].name == step.items[7].name && byMoshi(list.body)[7].name == step.items[7].name)

    // The parts of ours that are Kotlin's: the bytes of the answer, written for Rust, and the models, read from its bytes.
    val buffer = ByteBuffer.allocateDirect(FfiConverterTypeStep.allocationSize(step).toInt())
    FfiConverterTypeStep.write(step, buffer)
    val size = buffer.position()
    val sides =
        rounds(
            10,
            { check((call(operation, list) as Step.EventHooks).items.size == HOOKS) },
            { check(byKotlinx(list.body).size == HOOKS) },
            { check(byMoshi(list.body).size == HOOKS) },
            { check((FfiConverterTypeStep.read(buffer.rewind()) as Step.EventHooks).items.size == HOOKS) },
            { RustBuffer.free(FfiConverterTypeHttpResponse.lower(list)) },
        )
    val (ours, kotlinx, moshi, read, lower) = sides
    row("a list of $HOOKS hooks, ${list.body.size / 1024} KiB", us(median(ours)), "", "")
    row("  beside kotlinx.serialization", us(median(kotlinx)), "%.2f".format(ratio(ours, kotlinx)), "<= $LIST_BUDGET")
    row("  beside Moshi", us(median(moshi)), "%.2f".format(ratio(ours, moshi)))
    row("  the answer, written for Rust", us(median(lower)))
    row("  the models, read from ${size / 1024} KiB of Rust's", us(median(read)))
    row("  the rest: Rust reads, and writes", us(median(ours) - median(read) - median(lower)))
    return ratio(ours, kotlinx) <= LIST_BUDGET
}
