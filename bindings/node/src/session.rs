//! What outlives a call.

use std::sync::Arc;
use std::time::Duration;

use napi::bindgen_prelude::{Either3, Result, Uint8Array};
use napi_derive::napi;
use okta_event_hooks as core;
use okta_event_hooks::{Client, ClientBuilder, Credentials, LocalKey, UnixTime};

use crate::call::call_on_event_hook;
use crate::error::invalid;
use crate::step::Step;

/// An org, who asks it, and how patiently.
#[napi]
pub struct Session(pub(crate) core::Session);

/// Of the credentials exactly one is there.
#[napi(object)]
pub struct SessionOptions {
    pub org_url: String,
    pub api_token: Option<String>,
    pub access_token: Option<String>,
    pub service_app: Option<ServiceApp>,
    pub retry: Option<RetryPolicy>,
    pub user_agent: Option<String>,
    pub seed: Option<Uint8Array>,
}

#[napi(object)]
pub struct ServiceApp {
    pub client_id: String,
    pub private_key: String,
    pub key_id: Option<String>,
    pub scopes: Option<Vec<String>>,
    pub dpop_key: Option<String>,
}

/// Times are in milliseconds.
#[napi(object)]
pub struct RetryPolicy {
    pub max_attempts: Option<u32>,
    pub max_wait: Option<f64>,
    pub max_elapsed: Option<f64>,
}

/// A session from the environment, and how to connect.
#[napi(object, object_from_js = false)]
pub struct Configured {
    pub session: Session,
    pub timeout: f64,
    pub has_proxy: bool,
}

#[napi]
impl Session {
    #[napi(constructor, catch_unwind)]
    pub fn new(options: SessionOptions) -> Result<Self> {
        let org = options.org_url.parse().map_err(|error| invalid(&error))?;
        let credentials = match (options.api_token, options.access_token, options.service_app) {
            (Some(token), ..) => Credentials::ApiToken(token.into()),
            (_, Some(token), _) => Credentials::AccessToken(token.into()),
            (.., Some(app)) => Credentials::ServiceApp(app.build()?),
            _ => return Err(invalid(&"there is no apiToken, accessToken or serviceApp")),
        };
        let seed = match options.seed {
            Some(seed) => {
                <[u8; 32]>::try_from(seed.as_ref()).map_err(|_| invalid(&"seed must be 32 bytes"))?
            }
            None => random()?,
        };
        let mut session = core::Session::new(org, credentials, seed).map_err(|error| invalid(&error))?;
        if let Some(policy) = options.retry {
            session = session.with_retry(policy.build(core::RetryPolicy::default())?);
        }
        if let Some(program) = options.user_agent {
            session = session.with_user_agent(&program).map_err(|error| invalid(&error))?;
        }
        Ok(Self(session))
    }

    /// From the variables and files that Okta's own SDKs read; from a profile of the files, if one is named.
    #[napi(catch_unwind)]
    pub fn from_env(
        profile: Option<String>,
        retry: Option<RetryPolicy>,
        user_agent: Option<String>,
    ) -> Result<Configured> {
        let builder: ClientBuilder = Client::builder();
        let builder = match profile {
            Some(name) => builder.profile(&name),
            None => builder.from_env(),
        };
        let mut builder = builder.map_err(|error| invalid(&error))?;
        if let Some(program) = user_agent {
            builder = builder.user_agent(program);
        }
        let (mut session, connection) = builder.into_session().map_err(|error| invalid(&error))?;
        if let Some(policy) = retry {
            let policy = policy.build(session.retry())?;
            session = session.with_retry(policy);
        }
        Ok(Configured {
            session: Self(session),
            timeout: milliseconds(connection.timeout),
            has_proxy: connection.proxy.is_some(),
        })
    }

    /// The request with which an operation on a hook alone starts, at any time: of its answer a call has nothing to learn but
    /// what the operation returns, so that there need be no call if that is whole. None if there must be one. To make an object
    /// for a call takes longer than all else that is done with it.
    #[napi(catch_unwind)]
    pub fn request_on_event_hook(
        &mut self,
        operation_id: String,
        event_hook_id: String,
    ) -> Result<Option<String>> {
        if !self.0.has_fixed_token() {
            return Ok(None);
        }
        let mut call = call_on_event_hook(&operation_id, event_hook_id)?;
        Ok(match Step::of(call.start(&mut self.0, UnixTime::from_micros(0)))? {
            Either3::A(request) => Some(request),
            _ => None,
        })
    }

    #[napi(getter, catch_unwind)]
    pub fn org_url(&self) -> String {
        self.0.org().as_str().to_owned()
    }
}

impl ServiceApp {
    fn build(self) -> Result<core::ServiceApp> {
        let key = |text: &str| LocalKey::parse(text).map(Arc::new).map_err(|error| invalid(&error));
        let mut app = core::ServiceApp::new(self.client_id, key(&self.private_key)?);
        if let Some(id) = self.key_id {
            app = app.key_id(id);
        }
        if let Some(scopes) = self.scopes {
            app = app.scopes(scopes);
        }
        if let Some(text) = self.dpop_key {
            app = app.dpop(key(&text)?);
        }
        Ok(app)
    }
}

impl RetryPolicy {
    /// This policy; what it leaves out is that of another.
    pub(crate) fn build(self, other: core::RetryPolicy) -> Result<core::RetryPolicy> {
        let wait = |milliseconds: Option<f64>, other| milliseconds.map_or(Ok(other), duration);
        Ok(core::RetryPolicy {
            max_attempts: self.max_attempts.unwrap_or(other.max_attempts),
            max_wait: wait(self.max_wait, other.max_wait)?,
            max_elapsed: wait(self.max_elapsed, other.max_elapsed)?,
        })
    }
}

fn duration(milliseconds: f64) -> Result<Duration> {
    Duration::try_from_secs_f64(milliseconds / 1e3)
        .map_err(|_| invalid(&"a time must be a number of milliseconds that is not negative"))
}

pub(crate) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

fn random() -> Result<[u8; 32]> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|error| invalid(&format!("the system has no random bytes: {error}")))?;
    Ok(seed)
}
