//! What the emulator has and Okta has not: a way to make events happen.

use std::time::Duration;

use http::StatusCode;
use okta_event_hooks::{LogEvent, OrgUrl};
use serde_json::{Value, json};

use crate::exit::{Exit, Failure};

/// Whether an org may be an emulator, which speaks plain http on a loopback address.
pub(crate) fn may_be_emulator(org: &OrgUrl) -> bool {
    org.as_str().starts_with("http://")
}

/// Makes an event of this type happen in an emulated org.
pub(crate) fn trigger(org: &OrgUrl, event_type: &str) -> Result<LogEvent, Failure> {
    if !may_be_emulator(org) {
        return Err(Failure::usage(format!(
            "{org} is no emulator, and Okta has no way to make an event happen on request"
        ))
        .hint(
            "do in the org what causes the event, or start an emulator with `okta-event-hooks emulator` and pass \
             its address as --org-url",
        ));
    }
    let body = json!({ "eventType": event_type }).to_string();
    let sent = agent()
        .post(format!("{org}/emulator/events"))
        .header("Content-Type", "application/json")
        .send(body)
        .and_then(|mut response| Ok((response.status(), response.body_mut().read_to_string()?)));
    let (status, text) = sent.map_err(|error| {
        Failure::new(Exit::Transport, format!("no emulator answers at {org}: {error}"))
            .hint("start one with `okta-event-hooks emulator`")
    })?;
    match status {
        StatusCode::OK => LogEvent::from_json(&text).map_err(|error| {
            Failure::new(
                Exit::Transport,
                format!("{org} answered with something else than an event: {error}"),
            )
        }),
        StatusCode::NOT_FOUND => Err(Failure::failed(format!("what answers at {org} is no emulator"))
            .hint("start one with `okta-event-hooks emulator`")),
        status => {
            let answer: Value = serde_json::from_str(&text).unwrap_or_default();
            let why = answer.get("errorSummary").and_then(Value::as_str).unwrap_or("no reason given");
            Err(Failure::failed(format!("the emulator answered {}: {why}", status.as_u16())))
        }
    }
}

/// Why the last verification of a hook failed, which Okta does not tell but an emulator does.
pub(crate) fn why_unverified(org: &OrgUrl, hook_id: &str) -> Option<String> {
    if !may_be_emulator(org) {
        return None;
    }
    let mut response = agent().get(format!("{org}/emulator/verifications")).call().ok()?;
    let attempts: Value = serde_json::from_str(&response.body_mut().read_to_string().ok()?).ok()?;
    let of_hook = |attempt: &&Value| attempt.get("hookId").and_then(Value::as_str) == Some(hook_id);
    let last = attempts.as_array()?.iter().rfind(of_hook)?;
    last.get("reason").and_then(Value::as_str).map(str::to_owned)
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(10)))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .build()
        .new_agent()
}
