import XCTest

@testable import OktaEventHooks

/// A closure that is asked for access tokens.
final class TokenTests: XCTestCase {
    func testIsAskedOnceACall() async throws {
        let asked = Locked(0)
        let transport = FakeTransport { _, number in number == 1 ? .json("", status: 503) : .json("[]") }
        let client = try Client(
            org: Sample.org,
            credentials: .accessToken {
                asked.with {
                    $0 += 1
                    return "token-\($0)"
                }
            },
            transport: transport)
        XCTAssertEqual(asked.with { $0 }, 0)
        _ = try await client.listEventHooks()
        _ = try await client.listEventHooks()
        XCTAssertEqual(asked.with { $0 }, 2)
        let tokens = transport.requests.map { request in
            request.headers.first { $0.name == "authorization" }?.value.text
        }
        XCTAssertEqual(tokens, ["Bearer token-1", "Bearer token-1", "Bearer token-2"])
    }

    func testIsNotAskedForWhatCannotBeSent() async throws {
        let asked = Locked(0)
        let client = try Client(
            org: Sample.org,
            credentials: .accessToken {
                asked.with { $0 += 1 }
                return "token"
            },
            transport: FakeTransport.unused())
        await expectInvalidInput("eventHookId") { try await client.getEventHook(id: "") }
        XCTAssertEqual(asked.with { $0 }, 0)
    }

    func testItsErrorReachesTheCallerAsItIs() async throws {
        struct Locked: Error, Equatable { let reason: Int }
        let client = try Client(
            org: Sample.org, credentials: .accessToken { throw Locked(reason: 7) }, transport: FakeTransport.unused())
        let error = await thrown { try await client.listEventHooks() }
        XCTAssertEqual(error as? Locked, Locked(reason: 7))
        let logError = await thrown { try await client.logEvents().first { _ in true } }
        XCTAssertEqual(logError as? Locked, Locked(reason: 7))
    }
}
