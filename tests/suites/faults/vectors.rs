//! The cases of `tests/vectors/faults`, many at once, and the program that plays them for other languages.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use conformance::expected_error::ExpectedError;
use conformance::faults::{Case, HOOK_SECRET, Play, TOKEN};
use conformance::operations::{Params, operation};
use conformance::vectors::{present, same};
use okta_event_hooks::{AnyOutput, Client, ClientBuilder, Error, RetryPolicy};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::setup::everything;

/// How many cases are played at once.
const THREADS: usize = 16;

/// What a client has to do.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Task {
    #[serde(rename = "name")]
    _name: String,
    policy: Policy,
    timeout_ms: u64,
    max_body: Option<u64>,
    took_ms: Took,
    calls: Vec<OneCall>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Policy {
    max_attempts: u32,
    max_wait_ms: u64,
    max_elapsed_ms: u64,
}

#[derive(Deserialize)]
struct Took {
    min: u64,
    max: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OneCall {
    operation: String,
    params: Params,
    #[serde(default, deserialize_with = "present")]
    output: Option<Value>,
    count: Option<usize>,
    error: Option<ExpectedError>,
}

#[test]
fn every_case() {
    let cases = Case::all();
    let next = AtomicUsize::new(0);
    let play_some = || {
        let mut failed = Vec::new();
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let play = Play::start(case);
            let task =
                Task::deserialize(play.task()).unwrap_or_else(|error| panic!("{}: {error}", case.name));
            let result = carry_out_in_time(play.url(), task);
            let wrong = result.err().into_iter().chain(play.end().wrong);
            failed.extend(wrong.map(|why| format!("{}: {}: {why}", case.file, case.name)));
        }
        failed
    };
    let failed: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(play_some)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(failed.is_empty(), "{} of {} cases failed:\n{}", failed.len(), cases.len(), failed.join("\n"));
}

/// Does what a case says, on a thread that is left behind when the time is over.
fn carry_out_in_time(url: String, task: Task) -> Result<(), String> {
    let (done, result) = mpsc::channel();
    let Took { min, max } = task.took_ms;
    let began = Instant::now();
    thread::spawn(move || drop(done.send(carry_out(url, &task))));
    let result = result.recv_timeout(Duration::from_millis(max));
    result.map_err(|_| format!("not done after {max} ms"))??;
    let took = began.elapsed();
    if took < Duration::from_millis(min) { Err(format!("done after {took:?} already")) } else { Ok(()) }
}

fn carry_out(url: String, task: &Task) -> Result<(), String> {
    let policy = RetryPolicy {
        max_attempts: task.policy.max_attempts,
        max_wait: Duration::from_millis(task.policy.max_wait_ms),
        max_elapsed: Duration::from_millis(task.policy.max_elapsed_ms),
    };
    let builder = Client::builder()
        .org_url(url)
        .api_token(TOKEN)
        .retry(policy)
        .timeout(Duration::from_millis(task.timeout_ms));
    let builder = task.max_body.into_iter().fold(builder, ClientBuilder::max_body);
    let client = builder.build().map_err(|error| error.to_string())?;
    for (number, call) in task.calls.iter().enumerate() {
        let result = match operation(&call.operation, &call.params) {
            Ok(operation) => client.call(operation),
            Err(error) => Err(error.into()),
        };
        compare(call, result).map_err(|why| format!("call {}: {why}", number + 1))?;
    }
    Ok(())
}

fn compare(call: &OneCall, found: Result<AnyOutput, Error>) -> Result<(), String> {
    match (found, call) {
        (Ok(output), OneCall { output: Some(expected), error: None, count: None, .. }) => {
            matches(expected, &serde_json::to_string(&output).unwrap())
        }
        (Ok(AnyOutput::EventHooks(page)), OneCall { count: Some(count), error: None, output: None, .. }) => {
            same("count", page.items.len(), *count)
        }
        (Err(error), OneCall { error: Some(expected), output: None, count: None, .. }) => {
            let text = everything(&error);
            if [TOKEN, HOOK_SECRET].iter().any(|secret| text.contains(secret)) {
                return Err(format!("the error shows a secret: {text}"));
            }
            if error.maybe_applied() != error.to_string().contains("may exist") {
                return Err(format!("maybeApplied and the message differ: {error}"));
            }
            let message = error.to_string();
            if message.contains(char::is_control) || !message.starts_with(&format!("{}: ", call.operation)) {
                return Err(format!("the message is not one line that begins with the operation: {message}"));
            }
            expected.compare(&error, &text)
        }
        (Ok(output), _) => Err(format!("found {}", serde_json::to_string(&output).unwrap())),
        (Err(error), _) => Err(format!("found {error:?}")),
    }
}

/// Whether a value has all that is expected; only that much of it is parsed, for it may be very deep.
fn matches(expected: &Value, found: &str) -> Result<(), String> {
    let differs = || {
        let shown: String = found.chars().take(200).collect();
        format!("found {shown}, expected {expected}")
    };
    match expected {
        Value::Object(members) if members.is_empty() => Ok(()),
        Value::Object(members) => {
            let found: BTreeMap<String, &RawValue> = serde_json::from_str(found).map_err(|_| differs())?;
            members.iter().try_for_each(|(name, expected)| {
                matches(expected, found.get(name).ok_or_else(differs)?.get())
            })
        }
        Value::Array(items) => {
            let found: Vec<&RawValue> = serde_json::from_str(found).map_err(|_| differs())?;
            same("items", found.len(), items.len())?;
            items.iter().zip(found).try_for_each(|(expected, found)| matches(expected, found.get()))
        }
        expected => match serde_json::from_str::<Value>(found) {
            Ok(found) if found == *expected => Ok(()),
            _ => Err(differs()),
        },
    }
}

#[test]
fn the_program_plays_a_case() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_fault_server"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let listening: Value = serde_json::from_str(&line).unwrap();
    let url = listening["url"].as_str().unwrap();
    let json = |response: http::Response<ureq::Body>| -> Value {
        serde_json::from_str(&response.into_body().read_to_string().unwrap()).unwrap()
    };

    let cases = json(ureq::get(format!("{url}/cases")).call().unwrap());
    assert_eq!(cases.as_array().unwrap().len(), Case::all().len());
    let case = &cases[0];
    let path = format!("{url}/plays/{}/{}", case["file"].as_str().unwrap(), case["name"].as_str().unwrap());
    let play = json(ureq::post(path).send_empty().unwrap());
    let task = Task::deserialize(&play["task"]).unwrap();
    carry_out_in_time(play["orgUrl"].as_str().unwrap().to_owned(), task).unwrap();
    let report = json(ureq::delete(format!("{url}/plays/{}", play["id"])).call().unwrap());
    assert_eq!(report["wrong"], Value::Array(Vec::new()));
    assert!(!report["requests"].as_array().unwrap().is_empty());
    assert!(ureq::get(format!("{url}/plays/lost/no_such_case")).call().is_err());

    drop(program.stdin.take());
    assert!(program.wait().unwrap().success());
}
