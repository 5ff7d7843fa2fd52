/// Who asks. No credential is ever printed.
public struct Credentials: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    enum Kind: Sendable {
        case fixed(SessionCredentials)
        case provider(@Sendable () async throws -> String)
    }

    let kind: Kind

    /// An API token of the org, without `SSWS`. It has the rights of the user who made it, and lapses after 30 days without use.
    ///
    /// See <https://developer.okta.com/docs/guides/create-an-api-token/>.
    public static func apiToken(_ token: String) -> Credentials { apiToken(Secret(token)) }

    /// An API token of the org, without `SSWS`.
    ///
    /// See <https://developer.okta.com/docs/guides/create-an-api-token/>.
    public static func apiToken(_ token: Secret) -> Credentials { Credentials(kind: .fixed(.apiToken(token: token))) }

    /// An OAuth 2.0 access token that you already hold, with the scope of each operation that it is used for.
    ///
    /// See <https://developer.okta.com/docs/guides/implement-oauth-for-okta/>.
    public static func accessToken(_ token: String) -> Credentials { accessToken(Secret(token)) }

    /// An OAuth 2.0 access token that you already hold, with the scope of each operation that it is used for.
    ///
    /// See <https://developer.okta.com/docs/guides/implement-oauth-for-okta/>.
    public static func accessToken(_ token: Secret) -> Credentials { Credentials(kind: .fixed(.accessToken(token: token))) }

    /// The access token that a closure returns. It is asked before every call, and what it throws reaches the caller as it is.
    ///
    /// ```swift
    /// let client = try Client(org: org, credentials: .accessToken { try await signIn.freshToken() })
    /// ```
    public static func accessToken(_ provider: @escaping @Sendable () async throws -> String) -> Credentials {
        Credentials(kind: .provider(provider))
    }

    /// An OAuth 2.0 service app, which gets its access tokens by itself. For servers: an app that is handed out keeps no key.
    ///
    /// See <https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/>.
    public static func serviceApp(_ app: ServiceApp) -> Credentials { Credentials(kind: .fixed(.serviceApp(app: app))) }

    /// The kind alone.
    public var description: String {
        switch kind {
        case .fixed(.apiToken): "Credentials(apiToken)"
        case .fixed(.accessToken), .fixed(.askedFor), .provider: "Credentials(accessToken)"
        case .fixed(.serviceApp): "Credentials(serviceApp)"
        }
    }
    /// The kind alone.
    public var debugDescription: String { description }
    /// Has no children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
