//! The org on a virtual clock.

mod delivery;
mod http_rules;
mod logs;
mod noise;
mod oauth;
mod states;
mod switches;
mod validation;
mod verification;

use http::{Method, Request, Response, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{Answer, Call, Effect, Org, Outcome, Ticket};
use crate::{Config, Rules};

/// An org, its clock, and the effects that nobody has dealt with yet.
struct Bench {
    org: Org,
    now: Timestamp,
    calls: Vec<Call>,
    answers: Vec<(Ticket, Response<Vec<u8>>)>,
}

#[derive(Debug, PartialEq)]
struct Reply {
    status: u16,
    body: Value,
    headers: http::HeaderMap,
}

impl Bench {
    fn new() -> Self {
        Self::with(Config::default())
    }

    fn with_rules(rules: Rules) -> Self {
        Self::with(Config { rules, ..Config::default() })
    }

    fn with(config: Config) -> Self {
        let config = Config { api_token: Some("token".to_owned()), ..config };
        let now = "2026-03-16T04:00:00.250Z".parse().unwrap();
        Self {
            org: Org::new(config, "http://127.0.0.1:1234", now).unwrap(),
            now,
            calls: Vec::new(),
            answers: Vec::new(),
        }
    }

    fn wait(&mut self, milliseconds: i64) {
        self.now += SignedDuration::from_millis(milliseconds);
        let effects = self.org.tick(self.now);
        self.take(effects);
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Call(call) => self.calls.push(call),
                Effect::Cancel(_) => {}
                Effect::Answer(ticket, response) => self.answers.push((ticket, response)),
            }
        }
    }

    fn raw(&mut self, request: &Request<Vec<u8>>) -> Answer {
        let (answer, effects) = self.org.handle(request, self.now);
        self.take(effects);
        answer
    }

    fn begin(&mut self, method: &str, path: &str, body: &[u8]) -> Answer {
        let request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(path)
            .header("Host", "127.0.0.1:1234")
            .header("Authorization", "SSWS token")
            .header("Content-Type", "application/json")
            .header("Content-Length", body.len())
            .body(body.to_vec())
            .unwrap();
        self.raw(&request)
    }

    fn send(&mut self, method: &str, path: &str, body: &Value) -> Reply {
        let bytes = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        now_of(self.begin(method, path, &bytes))
    }

    fn get(&mut self, path: &str) -> Reply {
        self.send("GET", path, &Value::Null)
    }

    fn hook(&mut self, id: &str) -> Value {
        self.get(&format!("/api/v1/eventHooks/{id}")).body
    }

    fn state(&mut self, id: &str) -> (String, String) {
        let hook = self.hook(id);
        let text = |name: &str| hook[name].as_str().unwrap().to_owned();
        (text("status"), text("verificationStatus"))
    }

    fn create(&mut self, body: &Value) -> Reply {
        self.send("POST", "/api/v1/eventHooks", body)
    }

    fn created(&mut self, body: &Value) -> String {
        let reply = self.create(body);
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.body["id"].as_str().unwrap().to_owned()
    }

    fn put(&mut self, id: &str, body: &Value) -> Reply {
        self.send("PUT", &format!("/api/v1/eventHooks/{id}"), body)
    }

    fn lifecycle(&mut self, id: &str, operation: &str) -> Answer {
        self.begin("POST", &format!("/api/v1/eventHooks/{id}/lifecycle/{operation}"), b"")
    }

    fn verified(&mut self, body: &Value) -> String {
        let id = self.created(body);
        assert_eq!(self.verify(&id).status, 200);
        id
    }

    /// A verification with a receiver that does it right.
    fn verify(&mut self, id: &str) -> Reply {
        let ticket = after_of(self.lifecycle(id, "verify"));
        let call = self.calls.pop().unwrap();
        self.report(call.id, right(&call));
        self.answer(ticket)
    }

    fn report(&mut self, id: super::CallId, outcome: Outcome) {
        let effects = self.org.outcome(id, outcome, self.now);
        self.take(effects);
    }

    fn answer(&mut self, ticket: Ticket) -> Reply {
        let position = self.answers.iter().position(|(other, _)| *other == ticket).expect("no answer yet");
        reply(self.answers.remove(position).1)
    }

    fn happen(&mut self, event: &Value) -> Value {
        let reply = self.send("POST", "/emulator/events", event);
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.body
    }

    /// All entries of the System Log, oldest first, of the types with this prefix.
    fn log(&mut self, prefix: &str) -> Vec<Value> {
        let entries = self.get("/api/v1/logs?limit=1000").body;
        let has_prefix = |entry: &&Value| entry["eventType"].as_str().unwrap().starts_with(prefix);
        entries.as_array().unwrap().iter().filter(has_prefix).cloned().collect()
    }

    fn log_types(&mut self, prefix: &str) -> Vec<String> {
        self.log(prefix).iter().map(|entry| entry["eventType"].as_str().unwrap().to_owned()).collect()
    }
}

fn reply(response: Response<Vec<u8>>) -> Reply {
    let (parts, body) = response.into_parts();
    let body = if body.is_empty() { Value::Null } else { serde_json::from_slice(&body).unwrap() };
    Reply { status: parts.status.as_u16(), body, headers: parts.headers }
}

fn now_of(answer: Answer) -> Reply {
    match answer {
        Answer::Now(response) => reply(response),
        Answer::After(ticket) => panic!("answered later: {ticket:?}"),
    }
}

fn after_of(answer: Answer) -> Ticket {
    match answer {
        Answer::After(ticket) => ticket,
        Answer::Now(response) => panic!("answered at once: {response:?}"),
    }
}

fn answered(status: u16, body: &Value) -> Outcome {
    let mut response = Response::new(body.to_string().into_bytes());
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    response.headers_mut().insert("content-type", "application/json; charset=utf-8".parse().unwrap());
    Outcome::Answered(response)
}

fn right(call: &Call) -> Outcome {
    let challenge = call.request.headers()["x-okta-verification-challenge"].to_str().unwrap();
    answered(200, &json!({"verification": challenge}))
}

fn minimal() -> Value {
    json!({
        "name": "Feed",
        "events": { "type": "EVENT_TYPE", "items": ["user.lifecycle.create"] },
        "channel": {
            "type": "HTTP",
            "version": "1.0.0",
            "config": { "uri": "https://hooks.example.com/okta" },
        },
    })
}

fn full() -> Value {
    json!({
        "name": "User lifecycle feed",
        "description": "Feeds the HR mirror",
        "events": {
            "type": "EVENT_TYPE",
            "items": ["user.lifecycle.create", "group.user_membership.add", "user.session.start"],
            "filter": {
                "type": "EXPRESSION_LANGUAGE",
                "eventFilterMap": [
                    {
                        "event": "user.session.start",
                        "condition": { "expression": "event.outcome.result eq 'FAILURE'" },
                    },
                ],
            },
        },
        "channel": {
            "type": "HTTP",
            "version": "1.0.0",
            "config": {
                "uri": "https://hooks.example.com/okta/events",
                "headers": [{ "key": "X-Tenant", "value": "acme" }, null],
                "authScheme": { "type": "HEADER", "key": "Authorization", "value": "s3cr3t" },
            },
        },
    })
}

fn named(name: &str) -> Value {
    let mut body = minimal();
    body["name"] = json!(name);
    body
}

fn refused(reply: &Reply, status: u16, code: &str, cause: &str) {
    assert_eq!(reply.status, status, "{reply:?}");
    assert_eq!(reply.body["errorCode"], code, "{reply:?}");
    assert_eq!(reply.body["errorLink"], code);
    assert!(reply.body["errorId"].as_str().unwrap().starts_with("oae"));
    let first = reply.body["errorCauses"][0]["errorSummary"].as_str().unwrap_or_default();
    assert!(first.starts_with(cause) && cause.is_empty() == first.is_empty(), "{reply:?}");
}
