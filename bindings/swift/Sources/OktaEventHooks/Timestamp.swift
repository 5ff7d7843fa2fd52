public struct Timestamp: Hashable, Sendable {
    public let text: String
    public init(_ text: String) { self.text = text }
}
