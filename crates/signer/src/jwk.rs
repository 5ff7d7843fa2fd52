//! Keys as JSON (RFC 7517, RFC 7518).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use ring::rsa::{KeyPairComponents, PublicKeyComponents};
use serde::Deserialize;
use serde::de::IgnoredAny;
use zeroize::Zeroizing;

use crate::error::KeyError;
use crate::key::{LocalKey, strip};

type Text = Option<Zeroizing<String>>;

#[derive(Deserialize)]
struct Jwk {
    kty: Option<String>,
    crv: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    kid: Option<String>,
    n: Text,
    e: Text,
    d: Text,
    p: Text,
    q: Text,
    dp: Text,
    dq: Text,
    qi: Text,
    oth: Option<IgnoredAny>,
    x: Text,
    y: Text,
    keys: Option<IgnoredAny>,
}

pub(crate) fn read(text: &str) -> Result<LocalKey, KeyError> {
    let text = strip(text);
    if !text.starts_with('{') {
        return Err(KeyError::NotAKey(
            if text.is_empty() { "nothing" } else { "text that is not a JSON object" }.into(),
        ));
    }
    let jwk: Jwk = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
    let key = match jwk.kty.as_deref() {
        Some("RSA") => rsa(&jwk)?,
        Some("EC") => ec(&jwk)?,
        Some("oct") => {
            return Err(KeyError::Unsupported(
                "a JWK of a symmetric key (oct): Okta takes signatures of private keys only".into(),
            ));
        }
        Some("OKP") => return Err(KeyError::Unsupported(format!("a JWK on {}", curve(&jwk)))),
        Some(_) => return Err(KeyError::Unsupported("a JWK of another type (kty)".into())),
        None if jwk.keys.is_some() => {
            return Err(KeyError::NotAKey("a JWK Set: pass the one JWK in it that is to sign".into()));
        }
        None => return Err(KeyError::NotAKey("JSON without kty, which every JWK has".into())),
    };
    Ok(key.with_key_id(jwk.kid))
}

/// What serde says may quote the value that it did not expect.
fn unreadable(error: &serde_json::Error) -> KeyError {
    let place = format!("line {}, column {}", error.line(), error.column());
    KeyError::Damaged(if error.is_data() {
        format!("a JWK with a member that is not text or is there twice ({place})")
    } else {
        format!("text that begins like a JWK and is not JSON ({place})")
    })
}

fn rsa(jwk: &Jwk) -> Result<LocalKey, KeyError> {
    check_purpose(jwk, "RS256")?;
    if jwk.d.is_none() {
        return Err(KeyError::NotPrivate("the JWK of a public RSA key: it has no d".into()));
    }
    if jwk.oth.is_some() {
        return Err(KeyError::Unsupported("a JWK of an RSA key of more than two primes (oth)".into()));
    }
    let primes = [("p", &jwk.p), ("q", &jwk.q), ("dp", &jwk.dp), ("dq", &jwk.dq), ("qi", &jwk.qi)];
    let missing: Vec<&str> =
        primes.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        return Err(KeyError::Incomplete(format!(
            "the JWK of an RSA key without {}: write it again with its primes",
            missing.join(", ")
        )));
    }
    LocalKey::rsa(&KeyPairComponents {
        public_key: PublicKeyComponents { n: &number("n", &jwk.n)?, e: &number("e", &jwk.e)? },
        d: &number("d", &jwk.d)?,
        p: &number("p", &jwk.p)?,
        q: &number("q", &jwk.q)?,
        dP: &number("dp", &jwk.dp)?,
        dQ: &number("dq", &jwk.dq)?,
        qInv: &number("qi", &jwk.qi)?,
    })
}

fn ec(jwk: &Jwk) -> Result<LocalKey, KeyError> {
    if jwk.crv.as_deref() != Some("P-256") {
        return Err(KeyError::Unsupported(format!("a JWK on {}", curve(jwk))));
    }
    check_purpose(jwk, "ES256")?;
    if jwk.d.is_none() {
        return Err(KeyError::NotPrivate("the JWK of a public EC key: it has no d".into()));
    }
    let mut point = vec![4];
    for (name, value) in [("x", &jwk.x), ("y", &jwk.y)] {
        let coordinate = number(name, value)?;
        if coordinate.len() != 32 {
            return Err(KeyError::Damaged(format!(
                "a JWK on P-256 whose {name} has {} bytes, not 32",
                coordinate.len()
            )));
        }
        point.extend_from_slice(&coordinate);
    }
    LocalKey::p256(&number("d", &jwk.d)?, &point)
}

/// The bytes of one member.
fn number(name: &str, value: &Text) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let Some(text) = value else {
        return Err(KeyError::Incomplete(format!("a JWK without {name}")));
    };
    let text = text.trim_end_matches('=');
    let mut bytes = Zeroizing::new(vec![0; text.len()]);
    let length = Base64UrlUnpadded::decode(text, &mut bytes)
        .map_err(|_| {
            KeyError::Damaged(if text.contains(['+', '/']) {
                format!("a JWK whose {name} is base64, not base64url")
            } else {
                format!("a JWK whose {name} is not base64url, or is cut off")
            })
        })?
        .len();
    bytes.truncate(length);
    Ok(bytes)
}

/// What the JWK says that it is for.
fn check_purpose(jwk: &Jwk, algorithm: &str) -> Result<(), KeyError> {
    if let Some(alg) = jwk.alg.as_deref().filter(|alg| *alg != algorithm) {
        const KNOWN: [&str; 13] = [
            "RS256",
            "RS384",
            "RS512",
            "PS256",
            "PS384",
            "PS512",
            "ES256",
            "ES384",
            "ES512",
            "ES256K",
            "EdDSA",
            "RSA-OAEP",
            "RSA-OAEP-256",
        ];
        let found = KNOWN.iter().find(|known| **known == alg).unwrap_or(&"another algorithm");
        return Err(KeyError::Unsupported(format!("a JWK for {found} (alg), where {algorithm} is signed")));
    }
    match jwk.usage.as_deref() {
        None | Some("sig") => Ok(()),
        Some(_) => Err(KeyError::Unsupported("a JWK whose use is not sig".into())),
    }
}

/// The name of the curve, if it is one: never what the JWK says, which may be anything.
fn curve(jwk: &Jwk) -> &'static str {
    const KNOWN: [&str; 8] = ["P-256", "P-384", "P-521", "secp256k1", "Ed25519", "Ed448", "X25519", "X448"];
    let Some(curve) = jwk.crv.as_deref() else { return "no curve (crv)" };
    KNOWN.iter().find(|known| **known == curve).unwrap_or(&"another curve")
}

/// The public JWK with its required members only, in the order of RFC 7638.
pub(crate) fn public_rsa(n: &[u8], e: &[u8]) -> String {
    let [n, e] = [n, e].map(Base64UrlUnpadded::encode_string);
    format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)
}

/// The same for an uncompressed point on P-256.
pub(crate) fn public_p256(point: &[u8]) -> String {
    let (x, y) = point.get(1..).unwrap_or_default().split_at_checked(32).unwrap_or_default();
    let [x, y] = [x, y].map(Base64UrlUnpadded::encode_string);
    format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#)
}

#[cfg(test)]
mod tests {
    use ring::digest::{SHA256, digest};

    use super::*;

    #[test]
    fn the_thumbprint_is_that_of_rfc_7638() {
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZC\
                 iFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZ\
                 gnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBni\
                 Iqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        let jwk = public_rsa(&Base64UrlUnpadded::decode_vec(n).unwrap(), &[1, 0, 1]);
        let thumbprint = Base64UrlUnpadded::encode_string(digest(&SHA256, jwk.as_bytes()).as_ref());
        assert_eq!(thumbprint, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }
}
