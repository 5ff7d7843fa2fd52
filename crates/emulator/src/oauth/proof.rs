//! DPoP proofs (RFC 9449): <https://developer.okta.com/docs/guides/dpop/>. The texts are documented, the order of the
//! checks is inferred.

use http::{HeaderMap, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::Call;
use super::jwk::Jwk;
use super::jwt::{Jwt, latest};
use super::replay::Replays;
use super::url;
use crate::error::ApiError;

/// How old a proof may be (documented).
const OLDEST: SignedDuration = SignedDuration::from_mins(5);

/// A proof that fits its request; nonce and `jti` are still to be checked.
#[derive(Debug)]
pub(super) struct Proof {
    /// The thumbprint of its key.
    pub(super) key: String,
    pub(super) nonce: Option<String>,
    pub(super) ath: Option<String>,
    jti: Option<String>,
    issued: SignedDuration,
}

/// The one proof of a request, if there is one.
pub(super) fn header(headers: &HeaderMap) -> Result<Option<&str>, ApiError> {
    let mut values = headers.get_all("dpop").iter();
    let first = values.next();
    if values.next().is_some() {
        return Err(invalid("Multiple DPoP proof JWT headers are not allowed."));
    }
    first.map(|value| value.to_str().map_err(|_| unreadable())).transpose()
}

impl Proof {
    pub(super) fn check(text: &str, call: &Call<'_>) -> Result<Self, ApiError> {
        let now = call.sent;
        let jwt = Jwt::parse(text).ok_or_else(unreadable)?;
        if jwt.header("typ").and_then(Value::as_str) != Some("dpop+jwt") {
            return Err(invalid("'typ' must be 'dpop+jwt' in the DPoP proof JWT."));
        }
        let algorithm = jwt.algorithm();
        let algorithm =
            algorithm.ok_or_else(|| invalid("The DPoP proof JWT signature algorithm is invalid."))?;
        let key = jwt.header("jwk").and_then(|jwk| Jwk::parse(jwk).ok()).ok_or_else(unusable)?;
        if !jwt.is_signed_by(&key, algorithm) {
            return Err(invalid("The DPoP proof JWT signature is invalid."));
        }
        if jwt.text("htm") != Some(call.method) {
            return Err(invalid("'htm' claim in the DPoP proof JWT is invalid."));
        }
        if !jwt.text("htu").is_some_and(|claimed| url::is_same(claimed, &call.url)) {
            return Err(invalid("'htu' claim in the DPoP proof JWT is invalid."));
        }
        let issued =
            jwt.date("iat").ok_or_else(|| invalid("'iat' claim in the DPoP proof JWT is invalid."))?;
        if issued > latest(now) {
            return Err(invalid("The DPoP proof JWT is issued in the future."));
        }
        if issued + OLDEST < SignedDuration::from_secs(now.as_second()) {
            return Err(invalid("The DPoP proof JWT is issued more than five minutes in the past."));
        }
        if jwt.date("exp").is_some_and(|expires| expires <= now.as_duration()) {
            return Err(invalid("The DPoP proof JWT is expired."));
        }
        let claim = |name: &str| jwt.text(name).filter(|text| !text.is_empty()).map(str::to_owned);
        Ok(Self { key: key.thumbprint, nonce: claim("nonce"), ath: claim("ath"), jti: claim("jti"), issued })
    }

    /// Needed wherever a proof is accepted, and good for once.
    pub(super) fn spend(&self, used: &mut Replays, now: Timestamp) -> Result<(), ApiError> {
        let jti =
            self.jti.as_ref().ok_or_else(|| invalid("'jti' claim in the DPoP proof JWT is invalid."))?;
        if !used.is_first(&self.key, jti, self.issued + OLDEST, now) {
            return Err(invalid("The DPoP proof JWT has already been used."));
        }
        Ok(())
    }
}

pub(super) fn invalid(description: &str) -> ApiError {
    ApiError::oauth(StatusCode::BAD_REQUEST, "invalid_dpop_proof", description)
}

fn unreadable() -> ApiError {
    invalid("The DPoP proof JWT cannot be parsed.")
}

/// The text for what has none of its own: a missing or unusable key (inferred).
fn unusable() -> ApiError {
    invalid("The DPoP proof JWT is invalid.")
}
