/// A service app that is registered with the org: it may fetch access tokens at `/oauth2/v1/token`.
///
/// Its private key stays with the test; the org gets the public one.
///
/// ```
/// use okta_event_hooks_emulator::{Config, Emulator, OauthClient};
///
/// let jwk = r#"{
///     "kty": "EC", "crv": "P-256", "kid": "key-1",
///     "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
///     "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"
/// }"#;
/// let app = OauthClient { dpop_required: true, ..OauthClient::new("0oa1example2Client5d7", jwk) };
/// let emulator = Emulator::start(Config { oauth_clients: vec![app], ..Config::default() })?;
/// # Ok::<(), okta_event_hooks_emulator::StartError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OauthClient {
    /// What the assertion's `iss` and `sub` have to be.
    pub client_id: String,
    /// The public keys, each the JSON text of a JWK: RSA (`n`, `e`, from 2048 bits) for RS256, RS384 and RS512, EC on
    /// P-256 for ES256 and on P-384 for ES384. Several keys need a `kid` each, as in an org that changes keys.
    pub keys: Vec<String>,
    /// The scopes that an administrator has granted to the app.
    pub scopes: Vec<String>,
    /// The app's setting "Require Demonstrating Proof of Possession (DPoP) header in token requests". An app without
    /// it may send a proof all the same and gets a bound token (inferred). Default off.
    pub dpop_required: bool,
    /// Whether its `application_type` is `service`; no other type may use the client credentials grant (documented).
    /// Default on.
    pub service: bool,
    /// Whether its `token_endpoint_auth_method` is `private_key_jwt`; the org server accepts no other one for this
    /// grant (documented). Default on.
    pub private_key_jwt: bool,
}

impl OauthClient {
    /// A service app with one key, to which every scope that the emulator knows is granted.
    pub fn new(client_id: impl Into<String>, jwk: impl Into<String>) -> Self {
        let scopes = ["okta.eventHooks.manage", "okta.eventHooks.read", "okta.logs.read"];
        Self {
            client_id: client_id.into(),
            keys: vec![jwk.into()],
            scopes: scopes.map(str::to_owned).to_vec(),
            dpop_required: false,
            service: true,
            private_key_jwt: true,
        }
    }
}
