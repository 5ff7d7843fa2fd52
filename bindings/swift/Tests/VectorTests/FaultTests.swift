import XCTest

@testable import OktaEventHooks

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Every case of tests/vectors/faults over `URLSessionTransport`: a client over real sockets, against a server that misbehaves to the
/// byte.
///
/// The program `fault_server` plays the server's side, and says what of it is not as the case expects; here is compared what the
/// client returned.
final class FaultTests: XCTestCase {
    /// How many cases are played at once.
    private static let atOnce = 32

    func testFaults() async throws {
        let server = try Program(variable: "FAULT_SERVER", toBuild: "cargo build -p conformance --bin fault_server")
        defer { server.end() }
        let url = try XCTUnwrap(server.told["url"]?.text)
        let only = ProcessInfo.processInfo.environment[Self.only]
        var cases: [String] = []
        for one in try await server.ask("GET", "\(url)/cases").items ?? [] {
            cases.append("\(try XCTUnwrap(one["file"]?.text))/\(try XCTUnwrap(one["name"]?.text))")
        }
        XCTAssertGreaterThan(cases.count, 300)
        let differences = FaultDifferences.all
        XCTAssert(Set(differences.keys).isSubset(of: cases))
        cases = only.map { [$0] } ?? cases

        // To read a gigabyte takes the threads that all others need.
        let (large, small) = (cases.filter { $0.hasPrefix("oversized/") }, cases.filter { !$0.hasPrefix("oversized/") })
        var found: [String: [String]] = [:]
        for (names, atOnce) in [(small, Self.atOnce), (large, 2)] {
            try await withThrowingTaskGroup(of: (String, [String]).self) { group in
                for (number, name) in names.enumerated() {
                    if number >= atOnce, let (name, wrong) = try await group.next() { found[name] = wrong }
                    let isFatal = only == nil && differences[name]?.found == [FaultDifferences.fatal]
                    group.addTask { (name, isFatal ? try await Self.playApart(name) : try await Self.play(server, url, name)) }
                }
                for try await (name, wrong) in group { found[name] = wrong }
            }
        }
        XCTAssertEqual(found.count, cases.count)
        var failed: [String] = []
        for (name, wrong) in found {
            if let difference = differences[name] {
                // What else goes wrong is none of the difference.
                failed += wrong.filter { text in !difference.found.contains { text.contains($0) } }.map { "\(name): \($0)" }
                if wrong.isEmpty, difference.isSteady {
                    failed.append("\(name): does what it should; take it out of the differences")
                }
            } else {
                failed += wrong.map { "\(name): \($0.prefix(2000))" }
            }
        }
        XCTAssert(failed.isEmpty, "\(failed.count) failures in \(cases.count) cases:\n\(failed.sorted().joined(separator: "\n"))")
    }

    /// The variable that has the name of the only case to play.
    private static let only = "FAULT_CASE"

    /// A case that ends the process, in a process of its own.
    private static func playApart(_ name: String) async throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0])
        process.arguments = ["VectorTests.FaultTests/testFaults"]
        process.environment = ProcessInfo.processInfo.environment.merging([only: name]) { _, name in name }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { _ in continuation.resume() }
            do {
                try process.run()
            } catch {
                continuation.resume(throwing: error)
            }
        }
        return process.terminationReason == .uncaughtSignal ? [FaultDifferences.fatal] : []
    }

    /// libcurl tries ::1 first, which refuses, and what it says of that is still there when the second address fails.
    func testACreateThatTheSecondOfTwoAddressesTookIsSentOnce() async throws {
        let server = try Program(variable: "FAULT_SERVER", toBuild: "cargo build -p conformance --bin fault_server")
        defer { server.end() }
        let url = try XCTUnwrap(server.told["url"]?.text)
        for way in ["close", "reset"] {
            let play = try await server.ask("POST", "\(url)/plays/lost/a_create_is_sent_once_\(way)_before_the_answer")
            let org = try XCTUnwrap(play["orgUrl"]?.text).replacingOccurrences(of: "127.0.0.1", with: "localhost")
            let client = try Client(org: org, credentials: .apiToken(XCTUnwrap(play["token"]?.text)))
            do {
                try await client.createEventHook(
                    EventHookSpec(name: "Feed", uri: "https://hooks.example.com", events: ["user.session.start"]))
                XCTFail("there is no answer")
            } catch OktaEventHooksError.transport(let error) {
                XCTAssert(error.maybeSent, error.message)
                XCTAssertEqual(error.attempts, 1)
            }
            let report = try await server.ask("DELETE", "\(url)/plays/\(try XCTUnwrap(play["id"]?.text ?? play["id"]?.json))")
            XCTAssertEqual(report["requests"]?.items?.count, 1)
        }
    }

    func testARefusedConnectionIsTriedAgain() async throws {
        for host in ["localhost", "127.0.0.1"] {
            let client = try Client(org: "http://\(host):1", credentials: .apiToken("00token"), retry: RetryPolicy(maxAttempts: 2))
            do {
                try await client.createEventHook(
                    EventHookSpec(name: "Feed", uri: "https://hooks.example.com", events: ["user.session.start"]))
                XCTFail("nobody listens there")
            } catch OktaEventHooksError.transport(let error) {
                XCTAssert(!error.maybeSent, error.message)
                XCTAssertEqual(error.attempts, 2)
            }
        }
    }

    /// What goes wrong in a case.
    private static func play(_ server: Program, _ url: String, _ name: String) async throws -> [String] {
        let started = try await server.ask("POST", "\(url)/plays/\(name)")
        let took = try XCTUnwrap(started["task"]?["tookMs"])
        let (least, most) = (try XCTUnwrap(took["min"]?.int), try XCTUnwrap(took["max"]?.int))
        var wrong: [String] = []
        let clock = ContinuousClock()
        let began = clock.now
        do {
            try await within(.milliseconds(most)) { try await useClient(started) }
        } catch {
            wrong.append("\(error)")
        }
        let spent = clock.now - began
        if spent < .milliseconds(least), wrong.isEmpty { wrong.append("done after \(spent) already, expected \(least) ms") }
        let report = try await server.ask("DELETE", "\(url)/plays/\(try XCTUnwrap(started["id"]?.text ?? started["id"]?.json))")
        return wrong + (report["wrong"]?.texts ?? ["no report"])
    }

    private static func useClient(_ play: Value) async throws {
        let task = try XCTUnwrap(play["task"])
        try members(task, "name policy timeoutMs maxBody tookMs calls")
        let policy = try XCTUnwrap(task["policy"])
        try members(policy, "maxAttempts maxWaitMs maxElapsedMs")
        let seconds = { (name: String) in policy[name]?.int.map { Double($0) / 1000 } }
        let client = try Client(
            org: XCTUnwrap(play["orgUrl"]?.text),
            credentials: .apiToken(XCTUnwrap(play["token"]?.text)),
            transport: URLSessionTransport(configuration: .ephemeral),
            retry: RetryPolicy(
                maxAttempts: policy["maxAttempts"]?.int.map(Int32.init), maxWait: seconds("maxWaitMs"),
                maxElapsed: seconds("maxElapsedMs")),
            timeout: .milliseconds(XCTUnwrap(task["timeoutMs"]?.int)),
            maxBody: task["maxBody"]?.int ?? 16 * 1024 * 1024)
        for (number, one) in (task["calls"]?.items ?? []).enumerated() {
            try members(one, "operation params output count error")
            do {
                let operation = try operation(XCTUnwrap(one["operation"]?.text), XCTUnwrap(one["params"]))
                let step = try await client.perform(operation, CallOptions())
                let found = try XCTUnwrap(output(step))
                if let count = one["count"]?.int {
                    try expect("count", found.items?.count ?? -1, count)
                } else {
                    guard let expected = one["output"] else { throw Differs("found \(found.json)") }
                    try matches("output", expected, found)
                }
            } catch let error as OktaEventHooksError {
                do {
                    try compare(one, error, play)
                } catch {
                    throw Differs("call \(number + 1): \(error)")
                }
            }
        }
    }

    /// An object may have more members than expected, and `{}` is anything.
    private static func matches(_ what: String, _ expected: Value, _ found: Value) throws {
        switch (expected, found) {
        case (.array(let expected), .array(let found)):
            try expect("\(what): items", found.count, expected.count)
            for (number, item) in expected.enumerated() { try matches("\(what) \(number)", item, found[number]) }
        case (.object(let members), _) where members.isEmpty: break
        case (.object(let members), .object):
            for (name, value) in members {
                guard let member = found[name] else { throw Differs("\(what): there is no \(name)") }
                try matches("\(what): \(name)", value, member)
            }
        default: try expect(what, found, expected)
        }
    }

    private static func compare(_ one: Value, _ error: OktaEventHooksError, _ play: Value) throws {
        let text = shown(error)
        for secret in [play["token"]?.text, play["hookSecret"]?.text] where has(text, try XCTUnwrap(secret)) {
            throw Differs("the error shows a secret: \(text)")
        }
        guard let expected = one["error"] else { throw Differs("found \(error)") }
        let message = error.message
        let lines = message.unicodeScalars.filter { "\n\r\u{2028}\u{2029}".unicodeScalars.contains($0) }
        guard lines.isEmpty, message.hasPrefix("\(try XCTUnwrap(one["operation"]?.text)): ") else {
            throw Differs("not one line that begins with the operation: \(message)")
        }
        try expect("says that the hook may exist", message.contains("may exist"), error.maybeApplied)
        try expectError(expected, error)
    }
}
