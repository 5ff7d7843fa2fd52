//! The client: one method an operation.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use okta_event_hooks_core::{
    ActivateEventHook, Call, CreateEventHook, Credentials, Cursor, DeactivateEventHook, DeleteEventHook,
    DeliveryRecord, Error, EventHook, EventHookSpec, GetEventHook, Item, ListEventHooks, ListLogEvents,
    LogPoll, LogQuery, Operation, OrgUrl, PollLogEvents, ReplaceEventHook, Session, Timestamp,
    VerifyEventHook,
};

use crate::config;
use crate::drive::{Transport, drive};
use crate::log::{LogPages, LogPoller};

mod builder;

pub use builder::{ClientBuilder, Connection};

/// Manages the event hooks of an org. Blocking; cheap to clone; may be shared by threads.
///
/// Connections are kept and used again. Each method is one operation of Okta's, named by its operationId, and makes as
/// many requests as the [retry policy](crate::RetryPolicy) allows.
///
/// ```
/// # use okta_event_hooks_emulator::{Config, Emulator};
/// use okta_event_hooks::Client;
///
/// # let org = Emulator::start(Config::default())?;
/// # let (org_url, token) = (org.url(), org.api_token());
/// let client = Client::builder().org_url(org_url).api_token(token).build()?;
/// for hook in client.list_event_hooks()? {
///     println!("{}", hook?.name);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    session: Mutex<Session>,
    transport: Transport,
}

impl Client {
    /// A client with the default options.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] when the org's address or the token cannot be one.
    ///
    /// ```
    /// use okta_event_hooks::{Client, Credentials};
    ///
    /// let client = Client::new("https://acme.okta.com", Credentials::ApiToken("00token".into()))?;
    /// # Ok::<(), okta_event_hooks::Error>(())
    /// ```
    pub fn new(org_url: &str, credentials: Credentials) -> Result<Self, Error> {
        Self::builder().org_url(org_url).credentials(credentials).build()
    }

    /// A client with options of your own.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client as the environment configures it, by the files and variables of Okta's own SDKs.
    ///
    /// Later wins: `~/.okta/okta.yaml`, `.okta.yaml` or `okta.yaml` in the current folder, variables such as
    /// `OKTA_CLIENT_ORGURL` and `OKTA_CLIENT_TOKEN`. `OKTA_CLIENT_AUTHORIZATIONMODE` is `SSWS` (an API token, the
    /// default), `Bearer` (an access token) or `PrivateKey` (a service app, with `OKTA_CLIENT_CLIENTID`, `_SCOPES`,
    /// `_PRIVATEKEY` as PEM, JWK or path, `_PRIVATEKEYID` and `_DPOPENABLED`).
    ///
    /// # Errors
    /// [`Error::InvalidInput`] when something is missing or wrong; it says where this looked.
    ///
    /// ```no_run
    /// # use okta_event_hooks::Client;
    /// let client = Client::from_env()?;
    /// # Ok::<(), okta_event_hooks::Error>(())
    /// ```
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().from_env()?.build()
    }

    /// The org.
    pub fn org_url(&self) -> OrgUrl {
        self.inner.session.lock().unwrap_or_else(PoisonError::into_inner).org().clone()
    }

    /// Lists all event hooks of the org, in Okta's order.
    ///
    /// A hook that cannot be read is an `Err` with its JSON, and does not lose the others.
    ///
    /// # Errors
    /// See [`Error`]. Okta's page: [`listEventHooks`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/listEventHooks).
    ///
    /// ```
    /// # use okta_event_hooks_emulator::{Config, Emulator};
    /// # use okta_event_hooks::Client;
    /// # let org = Emulator::start(Config::default())?;
    /// # let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    /// let hooks = client.list_event_hooks()?;
    /// assert!(hooks.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn list_event_hooks(&self) -> Result<Vec<Item<EventHook>>, Error> {
        self.call(ListEventHooks::new()).map(|page| page.items)
    }

    /// Creates an event hook: active, and unverified until [`Self::verify_event_hook`].
    ///
    /// It is never sent a second time after an answer that may have been lost; see [`Error::maybe_applied`].
    ///
    /// # Errors
    /// See [`Error`]. Okta's page: [`createEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/createEventHook).
    ///
    /// ```
    /// # use okta_event_hooks_emulator::{Config, Emulator};
    /// # use okta_event_hooks::{Client, EventHookSpec};
    /// # let org = Emulator::start(Config::default())?;
    /// # let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    /// let spec = EventHookSpec::new("Feed", "https://hooks.example.com/okta").event("user.lifecycle.create");
    /// let hook = client.create_event_hook(spec)?;
    /// assert_eq!(hook.status, "ACTIVE");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn create_event_hook(&self, spec: EventHookSpec) -> Result<EventHook, Error> {
        self.call(CreateEventHook::new(spec))
    }

    /// Retrieves an event hook.
    ///
    /// # Errors
    /// See [`Error`]; status 404 when there is no such hook. Okta's page: [`getEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/getEventHook).
    ///
    /// ```
    /// # use okta_event_hooks_emulator::{Config, Emulator};
    /// # use okta_event_hooks::Client;
    /// # let org = Emulator::start(Config::default())?;
    /// # let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    /// let error = client.get_event_hook("who7kd2mQ9vYt3LxB5d7").unwrap_err();
    /// assert_eq!(error.error_code(), Some("E0000007"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn get_event_hook(&self, id: &str) -> Result<EventHook, Error> {
        self.call(GetEventHook::new(id))
    }

    /// Replaces an event hook as a whole: what the spec leaves out is gone.
    ///
    /// A change of the channel makes the hook unverified, and it delivers nothing until it is verified again. Okta never
    /// returns the value of an authentication scheme, so it must be supplied each time;
    /// [`ReplaceEventHook::keep_auth_scheme`] with [`Self::call`] is the way around.
    ///
    /// # Errors
    /// See [`Error`]. Okta's page: [`replaceEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/replaceEventHook).
    ///
    /// ```
    /// # use okta_event_hooks_emulator::{Config, Emulator};
    /// # use okta_event_hooks::{Client, EventHookSpec};
    /// # let org = Emulator::start(Config::default())?;
    /// # let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    /// # let spec = EventHookSpec::new("Feed", "https://hooks.example.com/okta").event("user.lifecycle.create");
    /// # let id = client.create_event_hook(spec)?.id;
    /// let hook = client.get_event_hook(&id)?;
    /// let hook = client.replace_event_hook(&id, hook.into_spec().description("Feeds the HR mirror"))?;
    /// assert_eq!(hook.description.as_deref(), Some("Feeds the HR mirror"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn replace_event_hook(&self, id: &str, spec: EventHookSpec) -> Result<EventHook, Error> {
        self.call(ReplaceEventHook::new(id, spec))
    }

    /// Deletes an event hook, which must be inactive.
    ///
    /// # Errors
    /// See [`Error`]. Okta's page: [`deleteEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deleteEventHook).
    ///
    /// ```
    /// # use okta_event_hooks_emulator::{Config, Emulator};
    /// # use okta_event_hooks::{Client, EventHookSpec};
    /// # let org = Emulator::start(Config::default())?;
    /// # let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    /// # let spec = EventHookSpec::new("Feed", "https://hooks.example.com/okta").event("user.lifecycle.create");
    /// # let id = client.create_event_hook(spec)?.id;
    /// client.deactivate_event_hook(&id)?;
    /// client.delete_event_hook(&id)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn delete_event_hook(&self, id: &str) -> Result<(), Error> {
        self.call(DeleteEventHook::new(id))
    }

    /// Activates an event hook. It delivers once it is also verified.
    ///
    /// # Errors
    /// See [`Error`]. Okta's page: [`activateEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/activateEventHook).
    ///
    /// ```
    /// # use okta_event_hooks_emulator::{Config, Emulator};
    /// # use okta_event_hooks::{Client, EventHookSpec};
    /// # let org = Emulator::start(Config::default())?;
    /// # let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    /// # let spec = EventHookSpec::new("Feed", "https://hooks.example.com/okta").event("user.lifecycle.create");
    /// # let id = client.create_event_hook(spec)?.id;
    /// client.deactivate_event_hook(&id)?;
    /// assert_eq!(client.activate_event_hook(&id)?.status, "ACTIVE");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn activate_event_hook(&self, id: &str) -> Result<EventHook, Error> {
        self.call(ActivateEventHook::new(id))
    }

    /// Deactivates an event hook. Events that happen meanwhile are lost for it.
    ///
    /// # Errors
    /// See [`Error`]. Okta's page: [`deactivateEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deactivateEventHook).
    ///
    /// ```
    /// # use okta_event_hooks_emulator::{Config, Emulator};
    /// # use okta_event_hooks::{Client, EventHookSpec};
    /// # let org = Emulator::start(Config::default())?;
    /// # let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    /// # let spec = EventHookSpec::new("Feed", "https://hooks.example.com/okta").event("user.lifecycle.create");
    /// # let id = client.create_event_hook(spec)?.id;
    /// assert_eq!(client.deactivate_event_hook(&id)?.status, "INACTIVE");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deactivate_event_hook(&self, id: &str) -> Result<EventHook, Error> {
        self.call(DeactivateEventHook::new(id))
    }

    /// Has Okta verify the endpoint of an event hook by a one-time request.
    ///
    /// It waits at least 10 s for the answer, whatever the timeout: Okta gives the endpoint 3 s, and tries once more.
    ///
    /// # Errors
    /// See [`Error`]; status 400 when the endpoint did not answer as it must. Okta does not say why. Okta's page: [`verifyEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/verifyEventHook).
    ///
    /// ```no_run
    /// # use okta_event_hooks::Client;
    /// # let client = Client::from_env()?;
    /// let hook = client.verify_event_hook("who7kd2mQ9vYt3LxB5d7")?;
    /// assert!(hook.delivers());
    /// # Ok::<(), okta_event_hooks::Error>(())
    /// ```
    pub fn verify_event_hook(&self, id: &str) -> Result<EventHook, Error> {
        self.call(VerifyEventHook::new(id))
    }

    /// Lists System Log entries from one time to another, a page at a time.
    ///
    /// # Errors
    /// Each page may be an error, see [`Error`]; nothing comes after it. Okta's page: [`listLogEvents`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents).
    ///
    /// ```
    /// # use okta_event_hooks_emulator::{Config, Emulator};
    /// # use okta_event_hooks::{Client, LogQuery};
    /// # let org = Emulator::start(Config::default())?;
    /// # let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    /// # let since = okta_event_hooks::UnixTime::from(std::time::SystemTime::now() - std::time::Duration::from_secs(60));
    /// # let until = okta_event_hooks::UnixTime::from(std::time::SystemTime::now());
    /// for page in client.list_log_events(LogQuery::between(since, until)) {
    ///     for event in page?.items {
    ///         println!("{}", event?.event_type);
    ///     }
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn list_log_events(&self, query: LogQuery) -> LogPages {
        LogPages::new(self.clone(), ListLogEvents::new(query))
    }

    /// Goes on with a bounded query where a page ended.
    pub fn resume_log_events(&self, cursor: Cursor) -> LogPages {
        LogPages::new(self.clone(), ListLogEvents::after(cursor))
    }

    /// Polls the System Log from a time on, without an end.
    ///
    /// ```
    /// # use okta_event_hooks_emulator::{Config, Emulator};
    /// # use okta_event_hooks::{Client, LogPoll};
    /// # let org = Emulator::start(Config::default())?;
    /// # let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    /// let mut poller = client.poll_log_events(LogPoll::new());
    /// for event in poller.poll()? {
    ///     println!("{}", event?.event_type);
    /// }
    /// // Save this: a poller that resumes from it misses nothing.
    /// let saved = poller.cursor().map(|cursor| cursor.to_string());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn poll_log_events(&self, poll: LogPoll) -> LogPoller {
        LogPoller::new(self.clone(), PollLogEvents::new(poll))
    }

    /// Goes on with a poll where a page ended, also one of an earlier run.
    pub fn resume_poll(&self, cursor: Cursor) -> LogPoller {
        LogPoller::resume(self.clone(), cursor)
    }

    /// What the System Log says of the deliveries of a hook, in the order in which it happened.
    ///
    /// It is no list of deliveries, for Okta keeps none: [`DeliveryRecord`] says what it can and cannot tell. An entry that
    /// cannot be read is left out; the log itself has it.
    ///
    /// # Errors
    /// See [`Error`].
    ///
    /// ```
    /// # use okta_event_hooks_emulator::{Config, Emulator};
    /// # use okta_event_hooks::Client;
    /// # let org = Emulator::start(Config::default())?;
    /// # let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    /// use std::time::{Duration, SystemTime};
    /// use okta_event_hooks::UnixTime;
    ///
    /// let now = SystemTime::now();
    /// let (since, until) = (UnixTime::from(now - Duration::from_secs(86_400)), UnixTime::from(now));
    /// for record in client.hook_deliveries("who7kd2mQ9vYt3LxB5d7", since, until)? {
    ///     println!("{} {}", record.kind(), record.event().uuid);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn hook_deliveries(
        &self,
        id: &str,
        since: impl Into<Timestamp>,
        until: impl Into<Timestamp>,
    ) -> Result<Vec<DeliveryRecord>, Error> {
        let mut events = Vec::new();
        for query in DeliveryRecord::queries(id, &since.into(), &until.into())? {
            for page in self.list_log_events(query) {
                events.extend(page?.items.into_iter().flatten());
            }
        }
        Ok(DeliveryRecord::all_of(id, events))
    }

    /// Carries out any operation.
    ///
    /// # Errors
    /// See [`Error`].
    ///
    /// ```
    /// # use okta_event_hooks_emulator::{Config, Emulator};
    /// use okta_event_hooks::{AnyOperation, Client};
    ///
    /// # let org = Emulator::start(Config::default())?;
    /// # let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    /// client.call(AnyOperation::from_json("listEventHooks", "{}")?)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn call<O: Operation>(&self, operation: O) -> Result<O::Output, Error> {
        drive(&self.inner.session, &self.inner.transport, Call::new(operation))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("org_url", &self.org_url()).finish_non_exhaustive()
    }
}
