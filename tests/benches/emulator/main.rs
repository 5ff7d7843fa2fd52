//! What the emulator gives: answers and deliveries a second, and what hooks and events take of memory.
//!
//! The memory comes first, while the process is new. Rates are medians of rounds; those of the floor are interleaved.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a benchmark")]

mod answers;
mod deliveries;
mod load;
mod memory;
mod server;

use std::process::ExitCode;

use okta_event_hooks_emulator::Config;
use serde_json::{Value, json};

const ROUNDS: usize = 7;

/// Events that are lost or doubled fail the benchmark; a slow machine does not.
fn main() -> ExitCode {
    memory::measure();
    answers::measure();
    if deliveries::measure() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Without the limits that a benchmark would run into.
fn config() -> Config {
    Config {
        rate_limit: u32::MAX,
        logs_rate_limit: u32::MAX,
        daily_events: u64::MAX,
        daily_events_warning: u64::MAX,
        active_hooks: usize::MAX,
        ..Config::default()
    }
}

/// A hook as a client creates it.
fn hook(number: usize, uri: &str) -> Value {
    json!({
        "name": format!("Feed {number}"),
        "description": "User lifecycle events, for the warehouse",
        "events": { "type": "EVENT_TYPE", "items": ["user.lifecycle.create", "user.lifecycle.deactivate"] },
        "channel": {
            "type": "HTTP",
            "version": "1.0.0",
            "config": {
                "uri": uri,
                "headers": [{ "key": "X-Tenant", "value": "acme" }],
                "authScheme": { "type": "HEADER", "key": "Authorization", "value": "s3cr3t" },
            },
        },
    })
}

/// An array of the events of these numbers, as `POST /emulator/events` takes it.
fn events(numbers: std::ops::Range<usize>) -> Vec<u8> {
    let event = |number| json!({ "eventType": "user.lifecycle.create", "uuid": uuid(number) });
    numbers.map(event).collect::<Value>().to_string().into_bytes()
}

fn uuid(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

fn get(path: &str, token: &str) -> Vec<u8> {
    let head = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n");
    format!("{head}Authorization: SSWS {token}\r\n\r\n").into_bytes()
}

fn post(path: &str, token: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n");
    let head = format!("{head}Authorization: SSWS {token}\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
fn rate(times: usize, took: std::time::Duration) -> f64 {
    times as f64 / took.as_secs_f64()
}
