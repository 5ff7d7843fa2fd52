/// A JSON value of free form, kept as the text that Okta sent, to the letter. Read it with `JSONDecoder` or what you like.
///
/// It is not printed, for what this version does not know may hold a secret.
public struct JSON: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The text.
    public let text: String

    /// JSON of your own. That it is JSON is checked when it is used.
    public init(_ text: String) {
        self.text = text
    }

    /// How long it is.
    public var description: String { "JSON(\(text.utf8.count) bytes)" }
    /// How long it is.
    public var debugDescription: String { description }
    /// Has no children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
