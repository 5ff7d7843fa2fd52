import XCTest

@testable import OktaEventHooks

/// Every vector of `requests`: what an operation sends. A call adds the credentials and its own user-agent, which are left out of
/// the comparison.
final class RequestTests: XCTestCase {
    private static let added: Set = ["authorization", "user-agent"]
    /// What no program in Swift can pass. Each is expected to be refused.
    private static let ruledOut = [
        "listLogEvents: limit_4294967297": "it has more than 32 bits",
        "listLogEvents: limit_fraction": "a limit is a whole number",
        "listLogEvents: limit_text": "a limit is a number",
        "listLogEvents: unknown_parameter": "a function has the parameters that it has",
    ]

    func testRequests() throws {
        var ruledOut: Set<String> = []
        let count = try Vectors.play("requests") { one, place in
            do {
                try self.check(one)
            } catch is RuledOut {
                guard one["invalid"] != nil else { throw Differs("cannot be said in Swift") }
                ruledOut.insert(place)
            }
        }
        XCTAssertGreaterThan(count, 300)
        XCTAssertEqual(ruledOut, Set(Self.ruledOut.keys))
    }

    private func check(_ one: Value) throws {
        try members(one, "name source org operation params request invalid")
        let org = try XCTUnwrap(one["org"]?.text)
        let id = try XCTUnwrap(one["operation"]?.text)
        let step: Step
        do {
            let call = try session(org).call(operation: operation(id, XCTUnwrap(one["params"])))
            step = try call.start(now: 0)
        } catch Refused.InvalidInput(let reason) {
            return try refused(one, OktaEventHooksError.refused(reason))
        }
        switch step {
        case .failed(let info): try refused(one, OktaEventHooksError(info, underlying: nil))
        case .send(let request, _):
            guard let expected = one["request"] else { throw Differs("sends \(request.method) \(request.url)") }
            try compare(expected, request)
        default: throw Differs("found \(step)")
        }
    }

    private func refused(_ one: Value, _ error: OktaEventHooksError) throws {
        guard let expected = one["invalid"], case .invalidInput = error else { throw Differs("refused: \(error)") }
        try members(expected, "mentions")
        try mentions(error.message, expected["mentions"])
    }

    private func compare(_ expected: Value, _ found: HTTPRequest) throws {
        try members(expected, "method url headers body bodyContains")
        try expect("method", .text(found.method), XCTUnwrap(expected["method"]))
        try expect("url", .text(found.url), XCTUnwrap(expected["url"]))
        let headers = found.headers.filter { !Self.added.contains($0.name) }
        try expect("names", Set(found.headers.map(\.name)).count, found.headers.count)
        try expect("headers", .object(headers.map { ($0.name, .text($0.value.text)) }), XCTUnwrap(expected["headers"]))
        let text = found.body.map { String(decoding: $0, as: UTF8.self) }
        try contains(text ?? "", expected["bodyContains"])
        if let body = expected["body"] { try expect("body", text.map { try Value($0) } ?? .null, body) }
    }

    private func session(_ org: String) throws -> Session {
        try Session(
            options: SessionOptions(
                orgUrl: org, credentials: .apiToken(token: Secret("00token")), retry: RetryPolicy(), userAgent: nil, seed: nil))
    }
}
