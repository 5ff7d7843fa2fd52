// What the package costs: a call across the boundary to Rust, and a list beside Foundation's JSONDecoder.
//
// `cargo xtask bench mobile` runs it, with the library as it is released. By hand, in this folder:
//
//     LD_LIBRARY_PATH=<the folder of that library> ../scripts/swift run -c release -Xswiftc -enable-testing

import Foundation
import OktaEventHooksFFI

@testable import OktaEventHooks

let session = try Session(
    options: SessionOptions(
        orgUrl: "https://acme-test.okta.com", credentials: .apiToken(token: Secret("00token")), retry: RetryPolicy(),
        userAgent: nil, seed: nil))
let headers = [
    ("Content-Type", "application/json"), ("Date", "Mon, 16 Mar 2026 04:05:06 GMT"), ("X-Okta-Request-Id", "Yq8VtA3mZk2"),
    ("X-Rate-Limit-Limit", "100"), ("X-Rate-Limit-Remaining", "99"), ("X-Rate-Limit-Reset", "1773633966"),
].map { HTTPHeader(name: $0.0, value: HeaderText($0.1)) }

func answer(_ json: String) -> HTTPResponse {
    HTTPResponse(status: 200, headers: headers, body: Data(json.utf8))
}

/// What a call costs whose operation is this, its answer included.
func whole(_ id: String, _ hook: String?, _ answer: HTTPResponse) throws -> Step {
    let call = try session.call(operation: OktaEventHooks.Operation(id: id, eventHookId: hook))
    guard case .send = try call.start(now: 0) else { fatalError("sends nothing") }
    return try call.response(now: 1, response: answer)
}

/// Calls that wait for an answer.
func started(_ count: Int, _ id: String, _ hook: String?) throws -> [Call] {
    try (0..<count).map { _ in
        let call = try session.call(operation: OktaEventHooks.Operation(id: id, eventHookId: hook))
        _ = try call.start(now: 0)
        return call
    }
}

/// The same as `Call.response`, its parts timed: the answer written for Rust, what Rust does, and what it returns read.
func parts(_ id: String, _ hook: String?, _ answer: HTTPResponse, times: Int) throws -> [[Double]] {
    var found = [[Double](), [], []]
    let clock = ContinuousClock()
    for _ in 0..<times * 2 {
        let call = try started(1, id, hook)[0]
        var status = RustCallStatus(code: 0, errorBuf: RustBuffer(capacity: 0, len: 0, data: nil))
        let handle = call.uniffiCloneHandle()
        let start = clock.now
        let lowered = FfiConverterTypeHTTPResponse_lower(answer)
        let written = clock.now
        let buffer = uniffi_okta_event_hooks_mobile_fn_method_call_response(handle, 1, lowered, &status)
        let done = clock.now
        let step = try FfiConverterTypeStep_lift(buffer)
        let read = clock.now
        precondition(status.code == 0)
        withExtendedLifetime(step) {}
        for (number, took) in [written - start, done - written, read - done].enumerated() {
            found[number].append(took / .seconds(1))
        }
    }
    // The first half is for warmth.
    return found.map { Array($0.suffix(times)) }
}

/// Where the library was loaded from.
func library() -> String {
    let maps = FileHandle(forReadingAtPath: "/proc/self/maps").flatMap { try? $0.readToEnd() } ?? Data()
    let line = String(decoding: maps, as: UTF8.self).split(separator: "\n").first { $0.contains("okta_event_hooks_mobile") }
    return line?.split(separator: " ").last.map(String.init) ?? "unknown"
}

let id = "who7kd2mQ9vYt3L10000"
let one = answer(Hooks.json(1))
let list = answer(Hooks.list(200))
guard case .eventHook(let hook) = try whole("getEventHook", id, one), hook.name == "Feed 1" else { fatalError("no hook") }
guard case .eventHooks(let hooks, let unreadable) = try whole("listEventHooks", nil, list), hooks.count == 200, unreadable.isEmpty
else {
    fatalError("no list")
}
let decoder = JSONDecoder()
guard try decoder.decode([PlainHook].self, from: list.body).count == 200 else { fatalError("no plain list") }

print("library: \(library())")
print("a hook has \(one.body.count) bytes, the list of 200 \(list.body.count)\n")
Table.row("", "ours", "JSONDecoder", "ratio", "budget")

let crossing = try Table.rounds(
    [
        { _ = try whole("getEventHook", id, one) },
        { _ = try decoder.decode(PlainHook.self, from: one.body) },
    ], times: 2_000)
Table.row(
    "call of one hook: call, start, response", Table.microseconds(crossing[0]), Table.microseconds(crossing[1]), "-", "≤ 20 µs")

let bare = try started(1, "listEventHooks", nil)[0]
let empty = try Table.rounds([{ _ = try bare.mayHaveApplied() }], times: 10_000)
Table.row("  a crossing that does nothing", Table.microseconds(empty[0]), "-", "-", "-")

let names = ["  the answer, written for Rust", "  Rust: the whole step", "  the step, read in Swift"]
for (name, part) in zip(names, try parts("getEventHook", id, one, times: 10_000)) {
    Table.row(name, Table.microseconds(part), "-", "-", "-")
}

let lists = try Table.rounds(
    [
        { _ = try whole("listEventHooks", nil, list) },
        { _ = try decoder.decode([PlainHook].self, from: list.body) },
    ], times: 20)
Table.row(
    "list of 200 hooks", Table.microseconds(lists[0]), Table.microseconds(lists[1]),
    Table.fixed(Table.ratio(lists[0], lists[1]), 2), "≤ 2.0")
for (name, part) in zip(names, try parts("listEventHooks", nil, list, times: 200)) {
    Table.row(name, Table.microseconds(part), "-", "-", "-")
}
