import Foundation

/// A time in a query of the System Log: a `Date`, a ``Timestamp`` of Okta's, or text as Okta writes it.
public protocol LogTime: Sendable {
    /// The time as Okta writes it. Throws ``OktaEventHooksError/invalidInput(_:)`` for what has no such text.
    func logTime() throws -> String
}

extension String: LogTime {
    /// The text as it is; Okta checks it.
    public func logTime() -> String { self }
}

extension Timestamp: LogTime {
    /// The text as it is; Okta checks it.
    public func logTime() -> String { text }
}

extension Date: LogTime {
    /// The moment in UTC, to the millisecond.
    public func logTime() throws -> String {
        let seconds = timeIntervalSince1970
        // The years 1 to 9999, which are all that the format has.
        guard seconds >= -62_135_596_800, seconds < 253_402_300_799 else {
            throw OktaEventHooksError.refused("a Date must be in the years 1 to 9999")
        }
        return formatted(.iso8601Milliseconds)
    }
}

extension FormatStyle where Self == Date.ISO8601FormatStyle {
    fileprivate static var iso8601Milliseconds: Self { Self(includingFractionalSeconds: true) }
}
