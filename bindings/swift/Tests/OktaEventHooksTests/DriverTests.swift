import XCTest

@testable import OktaEventHooks

/// The loop that carries out a call.
final class DriverTests: XCTestCase {
    func testTimeouts() async throws {
        let transport = FakeTransport { request, _ in .json(request.method == "GET" ? "[]" : Sample.hook()) }
        let client = try Client(
            org: Sample.org, credentials: .apiToken(Sample.token), transport: transport, timeout: .seconds(5))
        _ = try await client.listEventHooks()
        _ = try await client.listEventHooks(options: .init(timeout: .seconds(2)))
        _ = try await client.verifyEventHook(id: "who1")
        XCTAssertEqual(transport.timeouts[..<2], [.seconds(5), .seconds(2)])
        // Okta's own patience with the endpoint is longer.
        XCTAssertGreaterThan(transport.timeouts[2], .seconds(5))
    }

    func testRetries() async throws {
        let transport = FakeTransport { _, number in number < 3 ? .json("", status: 503) : .json("[]") }
        let client = try Sample.client(transport)
        let error = await thrown { try await client.listEventHooks(options: .init(retry: .never)) }
        XCTAssertEqual((error as? OktaEventHooksError)?.status, 503)
        XCTAssertEqual(transport.requests.count, 1)
        let begin = ContinuousClock.now
        _ = try await client.listEventHooks(options: .init(retry: RetryPolicy(maxAttempts: 2)))
        XCTAssertGreaterThan(begin.duration(to: .now), .milliseconds(1), "there was no wait")
        XCTAssertEqual(transport.requests.count, 3)
    }

    func testACreateIsSentOnce() async throws {
        let transport = FakeTransport { _, _ in throw TimedOutError() }
        let client = try Sample.client(transport)
        let error = await thrown { try await client.createEventHook(Sample.spec()) } as? OktaEventHooksError
        XCTAssertEqual(transport.requests.map(\.repeatable), [false])
        XCTAssertEqual(error?.maybeApplied, true)
        XCTAssertEqual(error?.isRetryable, false)
    }

    func testNotSent() async throws {
        let transport = FakeTransport { _, number in
            if number == 1 { throw NotSentError(URLError(.cannotConnectToHost)) }
            return .json(Sample.hook())
        }
        let hook = try await Sample.client(transport).createEventHook(Sample.spec())
        XCTAssertEqual(hook.id, "who1")
        XCTAssertEqual(transport.requests.count, 2)
    }

    func testTooLarge() async throws {
        let client = try Client(
            org: Sample.org, credentials: .apiToken(Sample.token), transport: FakeTransport { _, _ in .json("[       ]") },
            retry: .never, maxBody: 8)
        let error = await thrown { try await client.listEventHooks() }
        guard case OktaEventHooksError.transport(let transport)? = error else { return XCTFail("\(String(describing: error))") }
        XCTAssert(transport.message.contains("maxBody, 8 bytes"), transport.message)
        XCTAssert(transport.maybeSent)
    }

    func testAWeirdTransport() async throws {
        for status: Int32 in [0, -1, 99, 1000, .max] {
            let client = try Sample.client(FakeTransport { _, _ in .json("[]", status: status) })
            let error = await thrown { try await client.createEventHook(Sample.spec()) } as? OktaEventHooksError
            XCTAssertEqual(error?.maybeApplied, true)
            XCTAssertEqual(error?.message.contains("status \(status)"), true)
        }
        // What is no header cannot be one that means something.
        let headers = ["": "", "a b": "c", "x": "a\r\nb", "ü": "ü"]
        let client = try Sample.client(FakeTransport { _, _ in .json("[]", headers) })
        let count = try await client.listEventHooks().count
        XCTAssertEqual(count, 0)
    }

    func testFromManyTasksAtOnce() async throws {
        let transport = FakeTransport { request, _ in
            await Task.yield()
            return .json(Sample.hook(String(request.url.split(separator: "/").last ?? "")))
        }
        let client = try Sample.client(transport)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<16 {
                group.addTask {
                    for call in 0..<50 {
                        let id = "who\(task)x\(call)"
                        let hook = try await client.getEventHook(id: id)
                        XCTAssertEqual(hook.id, id)
                    }
                }
            }
            try await group.waitForAll()
        }
        XCTAssertEqual(transport.requests.count, 800)
    }
}
