import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Carries requests over `URLSession`: on kept connections, without redirects, cookies, a cache or stored credentials.
///
/// ```swift
/// let configuration = URLSessionConfiguration.ephemeral
/// configuration.allowsCellularAccess = false
/// let client = try Client(
///     org: org, credentials: credentials, transport: URLSessionTransport(configuration: configuration))
/// ```
public final class URLSessionTransport: Transport {
    private let session: URLSession
    private let exchanges = Exchanges()

    /// A transport with a session of its own, made from a configuration: for proxies, networks, protocol classes.
    ///
    /// What the configuration has of cookies, a cache and stored credentials is not used.
    public init(configuration: URLSessionConfiguration = .ephemeral) {
        let own = configuration.copy() as? URLSessionConfiguration ?? .ephemeral
        own.httpCookieStorage = nil
        own.httpShouldSetCookies = false
        own.httpCookieAcceptPolicy = .never
        own.urlCache = nil
        own.urlCredentialStorage = nil
        #if canImport(FoundationNetworking)
            Unchallenged.install(in: own)
        #endif
        session = URLSession(configuration: own, delegate: exchanges, delegateQueue: nil)
    }

    deinit {
        session.finishTasksAndInvalidate()
    }

    /// See ``Transport/send(_:timeout:maxBody:)``.
    public func send(_ request: HTTPRequest, timeout: Duration, maxBody: Int) async throws -> HTTPResponse {
        guard let message = URLRequest(request, timeout: timeout) else { throw NotSentError(URLError(.badURL)) }
        if request.repeatable { return try await exchange(message, over: session, timeout, maxBody) }
        // URLSession may send again by itself what it sent on a kept connection that turns out to be dead. On a new one it does not.
        let once = URLSession(configuration: session.configuration, delegate: exchanges, delegateQueue: nil)
        defer { once.finishTasksAndInvalidate() }
        return try await exchange(message, over: once, timeout, maxBody)
    }

    /// URLSession's own timeout begins anew with every byte.
    private func exchange(
        _ message: URLRequest, over session: URLSession, _ timeout: Duration, _ maxBody: Int
    ) async throws -> HTTPResponse {
        try await withThrowingTaskGroup(of: HTTPResponse.self) { group in
            group.addTask { [exchanges] in
                try await exchanges.run(session.dataTask(with: message), maxBody: maxBody)
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
