//! The service apps of the org, with their keys read.

use std::collections::BTreeMap;

use serde_json::Value;

use super::jwk::Jwk;
use crate::config::{ConfigError, OauthClient};

/// A registered app.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) id: String,
    pub(super) keys: Vec<Jwk>,
    pub(super) scopes: Vec<String>,
    pub(super) dpop_required: bool,
    pub(super) service: bool,
    pub(super) private_key_jwt: bool,
}

/// By client id.
pub(super) type Clients = BTreeMap<String, Client>;

pub(super) fn register(configured: &[OauthClient]) -> Result<Clients, ConfigError> {
    let mut clients = Clients::new();
    for (place, client) in configured.iter().enumerate() {
        let refuse = |problem: String| {
            ConfigError::item("oauthClients", place, format!("{:?}: {problem}", client.client_id))
        };
        if client.client_id.is_empty() {
            return Err(refuse("it needs a client id".to_owned()));
        }
        let mut keys: Vec<Jwk> = Vec::new();
        for (index, text) in client.keys.iter().enumerate() {
            let number = index + 1;
            let json: Value = serde_json::from_str(text)
                .map_err(|error| refuse(format!("key {number} is not the JSON text of a JWK: {error}")))?;
            let key = Jwk::parse(&json).map_err(|problem| refuse(format!("key {number}: {problem}")))?;
            if keys.iter().any(|other| other.kid == key.kid) {
                return Err(refuse(format!(
                    "key {number}: among several keys each needs a \"kid\" of its own"
                )));
            }
            keys.push(key);
        }
        let registered = Client {
            id: client.client_id.clone(),
            keys,
            scopes: client.scopes.clone(),
            dpop_required: client.dpop_required,
            service: client.service,
            private_key_jwt: client.private_key_jwt,
        };
        if clients.insert(registered.id.clone(), registered).is_some() {
            return Err(refuse("there are two with this id".to_owned()));
        }
    }
    Ok(clients)
}

impl Client {
    /// Which of the keys a JWT with this `kid` was signed with. `None` if that is not to be told: several keys and no
    /// `kid` (documented, observed), or a `kid` that none of them has. A key that was registered without one serves
    /// every `kid` (inferred: Okta would have given it one).
    pub(super) fn key(&self, kid: Option<&Value>) -> Option<&Jwk> {
        match (kid, self.keys.as_slice()) {
            (None, [only]) => Some(only),
            (Some(_), [only]) if only.kid.is_none() => Some(only),
            (Some(Value::String(kid)), keys) => keys.iter().find(|key| key.kid.as_deref() == Some(kid)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = r#"{"kty": "EC", "crv": "P-256", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                          "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}"#;

    fn problem(clients: &[OauthClient]) -> String {
        register(clients).unwrap_err().to_string()
    }

    #[test]
    fn what_cannot_be_registered() {
        let one = OauthClient::new("0oa1", KEY);
        assert!(register(std::slice::from_ref(&one)).is_ok());
        assert!(register(&[OauthClient { keys: Vec::new(), ..one.clone() }]).is_ok());
        assert_eq!(
            problem(&[one.clone(), one.clone()]),
            "oauthClients[1]: \"0oa1\": there are two with this id"
        );
        assert!(problem(&[OauthClient::new("", KEY)]).contains("needs a client id"));
        assert!(problem(&[OauthClient::new("a", "{")]).contains("key 1 is not the JSON text of a JWK"));
        assert!(problem(&[OauthClient::new("a", "{}")]).contains("key 1: \"kty\" is neither"));
        let twice = OauthClient { keys: vec![KEY.to_owned(), KEY.to_owned()], ..one };
        assert!(problem(&[twice]).contains("key 2: among several keys"));
    }
}
