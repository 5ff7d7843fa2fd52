//! What the server of a case must see.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;

use super::placeholder::TOKEN;
use crate::server::{Request, Server};

/// How long a client may take to close a connection that it cannot use again.
const CLOSING: Duration = Duration::from_secs(5);

/// What a case says of the server's side; what is absent is not looked at.
#[derive(Deserialize, Debug, Clone)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Expect {
    requests: Requests,
    connections: Option<usize>,
    waited_ms: Option<Waited>,
    #[serde(default)]
    headers: Vec<BTreeMap<String, Option<String>>>,
    #[serde(default)]
    bodies: Vec<Option<String>>,
    sent_max: Option<u64>,
}

#[derive(Deserialize, Debug, Clone)]
#[serde(untagged)]
enum Requests {
    Count(usize),
    Lines(Vec<String>),
}

#[derive(Deserialize, Debug, Clone)]
#[serde(deny_unknown_fields)]
struct Waited {
    min: u128,
    max: Option<u128>,
}

/// What a server saw.
#[derive(Debug)]
pub struct Report {
    /// In the order in which they came.
    pub requests: Vec<Request>,
    /// How many connections were made.
    pub connections: usize,
    /// How many were made to the host that must hear nothing.
    pub bystander_connections: usize,
    /// What is not as the case says. Empty: all is well.
    pub wrong: Vec<String>,
}

/// What is not as it must be.
pub(super) fn judge(expect: &Expect, server: &Server, fill: &dyn Fn(&str) -> String) -> Vec<String> {
    let requests = server.requests();
    let mut wrong = Wrong::default();
    let lines = server.lines();
    match &expect.requests {
        Requests::Count(count) => {
            wrong.unless(lines.len() == *count, || format!("requests: found {lines:?}, expected {count}"));
        }
        Requests::Lines(expected) => {
            let expected: Vec<_> = expected.iter().map(|line| fill(line)).collect();
            wrong.unless(lines == expected, || format!("requests: found {lines:?}, expected {expected:?}"));
        }
    }
    if let Some(expected) = expect.connections {
        let found = server.connections();
        wrong.unless(found == expected, || format!("connections: found {found}, expected {expected}"));
    }
    if let Some(Waited { min, max }) = expect.waited_ms {
        let gap = requests.windows(2).next().map(|pair| (pair[1].at - pair[0].at).as_millis());
        let enough = gap.is_some_and(|gap| gap >= min && max.is_none_or(|max| gap <= max));
        wrong.unless(enough, || format!("waitedMs: found {gap:?}, expected {min} to {max:?}"));
    }
    for (number, (expected, request)) in expect.headers.iter().zip(&requests).enumerate() {
        for (name, value) in expected {
            let found = request.header(name);
            wrong.unless(found == value.as_deref(), || {
                format!("request {number}: {name}: found {found:?}, expected {value:?}")
            });
        }
    }
    for (number, (expected, request)) in expect.bodies.iter().zip(&requests).enumerate() {
        let Some(expected) = expected.as_deref().map(fill) else { continue };
        let found = String::from_utf8_lossy(&request.body);
        wrong.unless(found.contains(&expected), || {
            format!("the body of request {number} has {} bytes, and not the text", found.len())
        });
    }
    if let Some(most) = expect.sent_max {
        wrong.unless(server.is_closed_within(CLOSING), || "sentMax: the connection is still open".to_owned());
        let sent = server.sent();
        wrong.unless(sent <= most, || format!("sentMax: {sent} bytes were taken, at most {most} may be"));
    }
    for (number, request) in requests.iter().enumerate() {
        let before = number.checked_sub(1).map(|number| &requests[number]);
        wrong.0.extend(always(request, before, &server.url()).map(|why| format!("request {number}: {why}")));
    }
    wrong.0
}

/// What every request must be like.
fn always(request: &Request, before: Option<&Request>, org: &str) -> impl Iterator<Item = String> {
    let values = |name: &str| {
        let found = request.headers.iter().filter(|(header, _)| header == name);
        found.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    let mut wrong = Wrong::default();
    let mut exactly = |name: &str, expected: Option<String>| {
        let found = values(name);
        wrong.unless(found == expected.clone().into_iter().collect::<Vec<_>>(), || {
            // Not what was found: it may be a secret.
            format!("{name} occurs {} times, or is not {expected:?}", found.len())
        });
    };
    exactly("authorization", Some(format!("SSWS {TOKEN}")));
    exactly("accept", Some("application/json".to_owned()));
    exactly("host", org.strip_prefix("http://").map(str::to_owned));
    exactly("transfer-encoding", None);
    match request.method.as_str() {
        "POST" | "PUT" => exactly("content-length", Some(request.body.len().to_string())),
        _ => wrong.unless(request.body.is_empty(), || "has a body".to_owned()),
    }
    if !request.body.is_empty() {
        let label = values("content-type");
        wrong.unless(label == ["application/json"], || format!("content-type: found {label:?}"));
    }
    let agent = values("user-agent");
    wrong.unless(agent.len() == 1 && agent[0].contains("okta-event-hooks/"), || {
        format!("user-agent: found {agent:?}")
    });
    wrong.unless(!request.target.contains(TOKEN), || "the token is in the target".to_owned());
    if request.header("x-okta-retry-count").is_some() {
        let same = before.is_some_and(|before| {
            (&before.method, &before.target, &before.body)
                == (&request.method, &request.target, &request.body)
        });
        wrong.unless(same, || "is not what was tried before".to_owned());
    }
    wrong.0.into_iter()
}

#[derive(Default)]
struct Wrong(Vec<String>);

impl Wrong {
    fn unless(&mut self, right: bool, why: impl FnOnce() -> String) {
        if !right {
            self.0.push(why());
        }
    }
}
