//! JSON texts of every kind, numbers that no float can hold among them.

use proptest::prelude::*;
use serde_json::Value;

/// The text of any JSON value, without white space.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        any::<i64>().prop_map(|n| n.to_string()),
        "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,4})?",
    ];
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        number,
        any_string(),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec((any_string(), inner), 0..6).prop_map(|members| {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("{name}:{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

/// The text of any JSON string.
pub(super) fn any_string() -> impl Strategy<Value = String> {
    any::<String>().prop_map(|text| Value::from(text).to_string())
}

/// Members that no model names: the text of each, in order.
pub(super) fn unknown_members() -> impl Strategy<Value = Vec<(String, String)>> {
    // The prefix keeps them from being known, the number from being the same.
    prop::collection::vec((any::<String>(), any_text()), 0..5).prop_map(|members| {
        let name = |(at, text): (usize, String)| Value::from(format!("x{at}{text}")).to_string();
        members.into_iter().enumerate().map(|(at, (text, value))| (name((at, text)), value)).collect()
    })
}

/// `,"name":value` for each.
pub(super) fn appended(members: &[(String, String)]) -> String {
    members.iter().map(|(name, value)| format!(",{name}:{value}")).collect()
}
