import Foundation

extension OktaEventHooksError {
    /// What happened and what to do, on one line that begins with the operation.
    public var message: String {
        switch self {
        case .invalidInput(let error): error.message
        case .internal(let error): error.message
        default: info?.text ?? ""
        }
    }

    /// The status of the answer that it came from.
    public var status: Int? { info?.status.map(Int.init) }

    /// Okta's code, such as `E0000007`, or the OAuth 2.0 error of a refused token, such as `invalid_client`.
    ///
    /// See <https://developer.okta.com/docs/reference/error-codes/>.
    public var errorCode: String? { info?.errorCode }

    /// Okta's id of the request, for Okta's support.
    public var requestId: String? { info?.requestId }

    /// Whether the same call may succeed later without a change, and cannot do harm if it is made again.
    public var isRetryable: Bool { info?.isRetryable ?? false }

    /// Whether Okta may have done what a `createEventHook` asked although no answer says so: look for the hook by its name in the
    /// list before you create it again.
    public var maybeApplied: Bool {
        if case .internal(let error) = self { error.maybeApplied } else { info?.maybeApplied ?? false }
    }

    private var info: ErrorInfo? {
        switch self {
        case .invalidInput, .internal: nil
        case .api(let error): error.info
        case .rateLimited(let error): error.info
        case .auth(let error): error.info
        case .protocol(let error): error.info
        case .transport(let error): error.info
        }
    }
}

extension OktaEventHooksError: LocalizedError, CustomStringConvertible {
    /// The text, for `localizedDescription`.
    public var errorDescription: String? { message }
    /// The text.
    public var description: String { message }
}

extension OktaEventHooksError {
    /// The error that the core tells of.
    init(_ info: ErrorInfo, underlying: (any Error)?) {
        switch info.kind {
        case .invalidInput: self = .refused(info.text)
        case .notFound, .accessDenied, .validation, .api: self = .api(ApiError(info: info))
        case .rateLimited: self = .rateLimited(RateLimitedError(info: info))
        case .auth: self = .auth(AuthError(info: info))
        case .protocol: self = .protocol(ProtocolError(info: info))
        case .transport: self = .transport(TransportError(info: info, underlying: underlying))
        }
    }

    /// What the caller passed cannot be used. The core's names are in snake case.
    static func refused(_ reason: String) -> Self {
        let text = reason.replacingOccurrences(of: "keep_auth_scheme", with: "keepAuthScheme")
            .replacingOccurrences(of: "auth_header", with: "authHeader")
        return .invalidInput(InvalidInputError(message: text))
    }

    static func bug(_ what: String, maybeApplied: Bool = false) -> Self {
        .internal(InternalError(message: "a bug of this library: \(what); please report it", maybeApplied: maybeApplied))
    }
}

/// Asks the core. What it throws beside a refusal is a panic, or what cannot be read of what it returned.
func asking<Answer>(
    maybeApplied: @autoclosure () -> Bool = false, _ core: () throws -> Answer
) throws(OktaEventHooksError) -> Answer {
    do {
        return try core()
    } catch Refused.InvalidInput(let reason) {
        throw .refused(reason)
    } catch {
        throw .bug(error.localizedDescription, maybeApplied: maybeApplied())
    }
}
