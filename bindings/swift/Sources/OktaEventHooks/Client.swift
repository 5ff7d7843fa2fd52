/// Manages the event hooks of an org.
///
/// ```swift
/// let client = try Client(org: "https://acme.okta.com", credentials: .accessToken { try await signIn.freshToken() })
/// for hook in try await client.listEventHooks() where !hook.delivers {
///     print(hook.name, hook.status, hook.verificationStatus)
/// }
/// ```
///
/// Each method is one operation of Okta's, and makes as many requests as the retry policy allows. It throws an
/// ``OktaEventHooksError``, and `CancellationError` as soon as its task is cancelled. A client can be used from any number of tasks.
public struct Client: Sendable {
    /// The address of the org.
    public let org: String

    private let session: Session
    private let accessToken: (@Sendable () async throws -> String)?
    private let transport: any Transport
    private let timeout: Duration
    private let maxBody: Int

    /// A client of an org. Nothing is sent yet.
    ///
    /// Throws ``OktaEventHooksError/invalidInput(_:)`` for an address that is none of an org, and for a token or a key that
    /// cannot be one.
    ///
    /// - Parameters:
    ///   - org: The address of the org: `https://acme.okta.com`.
    ///   - credentials: Who asks.
    ///   - transport: What carries the requests.
    ///   - retry: How patiently calls are tried again.
    ///   - timeout: The time for one request and its answer. Okta works up to 10 s on a verification and 35 s on a query of its
    ///     log, and these are waited for.
    ///   - userAgent: Your program, which the `User-Agent` then names: `my-app/1.2`.
    ///   - maxBody: The largest answer that is read, in bytes; 16 MiB unless set.
    public init(
        org: String,
        credentials: Credentials,
        transport: any Transport = URLSessionTransport(),
        retry: RetryPolicy = RetryPolicy(),
        timeout: Duration = .seconds(30),
        userAgent: String? = nil,
        maxBody: Int = 16 * 1024 * 1024
    ) throws {
        guard maxBody > 0 else { throw OktaEventHooksError.refused("maxBody must be 1 or more, not \(maxBody)") }
        let first: SessionCredentials
        switch credentials.kind {
        case .fixed(let fixed):
            (first, accessToken) = (fixed, nil)
        case .provider(let provider):
            (first, accessToken) = (.askedFor, provider)
        }
        let options = SessionOptions(
            orgUrl: org, credentials: first, retry: try retry.checked(), userAgent: userAgent, seed: nil)
        let session = try asking { try Session(options: options) }
        self.session = session
        self.org = try asking { try session.orgUrl() }
        self.transport = transport
        self.timeout = try timeout.checked()
        self.maxBody = maxBody
    }

    /// Carries out an operation. Returns the step that has its result.
    func perform(_ operation: Operation, _ options: CallOptions) async throws -> Step {
        var operation = operation
        operation.retry = try options.retry?.checked()
        let driver = Driver(transport: transport, timeout: try options.timeout?.checked() ?? timeout, maxBody: maxBody)
        var session = session
        if let accessToken {
            try Task.checkCancellation()
            // What is wrong needs no token.
            try asking { [session, operation] in try session.call(operation: operation).check() }
            let token = Secret(try await accessToken())
            session = try asking { [session] in try session.withAccessToken(token: token) }
        }
        let call = try asking { [session, operation] in try session.call(operation: operation) }
        return try await driver.drive(call)
    }
}

extension Client: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The address of the org.
    public var description: String { "Client(\(org))" }
    /// The address of the org.
    public var debugDescription: String { description }
    /// The address of the org.
    public var customMirror: Mirror { Mirror(self, children: ["org": org]) }
}
