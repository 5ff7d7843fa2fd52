//! What an emulated org is at its start.

mod document;
pub(crate) mod duration;
mod error;
mod file;
pub(crate) use file::Node;
mod oauth_client;

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Fault, Rules};

pub use error::ConfigError;
pub use oauth_client::OauthClient;

/// What an org is at its start: its settings, and what is in it. `Config::default()` is an empty org that tests can use
/// at once.
///
/// A file has the same members in camel case, with durations as texts: see [`Config::from_file`].
///
/// ```
/// use okta_event_hooks_emulator::Config;
///
/// let config = Config { api_token: Some("my-token".into()), ..Config::default() };
/// assert_eq!(config.port, 0);
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Config {
    /// The port on 127.0.0.1; 0, the default, lets the system pick a free one.
    pub port: u16,
    /// Whether it is served over https, with a certificate made at the start for `127.0.0.1`, `::1` and `localhost`;
    /// see [`Emulator::ca_certificate`](crate::Emulator::ca_certificate). Default off: plain http.
    pub tls: bool,
    /// A PEM text of certificates that are trusted, besides those of the system, when an https receiver is called.
    pub receiver_ca: Option<String>,
    /// The one token that is accepted. `None`, the default, derives one from the seed.
    pub api_token: Option<String>,
    /// Whether hooks on `http://` are refused, as Okta does (documented). Off by default, an emulator
    /// convenience: plain http is then accepted for receivers on a loopback address.
    pub require_https: bool,
    /// How long events are collected before they are posted together. Default 50 ms, for tests; Okta's own window
    /// looks like about ten seconds (inferred). A zero window posts each event alone.
    #[serde(with = "duration")]
    pub batch_window: Duration,
    /// How many events one POST may have; more are split over several. `None`, the default, sets no limit: Okta
    /// publishes none (inferred).
    pub batch_size: Option<usize>,
    /// How long the retry of a delivery waits. Default zero: Okta names no pause (inferred). A flush ends it.
    #[serde(with = "duration")]
    pub retry_delay: Duration,
    /// How long a receiver may take to answer. Default 3 s (documented).
    #[serde(with = "duration")]
    pub timeout: Duration,
    /// Ids, tokens and challenges follow from it.
    pub seed: u64,
    /// Requests a minute and method to `/api/v1` before 429 (documented: 600 in most orgs). Default 600.
    pub rate_limit: u32,
    /// Requests a minute to `/api/v1/logs` before 429. Okta's quotas are 20 to 120 (documented); the default here
    /// is 600, an emulator convenience, so that tests may poll.
    pub logs_rate_limit: u32,
    /// Applicable events in 24 hours before deliveries stop. Default 400,000 (documented).
    pub daily_events: u64,
    /// Applicable events in 24 hours before the warning record. Default 280,000 (documented).
    pub daily_events_warning: u64,
    /// How many hooks may be active. Default 25 (documented).
    pub active_hooks: usize,
    /// How many event types one hook may name. Default 300 (documented).
    pub event_types_per_hook: usize,
    /// The service apps that may fetch access tokens. None by default: `api_token` needs none.
    pub oauth_clients: Vec<OauthClient>,
    /// How long an access token lives. Default one hour (documented, and fixed at Okta); a shorter time lets a test
    /// see a token expire.
    #[serde(with = "duration")]
    pub token_lifetime: Duration,
    /// The rules that Okta's documentation leaves open.
    pub rules: Rules,
    /// How many requests, deliveries and verifications are remembered, of each kind, for the lists under `/emulator`;
    /// the oldest are forgotten first. Default 100,000.
    pub history: usize,
    /// The time at which the org stands still until it is moved. `None`, the default, lets it run with the machine's.
    pub clock: Option<Timestamp>,
    /// The hooks that are there at the start, each as in a create request. They may also have `id`, `status`,
    /// `verificationStatus`, `created`, `createdBy` and `lastUpdated`, as in an answer.
    pub hooks: Vec<Value>,
    /// What has happened before the start: entries of the System Log, oldest first, completed as
    /// `POST /emulator/events` does. They are not delivered.
    pub events: Vec<Value>,
    /// What goes wrong on purpose.
    pub faults: Vec<Fault>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port: 0,
            tls: false,
            receiver_ca: None,
            api_token: None,
            require_https: false,
            batch_window: Duration::from_millis(50),
            batch_size: None,
            retry_delay: Duration::ZERO,
            timeout: Duration::from_secs(3),
            seed: 0,
            rate_limit: 600,
            logs_rate_limit: 600,
            daily_events: 400_000,
            daily_events_warning: 280_000,
            active_hooks: 25,
            event_types_per_hook: 300,
            oauth_clients: Vec::new(),
            token_lifetime: Duration::from_hours(1),
            rules: Rules::default(),
            history: 100_000,
            clock: None,
            hooks: Vec::new(),
            events: Vec::new(),
            faults: Vec::new(),
        }
    }
}

/// Without what a test would not want in its output: the token, and hooks, which have secrets.
impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("port", &self.port)
            .field("tls", &self.tls)
            .field("seed", &self.seed)
            .field("rules", &self.rules)
            .field("clock", &self.clock)
            .field("hooks", &self.hooks.len())
            .field("events", &self.events.len())
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}
