import Foundation

/// Text that never prints.
///
/// ```swift
/// let secret = Secret("s3cr3t")
/// print(secret)  // <hidden>
/// ```
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    /// Hides a text.
    public init(_ text: String) {
        self.text = text
    }

    /// The value of an `Authorization` header for Basic authentication, scheme and all.
    public static func basic(user: String, password: String) -> Secret {
        Secret("Basic " + Data("\(user):\(password)".utf8).base64EncodedString())
    }

    /// The text itself. Every use of this is a place to look at in a review.
    public func expose() -> String { text }

    /// `<hidden>`.
    public var description: String { "<hidden>" }
    /// `<hidden>`.
    public var debugDescription: String { "<hidden>" }
    /// Has no children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
