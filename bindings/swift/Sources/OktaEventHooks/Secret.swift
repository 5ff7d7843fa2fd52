/// Text that never prints.
///
/// ```swift
/// let secret = Secret("s3cr3t")
/// print(secret)  // <hidden>
/// ```
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    public init(_ text: String) {
        self.text = text
    }

    /// The text itself. Every use of this is a place to look at in a review.
    public func expose() -> String { text }

    public var description: String { "<hidden>" }
    public var debugDescription: String { "<hidden>" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
