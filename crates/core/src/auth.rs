//! Who asks.

use std::fmt;
use std::sync::Arc;

use crate::BoxError;
use crate::secret::Secret;

pub(crate) mod client_assertion;
pub(crate) mod dpop;
mod jwt;
pub(crate) mod token;

/// What proves to Okta who asks.
///
/// See <https://developer.okta.com/docs/reference/core-okta-api/>.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Credentials {
    /// An API token of the org. It has the rights of the user who made it, and lapses after 30 days without use.
    ApiToken(Secret),
    /// An OAuth 2.0 access token that the caller already holds, with the scope of each operation it is used for.
    AccessToken(Secret),
    /// An OAuth 2.0 service app, which gets its access tokens by itself. What Okta recommends.
    ServiceApp(ServiceApp),
}

impl Credentials {
    /// The secret that must not show in an error, if there is one that lasts.
    pub(crate) fn secret(&self) -> Option<&Secret> {
        match self {
            Self::ApiToken(token) | Self::AccessToken(token) => Some(token),
            Self::ServiceApp(_) => None,
        }
    }
}

/// An OAuth 2.0 service app: it signs for its access tokens with a private key.
///
/// The app needs the scopes granted to it, and an admin role with the rights behind them. Whether
/// `okta.eventHooks.manage` covers what `okta.eventHooks.read` does is not documented: ask for both.
///
/// ```
/// # use std::sync::Arc;
/// # use okta_event_hooks_core::{Algorithm, BoxError, Credentials, ServiceApp, Signer};
/// # struct Kms;
/// # impl Signer for Kms {
/// #     fn algorithm(&self) -> Algorithm { Algorithm::Es256 }
/// #     fn sign(&self, _input: &[u8]) -> Result<Vec<u8>, BoxError> { Ok(vec![0; 64]) }
/// # }
/// # let key = Arc::new(Kms);
/// let app = ServiceApp::new("0oa1example2Client5d7", key)
///     .scopes(["okta.eventHooks.read", "okta.eventHooks.manage"])
///     .key_id("hZ3uGk1w");
/// let credentials = Credentials::ServiceApp(app);
/// ```
///
/// See <https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/>.
#[derive(Clone)]
pub struct ServiceApp {
    pub(crate) client_id: String,
    pub(crate) key_id: Option<String>,
    pub(crate) scopes: Vec<String>,
    pub(crate) signer: Arc<dyn Signer>,
    pub(crate) dpop: Option<Arc<dyn Signer>>,
}

impl ServiceApp {
    /// The app of this client id, whose key signs. It asks for the scopes of all operations unless told otherwise.
    pub fn new(client_id: impl Into<String>, key: Arc<dyn Signer>) -> Self {
        let scopes = ["okta.eventHooks.read", "okta.eventHooks.manage", "okta.logs.read"].map(str::to_owned);
        Self { client_id: client_id.into(), key_id: None, scopes: scopes.into(), signer: key, dpop: None }
    }

    /// Asks for these scopes. Ask for those that are granted to the app: one that is not may fail them all.
    #[must_use]
    pub fn scopes<T: Into<String>>(mut self, scopes: impl IntoIterator<Item = T>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// The id of the key (`kid`); needed when several keys are registered for the app.
    #[must_use]
    pub fn key_id(mut self, id: impl Into<String>) -> Self {
        self.key_id = Some(id.into());
        self
    }

    /// Binds the tokens to a key of their own (DPoP, RFC 9449), so that a stolen token is worth nothing.
    ///
    /// Needed when the app requires it. The key must be another than the one that signs for the app, and must tell its
    /// [public half](Signer::public_jwk).
    ///
    /// See <https://developer.okta.com/docs/guides/dpop/>.
    #[must_use]
    pub fn dpop(mut self, key: Arc<dyn Signer>) -> Self {
        self.dpop = Some(key);
        self
    }
}

impl fmt::Debug for ServiceApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceApp")
            .field("client_id", &self.client_id)
            .field("key_id", &self.key_id)
            .field("scopes", &self.scopes)
            .field("dpop", &self.dpop.is_some())
            .finish_non_exhaustive()
    }
}

/// A private key, wherever it is kept: in memory, in a KMS, in a Secure Enclave.
///
/// It is asked when a token is needed, about once an hour, and with DPoP for every request.
///
/// ```
/// use okta_event_hooks_core::{Algorithm, BoxError, Signer};
///
/// /// A key that never leaves its service.
/// struct Kms { key: String }
///
/// impl Signer for Kms {
///     fn algorithm(&self) -> Algorithm {
///         Algorithm::Rs256
///     }
///
///     fn sign(&self, input: &[u8]) -> Result<Vec<u8>, BoxError> {
///         // kms.sign(&self.key, input)
///         Err(format!("{} cannot be reached ({} bytes to sign)", self.key, input.len()).into())
///     }
/// }
/// ```
pub trait Signer: Send + Sync {
    /// How it signs.
    fn algorithm(&self) -> Algorithm;

    /// The JWS signature of `input`: for RS256 that of PKCS#1 v1.5, for ES256 the 64 bytes of r and s (RFC 7518, 3.3 and
    /// 3.4), not their DER.
    ///
    /// # Errors
    /// When the key cannot be used; the error must not hold it.
    fn sign(&self, input: &[u8]) -> Result<Vec<u8>, BoxError>;

    /// The public key as JSON text of a JWK with only its required members (RFC 7638), for DPoP.
    ///
    /// # Errors
    /// When it cannot be told, as unless this is implemented.
    fn public_jwk(&self) -> Result<String, BoxError> {
        Err("this key does not tell its public half, which DPoP needs: implement Signer::public_jwk".into())
    }
}

/// How a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// RSA with SHA-256.
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
}

impl Algorithm {
    /// Its name in a JWT.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
        }
    }
}
