//! The options of a client.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use okta_event_hooks_core::{Credentials, Error, InvalidInput, OrgUrl, RetryPolicy, Secret, Session};

use super::{Client, Inner, config};
use crate::drive::{Options, Transport};
use crate::interrupt::Interrupt;

/// The options of a [`Client`].
///
/// ```
/// use std::time::Duration;
/// use okta_event_hooks::{Client, RetryPolicy};
///
/// let client = Client::builder()
///     .org_url("https://acme.okta.com")
///     .api_token("00token")
///     .timeout(Duration::from_secs(10))
///     .retry(RetryPolicy::none())
///     .build()?;
/// # Ok::<(), okta_event_hooks::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct ClientBuilder {
    /// An error is told when this is needed and nothing else has been set.
    org_url: Option<Result<String, InvalidInput>>,
    credentials: Option<Result<Credentials, InvalidInput>>,
    user_agent: Option<String>,
    retry: Option<RetryPolicy>,
    options: Options,
}

impl ClientBuilder {
    /// The address of the org, such as `https://acme.okta.com`. Needed.
    pub fn org_url(mut self, url: impl Into<String>) -> Self {
        self.org_url = Some(Ok(url.into()));
        self
    }

    /// An API token of the org. This, [`Self::access_token`] or [`Self::credentials`] is needed.
    pub fn api_token(self, token: impl Into<Secret>) -> Self {
        self.credentials(Credentials::ApiToken(token.into()))
    }

    /// An OAuth 2.0 access token.
    pub fn access_token(self, token: impl Into<Secret>) -> Self {
        self.credentials(Credentials::AccessToken(token.into()))
    }

    /// What proves to Okta who asks.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(Ok(credentials));
        self
    }

    /// How patiently calls are retried.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// How long one request may take in all, its answer included; 30 s unless set.
    ///
    /// A verification may take 10 s and a System Log query 35 s at the least, for Okta itself works that long.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = timeout;
        self
    }

    /// How long the connection may take to be made; 10 s unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect_timeout = timeout;
        self
    }

    /// Trusts the certificates of this PEM file, besides those that the platform trusts.
    pub fn ca_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.ca_file = Some(path.into());
        self
    }

    /// Connects through this proxy: `http://user:password@proxy.example:3128`.
    ///
    /// Unless set, `HTTPS_PROXY` or `ALL_PROXY` and `NO_PROXY` are obeyed. An org on a loopback address is never
    /// reached through a proxy.
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.options.proxy = Some(url.into());
        self
    }

    /// Refuses an answer of more than this many bytes; 16 MiB unless set.
    pub fn max_body(mut self, bytes: u64) -> Self {
        self.options.max_body = bytes;
        self
    }

    /// Names the program in the `User-Agent`: `my-tool/1.2`.
    pub fn user_agent(mut self, program: impl Into<String>) -> Self {
        self.user_agent = Some(program.into());
        self
    }

    /// Takes options from the environment as [`Client::from_env`] does. Options set after this win, and what is missing is
    /// an error of [`Self::build`], which says where this looked.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] when a file cannot be read, or a value is wrong.
    pub fn from_env(self) -> Result<Self, Error> {
        Ok(self.with_settings(config::from_env()?))
    }

    /// Takes the org and the credentials from a profile: `okta.profiles.NAME` in the files of [`Client::from_env`], with
    /// the members of `okta.client`.
    ///
    /// The nearest file that has the profile has all of it. Nothing of `okta.client` is mixed in, and of the variables
    /// only those that say how to connect (timeouts, retries, proxy, user agent), where the profile does not: a token
    /// never goes to the org of another profile. Options set after this win.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] when no file has the profile, a file cannot be read, or a value is wrong.
    ///
    /// ```no_run
    /// use okta_event_hooks::Client;
    ///
    /// // ~/.okta/okta.yaml:
    /// //   okta:
    /// //     profiles:
    /// //       acme: {orgUrl: https://acme.okta.com, token: 00token}
    /// let client = Client::builder().profile("acme")?.build()?;
    /// # Ok::<(), okta_event_hooks::Error>(())
    /// ```
    pub fn profile(self, name: &str) -> Result<Self, Error> {
        Ok(self.with_settings(config::from_profile(name)?))
    }

    fn with_settings(mut self, settings: config::Settings) -> Self {
        self.org_url = Some(settings.org_url);
        self.credentials = Some(settings.credentials);
        self.user_agent = settings.user_agent.or(self.user_agent);
        self.options.proxy = settings.proxy.or(self.options.proxy);
        self.options.connect_timeout = settings.connect_timeout.unwrap_or(self.options.connect_timeout);
        self.options.timeout = settings.timeout.unwrap_or(self.options.timeout);
        if let Some(max_retries) = settings.max_retries {
            let policy = self.retry.unwrap_or_default();
            self.retry = Some(RetryPolicy { max_attempts: max_retries.saturating_add(1), ..policy });
        }
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] when an option is missing or cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        let (session, transport) = self.into_parts(None)?;
        Ok(Client { inner: Arc::new(Inner { session: Mutex::new(session), transport }) })
    }

    /// What a client is made of, for a loop of your own: bindings do this.
    ///
    /// `interrupt` is asked ten times a second while a request waits for the network, on the thread that waits; when it
    /// says so, [`Transport::send`] fails.
    ///
    /// # Errors
    /// As [`Self::build`].
    ///
    /// ```
    /// use okta_event_hooks::Client;
    ///
    /// let (session, transport) = Client::builder().org_url("https://acme.okta.com").api_token("00token").into_parts(None)?;
    /// assert_eq!(session.org().as_str(), "https://acme.okta.com");
    /// # Ok::<(), okta_event_hooks::Error>(())
    /// ```
    pub fn into_parts(self, interrupt: Option<Interrupt>) -> Result<(Session, Transport), Error> {
        let transport = |org: &_, options: &_| Transport::new(org, options, interrupt);
        self.make(transport)
    }

    /// What a client is made of but for its transport, for a program with HTTP of its own.
    ///
    /// # Errors
    /// As [`Self::build`].
    ///
    /// ```
    /// use okta_event_hooks::Client;
    ///
    /// let (session, connection) = Client::builder().org_url("https://acme.okta.com").api_token("00token").into_session()?;
    /// assert_eq!(session.org().as_str(), "https://acme.okta.com");
    /// assert_eq!(connection.timeout.as_secs(), 30);
    /// # Ok::<(), okta_event_hooks::Error>(())
    /// ```
    pub fn into_session(self) -> Result<(Session, Connection), Error> {
        self.make(|_, options| {
            Ok(Connection {
                timeout: options.timeout,
                connect_timeout: options.connect_timeout,
                proxy: options.proxy.clone(),
            })
        })
    }

    fn make<T>(
        self,
        transport: impl FnOnce(&OrgUrl, &Options) -> Result<T, InvalidInput>,
    ) -> Result<(Session, T), Error> {
        let missing =
            |what: &str| InvalidInput::new(format!("the client has no {what}; set it in the builder"));
        let org = self.org_url.ok_or_else(|| missing("org_url"))??.parse()?;
        let credentials =
            self.credentials.ok_or_else(|| missing("api_token, access_token or credentials"))??;
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)
            .map_err(|error| InvalidInput::new(format!("the system has no random bytes: {error}")))?;
        let transport = transport(&org, &self.options)?;
        let mut session = Session::new(org, credentials, seed)?;
        if let Some(policy) = self.retry {
            session = session.with_retry(policy);
        }
        if let Some(program) = self.user_agent {
            session = session.with_user_agent(&program)?;
        }
        Ok((session, transport))
    }
}

/// How to connect, as it was configured; for a transport that is not this crate's.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Connection {
    /// How long one request may take in all, its answer included.
    pub timeout: Duration,
    /// How long the connection may take to be made.
    pub connect_timeout: Duration,
    /// The address of a proxy, which may hold a password.
    pub proxy: Option<Secret>,
}
