//! What outlives a call.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderValue;
use sha2::{Digest as _, Sha256};

use crate::auth::token::AccessToken;
use crate::auth::{Credentials, ServiceApp};
use crate::call::RetryPolicy;
use crate::error::InvalidInput;
use crate::org::OrgUrl;

/// An org, who asks it, and how patiently. One session serves any number of calls.
///
/// ```
/// use okta_event_hooks_core::{Credentials, Session};
///
/// // 32 random bytes from the driver: the core has no randomness of its own.
/// let seed = [7; 32];
/// let session = Session::new("https://acme.okta.com".parse()?, Credentials::ApiToken("00token".into()), seed)?;
/// # Ok::<(), okta_event_hooks_core::InvalidInput>(())
/// ```
#[derive(Debug)]
pub struct Session {
    pub(crate) org: OrgUrl,
    pub(crate) credentials: Credentials,
    /// What never changes, for an API token or an access token.
    pub(crate) authorization: Option<HeaderValue>,
    /// What a service app got.
    pub(crate) token: Option<AccessToken>,
    pub(crate) nonces: Nonces,
    pub(crate) user_agent: HeaderValue,
    pub(crate) retry: RetryPolicy,
    entropy: Entropy,
}

impl Session {
    /// A session with the default retry policy.
    ///
    /// `seed` is 32 bytes from a random source. With the same seed, times and answers, every step is the same.
    ///
    /// # Errors
    /// When the token cannot be sent in a header; the error does not quote it.
    pub fn new(org: OrgUrl, credentials: Credentials, seed: [u8; 32]) -> Result<Self, InvalidInput> {
        let user_agent = concat!("okta-event-hooks/", env!("CARGO_PKG_VERSION"));
        Ok(Self {
            org,
            authorization: match &credentials {
                Credentials::ApiToken(token) => Some(token.header_value("SSWS", "the API token")?),
                Credentials::AccessToken(token) => Some(token.header_value("Bearer", "the access token")?),
                Credentials::ServiceApp(app) => {
                    check(app)?;
                    None
                }
            },
            credentials,
            token: None,
            nonces: Nonces::default(),
            user_agent: HeaderValue::from_static(user_agent),
            retry: RetryPolicy::default(),
            entropy: Entropy { seed, counter: 0 },
        })
    }

    /// Retries by another policy.
    #[must_use]
    pub fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Names the program in the `User-Agent`, before this crate: `my-tool/1.2`.
    ///
    /// # Errors
    /// When the text holds what a header cannot.
    pub fn with_user_agent(mut self, program: &str) -> Result<Self, InvalidInput> {
        let text = format!("{program} okta-event-hooks/{}", env!("CARGO_PKG_VERSION"));
        self.user_agent = HeaderValue::try_from(text)
            .map_err(|_| InvalidInput::new("the user agent holds characters that a header cannot carry"))?;
        Ok(self)
    }

    /// How patiently calls are retried that have no policy of their own.
    pub fn retry(&self) -> RetryPolicy {
        self.retry
    }

    /// The org.
    pub fn org(&self) -> &OrgUrl {
        &self.org
    }

    /// Whether it was made with a token. If not, a token has to be had first, and an answer may say what the next proof needs.
    ///
    /// ```
    /// use okta_event_hooks_core::{Credentials, Session};
    ///
    /// let session = Session::new("https://acme.okta.com".parse()?, Credentials::ApiToken("00token".into()), [7; 32])?;
    /// assert!(session.has_fixed_token());
    /// # Ok::<(), okta_event_hooks_core::InvalidInput>(())
    /// ```
    pub fn has_fixed_token(&self) -> bool {
        self.authorization.is_some()
    }

    /// A value that no other request has.
    pub(crate) fn jti(&mut self) -> String {
        URL_SAFE_NO_PAD.encode(self.entropy.next())
    }

    /// Half of `wait` to the whole of it, at random: callers that failed together do not come back together.
    pub(crate) fn jitter(&mut self, wait: Duration) -> Duration {
        let [a, b, c, d, ..] = self.entropy.next();
        let half = wait / 2;
        half + half.mul_f64(f64::from(u32::from_be_bytes([a, b, c, d])) / f64::from(u32::MAX))
    }
}

/// What the servers want in the proofs to come.
#[derive(Debug, Default)]
pub(crate) struct Nonces {
    pub(crate) token: Option<String>,
    pub(crate) resource: Option<String>,
}

fn check(app: &ServiceApp) -> Result<(), InvalidInput> {
    if app.client_id.trim().is_empty() {
        return Err(InvalidInput::new("the service app has no client id; Okta shows it with the app"));
    }
    if app.scopes.iter().all(|scope| scope.trim().is_empty()) {
        return Err(InvalidInput::new(
            "the service app has no scopes; ask for some, such as okta.eventHooks.read",
        ));
    }
    Ok(())
}

/// Random bytes from the caller's seed: SHA-256 of seed and counter.
struct Entropy {
    seed: [u8; 32],
    counter: u64,
}

impl Entropy {
    fn next(&mut self) -> [u8; 32] {
        self.counter = self.counter.wrapping_add(1);
        Sha256::new().chain_update(self.seed).chain_update(self.counter.to_be_bytes()).finalize().into()
    }
}

impl std::fmt::Debug for Entropy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Entropy(hidden)")
    }
}
