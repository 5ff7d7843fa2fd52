import XCTest

@testable import OktaEventHooks

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

final class URLSessionTransportTests: XCTestCase {
    private func send(
        _ server: RawServer, _ method: String = "GET", body: String? = nil, repeatable: Bool = true,
        timeout: Duration = .seconds(10),
        over transport: URLSessionTransport = URLSessionTransport()
    ) async throws -> HTTPResponse {
        let request = HTTPRequest(
            method: method, url: server.url + "/x?y=z", headers: [HTTPHeader(name: "user-agent", value: HeaderText("me"))],
            body: body.map { Data($0.utf8) }, repeatable: repeatable)
        return try await transport.send(request, timeout: timeout, maxBody: 100_000)
    }

    func testAnExchange() async throws {
        let server = try RawServer { _, _ in .answer("[1]", status: "418 Teapot", "X-A: 1\r\nX-A: 2\r\nSet-Cookie: a=b\r\n") }
        for method in ["GET", "POST", "PUT", "DELETE"] {
            for repeatable in [true, false] {
                let answer = try await send(server, method, body: method == "GET" ? nil : "{}", repeatable: repeatable)
                XCTAssertEqual(answer.status, 418)
                XCTAssertEqual(String(decoding: answer.body, as: UTF8.self), "[1]")
                XCTAssertEqual(answer.headers.first { $0.name.lowercased() == "x-a" }?.value.text, "1, 2")
            }
        }
        for request in server.requests {
            XCTAssert(request.text.contains(" /x?y=z HTTP/1.1\r\n"), request.text)
            XCTAssertEqual(request.text.hasSuffix("\r\n\r\n{}"), !request.text.hasPrefix("GET"), request.text)
            XCTAssertFalse(request.text.lowercased().contains("cookie"), request.text)
            XCTAssertEqual(request.text.lowercased().components(separatedBy: "user-agent: me\r\n").count, 2, request.text)
        }
    }

    /// Such as those of RFC 6750 and RFC 9449.
    func testUnauthorized() async throws {
        for challenge in [
            "Basic realm=\"x\"", "Bearer error=\"invalid_token\"", "DPoP", "Digest realm=", "", "realm=", "Basic realm",
        ] {
            let server = try RawServer { _, _ in .answer("why", status: "401 Unauthorized", "WWW-Authenticate: \(challenge)\r\n") }
            for repeatable in [true, false] {
                let answer = try await send(server, repeatable: repeatable)
                XCTAssertEqual(answer.status, 401)
                XCTAssertEqual(String(decoding: answer.body, as: UTF8.self), "why")
            }
            XCTAssertEqual(server.requests.count, 2)
        }
    }

    func testRedirectsAreAnswers() async throws {
        let other = try RawServer { _, _ in .answer("[]") }
        for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
            let server = try RawServer { _, _ in .answer("here", status: status, "Location: \(other.url)/\r\n") }
            for method in ["GET", "POST"] {
                let answer = try await send(server, method)
                XCTAssertEqual(answer.status, Int32(status.prefix(3)))
                XCTAssertEqual(String(decoding: answer.body, as: UTF8.self), "here")
            }
            XCTAssertEqual(server.requests.count, 2)
        }
        XCTAssert(other.requests.isEmpty)
    }

    /// A kept connection that the server closes as the next request arrives: URLSession may send that again, unless it must not.
    func testASecondRequestOnADeadConnection() async throws {
        let server = try RawServer { request, number in number == 2 ? .close : .answer("[]") }
        _ = try await send(server)
        // Connection 1 is kept: a request over it would be lost, and sent again.
        let answer = try await send(server, "POST", repeatable: true)
        XCTAssertEqual(answer.status, 200)
        #if canImport(FoundationNetworking)
            XCTAssertEqual(server.requests.map(\.connection), [1, 1, 2], "libcurl sends no longer again: is this still needed?")
        #endif
    }

    func testWhatIsNotRepeatableIsSentOnce() async throws {
        let server = try RawServer { _, number in number % 2 == 0 ? .close : .answer("[]") }
        let transport = URLSessionTransport()
        for round in 1...5 {
            _ = try await send(server, over: transport)
            let error = await thrown {
                try await self.send(server, "POST", body: round % 2 == 0 ? nil : "{}", repeatable: false, over: transport)
            }
            XCTAssertFalse(error is NotSentError)
            XCTAssertEqual(server.requests.count, round * 2)
        }
        XCTAssertEqual(server.requests.filter { $0.text.hasPrefix("POST") }.count, 5)
    }

    func testIncompleteAnswers() async throws {
        var answers = [
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n[]",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n",
            "nonsense\r\n\r\n",
            "",
        ]
        #if !canImport(FoundationNetworking)
            // FoundationNetworking of Swift 6.0.3 ends the process there:
            // https://github.com/swiftlang/swift-corelibs-foundation/issues/5285
            answers.append("HTTP/1.1 200 OK\r\nContent-Len")
        #endif
        for text in answers {
            let server = try RawServer { _, _ in .sendAndClose(text) }
            for repeatable in [true, false] {
                let error = await thrown { try await self.send(server, repeatable: repeatable) }
                XCTAssertFalse(error is NotSentError, text)
                XCTAssertFalse(error is TimedOutError, text)
            }
        }
    }

    func testTooLarge() async throws {
        let bodies = ["Content-Length: 1000000000\r\n\r\n", "Connection: close\r\n\r\n"]
        for head in bodies {
            let server = try RawServer { _, _ in
                .sendEndlessly("HTTP/1.1 200 OK\r\n\(head)" + String(repeating: " ", count: 65_536))
            }
            let error = await thrown { try await self.send(server) }
            XCTAssertEqual(error?.localizedDescription, "the answer is larger than maxBody, 100000 bytes")
            #if !canImport(FoundationNetworking)
                // libcurl reads on for as long as there is something to read, before it can be told to stop.
                try await eventually("the connection is closed") { server.closedConnections > 0 }
            #endif
        }
    }

    func testTheTimeoutIsThatOfTheWholeExchange() async throws {
        let silent = try RawServer { _, _ in .nothing }
        let slow = try RawServer { _, _ in
            Thread.sleep(forTimeInterval: 0.02)
            return .nothing
        }
        for server in [silent, slow] {
            for repeatable in [true, false] {
                await expectTakes(lessThan: .seconds(5)) {
                    let error = await thrown { try await self.send(server, repeatable: repeatable, timeout: .milliseconds(200)) }
                    XCTAssert(error is TimedOutError, "\(String(describing: error))")
                }
            }
        }
    }

    func testNotSent() async throws {
        var server: RawServer? = try RawServer { _, _ in .close }
        let url = try XCTUnwrap(server?.url)
        server = nil
        for address in [url, "http://no-such-host.invalid"] {
            for repeatable in [true, false] {
                let request = HTTPRequest(method: "GET", url: address, headers: [], body: nil, repeatable: repeatable)
                let error = await thrown {
                    try await URLSessionTransport().send(request, timeout: .seconds(30), maxBody: 1)
                }
                XCTAssert(error is NotSentError, "\(address): \(String(describing: error))")
            }
        }
    }

    func testAConfigurationOfItsOwn() async throws {
        let configuration = URLSessionConfiguration.default
        configuration.httpAdditionalHeaders = ["X-Mine": "1"]
        let server = try RawServer { _, _ in .answer("[]") }
        let transport = URLSessionTransport(configuration: configuration)
        for repeatable in [true, false] { _ = try await send(server, repeatable: repeatable, over: transport) }
        for request in server.requests { XCTAssert(request.text.contains("X-Mine: 1\r\n"), request.text) }
    }
}
