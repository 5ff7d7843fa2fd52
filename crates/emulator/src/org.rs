//! The emulated org, pure: no socket, clock, thread, entropy or file.
//!
//! Requests to receivers are *effects*. Whoever drives an [`Org`] performs them, reports each [`Outcome`] back, and
//! calls [`Org::tick`] when [`Org::next_deadline`] has come; so the three-second limit, the single retry, the batch
//! window and the daily quota pass in a test without waiting. `Emulator` is such a driver, on a socket.
//!
//! ```
//! use jiff::Timestamp;
//! use okta_event_hooks_emulator::org::{Answer, Org};
//! use okta_event_hooks_emulator::Config;
//!
//! let now: Timestamp = "2026-03-16T04:00:00Z".parse()?;
//! let config = Config { api_token: Some("t".into()), ..Config::default() };
//! let mut org = Org::new(config, "http://127.0.0.1:8080", now)?;
//! let request = http::Request::get("/api/v1/eventHooks").header("Authorization", "SSWS t").body(Vec::new())?;
//! let (answer, effects) = org.handle(&request, now);
//! assert!(matches!(answer, Answer::Now(response) if response.body() == b"[]"));
//! assert!(effects.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod api;
mod attempt;
mod control;
mod deliver;
mod event;
mod fault;
mod history;
mod hook;
mod manage;
mod oauth;
mod quota;
mod rate;
mod state;
mod traffic;
mod validate;
mod verify;

use std::collections::BTreeMap;
use std::time::Duration;

use http::{Request, Response};
use jiff::{SignedDuration, Timestamp};

use crate::log::SystemLog;
use crate::oauth::Oauth;
use crate::random::Random;
use crate::{Config, ConfigError};
use attempt::{DeliveryAttempt, Received, VerificationAttempt};
use deliver::{Delivery, Flush, Queue};
use fault::Faults;
use history::History;
use hook::Hook;
use quota::Quota;
use rate::RateLimits;
use verify::Verification;

pub(crate) use api::OPERATIONS;
pub(crate) use control::parse;
pub use fault::Manner;

/// The answer to a request.
#[derive(Debug)]
pub enum Answer {
    /// Known at once.
    Now(Response<Vec<u8>>),
    /// Known later: an [`Effect::Answer`] with this ticket will carry it.
    After(Ticket),
}

/// Stands for an answer that is not known yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(u64);

/// Names an outbound call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(u64);

/// What the driver has to do.
#[derive(Debug)]
pub enum Effect {
    /// Send a request to a receiver, never following a redirect, and report the [`Outcome`]; until then, or until
    /// [`Effect::Cancel`].
    Call(Call),
    /// Give a call up: its time has passed.
    Cancel(CallId),
    /// Give the answer that [`Answer::After`] promised.
    Answer(Ticket, Response<Vec<u8>>),
}

/// One request to a receiver.
#[derive(Debug)]
pub struct Call {
    /// To be repeated in [`Org::outcome`].
    pub id: CallId,
    /// What to send, with an absolute URI. The driver adds `Host` and `Content-Length`.
    pub request: Request<Vec<u8>>,
}

/// What became of a [`Call`].
#[derive(Debug)]
pub enum Outcome {
    /// The receiver answered, whatever the status.
    Answered(Response<Vec<u8>>),
    /// There was no answer in time.
    TimedOut,
    /// There was no connection, or it broke; with the reason for a human.
    Failed(String),
}

/// The time by the client's clock, where it is not the org's: an extension of a request. JWTs that the client makes are
/// judged by it, so that a client can go on when the org's time was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientTime(pub Timestamp);

/// An Okta org as far as event hooks go. A clone is a snapshot; what is under way stays with the original.
#[derive(Debug, Clone)]
pub struct Org {
    config: Config,
    url: String,
    api_token: String,
    admin_id: String,
    tenant: String,
    random: Random,
    counter: u64,
    /// In the order of their creation.
    hooks: Vec<Hook>,
    log: SystemLog,
    rates: RateLimits,
    quota: Quota,
    oauth: Oauth,
    queue: Queue,
    faults: Faults,
    /// Deadlines never go back, so the first one ends first.
    pending: BTreeMap<CallId, Pending>,
    flushes: Vec<Flush>,
    requests: History<Received>,
    deliveries: History<DeliveryAttempt>,
    verifications: History<VerificationAttempt>,
}

#[derive(Debug, Clone)]
struct Pending {
    deadline: Timestamp,
    purpose: Purpose,
}

#[derive(Debug, Clone)]
enum Purpose {
    Verify(Box<Verification>),
    Deliver(Box<Delivery>),
}

impl Org {
    /// The org that the configuration describes. `url` is its own address: deliveries name it as their `source`.
    ///
    /// # Errors
    ///
    /// An OAuth client cannot be registered, for instance because its key cannot be read; or a hook, an event or a fault
    /// cannot be.
    pub fn new(config: Config, url: &str, now: Timestamp) -> Result<Self, ConfigError> {
        let mut random = Random::new(config.seed);
        let api_token = config.api_token.clone().unwrap_or_else(|| format!("00{}", random.alphanumeric(40)));
        let mut org = Self {
            api_token,
            url: url.trim_end_matches('/').to_owned(),
            admin_id: random.id("00u"),
            tenant: random.id("00o"),
            random,
            counter: 0,
            hooks: Vec::new(),
            log: SystemLog::default(),
            rates: RateLimits::default(),
            quota: Quota::default(),
            oauth: Oauth::new(&config.oauth_clients)?,
            queue: Queue::default(),
            faults: Faults::default(),
            pending: BTreeMap::new(),
            flushes: Vec::new(),
            requests: History::new(config.history),
            deliveries: History::new(config.history),
            verifications: History::new(config.history),
            config,
        };
        org.populate(now)?;
        Ok(org)
    }

    /// The token that `Authorization: SSWS …` has to carry.
    pub fn api_token(&self) -> &str {
        &self.api_token
    }

    /// One request to the org. Only path and query of its URI matter.
    pub fn handle(&mut self, request: &Request<Vec<u8>>, now: Timestamp) -> (Answer, Vec<Effect>) {
        let mut effects = Vec::new();
        let answer = self.route(request, now, &mut effects);
        (answer, effects)
    }

    /// What became of a call. An unknown or repeated id changes nothing; an answer after the limit counts as none.
    pub fn outcome(&mut self, id: CallId, outcome: Outcome, now: Timestamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(pending) = self.pending.remove(&id) {
            let outcome = if now > pending.deadline { Outcome::TimedOut } else { outcome };
            match pending.purpose {
                Purpose::Verify(verification) => self.verified(*verification, &outcome, now, &mut effects),
                Purpose::Deliver(delivery) => self.delivered(*delivery, &outcome, now, &mut effects),
            }
        }
        effects
    }

    /// Does what is due: ends batch windows, gives up calls that took too long.
    pub fn tick(&mut self, now: Timestamp) -> Vec<Effect> {
        let late: Vec<CallId> = self
            .pending
            .iter()
            .take_while(|(_, pending)| pending.deadline <= now)
            .map(|(id, _)| *id)
            .collect();
        let mut effects = Vec::new();
        for id in late {
            effects.push(Effect::Cancel(id));
            effects.extend(self.outcome(id, Outcome::TimedOut, now));
        }
        self.send_batches(now, false, &mut effects);
        effects
    }

    /// When [`Org::tick`] has something to do.
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.queue.next_deadline().into_iter().chain(self.next_timeout()).min()
    }

    /// When the next call is given up.
    pub fn next_timeout(&self) -> Option<Timestamp> {
        self.pending.first_key_value().map(|(_, pending)| pending.deadline)
    }

    fn number(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    fn ticket(&mut self) -> Ticket {
        Ticket(self.number())
    }

    fn call(
        &mut self,
        id: CallId,
        request: Request<Vec<u8>>,
        purpose: Purpose,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        self.pending.insert(id, Pending { deadline: later(now, self.config.timeout), purpose });
        effects.push(Effect::Call(Call { id, request }));
    }

    /// Calls that are under way and newer than this one, and the newest of all.
    pub(crate) fn calls_since(&self, last: Option<CallId>) -> (bool, Option<CallId>) {
        let newest = self.pending.last_key_value().map(|(id, _)| *id);
        (newest > last, newest.max(last))
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.hooks.iter().position(|hook| hook.id == id)
    }
}

/// A time past the end of the calendar is the end of the calendar.
fn later(now: Timestamp, by: Duration) -> Timestamp {
    let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
