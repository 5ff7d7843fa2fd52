import Foundation

/// In which order a bounded query lists the System Log, by the time at which entries were published.
public enum SortOrder: String, Hashable, Sendable {
    /// The oldest first.
    case ascending = "ASCENDING"
    /// The newest first.
    case descending = "DESCENDING"
}

extension Client {
    /// Lists the System Log from one time to another: up to now unless `until` is given, and from 7 days before it unless `since`
    /// is.
    ///
    /// An entry that Okta stores late may be missed: ``pollLogEvents(since:filter:q:limit:after:options:)`` sees all. Wrong
    /// arguments are told by the first entry, before anything is sent.
    ///
    /// ```swift
    /// for try await event in client.logEvents(since: Date() - 86_400, filter: #"eventType sw "event_hook""#) {
    ///     print(event.eventType)
    /// }
    /// ```
    ///
    /// See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents>.
    ///
    /// - Parameters:
    ///   - since: The first moment.
    ///   - until: The moment after the last.
    ///   - filter: A SCIM expression, such as `eventType sw "event_hook"`.
    ///   - q: Words to look for.
    ///   - limit: The entries of a page: 0 to 1,000.
    ///   - sortOrder: The oldest first unless set.
    ///   - after: A saved ``LogEvents/cursor``. It holds all that was asked for, and goes alone.
    public func logEvents(
        since: (any LogTime)? = nil,
        until: (any LogTime)? = nil,
        filter: String? = nil,
        q: String? = nil,
        limit: Int? = nil,
        sortOrder: SortOrder? = nil,
        after: String? = nil,
        options: CallOptions = .init()
    ) -> LogEvents {
        let until = after == nil ? until ?? Date() : until
        return LogEvents { cursor in
            if let cursor { return try await page(LogParameters(after: cursor), options) }
            let first = LogParameters(
                since: try since?.logTime(),
                until: try until?.logTime(),
                filter: filter,
                q: q,
                limit: limit.map { Int32(clamping: $0) },
                sortOrder: sortOrder?.rawValue,
                after: after
            )
            return try await page(first, options)
        }
    }

    /// Polls the System Log, without an end, in the order in which entries are stored.
    ///
    /// An empty page means that nothing has happened since; how long to wait then is yours to say, for an org allows few requests a
    /// minute: so iterate over ``LogEvents/pages()``. Save ``LogEvents/cursor`` when the entries are stored, and pass it as `after`:
    /// nothing is missed over a restart. Wrong arguments are told by the first page, before anything is sent.
    ///
    /// ```swift
    /// let log = client.pollLogEvents(since: Date())
    /// for try await page in log.pages() {
    ///     try await store(page, log.cursor)
    ///     if page.isEmpty { try await Task.sleep(for: .seconds(10)) }
    /// }
    /// ```
    ///
    /// See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents>.
    ///
    /// - Parameters:
    ///   - since: The first moment.
    ///   - filter: A SCIM expression, such as `eventType sw "event_hook"`.
    ///   - q: Words to look for.
    ///   - limit: The entries of a page: 0 to 1,000.
    ///   - after: A saved ``LogEvents/cursor``. It holds all that was asked for, and goes alone.
    public func pollLogEvents(
        since: (any LogTime)? = nil,
        filter: String? = nil,
        q: String? = nil,
        limit: Int? = nil,
        after: String? = nil,
        options: CallOptions = .init()
    ) -> LogEvents {
        LogEvents { cursor in
            if let cursor { return try await page(LogParameters(after: cursor, polls: true), options) }
            if after != nil, since != nil || filter != nil || q != nil || limit != nil {
                throw OktaEventHooksError.refused("pollLogEvents: after goes alone: it holds all that was asked for")
            }
            let first = LogParameters(
                since: try since?.logTime(),
                filter: filter,
                q: q,
                limit: limit.map { Int32(clamping: $0) },
                after: after,
                polls: true
            )
            return try await page(first, options)
        }
    }

    private func page(_ query: LogParameters, _ options: CallOptions) async throws -> Page<LogEvent> {
        let step = try await perform(Operation(id: "listLogEvents", log: query), options)
        guard case .logEvents(let items, let unreadable, let next) = step else {
            throw OktaEventHooksError.bug("the result is no page of the log")
        }
        return Page(items, unreadable: unreadable, next: next)
    }
}
