import XCTest

@testable import OktaEventHooks

final class ErrorTests: XCTestCase {
    private func error(_ status: Int32, _ body: String, _ headers: [String: String] = [:]) async throws -> OktaEventHooksError {
        let client = try Sample.client(FakeTransport { _, _ in .json(body, status: status, headers) }, retry: .never)
        let error = await thrown { try await client.getEventHook(id: "who1") }
        return try XCTUnwrap(error as? OktaEventHooksError)
    }

    private let refusal =
        #"{"errorCode":"E0000007","errorSummary":"Not found","errorId":"oae1","errorCauses":[{"errorSummary":"why"}]}"#

    func testApi() async throws {
        let kinds: [(Int32, ApiError.Kind)] = [
            (404, .notFound), (403, .accessDenied), (401, .accessDenied), (400, .validation), (409, .other),
        ]
        for (status, kind) in kinds {
            let error = try await error(status, refusal, ["x-okta-request-id": "Yq8"])
            guard case .api(let api) = error else { return XCTFail("\(error)") }
            XCTAssertEqual(api.kind, kind)
            XCTAssertEqual(api.status, Int(status))
            XCTAssertEqual(api.errorCode, "E0000007")
            XCTAssertEqual(api.errorSummary, "Not found")
            XCTAssertEqual(api.errorId, "oae1")
            XCTAssertEqual(api.errorCauses, ["why"])
            XCTAssertEqual(api.requestId, "Yq8")
            XCTAssertEqual(error.status, Int(status))
            XCTAssertEqual(error.errorCode, "E0000007")
            XCTAssertEqual(error.requestId, "Yq8")
            XCTAssertFalse(error.maybeApplied)
        }
    }

    func testRateLimited() async throws {
        let reset = Int(Date().timeIntervalSince1970) + 30
        let error = try await error(429, refusal, ["x-rate-limit-reset": "\(reset)"])
        guard case .rateLimited(let limited) = error else { return XCTFail("\(error)") }
        XCTAssertEqual(limited.reset, Date(timeIntervalSince1970: Double(reset)))
        XCTAssertEqual(limited.attempts, 1)
        XCTAssertGreaterThan(limited.wait, .seconds(25))
        XCTAssert(error.isRetryable)
    }

    func testProtocol() async throws {
        let error = try await error(200, "<html>", ["content-type": "text/html"])
        guard case .protocol(let answer) = error else { return XCTFail("\(error)") }
        XCTAssertEqual(answer.status, 200)
        XCTAssertEqual(answer.mediaType, "text/html")
        XCTAssertEqual(answer.excerpt, "<html>")
    }

    func testTransport() async throws {
        let client = try Sample.client(FakeTransport { _, _ in throw URLError(.networkConnectionLost) }, retry: .never)
        let error = await thrown { try await client.listEventHooks() }
        guard case OktaEventHooksError.transport(let transport)? = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertEqual((transport.underlying as? URLError)?.code, .networkConnectionLost)
        XCTAssertEqual(transport.attempts, 1)
        XCTAssert(transport.maybeSent)
    }

    func testAuth() async throws {
        let key = try String(contentsOf: Sources.repository.appendingPathComponent("tests/vectors/keys/app.pem"), encoding: .utf8)
        let client = try Client(
            org: Sample.org, credentials: .serviceApp(ServiceApp(clientId: "0oa1", privateKey: Secret(key))),
            transport: FakeTransport { _, _ in
                .json(#"{"error":"invalid_client","error_description":"no such client"}"#, status: 401)
            })
        let error = await thrown { try await client.listEventHooks() }
        guard case OktaEventHooksError.auth(let auth)? = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertEqual(auth.errorCode, "invalid_client")
        XCTAssertEqual(auth.errorDescription, "no such client")
    }

    func testTexts() async throws {
        let error = try await error(404, refusal)
        XCTAssert(error.message.hasPrefix("getEventHook: "), error.message)
        XCTAssertEqual(error.localizedDescription, error.message)
        XCTAssertEqual("\(error)", error.message)
        XCTAssertEqual((error as any Error).localizedDescription, error.message)
    }

    /// As the core's panics arrive: an error that is not one of its own.
    func testAPanicIsABugOfOurs() throws {
        struct Panic: LocalizedError { let errorDescription: String? = "index out of bounds" }
        for maybeApplied in [false, true] {
            XCTAssertThrowsError(try asking(maybeApplied: maybeApplied) { throw Panic() }) { error in
                guard case OktaEventHooksError.internal(let bug) = error else { return XCTFail("\(error)") }
                XCTAssertEqual(bug.message, "a bug of this library: index out of bounds; please report it")
                XCTAssertEqual(error.localizedDescription, bug.message)
                XCTAssertEqual((error as? OktaEventHooksError)?.maybeApplied, maybeApplied)
            }
        }
    }
}
