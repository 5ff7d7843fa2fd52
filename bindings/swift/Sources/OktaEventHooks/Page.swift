/// A list: a collection of what can be read, with the rest of it beside.
public struct Page<Element: Sendable>: RandomAccessCollection, Sendable {
    private let items: [Element]

    /// What cannot be read of Okta's list.
    public let unreadable: [Unreadable]

    /// Where the next page of the System Log begins: pass it as `after`.
    public let next: String?

    /// A page of your own, such as for a test.
    public init(_ items: [Element], unreadable: [Unreadable] = [], next: String? = nil) {
        self.items = items
        self.unreadable = unreadable
        self.next = next
    }

    /// 0.
    public var startIndex: Int { items.startIndex }
    /// How many can be read.
    public var endIndex: Int { items.endIndex }
    /// The item at a place.
    public subscript(position: Int) -> Element { items[position] }
}

extension Page: Equatable where Element: Equatable {}
extension Page: Hashable where Element: Hashable {}
