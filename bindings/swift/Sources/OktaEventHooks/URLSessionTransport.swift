import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Carries requests over `URLSession`: on kept connections, without redirects, cookies, a cache or stored credentials.
///
/// ```swift
/// let configuration = URLSessionConfiguration.ephemeral
/// configuration.allowsConstrainedNetworkAccess = false
/// let transport = URLSessionTransport(configuration: configuration)
/// let client = try Client(org: org, credentials: credentials, transport: transport)
/// ```
///
/// What is not ``HTTPRequest/repeatable`` goes over a connection of its own, for URLSession may send again by itself what it sent on
/// a kept one. On Linux sessions are never released, for FoundationNetworking cannot do that: make one transport and keep it.
public struct URLSessionTransport: Transport {
    private let sessions: Sessions

    /// A transport with an ephemeral session.
    public init() {
        #if canImport(FoundationNetworking)
            sessions = .shared
        #else
            sessions = Sessions(.ephemeral)
        #endif
    }

    /// A transport with a session of its own, made from a configuration: for proxies, networks, protocol classes.
    ///
    /// What the configuration has of cookies, a cache and stored credentials is not used.
    public init(configuration: URLSessionConfiguration) {
        sessions = Sessions(configuration)
    }

    /// See ``Transport/send(_:timeout:maxBody:)``.
    public func send(_ request: HTTPRequest, timeout: Duration, maxBody: Int) async throws -> HTTPResponse {
        guard let message = URLRequest(request, timeout: timeout) else { throw NotSentError(URLError(.badURL)) }
        if request.repeatable { return try await exchange(message, over: sessions.kept, timeout, maxBody) }
        let session = sessions.withoutConnections()
        defer { sessions.giveBack(session) }
        return try await exchange(message, over: session, timeout, maxBody)
    }

    /// Within a time of our own: URLSession's begins anew with every byte.
    private func exchange(
        _ message: URLRequest, over session: URLSession, _ timeout: Duration, _ maxBody: Int
    ) async throws -> HTTPResponse {
        try await withThrowingTaskGroup(of: HTTPResponse.self) { group in
            group.addTask {
                try await sessions.exchanges.run(session.dataTask(with: message), maxBody: maxBody)
            }
            group.addTask {
                try await Task.sleep(for: timeout)
                throw TimedOutError()
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }
}

extension URLRequest {
    fileprivate init?(_ request: HTTPRequest, timeout: Duration) {
        guard let url = URL(string: request.url) else { return nil }
        self.init(url: url, timeoutInterval: timeout.inSeconds)
        httpMethod = request.method
        httpBody = request.body
        httpShouldHandleCookies = false
        for header in request.headers {
            addValue(header.value.text, forHTTPHeaderField: header.name)
        }
    }
}
