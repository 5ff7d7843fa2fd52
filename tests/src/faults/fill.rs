//! Placeholders: `{name}` or `{name:argument}` in a text.

use serde_json::Value;

/// The JSON with its placeholders filled; those that `lookup` does not know stay.
///
/// A text that is one placeholder and nothing else becomes what the placeholder stands for, whatever its kind.
pub(super) fn fill(json: &Value, lookup: &dyn Fn(&str, &str) -> Option<Value>) -> Value {
    match json {
        Value::String(text) => fill_text(text, lookup),
        Value::Array(items) => items.iter().map(|item| fill(item, lookup)).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), fill(value, lookup))).collect()
        }
        other => other.clone(),
    }
}

fn fill_text(text: &str, lookup: &dyn Fn(&str, &str) -> Option<Value>) -> Value {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        filled.push_str(before);
        let found =
            placeholder(from).and_then(|(whole, name, argument)| Some((whole, lookup(name, argument)?)));
        let taken = match found {
            Some((whole, value)) if whole == text => return value,
            Some((whole, Value::String(value))) => {
                filled.push_str(&value);
                whole.len()
            }
            Some((whole, value)) => {
                filled.push_str(&value.to_string());
                whole.len()
            }
            None => {
                filled.push('{');
                1
            }
        };
        rest = &from[taken..];
    }
    filled.push_str(rest);
    Value::String(filled)
}

/// The placeholder at the beginning of a text, its name and its argument.
fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let end = text.find('}')?;
    let (name, argument) = text[1..end].split_once(':').unwrap_or((&text[1..end], ""));
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_argument = argument.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_name && is_argument).then(|| (&text[..=end], name, argument))
}
