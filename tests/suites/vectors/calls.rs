use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use conformance::expected_error::ExpectedError;
use conformance::operations::{Params, operation};
use conformance::vectors::{Message, cases, play, present, same};
use okta_event_hooks::{
    AnyOutput, Call, Credentials, Failure, LocalKey, Outgoing, RetryPolicy, ServiceApp, Session, Step,
    UnixTime,
};
use serde::Deserialize;
use serde_json::Value;

use super::text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    seed: String,
    org: String,
    credentials: Who,
    policy: Option<Policy>,
    operation: Option<String>,
    params: Option<Params>,
    #[serde(default)]
    steps: Vec<Entry>,
    /// In place of the three above: several calls, one after the other, on one session.
    #[serde(default)]
    calls: Vec<One>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    operation: String,
    params: Params,
    steps: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Who {
    ApiToken(String),
    AccessToken(String),
    ServiceApp(App),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct App {
    client_id: String,
    key_id: Option<String>,
    scopes: Vec<String>,
    key: String,
    dpop_key: Option<String>,
}

impl App {
    fn credentials(&self) -> Credentials {
        let app = ServiceApp::new(&self.client_id, key(&self.key)).scopes(&self.scopes);
        let app = self.key_id.iter().fold(app, ServiceApp::key_id);
        Credentials::ServiceApp(self.dpop_key.iter().fold(app, |app, file| app.dpop(key(file))))
    }
}

fn key(file: &str) -> Arc<LocalKey> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/keys").join(file);
    Arc::new(LocalKey::parse(&fs::read_to_string(path).unwrap()).unwrap())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Policy {
    max_attempts: u32,
    max_wait_ms: u64,
    max_elapsed_ms: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    at: Option<i64>,
    start: Option<bool>,
    response: Option<Message>,
    failure: Option<String>,
    resume: Option<bool>,
    send: Option<Send>,
    wait: Option<Wait>,
    done: Option<Done>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Send {
    method: Option<String>,
    url: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    absent_headers: Vec<String>,
    body: Option<Value>,
    body_text: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Wait {
    ms: Option<u64>,
    min_ms: Option<u64>,
    max_ms: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    #[serde(default, deserialize_with = "present")]
    output: Option<Value>,
    error: Option<ExpectedError>,
}

#[test]
fn calls() {
    play(cases::<Case>("calls"), |case| &case.name, check);
}

fn check(case: &Case) -> Result<(), String> {
    let mut session = session(case);
    if let (Some(operation), Some(params)) = (&case.operation, &case.params) {
        return play_call(&mut session, operation, params, &case.steps);
    }
    if case.calls.is_empty() {
        return Err("neither an operation nor calls".to_owned());
    }
    for (number, one) in case.calls.iter().enumerate() {
        play_call(&mut session, &one.operation, &one.params, &one.steps)
            .map_err(|why| format!("call {}: {why}", number + 1))?;
    }
    Ok(())
}

fn play_call(session: &mut Session, id: &str, params: &Params, steps: &[Entry]) -> Result<(), String> {
    let mut call = match (operation(id, params), steps) {
        (Ok(operation), _) => Call::new(operation),
        // What cannot be an operation is refused before the first step.
        (Err(error), [_, expected]) => return compare(expected, Step::Done(Err(error.into()))),
        (Err(error), _) => return Err(error.to_string()),
    };
    if steps.is_empty() {
        return Err("no steps".to_owned());
    }
    for (number, pair) in steps.chunks(2).enumerate() {
        let [event, expected] = pair else { return Err("an event without an answer".to_owned()) };
        let now = UnixTime::from_millis(event.at.ok_or("an event without a time")?);
        let step = match event {
            Entry { start: Some(true), .. } => call.start(session, now),
            Entry { response: Some(message), .. } => call.response(session, now, message.response()),
            Entry { failure: Some(kind), .. } => call.failure(session, now, failure(kind)?),
            Entry { resume: Some(true), .. } => call.resume(session, now),
            _ => return Err("an event of no kind".to_owned()),
        };
        compare(expected, step).map_err(|why| format!("step {}: {why}", number + 1))?;
    }
    Ok(())
}

fn session(case: &Case) -> Session {
    let byte = |at: usize| u8::from_str_radix(case.seed.get(2 * at..2 * at + 2).unwrap(), 16).unwrap();
    let credentials = match &case.credentials {
        Who::ApiToken(token) => Credentials::ApiToken(token.as_str().into()),
        Who::AccessToken(token) => Credentials::AccessToken(token.as_str().into()),
        Who::ServiceApp(app) => app.credentials(),
    };
    let session = Session::new(case.org.parse().unwrap(), credentials, std::array::from_fn(byte)).unwrap();
    match &case.policy {
        None => session,
        Some(policy) => session.with_retry(RetryPolicy {
            max_attempts: policy.max_attempts,
            max_wait: Duration::from_millis(policy.max_wait_ms),
            max_elapsed: Duration::from_millis(policy.max_elapsed_ms),
        }),
    }
}

fn failure(kind: &str) -> Result<Failure, String> {
    Ok(match kind {
        "notSent" => Failure::NotSent("connection refused".into()),
        "maybeSent" => Failure::MaybeSent("connection reset".into()),
        "timedOut" => Failure::TimedOut,
        other => return Err(format!("unknown failure {other}")),
    })
}

fn compare(expected: &Entry, found: Step<AnyOutput>) -> Result<(), String> {
    match (expected, found) {
        (Entry { send: Some(send), .. }, Step::Send(outgoing)) => compare_send(send, &outgoing),
        (Entry { wait: Some(wait), .. }, Step::Wait(found)) => compare_wait(wait, found),
        (Entry { done: Some(Done { output: Some(expected), error: None }), .. }, Step::Done(Ok(output))) => {
            same("output", &serde_json::to_value(output).unwrap(), expected)
        }
        (Entry { done: Some(Done { output: None, error: Some(expected) }), .. }, Step::Done(Err(error))) => {
            expected.compare(&error, &text(&error))
        }
        (_, found) => Err(format!("found {found:?}")),
    }
}

fn compare_send(expected: &Send, found: &Outgoing) -> Result<(), String> {
    let request = &found.request;
    if let Some(method) = &expected.method {
        same("method", request.method().as_str(), method)?;
    }
    if let Some(url) = &expected.url {
        same("url", &request.uri().to_string(), url)?;
    }
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap());
    for (name, value) in &expected.headers {
        same(name, header(name), Some(value))?;
    }
    for name in &expected.absent_headers {
        same(name, header(name), None)?;
    }
    if header("user-agent").is_none_or(str::is_empty) {
        return Err("no user-agent".to_owned());
    }
    if let Some(text) = &expected.body_text {
        same("body", std::str::from_utf8(request.body()).unwrap(), text)?;
    }
    if let Some(body) = &expected.body {
        same("body", &serde_json::from_slice::<Value>(request.body()).unwrap(), body)?;
    }
    Ok(())
}

fn compare_wait(expected: &Wait, found: Duration) -> Result<(), String> {
    let least = expected.ms.or(expected.min_ms).map(Duration::from_millis);
    let most = expected.ms.or(expected.max_ms).map(Duration::from_millis);
    if least.is_some_and(|least| found < least) || most.is_some_and(|most| found > most) {
        return Err(format!("waits {found:?}, expected {least:?} to {most:?}"));
    }
    Ok(())
}
