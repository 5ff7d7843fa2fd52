/// The value of a header. It is not printed, for in practice headers carry keys.
public struct HeaderText: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The value itself.
    public let text: String

    /// Hides a value.
    public init(_ text: String) {
        self.text = text
    }

    /// `<hidden>`.
    public var description: String { "<hidden>" }
    /// `<hidden>`.
    public var debugDescription: String { "<hidden>" }
    /// Has no children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
