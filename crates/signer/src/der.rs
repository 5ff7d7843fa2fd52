//! Private keys in DER. Which structure it is shows in what it holds, whatever the label of the PEM block says.

use pkcs1::RsaPrivateKeyRef;
use pkcs8::PrivateKeyInfoRef;
use pkcs8::der::Decode as _;
use pkcs8::der::asn1::BitStringRef;
use ring::rsa::{KeyPairComponents, PublicKeyComponents};
use sec1::{EcParameters, EcPrivateKey};

use crate::error::KeyError;
use crate::key::LocalKey;

const MEND: &str = "mend it, e.g. openssl ec -conv_form uncompressed -in key.pem -out mended.pem";

pub(crate) fn read(der: &[u8]) -> Result<LocalKey, KeyError> {
    if let Ok(info) = PrivateKeyInfoRef::from_der(der) {
        pkcs8(&info)
    } else if let Ok(key) = RsaPrivateKeyRef::from_der(der) {
        rsa(&key)
    } else if let Ok(key) = EcPrivateKey::from_der(der) {
        match key.parameters {
            Some(EcParameters::NamedCurve(oid)) => ec(&key, &oid.to_string(), None),
            // It may be left out. A key of another curve fails as one whose halves do not belong together.
            None => ec(&key, P256, None),
        }
    } else {
        Err(KeyError::Damaged("bytes that are not PKCS#8, PKCS#1 or SEC1 with a named curve".into()))
    }
}

const P256: &str = "1.2.840.10045.3.1.7";

fn pkcs8(info: &PrivateKeyInfoRef<'_>) -> Result<LocalKey, KeyError> {
    let key = info.private_key.as_bytes();
    let name = match info.algorithm.oid.to_string().as_str() {
        "1.2.840.113549.1.1.1" => {
            let key = RsaPrivateKeyRef::from_der(key)
                .map_err(|_| KeyError::Damaged("PKCS#8 whose RSA key cannot be read".into()))?;
            return rsa(&key);
        }
        "1.2.840.10045.2.1" => {
            let Ok(curve) = info.algorithm.parameters_oid() else {
                return Err(KeyError::Unsupported("an EC key whose curve is spelt out, not named".into()));
            };
            let key = EcPrivateKey::from_der(key)
                .map_err(|_| KeyError::Damaged("PKCS#8 whose EC key cannot be read".into()))?;
            let outer = info.public_key.as_ref().and_then(BitStringRef::as_bytes);
            return ec(&key, &curve.to_string(), outer);
        }
        "1.2.840.113549.1.1.10" => "an RSA key that may sign PSS only",
        "1.3.101.110" => "an X25519 key",
        "1.3.101.111" => "an X448 key",
        "1.3.101.112" => "an Ed25519 key",
        "1.3.101.113" => "an Ed448 key",
        "1.2.840.10040.4.1" => "a DSA key",
        "1.2.840.113549.1.3.1" => "a Diffie-Hellman key",
        _ => "a key of another kind",
    };
    Err(KeyError::Unsupported(name.into()))
}

fn rsa(key: &RsaPrivateKeyRef<'_>) -> Result<LocalKey, KeyError> {
    if key.other_prime_infos.is_some() {
        return Err(KeyError::Unsupported("an RSA key of more than two primes".into()));
    }
    LocalKey::rsa(&KeyPairComponents {
        public_key: PublicKeyComponents { n: key.modulus.as_bytes(), e: key.public_exponent.as_bytes() },
        d: key.private_exponent.as_bytes(),
        p: key.prime1.as_bytes(),
        q: key.prime2.as_bytes(),
        dP: key.exponent1.as_bytes(),
        dQ: key.exponent2.as_bytes(),
        qInv: key.coefficient.as_bytes(),
    })
}

/// `outer` is the public half that PKCS#8 may hold instead of SEC1.
fn ec(key: &EcPrivateKey<'_>, curve: &str, outer: Option<&[u8]>) -> Result<LocalKey, KeyError> {
    if curve != P256 {
        let name = match curve {
            "1.2.840.10045.3.1.1" => "P-192",
            "1.3.132.0.33" => "P-224",
            "1.3.132.0.34" => "P-384",
            "1.3.132.0.35" => "P-521",
            "1.3.132.0.10" => "secp256k1",
            "1.3.36.3.3.2.8.1.1.7" => "brainpoolP256r1",
            _ => "another curve",
        };
        return Err(KeyError::Unsupported(format!("an EC key on {name}")));
    }
    match key.public_key.or(outer) {
        Some(point) if point.first() == Some(&4) => LocalKey::p256(key.private_key, point),
        Some(_) => Err(KeyError::Incomplete(format!("an EC key whose public half is compressed: {MEND}"))),
        None => Err(KeyError::Incomplete(format!("an EC key without its public half: {MEND}"))),
    }
}
