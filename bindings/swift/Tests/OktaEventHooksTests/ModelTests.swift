import XCTest

@testable import OktaEventHooks

final class ModelTests: XCTestCase {
    func testHooks() throws {
        let hook = try EventHook(json: Sample.hook(extra: #","colour":{"a":1.10},"_links":null"#))
        XCTAssert(hook.delivers)
        XCTAssertFalse(try EventHook(json: Sample.hook(verified: false)).delivers)
        XCTAssertEqual(hook.extra["colour"]?.text, #"{"a":1.10}"#)
        XCTAssertNil(hook.extra["size"])
        XCTAssertEqual(try EventHook(json: hook.json()), hook)
        let published = try XCTUnwrap(LogEvent(json: Sample.event("a")).published?.date)
        XCTAssertEqual(published.timeIntervalSince1970, 1_773_632_867.123, accuracy: 0.000_1)
    }

    func testSpecs() throws {
        let spec = try EventHookSpec(
            name: "A", uri: "https://a.example", events: ["user.lifecycle.create"], description: "B",
            filters: ["group.user_membership.add": "event.target.?[type eq 'UserGroup']"], headers: ["X-Feed": "1"],
            authHeader: .init(name: "X-Key", value: Sample.secret))
        XCTAssertEqual(spec.name, "A")
        XCTAssertEqual(spec.description, "B")
        XCTAssertEqual(spec.channel.config.uri, "https://a.example")
        XCTAssertEqual(spec.channel.config.headers?.map(\.key), ["X-Feed"])
        XCTAssertEqual(spec.channel.config.authScheme?.key, "X-Key")
        XCTAssertEqual(spec.channel.config.authScheme?.value, Secret(Sample.secret))
        XCTAssertEqual(spec.events.items.sorted(), ["group.user_membership.add", "user.lifecycle.create"])
        XCTAssertEqual(try EventHookSpec(json: spec.json()), spec)
        let copy = try EventHook(json: Sample.hook()).toSpec()
        XCTAssertEqual(copy.name, "Feed who1")
        XCTAssertNil(copy.channel.config.authScheme?.value)
    }

    func testTimestamps() {
        let moment = Date(timeIntervalSince1970: 1_773_632_867)
        for text in [
            "2026-03-16T03:47:47.000Z", "2026-03-16T03:47:47Z", "2026-03-16T05:47:47.000+02:00", "2026-03-16T05:47:47+02:00",
        ] {
            XCTAssertEqual(Timestamp(text).date, moment, text)
            XCTAssertEqual("\(Timestamp(text))", text)
        }
        for text in ["", "x", "2026-03-16", "2026-13-16T03:47:47Z"] { XCTAssertNil(Timestamp(text).date, text) }
    }

    func testPages() {
        let page = Page(["a", "b"], unreadable: [Unreadable(position: 1, json: JSON("1"), reason: "no")], next: "n")
        XCTAssertEqual(Array(page), ["a", "b"])
        XCTAssertEqual(page[1], "b")
        XCTAssertEqual(page.reversed(), ["b", "a"])
        XCTAssertEqual(page.unreadable.count, 1)
        XCTAssertEqual(page, page)
    }

    func testWhatIsUnreadableStandsBeside() async throws {
        let transport = FakeTransport { _, _ in .json(#"[\#(Sample.hook("who1")),{"id":"who2"}]"#) }
        let hooks = try await Sample.client(transport).listEventHooks()
        XCTAssertEqual(hooks.map(\.id), ["who1"])
        XCTAssertEqual(hooks.unreadable.map(\.position), [1])
    }
}
