import XCTest

@testable import OktaEventHooks

/// A cancelled task throws `CancellationError`, at once.
final class CancellationTests: XCTestCase {
    private func expectCancelled(
        _ transport: FakeTransport, after requests: Int, file: StaticString = #filePath, line: UInt = #line,
        _ call: @escaping @Sendable (Client) async throws -> Void
    ) async throws {
        let client = try Sample.client(transport)
        let task = Task { try await call(client) }
        try await eventually("a request", file: file, line: line) { transport.requests.count >= requests }
        await expectTakes(lessThan: .seconds(5), file: file, line: line) {
            task.cancel()
            let error = await thrown(file: file, line: line) { try await task.value }
            XCTAssert(error is CancellationError, "\(String(describing: error))", file: file, line: line)
        }
        XCTAssertEqual(transport.requests.count, requests, file: file, line: line)
    }

    func testAWait() async throws {
        let reset = Int(Date().timeIntervalSince1970) + 60
        let transport = FakeTransport { _, _ in .json("{}", status: 429, ["x-rate-limit-reset": "\(reset)"]) }
        try await expectCancelled(transport, after: 1) { _ = try await $0.listEventHooks() }
    }

    func testAnExchange() async throws {
        let transport = FakeTransport { _, _ in
            try await Task.sleep(for: .seconds(60))
            return .json("[]")
        }
        try await expectCancelled(transport, after: 1) { _ = try await $0.listEventHooks() }
    }

    func testACreateUnderWay() async throws {
        let transport = FakeTransport { _, _ in
            do { try await Task.sleep(for: .seconds(60)) } catch { throw URLError(.cancelled) }
            return .json(Sample.hook())
        }
        try await expectCancelled(transport, after: 1) { try await $0.createEventHook(Sample.spec()) }
    }

    func testPages() async throws {
        let transport = FakeTransport { _, number in
            if number == 3 { try await Task.sleep(for: .seconds(60)) }
            return .json("[]", ["link": "<\(Sample.org)/api/v1/logs?after=\(number)>; rel=\"next\""])
        }
        try await expectCancelled(transport, after: 3) { for try await _ in $0.pollLogEvents().pages() {} }
    }

    func testBeforeTheCall() async throws {
        let client = try Sample.client(FakeTransport.unused())
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await client.listEventHooks()
        }
        task.cancel()
        let error = await thrown { try await task.value }
        XCTAssert(error is CancellationError)
    }

    func testOverURLSession() async throws {
        for method in ["GET", "POST"] {
            let server = try RawServer { _, _ in .nothing }
            let client = try Client(org: server.url, credentials: .apiToken(Sample.token))
            let task = Task {
                if method == "GET" {
                    _ = try await client.listEventHooks()
                } else {
                    try await client.createEventHook(Sample.spec())
                }
            }
            try await eventually("a request") { !server.requests.isEmpty }
            await expectTakes(lessThan: .seconds(5)) {
                task.cancel()
                let error = await thrown { try await task.value }
                XCTAssert(error is CancellationError, "\(String(describing: error))")
            }
            // The request is given up, not only no longer waited for.
            try await eventually("the connection is closed") { server.closedConnections > 0 }
            XCTAssertEqual(server.requests.count, 1)
        }
    }

    /// At any moment of an exchange, from many tasks.
    func testAtAnyMoment() async throws {
        let server = try RawServer { _, _ in .answer("[]") }
        let client = try Client(org: server.url, credentials: .apiToken(Sample.token))
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let task = Task { try await client.listEventHooks() }
                    try? await Task.sleep(for: .microseconds(number * 20))
                    task.cancel()
                    switch await task.result {
                    case .success(let page): XCTAssertEqual(page.count, 0)
                    case .failure(let error): XCTAssert(error is CancellationError, "\(error)")
                    }
                }
            }
        }
        let count = try await client.listEventHooks().count
        XCTAssertEqual(count, 0)
    }
}
