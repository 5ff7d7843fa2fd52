use conformance::vectors::{cases, compact, mentions, play, same};
use okta_event_hooks::log_event::{Severity, Target};
use okta_event_hooks::{EventHook, LogEvent, Timestamp};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct HookCase {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    text: String,
    #[serde(default)]
    equal_text: bool,
    #[serde(default)]
    contains: Vec<String>,
    spec: Option<Value>,
}

#[test]
fn event_hook() {
    play(cases::<HookCase>("models/event_hook.json"), |case| &case.name, check_hook);
}

fn check_hook(case: &HookCase) -> Result<(), String> {
    let hook = EventHook::from_json(&case.text).map_err(|error| error.to_string())?;
    let printed = serde_json::to_string(&hook).map_err(|error| error.to_string())?;
    if case.equal_text {
        same("text", printed.as_str(), case.text.as_str())?;
    }
    mentions(&compact(&printed), &case.contains)?;
    // A value that no float can hold is compared as text, above.
    if let (Ok(found), Ok(expected)) =
        (serde_json::from_str::<Value>(&printed), serde_json::from_str(&case.text))
    {
        same("value", found, expected)?;
    } else {
        assert!(!case.contains.is_empty() || case.equal_text, "{} compares nothing", case.name);
    }
    match &case.spec {
        Some(expected) => same("spec", &serde_json::to_value(hook.into_spec()).unwrap(), expected),
        None => Ok(()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LogCase {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    text: String,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Expect {
    uuid: String,
    event_type: String,
    published: Option<String>,
    severity: Option<String>,
    outcome_result: Option<String>,
    actor_id: Option<String>,
    target_ids: Vec<String>,
    hook_ids: Vec<String>,
    ip_chain: Vec<String>,
}

#[test]
fn log_event() {
    play(cases::<LogCase>("models/log_event.json"), |case| &case.name, check_log);
}

fn check_log(case: &LogCase) -> Result<(), String> {
    let event = LogEvent::from_json(&case.text).map_err(|error| error.to_string())?;
    let expect = &case.expect;
    same("uuid", &event.uuid, &expect.uuid)?;
    same("eventType", &event.event_type, &expect.event_type)?;
    same("published", event.published.as_ref().map(Timestamp::as_str), expect.published.as_deref())?;
    same("severity", event.severity.as_ref().map(Severity::as_str), expect.severity.as_deref())?;
    same("result", event.outcome.as_ref().and_then(|o| o.result.clone()), expect.outcome_result.clone())?;
    same("actor", event.actor.as_ref().and_then(|actor| actor.id.clone()), expect.actor_id.clone())?;
    let targets: Vec<String> =
        event.target.iter().flatten().filter_map(|target: &Target| target.id.clone()).collect();
    same("targets", &targets, &expect.target_ids)?;
    same("hooks", &event.target_event_hook_ids(), &expect.hook_ids)?;
    let chain: Vec<String> = event.ip_chain().iter().filter_map(|entry| entry.ip.clone()).collect();
    same("ipChain", &chain, &expect.ip_chain)?;
    let printed = serde_json::to_value(&event).unwrap();
    same("round trip", printed, serde_json::from_str(&case.text).unwrap())
}
