/// Entries of the System Log, one after another over all pages: iterate over them, or over ``pages()``.
///
/// Every iteration begins where the query does. To go on later where one ended, save ``cursor`` and pass it as `after`.
///
/// ```swift
/// for try await event in client.logEvents(filter: #"eventType sw "event_hook""#) {
///     print(event.published ?? "", event.eventType)
/// }
/// ```
public final class LogEvents: AsyncSequence, Sendable {
    /// An entry.
    public typealias Element = LogEvent

    private let fetch: @Sendable (_ after: String?) async throws -> Page<LogEvent>
    private let position = Locked<String?>(nil)

    init(fetch: @escaping @Sendable (_ after: String?) async throws -> Page<LogEvent>) {
        self.fetch = fetch
    }

    /// Where the page after the last one that was read begins. `nil` before the first one and after the last one.
    public var cursor: String? { position.with { $0 } }

    /// One page after another.
    public func pages() -> Pages { Pages(log: self) }

    /// Begins where the query does.
    public func makeAsyncIterator() -> Iterator { Iterator(pages: pages().makeAsyncIterator()) }

    fileprivate func page(after cursor: String?) async throws -> Page<LogEvent> {
        let page = try await fetch(cursor)
        position.with { $0 = page.next }
        return page
    }

    /// One entry after another. Errors are those of a call, as they come; after one the same page is asked for again.
    public struct Iterator: AsyncIteratorProtocol, Sendable {
        fileprivate var pages: Pages.Iterator
        private var page = Page<LogEvent>([])
        private var index = 0

        fileprivate init(pages: Pages.Iterator) {
            self.pages = pages
        }

        /// The next entry; `nil` after the last one.
        public mutating func next() async throws -> LogEvent? {
            while index == page.endIndex {
                guard let following = try await pages.next() else { return nil }
                page = following
                index = 0
            }
            defer { index += 1 }
            return page[index]
        }
    }

    /// The pages of a ``LogEvents``.
    public struct Pages: AsyncSequence, Sendable {
        /// A page.
        public typealias Element = Page<LogEvent>

        fileprivate let log: LogEvents

        /// Begins where the query does.
        public func makeAsyncIterator() -> Iterator { Iterator(log: log) }

        /// One page after another. Errors are those of a call, as they come; after one the same page is asked for again.
        public struct Iterator: AsyncIteratorProtocol, Sendable {
            fileprivate let log: LogEvents
            private var cursor: String?
            private var isOver = false

            fileprivate init(log: LogEvents) {
                self.log = log
            }

            /// The next page; `nil` after the last one.
            public mutating func next() async throws -> Page<LogEvent>? {
                if isOver { return nil }
                let page = try await log.page(after: cursor)
                cursor = page.next
                isOver = cursor == nil
                return page
            }
        }
    }
}
