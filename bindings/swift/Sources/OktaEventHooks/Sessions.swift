import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The sessions of a transport: one that keeps its connections, and others for what must be sent once.
///
/// URLSession may send again by itself what it sent on a kept connection that turns out to be dead, a POST too. On a new connection
/// it does not, and only a session that has none surely makes a new one.
final class Sessions: Sendable {
    let exchanges = Exchanges()
    let kept: URLSession

    init(_ configuration: URLSessionConfiguration) {
        let own = configuration.copy() as? URLSessionConfiguration ?? .ephemeral
        own.httpCookieStorage = nil
        own.httpShouldSetCookies = false
        own.httpCookieAcceptPolicy = .never
        own.urlCache = nil
        own.urlCredentialStorage = nil
        #if canImport(FoundationNetworking)
            Unchallenged.install(in: own)
        #endif
        kept = URLSession(configuration: own, delegate: exchanges, delegateQueue: delegateQueue)
        #if canImport(FoundationNetworking)
            _ = Unmanaged.passRetained(self)
        #endif
    }

    #if canImport(FoundationNetworking)
        // FoundationNetworking ends the process when a session goes that has a connection over TLS
        // (https://github.com/swiftlang/swift-corelibs-foundation/issues/5203): here none ever goes. One that has rested is used
        // again, for libcurl uses no connection that was idle for more than 118 seconds.

        /// What comes is taken before more is read: a queue of its own would hold all that an endless answer brings meanwhile.
        private let delegateQueue = InPlaceQueue()

        static let shared = Sessions(.ephemeral)
        private static let rest = Duration.seconds(150)
        private let resting = Locked<[(session: URLSession, since: ContinuousClock.Instant)]>([])

        func withoutConnections() -> URLSession {
            let rested = resting.with { resting in
                resting.first.map { $0.since.duration(to: .now) > Self.rest } == true ? resting.removeFirst().session : nil
            }
            return rested ?? URLSession(configuration: kept.configuration, delegate: exchanges, delegateQueue: delegateQueue)
        }

        func giveBack(_ session: URLSession) {
            resting.with { $0.append((session, .now)) }
        }
    #else
        private let delegateQueue: OperationQueue? = nil

        deinit {
            kept.finishTasksAndInvalidate()
        }

        func withoutConnections() -> URLSession {
            URLSession(configuration: kept.configuration, delegate: exchanges, delegateQueue: delegateQueue)
        }

        func giveBack(_ session: URLSession) {
            session.finishTasksAndInvalidate()
        }
    #endif
}

#if canImport(FoundationNetworking)
    /// Runs what it is given at once, on the thread that gives it.
    private final class InPlaceQueue: OperationQueue, @unchecked Sendable {
        override func addOperation(_ block: @escaping @Sendable () -> Void) {
            block()
        }
    }
#endif
