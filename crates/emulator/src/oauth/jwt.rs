//! A signed JWT, taken apart.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use super::jwk::Jwk;

/// What Okta accepts for client assertions (documented), without ES512.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Algorithm {
    Rs256,
    Rs384,
    Rs512,
    Es256,
    Es384,
}

/// Header and claims; nothing is believed before the signature is checked.
#[derive(Debug)]
pub(super) struct Jwt<'t> {
    header: Map<String, Value>,
    claims: Map<String, Value>,
    signed: &'t str,
    signature: Vec<u8>,
}

impl<'t> Jwt<'t> {
    /// Three parts of base64url without padding, the first two JSON objects. An extension that must be understood
    /// (`crit`) is not.
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let header = object(header)?;
        if header.contains_key("crit") {
            return None;
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        Some(Self { header, claims: object(claims)?, signed, signature })
    }

    pub(super) fn header(&self, name: &str) -> Option<&Value> {
        self.header.get(name)
    }

    pub(super) fn algorithm(&self) -> Option<Algorithm> {
        match self.header.get("alg")?.as_str()? {
            "RS256" => Some(Algorithm::Rs256),
            "RS384" => Some(Algorithm::Rs384),
            "RS512" => Some(Algorithm::Rs512),
            "ES256" => Some(Algorithm::Es256),
            "ES384" => Some(Algorithm::Es384),
            _ => None,
        }
    }

    pub(super) fn is_signed_by(&self, key: &Jwk, algorithm: Algorithm) -> bool {
        key.verifies(algorithm, self.signed.as_bytes(), &self.signature)
    }

    pub(super) fn claim(&self, name: &str) -> Option<&Value> {
        self.claims.get(name)
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.claims.get(name).and_then(Value::as_str)
    }

    /// A `NumericDate` as the time since the epoch; one that no calendar knows is as far away as can be said.
    pub(super) fn date(&self, name: &str) -> Option<SignedDuration> {
        let Value::Number(number) = self.claims.get(name)? else {
            return None;
        };
        if let Some(seconds) = number.as_i64() {
            return Some(SignedDuration::from_secs(seconds));
        }
        let seconds = number.as_f64()?;
        let extreme = if seconds < 0.0 { SignedDuration::MIN } else { SignedDuration::MAX };
        Some(SignedDuration::try_from_secs_f64(seconds).unwrap_or(extreme))
    }
}

/// The end of the current second: claims have whole ones, and what was signed in this one is not in the future.
pub(super) fn latest(now: Timestamp) -> SignedDuration {
    SignedDuration::from_secs(now.as_second() + i64::from(now.subsec_nanosecond() > 0))
}

fn object(part: &str) -> Option<Map<String, Value>> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}
