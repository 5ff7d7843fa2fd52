import XCTest

@testable import OktaEventHooks

final class LogEventTests: XCTestCase {
    /// Three pages, of which the second is empty; a poll goes on for ever.
    private func log(polls: Bool = false) -> FakeTransport {
        FakeTransport { request, _ in
            let page = request.url.firstMatch(of: /after=(\d+)/).flatMap { Int($0.1) } ?? 1
            let link = "<\(Sample.org)/api/v1/logs?limit=2&after=\(page + 1)>; rel=\"next\""
            let bodies = [1: "[\(Sample.event("a")),\(Sample.event("b"))]", 2: "[]", 3: "[\(Sample.event("c")),{\"no\":1}]"]
            return .json(bodies[page] ?? "[]", polls || page < 3 ? ["link": link] : [:])
        }
    }

    func testEntries() async throws {
        let transport = log()
        let events = try Sample.client(transport).logEvents(limit: 2)
        for _ in 1...2 {
            let uuids = try await events.reduce(into: []) { $0.append($1.uuid) }
            XCTAssertEqual(uuids, ["a", "b", "c"])
            XCTAssertNil(events.cursor)
        }
        XCTAssertEqual(transport.requests.count, 6)
        // The end of the query is that of the moment at which it was made.
        XCTAssertEqual(transport.requests[0].url, transport.requests[3].url)
        XCTAssert(transport.requests[0].url.contains("until="))
        XCTAssert(transport.requests[1].url.hasSuffix("/api/v1/logs?limit=2&after=2"))
    }

    func testPages() async throws {
        let events = try Sample.client(log()).logEvents()
        var pages: [Page<LogEvent>] = []
        for try await page in events.pages() {
            pages.append(page)
            XCTAssertEqual(events.cursor, page.next)
        }
        XCTAssertEqual(pages.map(\.count), [2, 0, 1])
        XCTAssertEqual(pages.map(\.next), ["limit=2&after=2", "limit=2&after=3", nil])
        XCTAssertEqual(pages[2].unreadable.map(\.position), [1])
        XCTAssertEqual(pages[2].unreadable.first?.json.text, #"{"no":1}"#)
    }

    func testGoesOnFromACursor() async throws {
        let client = try Sample.client(log())
        let events = client.logEvents()
        for try await _ in events.pages() { break }
        let cursor = try XCTUnwrap(events.cursor)
        let rest = try await client.logEvents(after: cursor).reduce(into: []) { $0.append($1.uuid) }
        XCTAssertEqual(rest, ["c"])
    }

    func testPoll() async throws {
        let transport = log(polls: true)
        let client = try Sample.client(transport)
        let poll = client.pollLogEvents(since: Date(timeIntervalSince1970: 1_742_096_867.345))
        var iterator = poll.pages().makeAsyncIterator()
        for count in [2, 0, 1, 0, 0] {
            let page = try await iterator.next()
            XCTAssertEqual(page?.count, count)
        }
        XCTAssert(transport.requests[0].url.contains("since=2025-03-16T03%3A47%3A47.345Z"), transport.requests[0].url)
        XCTAssertFalse(transport.requests[0].url.contains("until="))
        XCTAssertEqual(poll.cursor, "limit=2&after=6")
        let resumed = client.pollLogEvents(after: "limit=2&after=3")
        let first = try await resumed.first { _ in true }
        XCTAssertEqual(first?.uuid, "c")
    }

    func testAfterAnErrorTheSamePageIsAskedFor() async throws {
        let transport = FakeTransport { _, number in
            if number == 2 { return .json("{}", status: 400) }
            return .json("[\(Sample.event("\(number)"))]", ["link": "<\(Sample.org)/api/v1/logs?after=9>; rel=\"next\""])
        }
        var iterator = try Sample.client(transport).logEvents().makeAsyncIterator()
        _ = try await iterator.next()
        do {
            _ = try await iterator.next()
            XCTFail("there was no error")
        } catch {}
        let event = try await iterator.next()
        XCTAssertEqual(event?.uuid, "3")
        XCTAssertEqual(transport.requests[1].url, transport.requests[2].url)
    }

    func testTimes() async throws {
        let transport = FakeTransport { _, _ in .json("[]") }
        let client = try Sample.client(transport)
        let times: [any LogTime] = [
            "2026-03-16T00:00:00.000Z", Timestamp("2026-03-16T00:00:00.000Z"), Date(timeIntervalSince1970: 1_773_619_200),
        ]
        for time in times { for try await _ in client.logEvents(since: time, until: "2026-03-17T00:00:00.000Z") {} }
        XCTAssertEqual(Set(transport.requests.map(\.url)).count, 1)
        XCTAssert(transport.requests[0].url.contains("since=2026-03-16T00%3A00%3A00.000Z"))
    }
}
