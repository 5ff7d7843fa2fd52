#if canImport(FoundationNetworking)
    import Foundation
    import FoundationNetworking

    /// HTTP as FoundationNetworking has it, but for a 401, which is an answer like any other here.
    ///
    /// Of itself it reads the challenge of a 401: one without a realm, as in RFC 6750 and RFC 9449, ends the process by an index
    /// out of range, and any other waits for a credential that nobody has, without an answer.
    final class Unchallenged: URLProtocol {
        private static let builtIn = URLSessionConfiguration.ephemeral.protocolClasses ?? []
        private var inner: URLProtocol?

        /// Takes the place of FoundationNetworking's own class, after those that the caller added.
        static func install(in configuration: URLSessionConfiguration) {
            let added = (configuration.protocolClasses ?? []).filter { one in !builtIn.contains { $0 == one } }
            configuration.protocolClasses = added + [Unchallenged.self] + builtIn
        }

        override class func canInit(with request: URLRequest) -> Bool { builtInClass(for: request) != nil }

        override class func canonicalRequest(for request: URLRequest) -> URLRequest { request }

        override func startLoading() {
            guard let task, let type = Self.builtInClass(for: request) else {
                client?.urlProtocol(self, didFailWithError: URLError(.unsupportedURL))
                return
            }
            let inner = type.init(task: task, cachedResponse: nil, client: Relay(to: self))
            self.inner = inner
            inner.startLoading()
        }

        override func stopLoading() { inner?.stopLoading() }

        private static func builtInClass(for request: URLRequest) -> URLProtocol.Type? {
            builtIn.lazy.compactMap { $0 as? URLProtocol.Type }.first { $0.canInit(with: request) }
        }
    }

    /// Tells the session what the protocol within tells, as the one that the session knows.
    private final class Relay: NSObject, URLProtocolClient, @unchecked Sendable {
        private weak var outer: Unchallenged?

        init(to outer: Unchallenged) {
            self.outer = outer
        }

        func urlProtocolDidFinishLoading(_ inner: URLProtocol) {
            guard let outer, let client = outer.client else { return }
            guard let task = outer.task, (task.response as? HTTPURLResponse)?.statusCode == 401 else {
                return client.urlProtocolDidFinishLoading(outer)
            }
            client.urlProtocol(outer, didFailWithError: Unauthorized())
        }

        func urlProtocol(_: URLProtocol, didReceive response: URLResponse, cacheStoragePolicy: URLCache.StoragePolicy) {
            guard let outer else { return }
            outer.client?.urlProtocol(outer, didReceive: response, cacheStoragePolicy: cacheStoragePolicy)
        }

        func urlProtocol(_: URLProtocol, didLoad data: Data) {
            guard let outer else { return }
            outer.client?.urlProtocol(outer, didLoad: data)
        }

        func urlProtocol(_: URLProtocol, didFailWithError error: any Error) {
            guard let outer else { return }
            outer.client?.urlProtocol(outer, didFailWithError: error)
        }

        func urlProtocol(_: URLProtocol, wasRedirectedTo request: URLRequest, redirectResponse: URLResponse) {
            guard let outer else { return }
            outer.client?.urlProtocol(outer, wasRedirectedTo: request, redirectResponse: redirectResponse)
        }

        // FoundationNetworking's HTTP has neither of these.
        func urlProtocol(_: URLProtocol, cachedResponseIsValid _: CachedURLResponse) {}
        func urlProtocol(_: URLProtocol, didReceive _: URLAuthenticationChallenge) {}
        func urlProtocol(_: URLProtocol, didCancel _: URLAuthenticationChallenge) {}
    }

    /// A 401 has come whole. It is no failure: the session has no other way to be told that a task is over.
    struct Unauthorized: Error {}
#endif
