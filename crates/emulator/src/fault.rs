//! Faults on demand: what goes wrong, for which requests or deliveries, and how often.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use crate::config::duration;

/// One thing that goes wrong on purpose.
///
/// A fault is about requests to the org ([`Fault::on_operation`], [`Fault::on_path`]) or about deliveries to receivers
/// ([`Fault::on_deliveries`]). In JSON and YAML its members have the same names, in camel case, and durations are texts:
/// `{"on": {"operation": "createEventHook"}, "status": 503, "applied": true}`. Without [`times`](Self::times) it
/// happens once. Of several that fit a request the oldest one happens.
///
/// ```
/// use std::time::Duration;
/// use okta_event_hooks_emulator::{Config, Emulator, Fault};
///
/// // The first create succeeds, but its answer never arrives.
/// let lost = Fault::on_operation("createEventHook").reset().applied();
/// // Every page of the System Log comes slowly.
/// let slow = Fault::on_path("/api/v1/logs").delay(Duration::from_millis(200)).always();
/// // Each delivery comes twice, its events in another order.
/// let twice = Fault::on_deliveries("*").duplicate(1).shuffle().always();
/// let emulator = Emulator::start(Config { faults: vec![lost, slow, twice], ..Config::default() })?;
/// # Ok::<(), okta_event_hooks_emulator::StartError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// What it befalls.
    pub on: Target,
    /// How many fitting requests or deliveries it lets pass first. Default 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub skip: u32,
    /// How often it happens. Default once.
    #[serde(default)]
    pub times: Times,

    /// Requests: answer with this status instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Requests: headers of the answer, added to it or in place of its own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// Requests: the body of the answer. A text is sent as it is, labelled `text/plain` unless
    /// [`headers`](Self::headers) say otherwise; any other value as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// Requests: answer 429 as one of Okta's limits would.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_limit: Option<RateLimit>,
    /// Requests: do what is asked for although the answer is another one or gets lost. Default: it is not done. (A
    /// fault that only delays, drips or truncates an answer always leaves the effect.)
    #[serde(default, skip_serializing_if = "is_false")]
    pub applied: bool,
    /// Requests: wait before the answer. Real time, as it is the client who waits.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "duration::optional")]
    pub delay: Option<Duration>,
    /// Requests: send the body of the answer in small pieces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drip: Option<Drip>,
    /// Requests: close the connection after this many bytes of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truncate: Option<usize>,
    /// Requests: reset the connection instead of an answer.
    #[serde(default, skip_serializing_if = "is_false")]
    pub reset: bool,

    /// Deliveries: send each this many times more, with the same `eventId`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub duplicate: u32,
    /// Deliveries: put the events of a batch into another order, which follows from the seed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub shuffle: bool,
    /// Deliveries: hold a batch back for this long; later ones overtake it. The org's time, as `Config::batch_window`.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "duration::optional")]
    pub late: Option<Duration>,
    /// Deliveries: at most this many events in a POST.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<usize>,
}

/// What a [`Fault`] befalls: requests of an operation, or of a path and method, or the deliveries to a hook.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Target {
    /// Okta's operationId, such as `createEventHook` or `listLogEvents`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// A path, such as `/oauth2/v1/token`; `/api/v1/eventHooks*` is all paths that begin so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Only requests of `path` with this method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The id of a hook, or `*` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliveries: Option<String>,
}

/// How often a [`Fault`] happens: in JSON a number, or `"always"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// This many times.
    Count(u32),
    /// Until it is removed.
    Always,
}

/// Which limit a [`Fault`] answers for: <https://developer.okta.com/docs/reference/rate-limits/>.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RateLimit {
    /// Of which kind.
    pub kind: RateLimitKind,
    /// How far `X-Rate-Limit-Reset` is ahead of `Date`. Default 1 s.
    #[serde(default = "second", with = "duration")]
    pub reset: Duration,
}

/// The two kinds of limits (documented).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RateLimitKind {
    /// Requests a minute: `X-Rate-Limit-Limit` has the limit, `-Remaining` is 0.
    Org,
    /// Requests at the same time: limit and remaining are both 0, and the reset is an estimate.
    Concurrency,
}

/// A body in small pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Drip {
    /// How many bytes at a time; at least one.
    pub bytes: usize,
    /// How long between two pieces, in real time.
    #[serde(with = "duration")]
    pub every: Duration,
}

impl Fault {
    /// A fault of the next request of an operation, named by Okta's operationId.
    pub fn on_operation(id: impl Into<String>) -> Self {
        Self { on: Target { operation: Some(id.into()), ..Target::default() }, ..Self::default() }
    }

    /// A fault of the next request to a path; a `*` at its end stands for any rest.
    pub fn on_path(path: impl Into<String>) -> Self {
        Self { on: Target { path: Some(path.into()), ..Target::default() }, ..Self::default() }
    }

    /// A fault of the next delivery to a hook, or with `*` to any.
    pub fn on_deliveries(hook_id: impl Into<String>) -> Self {
        Self { on: Target { deliveries: Some(hook_id.into()), ..Target::default() }, ..Self::default() }
    }

    /// Lets this many fitting requests or deliveries pass first.
    #[must_use]
    pub fn skip(self, skip: u32) -> Self {
        Self { skip, ..self }
    }

    /// Happens this many times.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self { times: Times::Count(times), ..self }
    }

    /// Happens until it is removed.
    #[must_use]
    pub fn always(self) -> Self {
        Self { times: Times::Always, ..self }
    }

    /// Answers with this status, and with an empty body unless one is given.
    #[must_use]
    pub fn status(self, status: u16) -> Self {
        Self { status: Some(status), ..self }
    }

    /// Adds a header to the answer, or replaces one of its own.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.insert(name.into(), value.into());
        self
    }

    /// Sets the body of the answer: a text as it is, any other value as JSON.
    #[must_use]
    pub fn body(self, body: impl Into<Value>) -> Self {
        Self { body: Some(body.into()), ..self }
    }

    /// Answers 429 as this kind of limit would, its reset so far ahead.
    #[must_use]
    pub fn rate_limit(self, kind: RateLimitKind, reset: Duration) -> Self {
        Self { rate_limit: Some(RateLimit { kind, reset }), ..self }
    }

    /// Does what is asked for all the same.
    #[must_use]
    pub fn applied(self) -> Self {
        Self { applied: true, ..self }
    }

    /// Waits before the answer.
    #[must_use]
    pub fn delay(self, delay: Duration) -> Self {
        Self { delay: Some(delay), ..self }
    }

    /// Sends the body in pieces of so many bytes.
    #[must_use]
    pub fn drip(self, bytes: usize, every: Duration) -> Self {
        Self { drip: Some(Drip { bytes, every }), ..self }
    }

    /// Closes the connection after so many bytes of the body.
    #[must_use]
    pub fn truncate(self, bytes: usize) -> Self {
        Self { truncate: Some(bytes), ..self }
    }

    /// Resets the connection instead of an answer.
    #[must_use]
    pub fn reset(self) -> Self {
        Self { reset: true, ..self }
    }

    /// Sends each delivery so many times more.
    #[must_use]
    pub fn duplicate(self, duplicate: u32) -> Self {
        Self { duplicate, ..self }
    }

    /// Puts the events of a delivery into another order.
    #[must_use]
    pub fn shuffle(self) -> Self {
        Self { shuffle: true, ..self }
    }

    /// Holds a delivery back for so long.
    #[must_use]
    pub fn late(self, late: Duration) -> Self {
        Self { late: Some(late), ..self }
    }

    /// Splits a delivery into POSTs of at most so many events.
    #[must_use]
    pub fn split(self, events: usize) -> Self {
        Self { split: Some(events), ..self }
    }

    /// Whether it describes something that can happen; the error names the member.
    pub(crate) fn check(&self) -> Result<(), String> {
        let Target { operation, path, method, deliveries } = &self.on;
        let targets = [operation, path, deliveries].into_iter().flatten().count();
        if targets != 1 {
            return Err("on: name one of \"operation\", \"path\" and \"deliveries\"".to_owned());
        }
        if method.is_some() && path.is_none() {
            return Err("on.method: goes with \"path\" only".to_owned());
        }
        if let Some(id) = operation
            && !crate::org::OPERATIONS.contains(&id.as_str())
        {
            let known = crate::org::OPERATIONS.join(", ");
            return Err(format!("on.operation: {id:?} is none of {known}"));
        }
        let of_requests = [
            ("status", self.status.is_some()),
            ("headers", !self.headers.is_empty()),
            ("body", self.body.is_some()),
            ("rateLimit", self.rate_limit.is_some()),
            ("applied", self.applied),
            ("delay", self.delay.is_some()),
            ("drip", self.drip.is_some()),
            ("truncate", self.truncate.is_some()),
            ("reset", self.reset),
        ];
        let of_deliveries = [
            ("duplicate", self.duplicate > 0),
            ("shuffle", self.shuffle),
            ("late", self.late.is_some()),
            ("split", self.split.is_some()),
        ];
        let (own, others, kind) = if deliveries.is_some() {
            (of_deliveries.as_slice(), of_requests.as_slice(), "requests")
        } else {
            (of_requests.as_slice(), of_deliveries.as_slice(), "deliveries")
        };
        if let Some((member, _)) = others.iter().find(|(_, set)| *set) {
            return Err(format!("{member}: is for faults of {kind}"));
        }
        if !own.iter().any(|(member, set)| *set && *member != "applied") {
            let members: Vec<&str> = own.iter().map(|(member, _)| *member).collect();
            return Err(format!("says nothing that goes wrong: add one of {}", members.join(", ")));
        }
        self.check_values()
    }

    fn check_values(&self) -> Result<(), String> {
        if self.status.is_some_and(|status| !(200..=599).contains(&status)) {
            return Err("status: must be from 200 to 599".to_owned());
        }
        if self.status.is_some() && self.rate_limit.is_some() {
            return Err("rateLimit: has a status of its own".to_owned());
        }
        for (name, value) in &self.headers {
            let valid = http::HeaderName::from_bytes(name.as_bytes()).is_ok();
            if !valid || http::HeaderValue::from_str(value).is_err() {
                return Err(format!("headers: {name:?} is no header name, or its value is none"));
            }
        }
        if self.drip.is_some_and(|drip| drip.bytes == 0) {
            return Err("drip.bytes: must be at least 1".to_owned());
        }
        if self.split == Some(0) {
            return Err("split: must be at least 1".to_owned());
        }
        Ok(())
    }

    /// Whether the org's own answer is replaced or withheld.
    pub(crate) fn answers(&self) -> bool {
        self.status.is_some() || self.rate_limit.is_some() || self.reset || self.body.is_some()
    }
}

impl Default for Times {
    fn default() -> Self {
        Self::Count(1)
    }
}

impl Serialize for Times {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Count(count) => serializer.serialize_u32(*count),
            Self::Always => serializer.serialize_str("always"),
        }
    }
}

impl<'de> Deserialize<'de> for Times {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Times;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number of times from 1, or \"always\"")
            }

            fn visit_u64<E: de::Error>(self, count: u64) -> Result<Times, E> {
                let invalid = || E::invalid_value(de::Unexpected::Unsigned(count), &self);
                u32::try_from(count).ok().filter(|count| *count > 0).map(Times::Count).ok_or_else(invalid)
            }

            fn visit_i64<E: de::Error>(self, count: i64) -> Result<Times, E> {
                u64::try_from(count)
                    .map_err(|_| E::invalid_value(de::Unexpected::Signed(count), &self))
                    .and_then(|count| self.visit_u64(count))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Times, E> {
                match text {
                    "always" => Ok(Times::Always),
                    _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
                }
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

fn second() -> Duration {
    Duration::from_secs(1)
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(json: &Value) -> Result<Fault, String> {
        let fault: Fault = serde_json::from_value(json.clone()).map_err(|error| error.to_string())?;
        fault.check().map(|()| fault)
    }

    #[test]
    fn there_and_back() {
        let fault = Fault::on_path("/api/v1/*")
            .skip(1)
            .times(2)
            .rate_limit(RateLimitKind::Concurrency, Duration::from_millis(1500))
            .drip(1, Duration::from_millis(10));
        let json = serde_json::to_value(&fault).unwrap();
        let expected = json!({
            "on": { "path": "/api/v1/*" },
            "skip": 1,
            "times": 2,
            "rateLimit": { "kind": "concurrency", "reset": "1s 500ms" },
            "drip": { "bytes": 1, "every": "10ms" },
        });
        assert_eq!(json, expected);
        assert_eq!(read(&json).unwrap(), fault);
        let always = json!({"on": {"deliveries": "*"}, "times": "always", "split": 2});
        assert_eq!(read(&always).unwrap(), Fault::on_deliveries("*").split(2).always());
    }

    #[test]
    fn what_cannot_happen_is_refused_by_name() {
        let cases = [
            (json!({"on": {}, "status": 503}), "on: name one of"),
            (json!({"on": {"operation": "getEventHook", "path": "/"}, "status": 503}), "on: name one of"),
            (
                json!({"on": {"operation": "getEventhook"}, "status": 503}),
                "\"getEventhook\" is none of listEventHooks",
            ),
            (json!({"on": {"operation": "getEventHook", "method": "GET"}, "reset": true}), "on.method: goes"),
            (json!({"on": {"deliveries": "*"}, "status": 503}), "status: is for faults of requests"),
            (json!({"on": {"path": "/"}, "shuffle": true}), "shuffle: is for faults of deliveries"),
            (json!({"on": {"path": "/"}, "applied": true}), "says nothing that goes wrong"),
            (json!({"on": {"deliveries": "*"}}), "says nothing that goes wrong: add one of duplicate"),
            (json!({"on": {"path": "/"}, "status": 99}), "status: must be"),
            (
                json!({"on": {"path": "/"}, "status": 503, "rateLimit": {"kind": "org"}}),
                "rateLimit: has a status",
            ),
            (json!({"on": {"path": "/"}, "headers": {"a b": "c"}}), "\"a b\" is no header name"),
            (json!({"on": {"path": "/"}, "drip": {"bytes": 0, "every": "1s"}}), "drip.bytes"),
            (json!({"on": {"deliveries": "*"}, "split": 0}), "split: must"),
            (json!({"on": {"path": "/"}, "status": 503, "times": 0}), "a number of times from 1"),
            (json!({"on": {"path": "/"}, "status": 503, "times": -1}), "a number of times from 1"),
            (json!({"on": {"path": "/"}, "status": 503, "times": "twice"}), "a number of times from 1"),
            (json!({"on": {"path": "/"}, "delay": "soon"}), "not a span of time"),
            (json!({"on": {"path": "/"}, "statsu": 503}), "unknown field `statsu`"),
        ];
        for (json, expected) in cases {
            let error = read(&json).expect_err(&json.to_string());
            assert!(error.contains(expected), "{json}: {error}");
        }
    }
}
