import Foundation

@testable import OktaEventHooks

/// What Swift's types do not let a program say: the vector expects a refusal, and the compiler is what refuses.
struct RuledOut: Error {}

/// The operation of a vector.
func operation(_ id: String, _ params: Value) throws -> OktaEventHooks.Operation {
    var operation = OktaEventHooks.Operation(id: id)
    var log = LogParameters()
    for (name, value) in params.members ?? [] {
        switch (name, value) {
        case ("eventHookId", .text(let text)): operation.eventHookId = text
        case ("eventHook", _): operation.eventHook = try specFromJSON(json: value.json)
        case ("eventHookText", .text(let json)): operation.eventHook = try specFromJSON(json: json)
        case ("keepAuthScheme", .bool(let bool)): operation.keepAuthScheme = bool
        case ("since", .text(let text)): log.since = text
        case ("until", .text(let text)): log.until = text
        case ("filter", .text(let text)): log.filter = text
        case ("q", .text(let text)): log.q = text
        case ("sortOrder", .text(let text)): log.sortOrder = text
        case ("after", .text(let text)): log.after = text
        case ("limit", .number(let digits)):
            guard let limit = Int32(digits) else { throw RuledOut() }
            log.limit = limit
        default: throw RuledOut()
        }
    }
    if log != LogParameters() { operation.log = log }
    return operation
}

/// A message as an answer. A value beyond ASCII stands for its UTF-8 bytes, of which URLSession makes a character each.
func response(_ message: Value) throws -> HTTPResponse {
    try members(message, "status headers body bodyText")
    let headers = try (message["headers"]?.items ?? []).map { header in
        guard let pair = header.texts, pair.count == 2 else { throw Differs("no header: \(header.json)") }
        let value = String(String.UnicodeScalarView(pair[1].utf8.map { Unicode.Scalar($0) }))
        return HTTPHeader(name: pair[0], value: HeaderText(value))
    }
    guard let status = message["status"]?.int else { throw Differs("no status") }
    return HTTPResponse(status: Int32(status), headers: headers, body: body(message))
}

/// What an operation returned, as the vectors write it; none while the call is not over.
func output(_ step: Step) throws -> Value? {
    switch step {
    case .nothing: .null
    case .eventHook(let hook): try Value(eventHookToJSON(hook: hook))
    case .eventHooks(let items, let unreadable):
        .array(try whole(try items.map { try Value(eventHookToJSON(hook: $0)) }, unreadable))
    case .logEvents(let items, let unreadable, let next):
        .object([
            ("items", .array(try whole(try items.map { try Value(logEventToJSON(event: $0)) }, unreadable))),
            ("next", value(next)),
        ])
    case .send, .wait, .failed: nil
    }
}

/// The list with what could not be read in its place.
func whole(_ items: [Value], _ unreadable: [Unreadable]) throws -> [Value] {
    var items = items
    for item in unreadable { items.insert(.object([("unreadable", try Value(item.json.text))]), at: Int(item.position)) }
    return items
}
