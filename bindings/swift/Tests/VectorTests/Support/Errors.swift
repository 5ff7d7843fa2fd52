import Foundation

@testable import OktaEventHooks

/// Compares an error with the one that a vector expects, in all that vectors say of errors.
func expectError(_ expected: Value, _ found: OktaEventHooksError) throws {
    try members(
        expected,
        "kind status errorCode requestId causes maybeSent maybeApplied retryable attempts resetAt waitSecs maxLength mentions absent"
    )
    if let kind = expected["kind"]?.text, kind != kindOf(found) {
        throw Differs("found \(kindOf(found)), expected \(kind): \(found)")
    }
    var facts: [String: Value] = [
        "status": value(found.status),
        "errorCode": value(found.errorCode),
        "requestId": value(found.requestId),
        "maybeApplied": .bool(found.maybeApplied),
        "retryable": .bool(found.isRetryable),
    ]
    switch found {
    case .api(let error):
        facts["causes"] = .array(error.errorCauses.map(Value.text))
        try expect("the kind of an API's error", error.kind, apiKind(error.status))
    case .transport(let error):
        facts["maybeSent"] = .bool(error.maybeSent)
        facts["attempts"] = value(error.attempts)
    case .rateLimited(let error):
        facts["attempts"] = value(error.attempts)
        facts["resetAt"] = value(error.reset.map { Int($0.timeIntervalSince1970) })
        facts["waitSecs"] = value(Int(error.wait.components.seconds))
    default: break
    }
    for name in expected.names where !["kind", "maxLength", "mentions", "absent"].contains(name) {
        guard let fact = facts[name], let expected = expected[name] else { throw Differs("has no \(name): \(found)") }
        try expect(name, fact, expected)
    }
    if let length = expected["maxLength"]?.int, found.message.utf8.count > length {
        throw Differs("longer than \(length): \(found)")
    }
    let text = shown(found)
    try mentions(text, expected["mentions"])
    for secret in expected["absent"]?.texts ?? [] where has(text, secret) { throw Differs("shows \(secret): \(text)") }
}

private func kindOf(_ error: OktaEventHooksError) -> String {
    switch error {
    case .invalidInput: "invalidInput"
    case .api: "api"
    case .rateLimited: "rateLimited"
    case .auth: "auth"
    case .protocol: "protocol"
    case .transport: "transport"
    case .internal: "internal"
    }
}

private func apiKind(_ status: Int?) -> ApiError.Kind {
    switch status {
    case 400: .validation
    case 401, 403: .accessDenied
    case 404: .notFound
    default: .other
    }
}

/// All that an error shows to a person or writes to a log: its own texts, all its members, and those of what is behind it.
func shown(_ error: any Error) -> String {
    var all = "\(error.localizedDescription)\n\(error)\n\(String(reflecting: error))\n"
    dump(error, to: &all)
    if case .transport(let failed) = error as? OktaEventHooksError, let underlying = failed.underlying { all += shown(underlying) }
    return all
}
