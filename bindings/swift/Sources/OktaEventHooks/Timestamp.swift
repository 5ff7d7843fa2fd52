import Foundation

/// A date-time as Okta wrote it.
public struct Timestamp: Hashable, Sendable, CustomStringConvertible {
    /// Okta's text, such as `2026-03-16T03:47:47.000Z`.
    public let text: String

    /// A date-time as text.
    public init(_ text: String) {
        self.text = text
    }

    /// The moment that the text names; `nil` when it is no date-time.
    public var date: Date? {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        return try? style.parse(text)
    }

    /// Okta's text.
    public var description: String { text }
}
