//! Requests of a client, and hooks.

use okta_event_hooks_emulator::{Config, Emulator};
use serde_json::{Value, json};

pub(crate) const TYPE: &str = "user.lifecycle.create";

/// A hook as a seed has it, that gets events at once.
pub(crate) fn verified(name: &str, uri: &str) -> Value {
    json!({
        "id": format!("who{name:0>17}"),
        "name": name,
        "verificationStatus": "VERIFIED",
        "events": { "type": "EVENT_TYPE", "items": [TYPE] },
        "channel": { "type": "HTTP", "version": "1.0.0", "config": {
            "uri": uri,
            "authScheme": { "type": "HEADER", "key": "Authorization", "value": "s3cr3t" },
        } },
    })
}

/// An org whose time stands still, with one hook.
pub(crate) fn config(uri: &str) -> Config {
    Config {
        clock: Some("2026-03-16T04:00:00Z".parse().unwrap()),
        hooks: vec![verified("feed", uri)],
        ..Config::default()
    }
}

/// Status and body.
pub(crate) type Reply = Result<(u16, String), ureq::Error>;

pub(crate) fn get(emulator: &Emulator, path: &str) -> Reply {
    send(emulator, "GET", path, &Value::Null)
}

pub(crate) fn send(emulator: &Emulator, method: &str, path: &str, body: &Value) -> Reply {
    let mut response = agent().run(request(emulator, method, path, body))?;
    Ok((response.status().as_u16(), response.body_mut().read_to_string()?))
}

pub(crate) fn request(emulator: &Emulator, method: &str, path: &str, body: &Value) -> http::Request<String> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    http::Request::builder()
        .method(method)
        .uri(format!("{}{path}", emulator.url()))
        .header("Authorization", format!("SSWS {}", emulator.api_token()))
        .header("Content-Type", "application/json")
        .body(body)
        .unwrap()
}

pub(crate) fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_idle_connections(0)
        .timeout_global(Some(std::time::Duration::from_secs(20)))
        .proxy(None)
        .allow_non_standard_methods(true)
        .build()
        .new_agent()
}

pub(crate) fn trigger(emulator: &Emulator, count: usize) -> Vec<String> {
    let events = vec![json!({ "eventType": TYPE }); count];
    let happened = emulator.trigger(&Value::Array(events)).unwrap();
    let uuid = |event: &Value| event["uuid"].as_str().unwrap().to_owned();
    happened.as_array().unwrap().iter().map(uuid).collect()
}
