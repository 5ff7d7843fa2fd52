import XCTest

/// The first block of the README is, to the letter, what is compiled here.
final class ReadmeTests: XCTestCase {
    func testTheFirstBlockCompiles() throws {
        let readme = try String(contentsOf: Sources.package.appendingPathComponent("README.md"), encoding: .utf8)
        let block = try XCTUnwrap(readme.firstMatch(of: /```swift\n((?s:.*?))```/)?.1)
        let here = Sources.package.appendingPathComponent("Tests/OktaEventHooksTests/ReadmeExample.swift")
        XCTAssertEqual(String(block), try String(contentsOf: here, encoding: .utf8))
        XCTAssertLessThanOrEqual(block.split(separator: "\n", omittingEmptySubsequences: false).count - 1, 10)
    }
}
