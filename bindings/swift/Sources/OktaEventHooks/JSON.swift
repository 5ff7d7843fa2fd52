public struct JSON: Hashable, Sendable {
    public let text: String
    public init(_ text: String) { self.text = text }
}
