//! The part of `/emulator/*` that needs the clock or another org.

use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::clock::Clock;
use super::moving::SETTLE;
use super::{Running, Shared};
use crate::Config;
use crate::config::duration;
use crate::error::ApiError;
use crate::org::{Org, parse};

/// The body of `POST /emulator/clock`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Move {
    #[serde(default, with = "duration::optional")]
    advance: Option<Duration>,
    to: Option<Timestamp>,
    running: Option<bool>,
    #[serde(default = "settle", with = "duration")]
    settle: Duration,
}

/// The body of `POST /emulator/traffic`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Traffic {
    count: usize,
    #[serde(with = "duration")]
    over: Duration,
    types: Option<Vec<String>>,
    #[serde(default = "settle", with = "duration")]
    settle: Duration,
}

fn settle() -> Duration {
    SETTLE
}

/// More would take the memory of the machine.
const MAX_TRAFFIC: usize = 10_000_000;

impl Shared {
    /// The answer, if the request is the driver's.
    pub(super) async fn control(self: &Arc<Self>, request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
        let path = request.uri().path().strip_prefix("/emulator/")?;
        let body = request.body();
        let result = match (request.method().as_str(), path) {
            ("GET", "clock") => Ok(self.state().time()),
            ("POST", "clock") => self.post_clock(body).await,
            ("POST", "traffic") => self.post_traffic(body).await,
            ("GET", "state") => Ok(self.state().export()),
            ("PUT", "state") => self.put_state(body),
            ("POST", "reset") => self.reset(),
            ("POST", "snapshots") => Ok(self.state().snapshot()),
            ("POST", path) => self.restore(path.strip_prefix("snapshots/")?),
            _ => return None,
        };
        let mut state = self.state();
        let now = state.clock.now();
        Some(state.org.conclude_control(request.uri().path(), result, now))
    }

    async fn post_clock(self: &Arc<Self>, body: &[u8]) -> Result<Value, ApiError> {
        let Move { advance, to, running, settle } = parse(body)?;
        let _moving = self.moving.lock().await;
        if running == Some(false) {
            self.state().clock.stop();
        }
        let now = self.state().clock.now();
        let target = match (advance, to) {
            (None, None) => None,
            (Some(_), Some(_)) => return Err(ApiError::control("advance: cannot be combined with \"to\"")),
            (None, Some(to)) if to < now => {
                return Err(ApiError::control(format!("to: it is {now} already, and time does not go back")));
            }
            (None, Some(to)) => Some(to),
            (Some(by), None) => Some(ahead(now, by)?),
        };
        if let Some(target) = target {
            self.move_to(target, settle).await;
        }
        if running == Some(true) {
            self.state().clock.run();
        }
        self.changed.send_replace(());
        Ok(self.state().time())
    }

    /// Events at times that follow from the seed, spread over a span; the clock goes along.
    async fn post_traffic(self: &Arc<Self>, body: &[u8]) -> Result<Value, ApiError> {
        let Traffic { count, over, types, settle } = parse(body)?;
        if count > MAX_TRAFFIC {
            return Err(ApiError::control(format!("count: at most {MAX_TRAFFIC}")));
        }
        let _moving = self.moving.lock().await;
        let (plan, end) = {
            let mut state = self.state();
            let now = state.clock.now();
            let types = types.unwrap_or_else(|| state.org.subscribed_types());
            if types.is_empty() {
                return Err(ApiError::control("types: no hook subscribes to any, so name some"));
            }
            (state.org.plan_traffic(count, over, &types, now), ahead(now, over)?)
        };
        for (at, event_type) in plan {
            self.move_to(at, settle).await;
            let (effects, generation) = {
                let mut state = self.state();
                let mut effects = Vec::new();
                state.org.trigger(&event_type, at, &mut effects);
                (effects, state.generation)
            };
            if !effects.is_empty() {
                self.perform(effects, generation);
            }
        }
        self.move_to(end, settle).await;
        let mut time = self.state().time();
        time["events"] = json!(count);
        Ok(time)
    }

    fn put_state(&self, body: &[u8]) -> Result<Value, ApiError> {
        // serde would take a list for the members in their order.
        if body.trim_ascii_start().first() != Some(&b'{') {
            return Err(ApiError::control("not an object"));
        }
        let wanted: Config = parse(body)?;
        let mut state = self.state();
        let clock = if wanted.clock.is_some() { Clock::new(wanted.clock) } else { state.clock.clone() };
        let config = Config {
            // A client that knows the token may go on.
            api_token: Some(wanted.api_token.clone().unwrap_or_else(|| state.org.api_token().to_owned())),
            port: self.config.port,
            tls: self.config.tls,
            receiver_ca: self.config.receiver_ca.clone(),
            ..wanted
        };
        let org =
            Org::new(config, &self.url, clock.now()).map_err(|error| ApiError::control(error.to_string()))?;
        state.replace(org, clock);
        drop(state);
        self.changed.send_replace(());
        Ok(self.state().time())
    }

    /// Back to the start.
    fn reset(&self) -> Result<Value, ApiError> {
        let clock = Clock::new(self.config.clock);
        let org = Org::new(self.config.clone(), &self.url, clock.now())
            .map_err(|error| ApiError::control(error.to_string()))?;
        self.state().replace(org, clock);
        self.changed.send_replace(());
        Ok(self.state().time())
    }

    /// Back to a snapshot. A clock that stands still goes back, too.
    fn restore(&self, id: &str) -> Result<Value, ApiError> {
        let mut state = self.state();
        let (org, time) = state.snapshots.get(id).cloned().ok_or_else(|| ApiError::no_item(id))?;
        let mut clock = state.clock.clone();
        if clock.is_stopped() {
            clock.set(time);
        }
        state.replace(org, clock);
        drop(state);
        self.changed.send_replace(());
        Ok(self.state().time())
    }
}

impl Running {
    fn time(&self) -> Value {
        json!({ "now": self.clock.now(), "running": !self.clock.is_stopped() })
    }

    fn export(&self) -> Value {
        let clock = self.clock.is_stopped().then(|| self.clock.now());
        Config { clock, ..self.org.export() }.to_json()
    }

    fn snapshot(&mut self) -> Value {
        let id = format!("snapshot-{}", self.snapshots.len() + 1);
        self.snapshots.insert(id.clone(), (self.org.clone().without_calls(), self.clock.now()));
        json!({ "id": id })
    }

    /// Another org in the place of this one. What is under way ends; who waits for it gets 503.
    fn replace(&mut self, org: Org, clock: Clock) {
        self.org = org;
        self.clock = clock;
        self.generation += 1;
        self.waiting.clear();
        for (_, call) in self.calls.drain() {
            call.abort();
        }
    }
}

fn ahead(now: Timestamp, by: Duration) -> Result<Timestamp, ApiError> {
    SignedDuration::try_from(by)
        .ok()
        .and_then(|by| now.checked_add(by).ok())
        .ok_or_else(|| ApiError::control("that is past the end of the calendar"))
}
