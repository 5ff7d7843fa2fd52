//! What the emulator has and Okta has not: a way to make events happen.

use std::path::Path;
use std::time::Duration;

use http::{Method, Request, StatusCode};
use okta_event_hooks::{LogEvent, OrgUrl};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::agent;
use crate::exit::{Exit, Failure};

/// A flush waits for deliveries: twice 3 s for each, and some wait for others.
const PATIENCE: Duration = Duration::from_mins(1);
/// A list of deliveries may be long.
const MAX_ANSWER: u64 = 1024 * 1024 * 1024;

/// Whether an org may be an emulator: Okta is not on this machine, and not on plain http.
fn may_be_emulator(org: &OrgUrl) -> bool {
    org.is_loopback() || org.as_str().starts_with("http://")
}

/// Makes an event of this type happen in an emulated org.
pub(crate) fn trigger(org: &OrgUrl, event_type: &str) -> Result<LogEvent, Failure> {
    let mut events = Emulated::at(org, None)?.events(&[json!({ "eventType": event_type })])?;
    events.pop().ok_or_else(|| Failure::new(Exit::Transport, format!("{org} answered with no event")))
}

/// An org that is an emulator, as far as its address tells.
#[derive(Clone)]
pub(crate) struct Emulated {
    org: OrgUrl,
    agent: ureq::Agent,
}

/// An attempt to deliver, as the emulator lists it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Attempt {
    #[serde(default)]
    pub(crate) hook_id: String,
    #[serde(default)]
    pub(crate) uri: String,
    #[serde(default)]
    event_uuids: Vec<Value>,
    #[serde(default)]
    pub(crate) outcome: String,
    #[serde(default)]
    pub(crate) reason: Option<String>,
}

impl Attempt {
    /// The events that were in it.
    pub(crate) fn uuids(&self) -> impl Iterator<Item = &str> {
        self.event_uuids.iter().filter_map(Value::as_str)
    }
}

impl Emulated {
    /// One that serves https is trusted as any other server is.
    pub(crate) fn at(org: &OrgUrl, ca_file: Option<&Path>) -> Result<Self, Failure> {
        if !may_be_emulator(org) {
            return Err(Failure::usage(format!(
                "{org} is no emulator, and Okta has no way to make an event happen on request"
            ))
            .hint(
                "do in the org what causes the event, or start an emulator with `okta-event-hooks emulator` and \
                 pass its address as --org-url",
            ));
        }
        Ok(Self { org: org.clone(), agent: agent::direct(PATIENCE, &agent::certificates(ca_file)?) })
    }

    /// Makes events happen, all of them or none.
    pub(crate) fn events(&self, partial: &[Value]) -> Result<Vec<LogEvent>, Failure> {
        let text = self.call(Method::POST, "events", Some(&Value::from(partial)))?;
        let items: Vec<&RawValue> = self.read(&text)?;
        let event = |item: &&RawValue| LogEvent::from_json(item.get()).map_err(|error| self.strange(&error));
        items.iter().map(event).collect()
    }

    /// Ends the batch window, and returns when all deliveries have ended.
    pub(crate) fn flush(&self) -> Result<(), Failure> {
        self.call(Method::POST, "flush", None).map(drop)
    }

    /// Every attempt to deliver so far, with its JSON.
    pub(crate) fn deliveries(&self) -> Result<Vec<(Attempt, Box<RawValue>)>, Failure> {
        let text = self.call(Method::GET, "deliveries", None)?;
        let items: Vec<Box<RawValue>> = self.read(&text)?;
        items.into_iter().map(|item| Ok((self.read(item.get())?, item))).collect()
    }

    /// Has something go wrong from now on. Answers the id to [end](Self::end_fault) it with.
    pub(crate) fn fault(&self, fault: &Value) -> Result<String, Failure> {
        #[derive(Deserialize)]
        struct Added {
            id: String,
        }
        let text = self.call(Method::POST, "faults", Some(fault))?;
        self.read::<Added>(&text).map(|added| added.id)
    }

    pub(crate) fn end_fault(&self, id: &str) -> Result<(), Failure> {
        self.call(Method::DELETE, &format!("faults/{id}"), None).map(drop)
    }

    fn read<'t, T: Deserialize<'t>>(&self, text: &'t str) -> Result<T, Failure> {
        serde_json::from_str(text).map_err(|error| self.strange(&error))
    }

    fn strange(&self, error: &dyn std::error::Error) -> Failure {
        Failure::new(Exit::Transport, format!("{} answered with something strange: {error}", self.org))
    }

    fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Result<String, Failure> {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}/emulator/{path}", self.org))
            .header("Content-Type", "application/json");
        let body = body.map(Value::to_string).unwrap_or_default();
        let sent = request.body(body).map_err(ureq::Error::from).and_then(|request| self.agent.run(request));
        let answered = sent.and_then(|mut response| {
            let text = response.body_mut().with_config().limit(MAX_ANSWER).read_to_string()?;
            Ok((response.status(), text))
        });
        let (status, text) = answered.map_err(|error| {
            let failure =
                Failure::new(Exit::Transport, format!("no emulator answers at {}: {error}", self.org));
            failure.hint(if agent::is_certificate(&error) {
                "pass the file that `okta-event-hooks emulator --tls --tls-ca PATH` wrote as --ca-file"
            } else {
                "start one with `okta-event-hooks emulator`"
            })
        })?;
        if status.is_success() {
            return Ok(text);
        }
        if status == StatusCode::NOT_FOUND {
            return Err(self.not_found(path));
        }
        let answer: Value = serde_json::from_str(&text).unwrap_or_default();
        let why = answer.get("errorSummary").and_then(Value::as_str).unwrap_or("no reason given");
        Err(Failure::failed(format!("the emulator answered {}: {why}", status.as_u16())))
    }

    fn not_found(&self, path: &str) -> Failure {
        if path == "faults" {
            return Failure::failed(format!(
                "the emulator at {} knows no faults: it is an older one",
                self.org
            ))
            .hint("start one of this version with `okta-event-hooks emulator`");
        }
        Failure::failed(format!("what answers at {} is no emulator", self.org))
            .hint("start one with `okta-event-hooks emulator`")
    }
}

/// Why the last verification of a hook failed, which Okta does not tell but an emulator does.
pub(crate) fn why_unverified(org: &OrgUrl, hook_id: &str) -> Option<String> {
    if !may_be_emulator(org) {
        return None;
    }
    let text = Emulated::at(org, None).and_then(|org| org.call(Method::GET, "verifications", None)).ok()?;
    let attempts: Value = serde_json::from_str(&text).ok()?;
    let of_hook = |attempt: &&Value| attempt.get("hookId").and_then(Value::as_str) == Some(hook_id);
    let last = attempts.as_array()?.iter().rfind(of_hook)?;
    last.get("reason").and_then(Value::as_str).map(str::to_owned)
}
