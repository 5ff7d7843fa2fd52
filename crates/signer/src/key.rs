//! The key itself.

use std::fmt;

use okta_event_hooks_core::{Algorithm, BoxError, Signer};
use ring::rand::SystemRandom;
use ring::rsa::{KeyPairComponents, PublicKeyComponents};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use zeroize::Zeroizing;

use crate::error::KeyError;
use crate::{der, jwk, pem};

/// A private key in memory: RSA of 2048 to 4096 bits, which signs RS256, or EC on P-256, which signs ES256.
///
/// Its `Debug` shows the algorithm and the key id only. What this crate decodes is wiped when it is done; the copy with
/// which `ring` computes and the caller's text are not.
///
/// ```
/// use okta_event_hooks_core::{Algorithm, Signer};
/// use okta_event_hooks_signer::LocalKey;
///
/// let key = LocalKey::generate()?;
/// assert_eq!(key.algorithm(), Algorithm::Es256);
/// assert_eq!(key.sign(b"header.claims")?.len(), 64);
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
pub struct LocalKey {
    pair: Pair,
    public_jwk: String,
    key_id: Option<String>,
    random: SystemRandom,
}

enum Pair {
    Rsa(Box<RsaKeyPair>),
    Ec(Box<EcdsaKeyPair>),
}

impl LocalKey {
    /// Reads PEM or JWK, told apart by what the text holds.
    ///
    /// A byte order mark and white space around are passed over.
    ///
    /// ```
    /// use okta_event_hooks_core::{Algorithm, Signer};
    /// use okta_event_hooks_signer::LocalKey;
    ///
    /// let text = std::fs::read_to_string("tests/keys/rsa.jwk.json")?;
    /// let key = LocalKey::parse(&text)?;
    /// assert_eq!(key.algorithm(), Algorithm::Rs256);
    /// assert_eq!(key.key_id(), Some("rsa-test"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the text is not one private key that can sign.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        if is_json(text) { Self::from_jwk(text) } else { Self::from_pem(text) }
    }

    /// Reads PEM: PKCS#8 (`PRIVATE KEY`), PKCS#1 (`RSA PRIVATE KEY`) or SEC1 (`EC PRIVATE KEY`).
    ///
    /// Certificates and public keys beside the private key are passed over. So are line feeds that an environment variable
    /// or a YAML file turned into `\n`, into spaces or into an indent.
    ///
    /// ```
    /// use okta_event_hooks_core::{Algorithm, Signer};
    /// use okta_event_hooks_signer::LocalKey;
    ///
    /// let text = std::fs::read_to_string("tests/keys/p256.sec1.pem")?;
    /// let one_line = text.replace('\n', r"\n");
    /// assert_eq!(LocalKey::from_pem(&one_line)?.algorithm(), Algorithm::Es256);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the text is not PEM with one private key that can sign.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        if is_json(text) {
            return Err(KeyError::NotAKey("JSON where PEM should be".into()));
        }
        der::read(&pem::private_key(text)?)
    }

    /// Reads a JWK (RFC 7517): RSA with `n`, `e`, `d`, `p`, `q`, `dp`, `dq` and `qi`, or EC with `crv`, `x`, `y` and `d`.
    ///
    /// ```
    /// use okta_event_hooks_signer::LocalKey;
    ///
    /// let text = std::fs::read_to_string("tests/keys/p256.jwk.json")?;
    /// assert_eq!(LocalKey::from_jwk(&text)?.key_id(), Some("p256-test"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the text is not a JWK of a private key that can sign.
    pub fn from_jwk(text: &str) -> Result<Self, KeyError> {
        jwk::read(text)
    }

    /// Makes a fresh key on P-256, as DPoP wants one a process. It cannot be written out.
    ///
    /// ```
    /// use okta_event_hooks_core::Signer;
    /// use okta_event_hooks_signer::LocalKey;
    ///
    /// let key = LocalKey::generate()?;
    /// assert!(key.public_jwk()?.starts_with(r#"{"crv":"P-256","kty":"EC","x":""#));
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    ///
    /// # Errors
    /// When the operating system gives no random numbers.
    pub fn generate() -> Result<Self, KeyError> {
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let random = SystemRandom::new();
        let document =
            EcdsaKeyPair::generate_pkcs8(algorithm, &random).map_err(|_| KeyError::NoRandomness)?;
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random)
            .map_err(|_| KeyError::NoRandomness)?;
        Ok(Self::with_ec(pair, random))
    }

    /// The id of the key: the `kid` of the JWK that it was read from. PEM has none.
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    pub(crate) fn with_key_id(mut self, id: Option<String>) -> Self {
        self.key_id = id.filter(|id| !id.is_empty());
        self
    }

    /// An RSA key of its components, big-endian.
    pub(crate) fn rsa(parts: &KeyPairComponents<&[u8]>) -> Result<Self, KeyError> {
        let (n, e) = (trim(parts.public_key.n), trim(parts.public_key.e));
        let bits = n.first().map_or(0, |first| n.len() * 8 - first.leading_zeros() as usize);
        if !(2048..=4096).contains(&bits) {
            return Err(KeyError::Unsupported(format!("an RSA key of {bits} bits")));
        }
        if !bits.is_multiple_of(512) {
            return Err(KeyError::Unsupported(format!(
                "an RSA key of {bits} bits, which is not a multiple of 512"
            )));
        }
        if e.len() < 3 {
            return Err(KeyError::Unsupported("an RSA key whose public exponent is below 65537".into()));
        }
        let pair = RsaKeyPair::from_components(&KeyPairComponents {
            public_key: PublicKeyComponents { n, e },
            d: trim(parts.d),
            p: trim(parts.p),
            q: trim(parts.q),
            dP: trim(parts.dP),
            dQ: trim(parts.dQ),
            qInv: trim(parts.qInv),
        })
        .map_err(|error| {
            KeyError::Damaged(format!("an RSA key whose parts do not belong together ({error})"))
        })?;
        let public = PublicKeyComponents::<Vec<u8>>::from(pair.public());
        let key = Self {
            public_jwk: jwk::public_rsa(&public.n, &public.e),
            pair: Pair::Rsa(Box::new(pair)),
            key_id: None,
            random: SystemRandom::new(),
        };
        // ring compares the exponents with n and e only when it signs.
        key.sign(b"").map_err(|_| {
            KeyError::Damaged("an RSA key whose parts do not belong together: it cannot sign".into())
        })?;
        Ok(key)
    }

    /// A key on P-256 of its scalar and its uncompressed point.
    pub(crate) fn p256(d: &[u8], point: &[u8]) -> Result<Self, KeyError> {
        let random = SystemRandom::new();
        // Some writers leave out the zeros in front.
        let significant = trim(d);
        let mut scalar = Zeroizing::new([0; 32]);
        let Some(end) = 32_usize.checked_sub(significant.len()).and_then(|start| scalar.get_mut(start..))
        else {
            return Err(KeyError::Damaged(format!(
                "an EC key on P-256 whose private number has {} bytes, not 32",
                significant.len()
            )));
        };
        end.copy_from_slice(significant);
        let pair = EcdsaKeyPair::from_private_key_and_public_key(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            scalar.as_slice(),
            point,
            &random,
        )
        .map_err(|error| match error.to_string().as_str() {
            "RNG failed" => KeyError::NoRandomness,
            "InconsistentComponents" => KeyError::Damaged(
                "an EC key whose public half (x, y) does not belong to its private one (d), or that is not on P-256".into(),
            ),
            other => KeyError::Damaged(format!("numbers that are no EC key on P-256 ({other})")),
        })?;
        Ok(Self::with_ec(pair, random))
    }

    fn with_ec(pair: EcdsaKeyPair, random: SystemRandom) -> Self {
        let public_jwk = jwk::public_p256(pair.public_key().as_ref());
        Self { pair: Pair::Ec(Box::new(pair)), public_jwk, key_id: None, random }
    }
}

impl Signer for LocalKey {
    fn algorithm(&self) -> Algorithm {
        match self.pair {
            Pair::Rsa(_) => Algorithm::Rs256,
            Pair::Ec(_) => Algorithm::Es256,
        }
    }

    fn sign(&self, input: &[u8]) -> Result<Vec<u8>, BoxError> {
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &self.random, input, &mut signature)
                    .map_err(|_| "the RSA key cannot sign")?;
                Ok(signature)
            }
            Pair::Ec(pair) => {
                let signature = pair.sign(&self.random, input).map_err(|_| KeyError::NoRandomness)?;
                Ok(signature.as_ref().to_vec())
            }
        }
    }

    fn public_jwk(&self) -> Result<String, BoxError> {
        Ok(self.public_jwk.clone())
    }
}

impl fmt::Debug for LocalKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey")
            .field("algorithm", &self.algorithm())
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

/// `text` without the byte order mark and the white space that editors leave.
pub(crate) fn strip(text: &str) -> &str {
    text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace()).trim_end()
}

fn is_json(text: &str) -> bool {
    strip(text).starts_with('{')
}

/// A big-endian number without the zeros in front.
fn trim(mut number: &[u8]) -> &[u8] {
    while let Some((0, rest)) = number.split_first() {
        number = rest;
    }
    number
}
