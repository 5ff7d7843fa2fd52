//! What outlives a call.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use okta_event_hooks_core as core;
use okta_event_hooks_core::Secret;
use okta_event_hooks_signer::LocalKey;

use crate::call::Call;
use crate::error::{Refused, invalid};
use crate::operation::Operation;

/// An org, who asks it, and how patiently. One session serves any number of calls.
#[derive(uniffi::Object)]
pub struct Session {
    session: Mutex<core::Session>,
    /// What it was made from, for one like it with another token.
    options: SessionOptions,
}

#[derive(Clone, uniffi::Record)]
pub struct SessionOptions {
    pub org_url: String,
    pub credentials: SessionCredentials,
    pub retry: RetryPolicy,
    pub user_agent: Option<String>,
    /// 32 random bytes; the system's unless given.
    pub seed: Option<Vec<u8>>,
}

#[derive(Clone, uniffi::Enum)]
pub enum SessionCredentials {
    ApiToken {
        token: Secret,
    },
    AccessToken {
        token: Secret,
    },
    ServiceApp {
        app: ServiceApp,
    },
    /// A token is asked for before each call: calls of this session can be made, to see whether they are valid, and not started.
    AskedFor,
}

/// An OAuth 2.0 service app, which gets its access tokens by itself.
///
/// Okta recommends one for programs on servers. A private key does not belong into an app that is handed out.
///
/// See <https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/>.
#[derive(Clone, uniffi::Record)]
pub struct ServiceApp {
    /// Its client id.
    pub client_id: String,
    /// Its private key, as PEM or as a JWK.
    pub private_key: Secret,
    /// The id of the key; that of the JWK, or none, if absent.
    #[uniffi(default = None)]
    pub key_id: Option<String>,
    /// What to ask for; what all operations need if absent.
    #[uniffi(default = None)]
    pub scopes: Option<Vec<String>>,
    /// A key of its own for DPoP, if the app demands that.
    ///
    /// See <https://developer.okta.com/docs/guides/dpop/>.
    #[uniffi(default = None)]
    pub dpop_key: Option<Secret>,
}

/// How patiently calls are tried again. What is absent is as in the client, and there as in the library's default.
///
/// A rate limit is waited for, and any call is then made again. After a failure only a call that does no harm twice is:
/// `createEventHook` never.
///
/// See <https://developer.okta.com/docs/reference/rate-limits/>.
#[derive(Clone, Debug, Default, uniffi::Record)]
pub struct RetryPolicy {
    /// How often a request is sent at the most, the first time included; 3 by default.
    #[uniffi(default = None)]
    pub max_attempts: Option<i32>,
    /// The longest single wait; 65 seconds by default, for Okta's limits last a minute.
    #[uniffi(default = None)]
    pub max_wait: Option<Duration>,
    /// No wait begins that would end later than this after the start; 150 seconds by default.
    #[uniffi(default = None)]
    pub max_elapsed: Option<Duration>,
}

#[uniffi::export]
impl Session {
    #[uniffi::constructor]
    pub fn new(options: SessionOptions) -> Result<Arc<Self>, Refused> {
        let session = options.build()?;
        Ok(Arc::new(Self { session: Mutex::new(session), options }))
    }

    /// The same with another access token, and nothing that was learned.
    pub fn with_access_token(&self, token: Secret) -> Result<Arc<Self>, Refused> {
        let credentials = SessionCredentials::AccessToken { token };
        Self::new(SessionOptions { credentials, seed: None, ..self.options.clone() })
    }

    pub fn org_url(&self) -> Result<String, Refused> {
        Ok(self.lock().org().as_str().to_owned())
    }

    /// A call that has not begun.
    pub fn call(self: Arc<Self>, operation: Operation) -> Result<Arc<Call>, Refused> {
        let retry = operation.retry.clone().map(|policy| policy.build(self.lock().retry())).transpose()?;
        Ok(Arc::new(Call::new(self, operation.build()?, retry)))
    }
}

impl Session {
    pub(crate) fn is_without_token(&self) -> bool {
        matches!(self.options.credentials, SessionCredentials::AskedFor)
    }

    /// A session that was left in the middle of a call is as good as ever: a call takes what it needs when it starts.
    pub(crate) fn lock(&self) -> MutexGuard<'_, core::Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SessionOptions {
    fn build(&self) -> Result<core::Session, Refused> {
        let org = self.org_url.parse().map_err(invalid)?;
        let credentials = match &self.credentials {
            SessionCredentials::ApiToken { token } => core::Credentials::ApiToken(token.clone()),
            SessionCredentials::AccessToken { token } => core::Credentials::AccessToken(token.clone()),
            SessionCredentials::ServiceApp { app } => core::Credentials::ServiceApp(app.build()?),
            // Never sent: see `is_without_token`.
            SessionCredentials::AskedFor => core::Credentials::AccessToken("-".into()),
        };
        let mut seed = [0; 32];
        match &self.seed {
            Some(bytes) => {
                seed = bytes.as_slice().try_into().map_err(|_| invalid("seed must be 32 bytes"))?;
            }
            None => getrandom::fill(&mut seed)
                .map_err(|error| invalid(format!("the system has no random bytes: {error}")))?,
        }
        let session = core::Session::new(org, credentials, seed).map_err(invalid)?;
        let session = session.with_retry(self.retry.build(core::RetryPolicy::default())?);
        match &self.user_agent {
            Some(program) => session.with_user_agent(program).map_err(invalid),
            None => Ok(session),
        }
    }
}

impl ServiceApp {
    fn build(&self) -> Result<core::ServiceApp, Refused> {
        let key = |text: &Secret| LocalKey::parse(text.expose()).map(Arc::new).map_err(invalid);
        let mut app = core::ServiceApp::new(self.client_id.as_str(), key(&self.private_key)?);
        if let Some(id) = &self.key_id {
            app = app.key_id(id.as_str());
        }
        if let Some(scopes) = &self.scopes {
            app = app.scopes(scopes);
        }
        if let Some(text) = &self.dpop_key {
            app = app.dpop(key(text)?);
        }
        Ok(app)
    }
}

impl RetryPolicy {
    fn build(&self, other: core::RetryPolicy) -> Result<core::RetryPolicy, Refused> {
        let attempts = match self.max_attempts {
            Some(count) => u32::try_from(count).ok().filter(|count| *count > 0).ok_or_else(|| {
                invalid(format!("maxAttempts is {count}; the first attempt is one already"))
            })?,
            None => other.max_attempts,
        };
        Ok(core::RetryPolicy {
            max_attempts: attempts,
            max_wait: self.max_wait.unwrap_or(other.max_wait),
            max_elapsed: self.max_elapsed.unwrap_or(other.max_elapsed),
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn session(credentials: SessionCredentials) -> Arc<Session> {
        let options = SessionOptions {
            org_url: "https://acme.okta.com".to_owned(),
            credentials,
            retry: RetryPolicy::default(),
            user_agent: None,
            seed: None,
        };
        Session::new(options).unwrap()
    }

    fn list() -> Operation {
        Operation { id: "listEventHooks".to_owned(), ..Operation::default() }
    }

    #[test]
    fn without_a_token_no_call_starts() {
        let session = session(SessionCredentials::AskedFor);
        assert!(session.clone().call(list()).unwrap().start(0).is_err());
        assert!(session.with_access_token("eyJ".into()).unwrap().call(list()).unwrap().start(0).is_ok());
        assert!(session.with_access_token(" ".into()).is_err());
    }

    #[test]
    fn a_panic_does_not_end_a_session() {
        let session = session(SessionCredentials::ApiToken { token: "00token".into() });
        let other = session.clone();
        let panicked = std::thread::spawn(move || {
            let _held = other.lock();
            panic!("on purpose");
        });
        assert!(panicked.join().is_err());
        assert!(matches!(session.call(list()).unwrap().start(0).unwrap(), crate::step::Step::Send { .. }));
    }
}
