//! Which fault befalls what, and what it makes of an answer.

use std::time::Duration;

use http::{HeaderName, HeaderValue, Response, StatusCode};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::api::Context;
use super::{Org, later};
use crate::error::ApiError;
use crate::fault::{Drip, Fault, RateLimitKind, Target, Times};

/// How a driver has to send an answer, if not at once and whole: an extension of the response.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Manner {
    /// Wait first.
    pub delay: Option<Duration>,
    /// Send the body in pieces.
    pub drip: Option<Drip>,
    /// Close the connection after so many bytes of the body.
    pub truncate: Option<usize>,
    /// Reset the connection instead.
    pub reset: bool,
}

/// A fault that befalls one request or delivery.
#[derive(Debug, Clone)]
pub(super) struct Happening {
    pub(super) id: String,
    pub(super) fault: Fault,
}

/// The faults of an org, the oldest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Faults {
    active: Vec<Active>,
    count: u64,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Active {
    id: String,
    /// How many requests or deliveries it has let pass.
    passed: u32,
    /// How often it has happened.
    happened: u32,
    #[serde(flatten)]
    fault: Fault,
}

impl Faults {
    pub(super) fn add(&mut self, fault: Fault) -> &Active {
        self.count += 1;
        let active = Active { id: format!("fault-{}", self.count), passed: 0, happened: 0, fault };
        self.active.push_mut(active)
    }

    /// Whether there was one with this id.
    pub(super) fn remove(&mut self, id: &str) -> bool {
        let before = self.active.len();
        self.active.retain(|active| active.id != id);
        self.active.len() < before
    }

    pub(super) fn clear(&mut self) {
        self.active.clear();
    }

    pub(super) fn list(&self) -> &[Active] {
        &self.active
    }

    /// Those that are still to happen, as they were made.
    pub(super) fn left(&self) -> impl Iterator<Item = Fault> {
        self.active.iter().filter(|active| !active.is_over()).map(|active| {
            let times = match active.fault.times {
                Times::Count(count) => Times::Count(count - active.happened),
                Times::Always => Times::Always,
            };
            Fault { times, skip: active.fault.skip - active.passed, ..active.fault.clone() }
        })
    }

    pub(super) fn of_request(
        &mut self,
        operation: Option<&str>,
        method: &str,
        path: &str,
    ) -> Option<Happening> {
        self.first(|target| {
            let Target { operation: wanted, path: wanted_path, method: wanted_method, .. } = target;
            if let Some(wanted) = wanted {
                return operation == Some(wanted);
            }
            wanted_path.as_deref().is_some_and(|wanted| matches_path(wanted, path))
                && wanted_method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
        })
    }

    pub(super) fn of_delivery(&mut self, hook_id: &str) -> Option<Happening> {
        self.first(|target| {
            target.deliveries.as_deref().is_some_and(|wanted| wanted == "*" || wanted == hook_id)
        })
    }

    fn first(&mut self, fits: impl Fn(&Target) -> bool) -> Option<Happening> {
        for active in self.active.iter_mut().filter(|active| fits(&active.fault.on)) {
            if active.passed < active.fault.skip {
                active.passed += 1;
            } else if !active.is_over() {
                active.happened = active.happened.saturating_add(1);
                return Some(Happening { id: active.id.clone(), fault: active.fault.clone() });
            }
        }
        None
    }
}

impl Active {
    fn is_over(&self) -> bool {
        matches!(self.fault.times, Times::Count(count) if self.happened >= count)
    }
}

fn matches_path(wanted: &str, path: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => wanted == path,
    }
}

impl Org {
    /// What becomes of an answer that a fault befalls.
    pub(super) fn befall(
        &mut self,
        fault: &Fault,
        mut response: Response<Vec<u8>>,
        context: &Context,
        now: Timestamp,
    ) -> Response<Vec<u8>> {
        if fault.answers() {
            response.headers_mut().remove(http::header::CONTENT_TYPE);
            response.headers_mut().remove(http::header::LINK);
            *response.body_mut() = Vec::new();
        }
        if let Some(status) = fault.status.and_then(|status| StatusCode::from_u16(status).ok()) {
            *response.status_mut() = status;
        }
        if let Some(limit) = &fault.rate_limit {
            let logs = context.path == "/api/v1/logs";
            let error = ApiError::rate_limited(logs);
            *response.status_mut() = error.status;
            set_body(&mut response, &error.body(&mut self.random));
            let number = match limit.kind {
                RateLimitKind::Org if logs => self.config.logs_rate_limit,
                RateLimitKind::Org => self.config.rate_limit,
                RateLimitKind::Concurrency => 0,
            };
            let end = later(now, limit.reset);
            let reset = end.as_second() + i64::from(end.subsec_nanosecond() > 0);
            let headers = response.headers_mut();
            headers.insert("x-rate-limit-limit", number.into());
            headers.insert("x-rate-limit-remaining", 0.into());
            headers.insert("x-rate-limit-reset", reset.into());
        }
        if let Some(body) = &fault.body {
            set_body(&mut response, body);
        }
        for (name, value) in &fault.headers {
            if let (Ok(name), Ok(value)) =
                (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value))
            {
                response.headers_mut().insert(name, value);
            }
        }
        let Fault { delay, drip, truncate, reset, .. } = *fault;
        response.extensions_mut().insert(Manner { delay, drip, truncate, reset });
        response
    }
}

fn set_body(response: &mut Response<Vec<u8>>, body: &Value) {
    let (label, bytes) = match body {
        Value::String(text) => ("text/plain; charset=utf-8", text.clone().into_bytes()),
        json => ("application/json", json.to_string().into_bytes()),
    };
    response.headers_mut().insert(http::header::CONTENT_TYPE, HeaderValue::from_static(label));
    *response.body_mut() = bytes;
}
