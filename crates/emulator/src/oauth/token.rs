//! The access tokens that were given out.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::random::Random;

/// What a token stands for.
#[derive(Debug, Clone)]
pub(super) struct AccessToken {
    pub(super) client_id: String,
    pub(super) scopes: Vec<String>,
    pub(super) expires: Timestamp,
    /// The thumbprint of the key that it is bound to.
    pub(super) key: Option<String>,
}

/// By their text. An expired token is forgotten: the API answers it like one that never was.
#[derive(Debug, Clone, Default)]
pub(super) struct Tokens(BTreeMap<String, AccessToken>);

impl Tokens {
    /// The text looks like Okta's, a JWT whose claims can be read; its signature is noise, as nobody but this org may
    /// judge it (documented).
    pub(super) fn issue(
        &mut self,
        token: AccessToken,
        issuer: &str,
        random: &mut Random,
        now: Timestamp,
    ) -> String {
        let header = json!({"alg": "RS256", "kid": random.alphanumeric(43), "typ": "application/okta-internal-at+jwt"});
        let mut claims = json!({
            "ver": 1,
            "jti": format!("AT.{}", random.alphanumeric(43)),
            "iss": issuer,
            "aud": issuer,
            "sub": token.client_id,
            "iat": now.as_second(),
            "exp": token.expires.as_second(),
            "cid": token.client_id,
            "scp": token.scopes,
        });
        if let Some(key) = &token.key {
            claims["cnf"] = json!({ "jkt": key });
        }
        let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let text = format!("{}.{}.{}", part(&header), part(&claims), random.alphanumeric(342));
        self.0.retain(|_, token| now < token.expires);
        self.0.insert(text.clone(), token);
        text
    }

    pub(super) fn find(&self, text: &str, now: Timestamp) -> Option<&AccessToken> {
        self.0.get(text).filter(|token| now < token.expires)
    }
}
