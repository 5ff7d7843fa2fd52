package okta.eventhooks

/**
 * Who asks. It does not print what it holds.
 *
 * See <https://developer.okta.com/docs/reference/core-okta-api/#authentication>.
 */
sealed class Credentials {
    internal class Fixed(val credentials: SessionCredentials) : Credentials()

    internal class Provided(val provider: TokenProvider) : Credentials()

    override fun toString(): String = "Credentials(hidden)"

    companion object {
        /**
         * An API token of the org, without `SSWS`. It has the rights of the user who made it.
         *
         * See <https://developer.okta.com/docs/guides/create-an-api-token/>.
         */
        @JvmStatic
        fun apiToken(token: String): Credentials = Fixed(SessionCredentials.ApiToken(Secret(token)))

        /** The same of a [Secret]. */
        @JvmStatic
        fun apiToken(token: Secret): Credentials = Fixed(SessionCredentials.ApiToken(token))

        /**
         * An OAuth 2.0 access token that you already hold, with the scope of each operation that it is used for.
         *
         * See <https://developer.okta.com/docs/guides/implement-oauth-for-okta/>.
         */
        @JvmStatic
        fun accessToken(token: String): Credentials = Fixed(SessionCredentials.AccessToken(Secret(token)))

        /** The same of a [Secret]. */
        @JvmStatic
        fun accessToken(token: Secret): Credentials = Fixed(SessionCredentials.AccessToken(token))

        /**
         * Whatever access token [provider] has at the moment: it is asked before every call, and nothing keeps what it returns.
         *
         * ```kotlin
         * val credentials = Credentials.accessToken { account.currentAccessToken() }
         * ```
         */
        @JvmStatic
        fun accessToken(provider: TokenProvider): Credentials = Provided(provider)

        /**
         * An OAuth 2.0 service app, which gets its access tokens by itself. It belongs on servers, not into apps.
         *
         * See <https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/>.
         */
        @JvmStatic
        fun serviceApp(app: ServiceApp): Credentials = Fixed(SessionCredentials.ServiceApp(app))
    }
}

/** Where the access token of the moment comes from. It is called by the thread that makes the call. */
fun interface TokenProvider {
    /** The access token. What it throws reaches the caller as it is. */
    @Throws(Exception::class)
    fun accessToken(): String
}
