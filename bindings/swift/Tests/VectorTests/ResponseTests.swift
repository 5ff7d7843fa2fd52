import XCTest

@testable import OktaEventHooks

/// Every vector of `responses`: what an operation makes of one answer.
///
/// A vector describes the operation alone, and Swift has it only within a call. To a call every 429 is the rate limit, which has
/// neither Okta's code nor its texts: of these the status is compared and the id.
final class ResponseTests: XCTestCase {
    func testResponses() throws {
        XCTAssertGreaterThan(try Vectors.play("responses") { one, _ in try check(one) }, 300)
    }

    private func check(_ one: Value) throws {
        try members(one, "name source operation params response output error")
        let org = "https://acme-test.okta.com"
        let session = try Session(
            options: SessionOptions(
                orgUrl: org, credentials: .apiToken(token: Secret("00token")), retry: RetryPolicy(maxAttempts: 1), userAgent: nil,
                seed: nil))
        let call = try session.call(operation: operation(XCTUnwrap(one["operation"]?.text), XCTUnwrap(one["params"])))
        guard case .send = try call.start(now: 0) else { throw Differs("sends nothing") }
        let step = try call.response(now: 0, response: response(XCTUnwrap(one["response"])))
        if case .failed(let info) = step {
            let error = OktaEventHooksError(info, underlying: nil)
            guard let expected = one["error"] else { throw Differs("found \(error)") }
            try members(expected, "kind status errorCode requestId causes mentions")
            guard case .rateLimited = error else { return try expectError(expected, error) }
            try expect("status", error.status, 429)
            let meant = expected.members?.filter { ["status", "requestId"].contains($0.name) } ?? []
            return try expectError(.object(meant + [("kind", .text("rateLimited"))]), error)
        }
        guard let found = try output(step), let expected = one["output"] else { throw Differs("found \(step)") }
        try expect("output", found, expected)
    }
}
