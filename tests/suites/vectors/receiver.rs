use std::collections::BTreeMap;

use conformance::vectors::{Message, cases, play, present, same};
use okta_event_hooks::{Delivery, Received, Receiver, Secret};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    receiver: Setup,
    request: Message,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Setup {
    #[serde(default)]
    secrets: Vec<String>,
    basic: Option<Basic>,
    header: Option<String>,
    max_body: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Basic {
    user: String,
    password: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    kind: String,
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "present")]
    body: Option<Value>,
    challenge: Option<String>,
    delivery: Option<Value>,
}

#[test]
fn receiver() {
    play(cases::<Case>("receiver"), |case| &case.name, check);
}

impl Setup {
    fn receiver(&self) -> Receiver {
        let mut secrets: Vec<Secret> = self.secrets.iter().map(|secret| secret.as_str().into()).collect();
        secrets.extend(self.basic.iter().map(|basic| Secret::basic(&basic.user, &basic.password)));
        let mut receiver = Receiver::new(secrets).unwrap();
        if let Some(name) = &self.header {
            receiver = receiver.with_header(name).unwrap();
        }
        match self.max_body {
            Some(bytes) => receiver.with_max_body(bytes),
            None => receiver,
        }
    }
}

fn check(case: &Case) -> Result<(), String> {
    let mut request = http::Request::new(case.request.bytes());
    *request.method_mut() = case.request.method.parse().unwrap();
    *request.headers_mut() = case.request.header_map();
    let received = case.receiver.receiver().receive(&request);
    let response = received.response();

    let kind = match &received {
        Received::Verification(_) => "verification",
        Received::Delivery(_) => "delivery",
        Received::Rejected(_) => "rejected",
    };
    same("kind", kind, &case.expect.kind).map_err(|why| format!("{why}: {received:?}"))?;
    same("status", response.status().as_u16(), case.expect.status)?;
    for (name, value) in &case.expect.headers {
        same(name, response.headers().get(name).and_then(|value| value.to_str().ok()), Some(value))?;
    }
    match &case.expect.body {
        None => {}
        Some(Value::Null) => same("body", response.body().as_slice(), b"")?,
        Some(json) => same("body", &serde_json::from_slice::<Value>(response.body()).unwrap(), json)?,
    }
    match (&received, &case.expect.challenge, &case.expect.delivery) {
        (Received::Verification(found), Some(expected), None) => {
            same("challenge", found.challenge(), expected)
        }
        (Received::Delivery(found), None, Some(expected)) => same("delivery", &summary(found), expected),
        (Received::Rejected(_), None, None) => Ok(()),
        _ => Err("the vector does not say what was received".to_owned()),
    }
}

fn summary(delivery: &Delivery) -> Value {
    let events: Vec<Value> = delivery
        .events()
        .iter()
        .map(|item| match item {
            Ok(event) => json!({"uuid": event.uuid, "eventType": event.event_type}),
            Err(_) => json!({"unreadable": true}),
        })
        .collect();
    json!({"eventId": delivery.event_id, "hookId": delivery.hook_id(), "events": events})
}
