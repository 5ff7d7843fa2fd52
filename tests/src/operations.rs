//! Operations: those of the vectors, and every one with parameters that it can be sent with.

use okta_event_hooks::{AnyOperation, InvalidInput, OPERATIONS};
use serde::Deserialize;
use serde_json::Value;

/// The arguments of an operation in a vector.
#[derive(Deserialize, Clone, Debug)]
pub struct Params(serde_json::Map<String, Value>);

/// The operation of a vector. The text of a body goes in as text, for a JSON value would round its numbers.
///
/// # Errors
/// When the arguments cannot be its own.
pub fn operation(id: &str, params: &Params) -> Result<AnyOperation, InvalidInput> {
    let mut members = Vec::new();
    for (name, value) in &params.0 {
        match (name.as_str(), value) {
            ("eventHookText", Value::String(text)) => members.push(format!("\"eventHook\":{text}")),
            _ => members.push(format!("{}:{value}", Value::from(name.as_str()))),
        }
    }
    AnyOperation::from_json(id, &format!("{{{}}}", members.join(",")))
}

/// Every operation of the core's table, in its order.
pub fn all() -> Vec<AnyOperation> {
    OPERATIONS
        .iter()
        .map(|info| AnyOperation::from_json(info.id, parameters(info.parameters)).unwrap())
        .collect()
}

fn parameters(names: &[&str]) -> &'static str {
    match (names.contains(&"eventHookId"), names.contains(&"eventHook")) {
        (true, true) => {
            r#"{"eventHookId":"w","eventHook":{"name":"n","events":{"type":"E","items":["e"]},"channel":{"type":"H","version":"1","config":{"uri":"https://x"}}}}"#
        }
        (true, false) => r#"{"eventHookId":"w"}"#,
        (false, true) => {
            r#"{"eventHook":{"name":"n","events":{"type":"E","items":["e"]},"channel":{"type":"H","version":"1","config":{"uri":"https://x"}}}}"#
        }
        (false, false) => "{}",
    }
}
