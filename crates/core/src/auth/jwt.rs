//! Signed JSON: header and claims, compact (RFC 7515).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use super::Signer;
use crate::BoxError;

/// The compact form of a JWT.
pub(super) fn sign(
    header: &impl Serialize,
    claims: &impl Serialize,
    signer: &dyn Signer,
) -> Result<String, BoxError> {
    let part = |json: &[u8]| URL_SAFE_NO_PAD.encode(json);
    let input = format!("{}.{}", part(&serde_json::to_vec(header)?), part(&serde_json::to_vec(claims)?));
    let signature = signer.sign(input.as_bytes())?;
    Ok(format!("{input}.{}", part(&signature)))
}
