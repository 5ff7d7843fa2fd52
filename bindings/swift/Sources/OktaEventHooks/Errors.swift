import Foundation

/// What every error of a call is. The text says what happened and what to do; nothing in it is a secret.
///
/// ```swift
/// do {
///     try await client.deleteEventHook(id: id)
/// } catch OktaEventHooksError.api(let error) where error.kind == .notFound {
///     // It is gone already.
/// } catch let error as OktaEventHooksError {
///     print(error.message, error.requestId ?? "")
/// }
/// ```
///
/// Two kinds of error are none of these: a cancelled task throws `CancellationError`, and what the closure of
/// ``Credentials/accessToken(_:)-swift.type.method`` throws comes as it is.
public enum OktaEventHooksError: Error, Sendable {
    /// What was passed cannot be sent; nothing was.
    case invalidInput(InvalidInputError)
    /// Okta refused.
    case api(ApiError)
    /// Okta's limit outlasts the retry policy. See <https://developer.okta.com/docs/reference/rate-limits/>.
    case rateLimited(RateLimitedError)
    /// There is no access token: Okta refused one, or the key could not sign.
    case auth(AuthError)
    /// An answer that is not Okta's: a proxy's page, a redirect, JSON of another shape.
    case `protocol`(ProtocolError)
    /// No answer.
    case transport(TransportError)
    /// A bug of this library. Please report it.
    case `internal`(InternalError)
}

/// ``OktaEventHooksError/invalidInput(_:)``: what was passed cannot be sent; nothing was.
public struct InvalidInputError: Hashable, Sendable {
    /// What is wrong, and with what.
    public let message: String
}

/// ``OktaEventHooksError/api(_:)``: Okta refused.
public struct ApiError: Hashable, Sendable {
    /// What kind of refusal it is.
    public enum Kind: Hashable, Sendable {
        /// 404: there is no such hook, or the caller may not see it.
        case notFound
        /// 401 or 403: the token is not accepted, or may not do this.
        case accessDenied
        /// 400: a check of Okta's failed; ``ApiError/errorCauses`` says which.
        case validation
        /// Any other.
        case other
    }

    let info: ErrorInfo

    /// What happened and what to do.
    public var message: String { info.text }
    /// What kind of refusal it is.
    public var kind: Kind {
        switch info.kind {
        case .notFound: .notFound
        case .accessDenied: .accessDenied
        case .validation: .validation
        default: .other
        }
    }
    /// The status of the answer.
    public var status: Int? { info.status.map(Int.init) }
    /// Okta's code, such as `E0000007`. See <https://developer.okta.com/docs/reference/error-codes/>.
    public var errorCode: String? { info.errorCode }
    /// Okta's text. Do not compare it: it may change.
    public var errorSummary: String { info.errorSummary }
    /// Okta's id of this error.
    public var errorId: String? { info.errorId }
    /// What is wrong in detail; often empty.
    public var errorCauses: [String] { info.errorCauses }
    /// Okta's id of the request, for Okta's support.
    public var requestId: String? { info.requestId }
}

/// ``OktaEventHooksError/rateLimited(_:)``: Okta's limit outlasts the retry policy.
public struct RateLimitedError: Hashable, Sendable {
    let info: ErrorInfo

    /// What happened and what to do.
    public var message: String { info.text }
    /// When Okta's window ends, by Okta's clock; `nil` when the answer did not say.
    public var reset: Date? { info.reset }
    /// How long the next attempt would have waited.
    public var wait: Duration { .seconds(min(info.wait, 9e18)) }
    /// How often the request was sent.
    public var attempts: Int { Int(info.attempts) }
    /// Okta's id of the request, for Okta's support.
    public var requestId: String? { info.requestId }
}

/// ``OktaEventHooksError/auth(_:)``: there is no access token, for Okta refused one or the key could not sign.
public struct AuthError: Hashable, Sendable {
    let info: ErrorInfo

    /// What happened and what to do.
    public var message: String { info.text }
    /// The status of the answer, if there was one.
    public var status: Int? { info.status.map(Int.init) }
    /// The OAuth 2.0 error of a refused token, such as `invalid_client`.
    public var errorCode: String? { info.errorCode }
    /// Okta's words for it. Do not compare them: they may change.
    public var errorDescription: String? { info.errorDescription }
    /// What the key could not be used for.
    public var cause: String? { info.cause }
    /// Okta's id of the request, for Okta's support.
    public var requestId: String? { info.requestId }
}

/// ``OktaEventHooksError/protocol(_:)``: an answer that is not Okta's, such as a proxy's page, a redirect, JSON of another shape.
public struct ProtocolError: Hashable, Sendable {
    let info: ErrorInfo

    /// What happened and what to do.
    public var message: String { info.text }
    /// The status of the answer.
    public var status: Int? { info.status.map(Int.init) }
    /// The media type of the answer, as it was labelled.
    public var mediaType: String? { info.mediaType }
    /// The first 1,024 bytes of the body as text, without any secret of this call.
    public var excerpt: String { info.excerpt }
    /// Okta's id of the request, for Okta's support.
    public var requestId: String? { info.requestId }
}

/// ``OktaEventHooksError/transport(_:)``: no answer.
public struct TransportError: Sendable {
    let info: ErrorInfo
    /// What the transport threw, such as a `URLError`; without any secret of this call.
    public let underlying: (any Error)?

    /// What happened and what to do.
    public var message: String { info.text }
    /// Whether Okta may have received the request.
    public var maybeSent: Bool { info.maybeSent }
    /// How often the request was tried.
    public var attempts: Int { Int(info.attempts) }
}

/// ``OktaEventHooksError/internal(_:)``: a bug of this library. Please report it.
public struct InternalError: Hashable, Sendable {
    /// What happened.
    public let message: String
    /// As that of ``OktaEventHooksError/maybeApplied``.
    public let maybeApplied: Bool
}
