use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::Value;

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OauthClient {
    /// What the assertion's `iss` and `sub` have to be.
    pub client_id: String,
    /// The public keys, each the JSON text of a JWK: RSA (`n`, `e`, from 2048 bits) for RS256, RS384 and RS512, EC on
    /// P-256 for ES256 and on P-384 for ES384. Several keys need a `kid` each, as in an org that changes keys. In a file
    /// they may also be objects, and `keys` a whole JWK set.
    #[serde(deserialize_with = "keys")]
    pub keys: Vec<String>,
    /// The scopes that an administrator has granted to the app. In a file they may be left out: then all that the
    /// emulator knows.
    #[serde(default = "all_scopes")]
    pub scopes: Vec<String>,
    /// The app's setting "Require Demonstrating Proof of Possession (DPoP) header in token requests". An app without
    /// it may send a proof all the same, as Okta's Node SDK does; it is passed over (inferred). Default off.
    #[serde(default)]
    pub dpop_required: bool,
    /// Whether its `application_type` is `service`; no other type may use the client credentials grant (documented).
    /// Default on.
    #[serde(default = "yes")]
    pub service: bool,
    /// Whether its `token_endpoint_auth_method` is `private_key_jwt`; the org server accepts no other one for this
    /// grant (documented). Default on.
    #[serde(default = "yes")]
    pub private_key_jwt: bool,
}

impl OauthClient {
    /// A service app with one key, to which every scope that the emulator knows is granted.
    pub fn new(client_id: impl Into<String>, jwk: impl Into<String>) -> Self {
        Self {
            client_id: client_id.into(),
            keys: vec![jwk.into()],
            scopes: all_scopes(),
            dpop_required: false,
            service: true,
            private_key_jwt: true,
        }
    }
}

fn all_scopes() -> Vec<String> {
    ["okta.eventHooks.manage", "okta.eventHooks.read", "okta.logs.read"].map(str::to_owned).to_vec()
}

fn yes() -> bool {
    true
}

/// A list of JWKs, or a JWK set; each JWK an object or a JSON text.
fn keys<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let expected = || de::Error::custom("keys: not a list of JWKs, nor a JWK set {\"keys\": […]}");
    let list = match Value::deserialize(deserializer)? {
        Value::Array(list) => list,
        Value::Object(mut set) => match set.remove("keys") {
            Some(Value::Array(list)) => list,
            _ => return Err(expected()),
        },
        _ => return Err(expected()),
    };
    let text = |key: Value| match key {
        Value::String(text) => text,
        key => key.to_string(),
    };
    Ok(list.into_iter().map(text).collect())
}
