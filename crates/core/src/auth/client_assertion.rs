//! What a service app signs to get a token (`private_key_jwt`).

use serde::Serialize;

use super::{ServiceApp, jwt};
use crate::BoxError;
use crate::time::UnixTime;

/// Okta allows an hour; this outlives any wait for the answer.
const LIFETIME_SECS: i64 = 300;

#[derive(Serialize)]
struct Header<'a> {
    alg: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid: Option<&'a str>,
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    jti: String,
}

/// An assertion for one request: Okta takes each `jti` once.
pub(crate) fn sign(
    app: &ServiceApp,
    token_url: &str,
    now: UnixTime,
    jti: String,
) -> Result<String, BoxError> {
    let header = Header { alg: app.signer.algorithm().as_str(), kid: app.key_id.as_deref() };
    let (iss, iat) = (app.client_id.as_str(), now.as_secs());
    let claims = Claims { iss, sub: iss, aud: token_url, iat, exp: iat.saturating_add(LIFETIME_SECS), jti };
    jwt::sign(&header, &claims, app.signer.as_ref())
}
