import XCTest

@testable import OktaEventHooks

/// Every vector of `calls`: whole calls, step by step, with the keys, the random values and the times of the vectors.
final class CallTests: XCTestCase {
    func testCalls() throws {
        XCTAssertGreaterThan(try Vectors.play("calls") { one, _ in try check(one) }, 400)
    }

    private func check(_ one: Value) throws {
        try members(one, "name source seed org credentials policy operation params steps calls")
        let session = try session(one)
        guard let calls = one["calls"]?.items else { return try play(session, one) }
        guard !calls.isEmpty, Set(one.names).isDisjoint(with: ["steps", "operation", "params"]) else {
            throw Differs("neither one call nor several")
        }
        for (number, part) in calls.enumerated() {
            try members(part, "operation params steps")
            try within("call \(number + 1)") { try play(session, part) }
        }
    }

    private func play(_ session: Session, _ one: Value) throws {
        let steps = one["steps"]?.items ?? []
        guard !steps.isEmpty, steps.count % 2 == 0 else { throw Differs("an event without an answer") }
        let call: Call
        do {
            call = try session.call(operation: operation(XCTUnwrap(one["operation"]?.text), XCTUnwrap(one["params"])))
        } catch Refused.InvalidInput(let reason) {
            // What cannot be an operation is refused before the first step.
            try expect("steps", steps.count, 2)
            let expected = try XCTUnwrap(only(steps[1], "done")["error"])
            return try expectError(expected, .refused(reason))
        }
        for number in stride(from: 0, to: steps.count, by: 2) {
            try within("step \(number / 2 + 1)") { try compare(steps[number + 1], take(call, steps[number])) }
        }
    }

    private func within(_ what: String, _ act: () throws -> Void) throws {
        do {
            try act()
        } catch let why as Differs {
            throw Differs("\(what): \(why)")
        }
    }

    private func take(_ call: Call, _ event: Value) throws -> Step {
        guard let at = event["at"]?.int.map(Int64.init), event.names.count == 2,
            let (kind, what) = event.members?.first(where: { $0.name != "at" })
        else { throw Differs("an event of no kind: \(event.json)") }
        switch (kind, what) {
        case ("start", .bool(true)): return try call.start(now: at)
        case ("resume", .bool(true)): return try call.resume(now: at)
        case ("response", _): return try call.response(now: at, response: response(what))
        case ("failure", .text("notSent")): return try call.failure(now: at, kind: .notSent, reason: "connection refused")
        case ("failure", .text("maybeSent")): return try call.failure(now: at, kind: .maybeSent, reason: "connection reset")
        case ("failure", .text("timedOut")): return try call.failure(now: at, kind: .timedOut, reason: "late")
        default: throw Differs("an event of no kind: \(event.json)")
        }
    }

    private func session(_ one: Value) throws -> Session {
        let seed = try XCTUnwrap(one["seed"]?.text)
        let bytes = stride(from: 0, to: seed.count, by: 2).map { UInt8(seed.dropFirst($0).prefix(2), radix: 16) }
        var retry = RetryPolicy()
        if let policy = one["policy"] {
            try members(policy, "maxAttempts maxWaitMs maxElapsedMs")
            retry = RetryPolicy(
                maxAttempts: policy["maxAttempts"]?.int.map(Int32.init),
                maxWait: policy["maxWaitMs"]?.int.map { Double($0) / 1000 },
                maxElapsed: policy["maxElapsedMs"]?.int.map { Double($0) / 1000 })
        }
        return try Session(
            options: SessionOptions(
                orgUrl: XCTUnwrap(one["org"]?.text), credentials: credentials(XCTUnwrap(one["credentials"])), retry: retry,
                userAgent: nil,
                seed: Data(bytes.map { try XCTUnwrap($0) })))
    }

    private func credentials(_ who: Value) throws -> SessionCredentials {
        switch who.names {
        case ["apiToken"]: return .apiToken(token: Secret(try XCTUnwrap(who["apiToken"]?.text)))
        case ["accessToken"]: return .accessToken(token: Secret(try XCTUnwrap(who["accessToken"]?.text)))
        default:
            let app = try only(who, "serviceApp")
            try members(app, "clientId keyId scopes key dpopKey")
            return .serviceApp(
                app: ServiceApp(
                    clientId: try XCTUnwrap(app["clientId"]?.text), privateKey: try pem(XCTUnwrap(app["key"]?.text)),
                    keyId: app["keyId"]?.text,
                    scopes: app["scopes"]?.texts, dpopKey: try app["dpopKey"]?.text.map(pem)))
        }
    }

    private func pem(_ file: String) throws -> Secret {
        Secret(try String(contentsOf: Vectors.root.appendingPathComponent("keys/\(file)"), encoding: .utf8))
    }

    /// The only member.
    private func only(_ value: Value, _ name: String) throws -> Value {
        guard value.names == [name], let member = value[name] else { throw Differs("expected \(name) alone, found \(value.names)") }
        return member
    }

    private func compare(_ expected: Value, _ found: Step) throws {
        switch (expected.names.first, found) {
        case ("send", .send(let request, _)): try compareSend(only(expected, "send"), request)
        case ("wait", .wait(let seconds)): try compareWait(only(expected, "wait"), seconds)
        case ("done", .failed(let info)):
            let done = try only(expected, "done")
            try members(done, "output error")
            let error = OktaEventHooksError(info, underlying: nil)
            guard let expected = done["error"] else { throw Differs("found \(error)") }
            try expectError(expected, error)
        case ("done", _):
            let done = try only(expected, "done")
            try members(done, "output error")
            guard let found = try output(found), let expected = done["output"] else { fallthrough }
            try expect("output", found, expected)
        default: throw Differs("found \(found), expected \(expected.json)")
        }
    }

    private func compareWait(_ expected: Value, _ seconds: TimeInterval) throws {
        try members(expected, "ms minMs maxMs")
        let wait = (seconds * 1_000_000).rounded() / 1000
        let exact = expected["ms"]?.int
        guard let least = exact ?? expected["minMs"]?.int, let most = exact ?? expected["maxMs"]?.int else {
            throw Differs("no wait: \(expected.json)")
        }
        guard Double(least) <= wait, wait <= Double(most) else { throw Differs("waits \(wait) ms, expected \(expected.json)") }
    }

    /// What is sent, and that a request is not printed with what it carries.
    private func compareSend(_ expected: Value, _ found: HTTPRequest) throws {
        try members(expected, "method url headers absentHeaders body bodyText")
        let headers = Value.object(found.headers.map { ($0.name, .text($0.value.text)) })
        let text = String(decoding: found.body ?? Data(), as: UTF8.self)
        if let method = expected["method"] { try expect("method", .text(found.method), method) }
        if let url = expected["url"] { try expect("url", .text(found.url), url) }
        for (name, value) in expected["headers"]?.members ?? [] { try expect(name, headers[name] ?? .null, value) }
        for name in expected["absentHeaders"]?.texts ?? [] where headers[name] != nil { throw Differs("has \(name)") }
        guard headers["user-agent"]?.text?.isEmpty == false else { throw Differs("no user-agent") }
        if let body = expected["bodyText"] { try expect("body", .text(text), body) }
        if let body = expected["body"] { try expect("body", try Value(text), body) }
        let carried = [headers["authorization"]?.text, headers["dpop"]?.text, text].compactMap { $0 }.filter { !$0.isEmpty }
        var printed = "\(found) \(String(reflecting: found))"
        dump(found, to: &printed)
        for secret in carried where has(printed, secret) { throw Differs("shows what it carries: \(printed)") }
    }
}
