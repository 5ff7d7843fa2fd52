import XCTest

@testable import OktaEventHooks

/// The error that something throws.
func thrown<Value>(
    file: StaticString = #filePath, line: UInt = #line, _ body: () async throws -> Value
) async -> (any Error)? {
    do {
        let value = try await body()
        XCTFail("nothing was thrown but \(value) returned", file: file, line: line)
        return nil
    } catch {
        return error
    }
}

/// That something is refused before anything is sent, with a text that mentions what is wrong.
func expectInvalidInput<Value>(
    _ mention: String, file: StaticString = #filePath, line: UInt = #line, _ body: () async throws -> Value
) async {
    let error = await thrown(file: file, line: line, body)
    guard case OktaEventHooksError.invalidInput(let input)? = error else {
        return XCTFail("\(String(describing: error)) is no invalid input", file: file, line: line)
    }
    XCTAssert(input.message.localizedCaseInsensitiveContains(mention), input.message, file: file, line: line)
}

/// That something takes less than a time.
func expectTakes<Value>(
    lessThan limit: Duration, file: StaticString = #filePath, line: UInt = #line, _ body: () async throws -> Value
) async rethrows -> Value {
    let begin = ContinuousClock.now
    let value = try await body()
    XCTAssertLessThan(begin.duration(to: .now), limit, file: file, line: line)
    return value
}

/// All that would be printed of a value.
func printed(_ value: Any) -> String {
    var text =
        "\(value) \(String(describing: value)) \(String(reflecting: value)) \(Mirror(reflecting: value).children.map(\.value))"
    if let error = value as? any Error { text += error.localizedDescription }
    dump(value, to: &text)
    return text
}

/// Waits for something that happens elsewhere, 10 seconds at the most.
func eventually(
    _ what: String, file: StaticString = #filePath, line: UInt = #line, _ condition: () -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(10)
    while !condition() {
        if ContinuousClock.now > end { return XCTFail("not within 10 s: \(what)", file: file, line: line) }
        try await Task.sleep(for: .milliseconds(1))
    }
}
