/// How one call is made, where it differs from the client's way.
///
/// ```swift
/// let hooks = try await client.listEventHooks(options: .init(timeout: .seconds(5), retry: .never))
/// ```
public struct CallOptions: Hashable, Sendable {
    /// The time for one request and its answer; the client's if absent.
    public var timeout: Duration?
    /// How patiently the call is tried again; what is absent is as in the client.
    public var retry: RetryPolicy?

    /// What is left out is as in the client.
    public init(timeout: Duration? = nil, retry: RetryPolicy? = nil) {
        self.timeout = timeout
        self.retry = retry
    }
}

extension RetryPolicy {
    /// A request is sent once.
    public static let never = RetryPolicy(maxAttempts: 1)

    /// With times that can cross to the core, which takes nothing below zero and nothing without end.
    func checked() throws(OktaEventHooksError) -> RetryPolicy {
        var policy = self
        policy.maxWait = try checked("maxWait", maxWait)
        policy.maxElapsed = try checked("maxElapsed", maxElapsed)
        return policy
    }

    private func checked(_ name: String, _ seconds: Double?) throws(OktaEventHooksError) -> Double? {
        guard let seconds else { return nil }
        guard seconds >= 0 else { throw .refused("\(name) must be a number of seconds from 0, not \(seconds)") }
        return min(seconds, Duration.longest)
    }
}

extension Duration {
    /// Of seconds; what waits longer than some 24 days waits for good, and clocks overflow at centuries.
    static let longest = 2_147_483.0

    init(clamping seconds: Double) {
        self = .seconds(min(seconds, Self.longest))
    }

    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }

    /// A timeout.
    func checked() throws(OktaEventHooksError) -> Duration {
        guard self > .zero else { throw .refused("timeout must be more than zero, not \(self)") }
        return min(self, .seconds(Self.longest))
    }
}
