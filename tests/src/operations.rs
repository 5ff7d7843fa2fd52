//! Every operation, with parameters that it can be sent with.

use okta_event_hooks::{AnyOperation, OPERATIONS};

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
