//! Every vector, played through the core.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod calls;
mod log;
mod models;
mod receiver;
mod requests;
mod responses;

use okta_event_hooks::{AnyOperation, Error, InvalidInput};
use serde::Deserialize;
use serde_json::Value;

/// The arguments of an operation.
#[derive(Deserialize, Clone)]
struct Params(serde_json::Map<String, Value>);

/// The operation of a vector. The text of a body goes in as text, for a JSON value would round its numbers.
fn operation(id: &str, params: &Params) -> Result<AnyOperation, InvalidInput> {
    let mut members = Vec::new();
    for (name, value) in &params.0 {
        match (name.as_str(), value) {
            ("eventHookText", Value::String(text)) => members.push(format!("\"eventHook\":{text}")),
            _ => members.push(format!("{}:{value}", Value::from(name.as_str()))),
        }
    }
    AnyOperation::from_json(id, &format!("{{{}}}", members.join(",")))
}

/// All that an error shows to a person or writes to a log.
fn text(error: &Error) -> String {
    format!("{error} {error:?}")
}
