import XCTest

/// The library has all of the core's operations, documented, and knows nothing of Okta's protocol itself.
final class ParityTests: XCTestCase {
    private func source(_ folder: URL) throws -> [(name: String, text: String)] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "swift" }
            .map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
    }

    private var library: [(name: String, text: String)] {
        get throws { try source(Sources.package.appendingPathComponent("Sources/OktaEventHooks")) }
    }

    func testEveryOperationHasAMethod() throws {
        let requests = Sources.repository.appendingPathComponent("tests/vectors/requests")
        let operations = try FileManager.default.contentsOfDirectory(atPath: requests.path)
            .filter { $0.hasSuffix(".json") }.map { $0.dropLast(5) }
        XCTAssertGreaterThanOrEqual(operations.count, 9)
        let client = try library.filter { $0.name.hasPrefix("Client") }.map(\.text).joined(separator: "\n")
        for operation in operations {
            // Two methods make up the one of the System Log.
            let methods = operation == "listLogEvents" ? ["logEvents", "pollLogEvents"] : [String(operation)]
            for method in methods {
                let declaration = try XCTUnwrap(client.range(of: "public func \(method)("), "there is no \(method)")
                let before = client[..<declaration.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
                let comment = before.dropLast().reversed().drop { $0.contains("@discardableResult") }
                    .prefix { $0.contains("///") }.joined()
                XCTAssert(comment.contains("#tag/"), "\(method) has no documentation that names its source")
                XCTAssert(comment.contains("operation/\(operation)>"), method)
            }
        }
    }

    func testEveryPublicItemIsDocumented() throws {
        for (name, text) in try library {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.drop { $0 == " " } }
            for (number, line) in lines.enumerated() where line.hasPrefix("public ") {
                let before = lines[..<number].last { !$0.hasPrefix("@") }
                XCTAssertEqual(before?.hasPrefix("///"), true, "\(name):\(number + 1): \(line)")
            }
            for (number, line) in lines.enumerated()
            where line.hasPrefix("case ") && text.contains("public enum") && !line.contains(":") {
                XCTAssertEqual(number > 0 && lines[number - 1].hasPrefix("///"), true, "\(name):\(number + 1): \(line)")
            }
        }
    }

    func testNothingOfTheProtocolIsWrittenByHand() throws {
        for (name, text) in try library {
            let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
            for word in [
                "/api/v1", "/oauth2", "X-Rate", "x-rate", "SSWS", "Bearer", "DPoP", "errorCode\"", "Retry-After", "eventHooks/",
            ] {
                XCTAssertFalse(code.contains(word), "\(name) has \(word)")
            }
        }
    }
}
