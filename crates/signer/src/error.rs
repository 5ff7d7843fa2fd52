//! Why a text is not a key that can sign.

/// Why a text is not a key that can sign.
///
/// The message says what was expected and what was found, and never holds a part of the key.
///
/// ```
/// use okta_event_hooks_signer::{KeyError, LocalKey};
///
/// let error = LocalKey::parse("correct-horse-battery-staple").unwrap_err();
/// assert!(matches!(error, KeyError::NotAKey(_)));
/// assert_eq!(
///     error.to_string(),
///     "expected a private key as PEM or JWK, found text that is neither; if it is the path of a file, read the file",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Neither PEM nor JWK.
    #[error("expected a private key as PEM or JWK, found {0}")]
    NotAKey(String),
    /// A public key, a certificate, or the like.
    #[error("expected a private key, found {0}")]
    NotPrivate(String),
    /// A key under a password.
    #[error(
        "expected a private key in the clear, found an encrypted one: decrypt it first, e.g. \
         openssl pkcs8 -topk8 -nocrypt -in key.pem -out decrypted.pem"
    )]
    Encrypted,
    /// Several private keys in one text.
    #[error("expected one private key, found {0}: keep only the one that is to sign")]
    SeveralKeys(usize),
    /// A sound key that cannot sign here.
    #[error("expected an RSA key of 2048 to 4096 bits or an EC key on P-256, found {0}")]
    Unsupported(String),
    /// A private key that lacks a part.
    #[error("expected a whole private key, found {0}")]
    Incomplete(String),
    /// A private key that cannot be read, or whose parts do not belong together.
    #[error("expected a sound private key, found {0}")]
    Damaged(String),
    /// The operating system gives no random numbers.
    #[error("this machine gives no random numbers")]
    NoRandomness,
}
