//! Public keys: what a client registers, and what a DPoP proof carries.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{self, RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey};
use serde_json::{Value, json};

use super::jwt::Algorithm;

/// The members that only a private or a symmetric key has.
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// A public key that can check signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Jwk {
    pub(super) kid: Option<String>,
    /// RFC 7638, SHA-256: what a DPoP-bound token is bound to.
    pub(super) thumbprint: String,
    key: Key,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    P256(Vec<u8>),
    P384(Vec<u8>),
}

impl Jwk {
    /// The error says what is wrong with the key, for a human.
    pub(super) fn parse(jwk: &Value) -> Result<Self, String> {
        if !jwk.is_object() {
            return Err("a JWK is a JSON object".to_owned());
        }
        if let Some(member) = PRIVATE.iter().find(|member| jwk.get(**member).is_some()) {
            return Err(format!("the key is not public: leave the member {member:?} out"));
        }
        let kid = match jwk.get("kid") {
            None | Some(Value::Null) => None,
            Some(Value::String(kid)) => Some(kid.clone()),
            Some(_) => return Err("\"kid\" is not a string".to_owned()),
        };
        let (key, canonical) = match jwk.get("kty").and_then(Value::as_str) {
            Some("RSA") => rsa(jwk)?,
            Some("EC") => elliptic(jwk)?,
            _ => return Err("\"kty\" is neither \"RSA\" nor \"EC\"".to_owned()),
        };
        Ok(Self { kid, thumbprint: digest(canonical.to_string().as_bytes()), key })
    }

    pub(super) fn verifies(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        match (&self.key, algorithm) {
            (Key::Rsa { n, e }, Algorithm::Rs256) => {
                rsa_verifies(&signature::RSA_PKCS1_2048_8192_SHA256, n, e, message, signature)
            }
            (Key::Rsa { n, e }, Algorithm::Rs384) => {
                rsa_verifies(&signature::RSA_PKCS1_2048_8192_SHA384, n, e, message, signature)
            }
            (Key::Rsa { n, e }, Algorithm::Rs512) => {
                rsa_verifies(&signature::RSA_PKCS1_2048_8192_SHA512, n, e, message, signature)
            }
            (Key::P256(point), Algorithm::Es256) => {
                let key = UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, point);
                key.verify(message, signature).is_ok()
            }
            (Key::P384(point), Algorithm::Es384) => {
                let key = UnparsedPublicKey::new(&signature::ECDSA_P384_SHA384_FIXED, point);
                key.verify(message, signature).is_ok()
            }
            _ => false,
        }
    }
}

/// base64url(SHA-256): of a key for its thumbprint, of an access token for `ath`.
pub(super) fn digest(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(ring::digest::digest(&ring::digest::SHA256, bytes))
}

fn rsa_verifies(parameters: &RsaParameters, n: &[u8], e: &[u8], message: &[u8], signature: &[u8]) -> bool {
    RsaPublicKeyComponents { n, e }.verify(parameters, message, signature).is_ok()
}

fn rsa(jwk: &Value) -> Result<(Key, Value), String> {
    let (n, e) = (number(jwk, "n")?, number(jwk, "e")?);
    let unused = n.first().map_or(0, |byte| byte.leading_zeros());
    let bits = (n.len() * 8).saturating_sub(usize::try_from(unused).unwrap_or_default());
    if !(2048..=8192).contains(&bits) {
        return Err(format!("an RSA key has 2048 to 8192 bits, this one {bits}"));
    }
    let odd = |number: &[u8]| number.last().is_some_and(|byte| byte % 2 == 1);
    if !odd(&n) || !odd(&e) || e.len() > 4 || e == [1] {
        return Err("\"n\" and \"e\" are not those of an RSA key".to_owned());
    }
    let canonical = json!({
        "e": URL_SAFE_NO_PAD.encode(&e),
        "kty": "RSA",
        "n": URL_SAFE_NO_PAD.encode(&n),
    });
    Ok((Key::Rsa { n, e }, canonical))
}

fn elliptic(jwk: &Value) -> Result<(Key, Value), String> {
    let curve = jwk.get("crv").and_then(Value::as_str).unwrap_or_default();
    let length = match curve {
        "P-256" => 32,
        "P-384" => 48,
        _ => return Err("\"crv\" is neither \"P-256\" nor \"P-384\"".to_owned()),
    };
    let (x, y) = (bytes(jwk, "x")?, bytes(jwk, "y")?);
    if x.len() != length || y.len() != length {
        return Err(format!("\"x\" and \"y\" of a {curve} key have {length} bytes each"));
    }
    let canonical = json!({
        "crv": curve,
        "kty": "EC",
        "x": URL_SAFE_NO_PAD.encode(&x),
        "y": URL_SAFE_NO_PAD.encode(&y),
    });
    // An uncompressed point.
    let point = [&[4], x.as_slice(), y.as_slice()].concat();
    Ok((if length == 32 { Key::P256(point) } else { Key::P384(point) }, canonical))
}

fn bytes(jwk: &Value, member: &str) -> Result<Vec<u8>, String> {
    let text = jwk.get(member).and_then(Value::as_str);
    let text = text.ok_or_else(|| format!("the member {member:?} is missing or not a string"))?;
    URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|_| format!("the member {member:?} is not base64url without padding"))
}

/// Some libraries write a zero byte in front.
fn number(jwk: &Value, member: &str) -> Result<Vec<u8>, String> {
    Ok(bytes(jwk, member)?.into_iter().skip_while(|byte| *byte == 0).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 7638, section 3.1.
    const RFC_7638: &str = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPeb\
                            WKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368Q\
                            QMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2\
                            NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    const X: &str = "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4";

    #[test]
    fn thumbprint() {
        let plain = json!({"kty": "RSA", "n": RFC_7638, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"});
        let jwk = Jwk::parse(&plain).unwrap();
        assert_eq!(jwk.thumbprint, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        assert_eq!(jwk.kid.as_deref(), Some("2011-04-29"));
        let zero = URL_SAFE_NO_PAD.encode([&[0][..], &URL_SAFE_NO_PAD.decode(RFC_7638).unwrap()].concat());
        let padded = Jwk::parse(&json!({"kty": "RSA", "n": zero, "e": "AAEAAQ"})).unwrap();
        assert_eq!(padded.thumbprint, jwk.thumbprint);
    }

    #[test]
    fn what_is_no_key_is_refused_with_the_reason() {
        for (jwk, reason) in [
            (json!("kty"), "object"),
            (json!({}), "kty"),
            (json!({"kty": "oct", "k": "AA"}), "not public"),
            (json!({"kty": "OKP", "crv": "Ed25519", "x": X}), "kty"),
            (json!({"kty": "RSA", "n": RFC_7638, "e": "AQAB", "d": "AA"}), "\"d\""),
            (json!({"kty": "RSA", "n": RFC_7638}), "\"e\" is missing"),
            (json!({"kty": "RSA", "n": 5, "e": "AQAB"}), "\"n\" is missing or not"),
            (json!({"kty": "RSA", "n": "a+/=", "e": "AQAB"}), "base64url"),
            (json!({"kty": "RSA", "n": "AQAB", "e": "AQAB"}), "2048"),
            (json!({"kty": "RSA", "n": "", "e": "AQAB"}), "2048"),
            (json!({"kty": "RSA", "n": RFC_7638, "e": "AQ"}), "RSA key"),
            (json!({"kty": "RSA", "n": RFC_7638, "e": "AQAA"}), "RSA key"),
            (json!({"kty": "RSA", "n": RFC_7638, "e": "AQAB", "kid": 1}), "kid"),
            (json!({"kty": "EC", "crv": "P-521", "x": X, "y": X}), "crv"),
            (json!({"kty": "EC", "crv": "P-256", "x": X}), "\"y\""),
            (json!({"kty": "EC", "crv": "P-256", "x": X, "y": "AA"}), "32 bytes"),
            (json!({"kty": "EC", "crv": "P-384", "x": X, "y": X}), "48 bytes"),
        ] {
            let error = Jwk::parse(&jwk).unwrap_err();
            assert!(error.contains(reason), "{error}");
        }
    }

    #[test]
    fn a_point_off_the_curve_verifies_nothing() {
        let jwk = Jwk::parse(&json!({"kty": "EC", "crv": "P-256", "x": X, "y": X})).unwrap();
        assert!(!jwk.verifies(Algorithm::Es256, b"", &[0; 64]));
        assert!(!jwk.verifies(Algorithm::Rs256, b"", &[]));
    }
}
