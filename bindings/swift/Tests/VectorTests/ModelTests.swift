import OktaEventHooks
import XCTest

/// Every vector of `models`: reading, printing and converting, byte by byte.
final class ModelTests: XCTestCase {
    func testEventHooks() throws {
        XCTAssertGreaterThan(try Vectors.play("models/event_hook.json") { one, _ in try checkHook(one) }, 40)
    }

    private func checkHook(_ one: Value) throws {
        try members(one, "name source text equalText contains spec")
        let text = try XCTUnwrap(one["text"]?.text)
        let hook = try EventHook(json: text)
        let printed = try hook.json()
        try expect("hook", try Value(printed), try Value(text))
        if one["equalText"]?.bool == true { try expect("text", printed, text) }
        try contains(printed, one["contains"])
        try expect("again", try EventHook(json: printed), hook)
        if let spec = one["spec"] { try expect("spec", try Value(hook.toSpec().json()), spec) }
    }

    func testLogEvents() throws {
        XCTAssertGreaterThan(try Vectors.play("models/log_event.json") { one, _ in try checkEvent(one) }, 40)
    }

    private func checkEvent(_ one: Value) throws {
        try members(one, "name source text expect")
        let text = try XCTUnwrap(one["text"]?.text)
        let event = try LogEvent(json: text)
        try expect("event", try Value(event.json()), try Value(text))
        let expected = try XCTUnwrap(one["expect"])
        // hookIds is for packages that have a function for it.
        try members(expected, "uuid eventType published severity outcomeResult actorId targetIds hookIds ipChain")
        let chain = (event.client?.ipChain ?? []) + (event.request?.ipChain ?? [])
        let found: [(String, Value)] = [
            ("uuid", .text(event.uuid)),
            ("eventType", .text(event.eventType)),
            ("published", value(event.published?.text)),
            ("severity", value(event.severity?.description)),
            ("outcomeResult", value(event.outcome?.result)),
            ("actorId", value(event.actor?.id)),
            ("targetIds", .array((event.target ?? []).compactMap(\.id).map(Value.text))),
            ("ipChain", .array(chain.compactMap(\.ip).map(Value.text))),
        ]
        for (name, fact) in found { try expect(name, fact, XCTUnwrap(expected[name])) }
    }

    func testNoKindOfVectorIsForgotten() throws {
        let played = ["requests", "responses", "models", "calls", "faults"]
        // A phone has no receiver, and the catalogue stays out: neither of those, nor what judges deliveries. A filter is text, and
        // `keys` is not played.
        let leftOut = ["receiver", "deliveries", "filters", "keys"]
        let entries = try FileManager.default.contentsOfDirectory(at: Vectors.root, includingPropertiesForKeys: nil)
        let folders = entries.filter(\.hasDirectoryPath).map(\.lastPathComponent)
        XCTAssertEqual(folders.sorted(), (played + leftOut).sorted())
    }
}
