import XCTest

@testable import OktaEventHooks

/// What cannot be sent is a typed error, and nothing is sent.
final class ArgumentTests: XCTestCase {
    private func client() throws -> Client { try Sample.client(FakeTransport.unused()) }

    func testIds() async throws {
        let client = try client()
        for id in ["", ".", "..", "who1\0", "who1\n"] {
            await expectInvalidInput("eventHookId") { try await client.getEventHook(id: id) }
            await expectInvalidInput("eventHookId") { try await client.deleteEventHook(id: id) }
            await expectInvalidInput("eventHookId") { try await client.activateEventHook(id: id) }
            await expectInvalidInput("eventHookId") { try await client.deactivateEventHook(id: id) }
            await expectInvalidInput("eventHookId") { try await client.verifyEventHook(id: id) }
            await expectInvalidInput("eventHookId") { try await client.replaceEventHook(id: id, with: Sample.spec()) }
        }
    }

    func testSpecs() async throws {
        let client = try client()
        for (mention, name, uri) in [("name", "", "https://a.example"), ("uri", "A", "")] {
            await expectInvalidInput(mention) {
                try await client.createEventHook(EventHookSpec(name: name, uri: uri, events: ["user.lifecycle.create"]))
            }
        }
        await expectInvalidInput("events") {
            try await client.createEventHook(EventHookSpec(name: "A", uri: "https://a.example", events: []))
        }
        await expectInvalidInput("evnts") { try EventHookSpec(json: #"{"name":"A","evnts":{}}"#) }
        await expectInvalidInput("expected") { try EventHookSpec(json: "nonsense") }
        await expectInvalidInput("id") { try EventHook(json: "{}") }
        await expectInvalidInput("object") { try LogEvent(json: "[]") }
    }

    func testReplaceWithoutTheSecretOfItsScheme() async throws {
        let client = try client()
        let spec = try EventHook(json: Sample.hook()).toSpec()
        await expectInvalidInput("keepAuthScheme") { try await client.replaceEventHook(id: "who1", with: spec) }
    }

    func testTokens() async throws {
        for token in ["", " ", "a\nb", "a\r\nX-Evil: 1", "a\0b"] {
            await expectInvalidInput("token") { try Client(org: Sample.org, credentials: .apiToken(token)) }
            await expectInvalidInput("token") { try Client(org: Sample.org, credentials: .accessToken(token)) }
            let asked = try Client(
                org: Sample.org, credentials: .accessToken { token }, transport: FakeTransport.unused())
            await expectInvalidInput("token") { try await asked.listEventHooks() }
        }
        let app = ServiceApp(clientId: "0oa1", privateKey: Secret("no key"))
        let error = await thrown { try Client(org: Sample.org, credentials: .serviceApp(app)) }
        XCTAssertFalse(printed(try XCTUnwrap(error)).contains("no key"))
    }

    func testOrgs() async throws {
        let bad = ["", "acme", "http://acme.okta.com", "https://", "https://user:pass@acme.okta.com", "ftp://acme.okta.com", "a b"]
        for org in bad {
            await expectInvalidInput("org URL") { try Client(org: org, credentials: .apiToken(Sample.token)) }
        }
        let client = try Client(org: Sample.org + "/", credentials: .apiToken(Sample.token))
        XCTAssertEqual(client.org, Sample.org)
    }

    func testNumbers() async throws {
        let never = { (seconds: Double) in RetryPolicy(maxWait: seconds) }
        for seconds in [-1, Double.nan, -Double.infinity] {
            await expectInvalidInput("maxWait") { try Sample.client(FakeTransport.unused(), retry: never(seconds)) }
            let client = try client()
            await expectInvalidInput("maxElapsed") {
                try await client.listEventHooks(options: .init(retry: RetryPolicy(maxElapsed: seconds)))
            }
        }
        let client = try client()
        for count: Int32 in [0, -1, .min] {
            await expectInvalidInput("maxAttempts") {
                try await client.listEventHooks(options: .init(retry: RetryPolicy(maxAttempts: count)))
            }
        }
        for timeout: Duration in [.zero, .seconds(-1)] {
            await expectInvalidInput("timeout") { try await client.listEventHooks(options: .init(timeout: timeout)) }
            await expectInvalidInput("timeout") {
                try Client(org: Sample.org, credentials: .apiToken(Sample.token), timeout: timeout)
            }
        }
        for bytes in [0, -1] {
            await expectInvalidInput("maxBody") {
                try Client(org: Sample.org, credentials: .apiToken(Sample.token), maxBody: bytes)
            }
        }
        await expectInvalidInput("user agent") {
            try Client(org: Sample.org, credentials: .apiToken(Sample.token), userAgent: "a\nb")
        }
    }

    func testTimesWithoutEnd() async throws {
        let transport = FakeTransport { _, _ in .json("[]") }
        let client = try Client(
            org: Sample.org, credentials: .apiToken(Sample.token), transport: transport,
            retry: RetryPolicy(maxWait: .infinity, maxElapsed: .greatestFiniteMagnitude), timeout: .seconds(Int64.max))
        let count = try await client.listEventHooks().count
        XCTAssertEqual(count, 0)
    }

    func testLogQueries() async throws {
        let client = try client()
        for limit in [-1, 1001, .min, .max] {
            await expectInvalidInput("limit") { try await client.logEvents(limit: limit).first { _ in true } }
            await expectInvalidInput("limit") { try await client.pollLogEvents(limit: limit).first { _ in true } }
        }
        for after in ["", "a b", "a#b", "https://acme-test.okta.com/api/v1/logs?after=1"] {
            await expectInvalidInput("after") { try await client.logEvents(after: after).first { _ in true } }
            await expectInvalidInput("after") { try await client.pollLogEvents(after: after).first { _ in true } }
        }
        await expectInvalidInput("after") { try await client.logEvents(limit: 1, after: "after=1").first { _ in true } }
        await expectInvalidInput("after") { try await client.pollLogEvents(limit: 1, after: "after=1").first { _ in true } }
        for seconds in [Double.nan, Double.infinity, -Double.infinity, 1e20, -1e20] {
            let date = Date(timeIntervalSince1970: seconds)
            await expectInvalidInput("Date") { try await client.logEvents(since: date).first { _ in true } }
            await expectInvalidInput("Date") { try await client.pollLogEvents(since: date).first { _ in true } }
        }
    }
}
