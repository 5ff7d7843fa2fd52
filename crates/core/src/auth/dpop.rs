//! The proof that whoever sends a request holds the key that its token is bound to (RFC 9449).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, Method};
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use super::{Signer, jwt};
use crate::BoxError;
use crate::secret::Secret;
use crate::time::UnixTime;

#[derive(Serialize)]
struct Header<'a> {
    typ: &'static str,
    alg: &'static str,
    jwk: &'a RawValue,
}

#[derive(Serialize)]
struct Claims<'a> {
    htm: &'a str,
    htu: &'a str,
    iat: i64,
    jti: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ath: Option<String>,
}

/// What a proof is about.
pub(crate) struct Proof<'a> {
    pub(crate) method: &'a Method,
    /// The address without query and fragment.
    pub(crate) url: &'a str,
    pub(crate) nonce: Option<&'a str>,
    /// The token that the request carries; none when it asks for one.
    pub(crate) token: Option<&'a Secret>,
}

/// A proof for one request.
pub(crate) fn sign(
    key: &dyn Signer,
    proof: &Proof<'_>,
    now: UnixTime,
    jti: String,
) -> Result<String, BoxError> {
    let jwk = RawValue::from_string(key.public_jwk()?)?;
    let header = Header { typ: "dpop+jwt", alg: key.algorithm().as_str(), jwk: &jwk };
    let claims = Claims {
        htm: proof.method.as_str(),
        htu: proof.url,
        iat: now.as_secs(),
        jti,
        nonce: proof.nonce,
        ath: proof.token.map(|token| URL_SAFE_NO_PAD.encode(Sha256::digest(token.expose()))),
    };
    jwt::sign(&header, &claims, key)
}

/// The nonce that a server wants in the proofs to come.
pub(crate) fn nonce(headers: &HeaderMap) -> Option<String> {
    let nonce = headers.get("dpop-nonce")?.to_str().ok()?;
    (!nonce.is_empty() && nonce.len() <= 1024).then(|| nonce.to_owned())
}
