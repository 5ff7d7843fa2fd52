import OktaEventHooks
import XCTest

/// The whole life of a hook over URLSession, against the emulator and a receiver, over http and TLS.
final class EmulatorTests: XCTestCase {
    func testOverHTTP() async throws {
        try await Self.useAll(try Emulator())
    }

    /// libcurl trusts the certificates of the system alone, and FoundationNetworking has no way to say more. Debian's Swift, as
    /// scripts/swift runs it, has a system of its own.
    func testOverTLS() async throws {
        guard let store = ProcessInfo.processInfo.environment["OKTA_EVENT_HOOKS_TRUST_STORE"] else {
            throw XCTSkip("the certificates that this system trusts are not for tests to change")
        }
        let emulator = try Emulator(["--tls", "--tls-ca", store])
        XCTAssert(emulator.url.hasPrefix("https://"))
        try await Self.useAll(emulator)
    }

    func testACertificateThatIsNotTrusted() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("okta-event-hooks-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let emulator = try Emulator(["--tls", "--tls-ca", folder.appendingPathComponent("ca.pem").path])
        defer { emulator.end() }
        XCTAssert(emulator.url.hasPrefix("https://"))
        do {
            _ = try await emulator.client().listEventHooks(options: .init(retry: .never))
            XCTFail("nobody trusts its certificate")
        } catch OktaEventHooksError.transport(let error) {
            XCTAssertNotNil(error.underlying)
        }
    }

    private static func useAll(_ emulator: Emulator) async throws {
        defer { emulator.end() }
        try await within(.seconds(60)) {
            try await useHook(emulator)
            try await useLog(emulator)
            try await waitForALimit(emulator)
        }
    }

    private static func useHook(_ emulator: Emulator) async throws {
        let receiver = try Program(
            variable: Emulator.variable, ["listen", "--port", "0", "--json", "--secret", "env:OKTA_EVENT_HOOKS_TEST_SECRET"],
            environment: ["OKTA_EVENT_HOOKS_TEST_SECRET": "s3cr3t"], toBuild: Emulator.build)
        defer { receiver.end() }
        let uri = try XCTUnwrap(receiver.told["url"]?.text, receiver.told.json)
        let client = try emulator.client()
        let spec = try EventHookSpec(name: "Feed", uri: uri, events: ["user.lifecycle.create"], authHeader: .init(value: "s3cr3t"))

        let created = try await client.createEventHook(spec)
        XCTAssertEqual(created.name, "Feed")
        XCTAssertEqual(created.status, .active)
        XCTAssertEqual(created.verificationStatus, .unverified)
        XCTAssertFalse(created.delivers)
        let verified = try await client.verifyEventHook(id: created.id)
        XCTAssertTrue(verified.delivers)
        let paused = try await client.deactivateEventHook(id: created.id)
        XCTAssertEqual(paused.status, .inactive)
        let resumed = try await client.activateEventHook(id: created.id)
        XCTAssertEqual(resumed.status, .active)

        var changed = try await client.getEventHook(id: created.id).toSpec()
        changed.description = "Feeds the audit store"
        do {
            try await client.replaceEventHook(id: created.id, with: changed)
            XCTFail("the secret is missing")
        } catch OktaEventHooksError.invalidInput(let error) {
            XCTAssert(error.message.contains("keepAuthScheme"), error.message)
        }
        let replaced = try await client.replaceEventHook(id: created.id, with: changed, keepAuthScheme: true)
        XCTAssertEqual(replaced.description, "Feeds the audit store")
        let again = try await client.verifyEventHook(id: created.id)
        XCTAssertTrue(again.delivers)

        let listed = try await client.listEventHooks()
        XCTAssertEqual(listed.map(\.id), [created.id])
        XCTAssert(listed.unreadable.isEmpty)
        do {
            try await client.deleteEventHook(id: created.id)
            XCTFail("it is active")
        } catch OktaEventHooksError.api(let error) {
            XCTAssertNotNil(error.errorCode)
        }
        try await client.deactivateEventHook(id: created.id)
        try await client.deleteEventHook(id: created.id)
        do {
            _ = try await client.getEventHook(id: created.id)
            XCTFail("it is deleted")
        } catch OktaEventHooksError.api(let error) where error.kind == .notFound {
            XCTAssertEqual(error.status, 404)
        }
    }

    /// Over pages, in both ways, and on from where it was left.
    private static func useLog(_ emulator: Emulator) async throws {
        let events = (0..<25).map { _ in #"{"eventType":"user.lifecycle.create"}"# }.joined(separator: ",")
        _ = try await emulator.control("POST", "events", "[\(events)]")
        let client = try emulator.client()
        let query = #"eventType eq "user.lifecycle.create""#

        let log = client.logEvents(since: Date() - 3600, until: Date() + 3600, filter: query, limit: 10)
        var ids: [String] = []
        for try await event in log { ids.append(event.uuid) }
        XCTAssertEqual(ids.count, 25)
        XCTAssertEqual(Set(ids).count, 25)
        var sizes: [Int] = []
        for try await page in log.pages() { sizes.append(page.count) }
        XCTAssertEqual(sizes, [10, 10, 5])
        var newest: [String] = []
        for try await event in client.logEvents(
            since: Date() - 3600, until: Date() + 3600, filter: query, limit: 10, sortOrder: .descending)
        { newest.append(event.uuid) }
        XCTAssertEqual(newest, ids.reversed())

        let poll = client.pollLogEvents(since: Date() - 3600, filter: query, limit: 20)
        sizes = []
        for try await page in poll.pages() {
            sizes.append(page.count)
            if page.isEmpty { break }
        }
        XCTAssertEqual(sizes, [20, 5, 0])
        _ = try await emulator.control("POST", "events", #"{"eventType":"user.lifecycle.create"}"#)
        for try await page in client.pollLogEvents(after: try XCTUnwrap(poll.cursor)).pages() {
            XCTAssertEqual(page.map(\.eventType), ["user.lifecycle.create"])
            break
        }
    }

    private static func waitForALimit(_ emulator: Emulator) async throws {
        let limit = #"{"on":{"operation":"listEventHooks"},"rateLimit":{"kind":"org","reset":"1s"}}"#
        _ = try await emulator.control("POST", "faults", limit)
        let clock = ContinuousClock()
        let began = clock.now
        _ = try await emulator.client().listEventHooks()
        XCTAssertGreaterThanOrEqual(clock.now - began, .seconds(1))

        _ = try await emulator.control("POST", "faults", limit)
        do {
            _ = try await emulator.client().listEventHooks(options: .init(retry: .never))
            XCTFail("there is a limit")
        } catch OktaEventHooksError.rateLimited(let error) {
            XCTAssertNotNil(error.reset)
            XCTAssertEqual(error.attempts, 1)
        }
    }
}

/// `okta-event-hooks emulator`, of a test's own.
private struct Emulator {
    static let variable = "OKTA_EVENT_HOOKS_COMMAND"
    static let build = "cargo build -p okta-event-hooks-cli"

    let program: Program
    let url: String
    let apiToken: String

    init(_ options: [String] = []) throws {
        program = try Program(variable: Self.variable, ["emulator", "--port", "0", "--json"] + options, toBuild: Self.build)
        url = try XCTUnwrap(program.told["orgUrl"]?.text, program.told.json)
        apiToken = try XCTUnwrap(program.told["apiToken"]?.text, program.told.json)
    }

    func client() throws -> Client {
        try Client(org: url, credentials: .apiToken(apiToken))
    }

    /// What the emulator has and Okta has not.
    func control(_ method: String, _ what: String, _ body: String) async throws -> Value {
        try await program.ask(method, "\(url)/emulator/\(what)", body)
    }

    func end() {
        program.end()
    }
}
