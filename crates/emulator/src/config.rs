//! What can be set about an emulated org.

mod oauth_client;

use std::time::Duration;

use crate::Rules;

pub use oauth_client::OauthClient;

/// What can be set. `Config::default()` is an org that tests can use at once.
///
/// ```
/// use okta_event_hooks_emulator::Config;
///
/// let config = Config { api_token: Some("my-token".into()), ..Config::default() };
/// assert_eq!(config.port, 0);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The port on 127.0.0.1; 0, the default, lets the system pick a free one.
    pub port: u16,
    /// The one token that is accepted. `None`, the default, derives one from the seed.
    pub api_token: Option<String>,
    /// Whether hooks on `http://` are refused, as Okta does (documented). Off by default, an emulator
    /// convenience: plain http is then accepted for receivers on a loopback address.
    pub require_https: bool,
    /// How long events are collected before they are posted together. Default 50 ms, for tests; Okta's own window
    /// looks like about ten seconds (inferred). A zero window posts each event alone.
    pub batch_window: Duration,
    /// How long a receiver may take to answer. Default 3 s (documented).
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
    pub token_lifetime: Duration,
    /// The rules that Okta's documentation leaves open.
    pub rules: Rules,
}

/// Why a [`Config`] describes no org.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// One of [`Config::oauth_clients`] cannot be registered.
    #[error("OAuth client {client_id:?}: {problem}")]
    OauthClient {
        /// Which one.
        client_id: String,
        /// What is wrong with it.
        problem: String,
    },
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port: 0,
            api_token: None,
            require_https: false,
            batch_window: Duration::from_millis(50),
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
        }
    }
}
