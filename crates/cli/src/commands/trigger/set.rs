//! `--set PATH=VALUE`: a member of an event.

use serde_json::{Map, Value};

/// No event is so deep, and no list in one so long.
const DEEPEST: usize = 32;
const LONGEST: usize = 1000;

/// Sets what `setting` says in an event. An error names the path.
pub(super) fn set(event: &mut Value, setting: &str) -> Result<(), String> {
    let (path, value) = setting.split_once('=').ok_or_else(|| {
        format!("--set {setting}: there is no =; write it like actor.alternateId=ada@example.com")
    })?;
    let segments: Vec<&str> = path.split('.').collect();
    if segments.iter().any(|segment| segment.is_empty()) {
        return Err(format!("--set {path}: a part of the path is empty"));
    }
    if segments.len() > DEEPEST {
        return Err(format!("--set {path}: the path has more than {DEEPEST} parts"));
    }
    if segments == ["eventType"] {
        return Err("--set eventType: the event type is the argument of trigger".to_owned());
    }
    let mut place = event;
    for (depth, segment) in segments.iter().enumerate() {
        let so_far = || segments.get(..depth).unwrap_or_default().join(".");
        place = step(place, segment, &so_far).map_err(|why| format!("--set {path}: {why}"))?;
    }
    *place = read(value).map_err(|why| format!("--set {path}: {why}"))?;
    Ok(())
}

/// A step down. What is not there yet is made: a list if the step is a number, else an object.
fn step<'v>(
    place: &'v mut Value,
    segment: &str,
    so_far: &impl Fn() -> String,
) -> Result<&'v mut Value, String> {
    let index = segment.parse::<usize>().ok().filter(|_| segment.bytes().all(|byte| byte.is_ascii_digit()));
    if place.is_null() {
        *place = if index.is_some() { Value::Array(Vec::new()) } else { Value::Object(Map::new()) };
    }
    match (place, index) {
        (Value::Object(members), _) => Ok(members.entry(segment).or_insert(Value::Null)),
        (Value::Array(items), Some(index)) => {
            let length = items.len();
            if index == length && length < LONGEST {
                items.push(Value::Null);
            }
            items.get_mut(index).ok_or_else(|| match length {
                0 => format!("{} begins with 0, not {index}", so_far()),
                _ => format!("{} has {length} so far; {length} is next, not {index}", so_far()),
            })
        }
        (Value::Array(_), None) => Err(format!("{} is a list, and {segment} no place in one", so_far())),
        (other, _) => Err(format!("{} is {}, and has no {segment}", so_far(), kind(other))),
    }
}

/// JSON if it reads as JSON, else text.
fn read(text: &str) -> Result<Value, String> {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return Ok(Value::from(text));
    };
    // Such a number would be rounded, and an id among them be another.
    let digits = text.trim().trim_start_matches('-');
    if value.is_f64() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!(
            "the number is too large; for a text write \"{}\", with the quotation marks",
            text.trim()
        ));
    }
    Ok(value)
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn all(settings: &[&str]) -> Result<Value, String> {
        let mut event = json!({});
        settings.iter().try_for_each(|setting| set(&mut event, setting)).map(|()| event)
    }

    #[test]
    fn members_lists_and_values() {
        let event = all(&[
            "actor.alternateId=ada@example.com",
            "target.0.displayName=Phone = 1",
            "target.0.type=User",
            "target.1.id=00u1",
            "debugContext.debugData.x=3",
            "debugContext.debugData.y=\"3\"",
            "debugContext.debugData.0=zero",
            "outcome={\"result\": \"FAILURE\"}",
            "outcome.reason=null",
            "client.ipAddress=203.0.113.24",
            "severity=",
            "client.isProxy=true",
        ]);
        let expected = json!({
            "actor": { "alternateId": "ada@example.com" },
            "target": [{ "displayName": "Phone = 1", "type": "User" }, { "id": "00u1" }],
            "debugContext": { "debugData": { "x": 3, "y": "3", "0": "zero" } },
            "outcome": { "result": "FAILURE", "reason": null },
            "client": { "ipAddress": "203.0.113.24", "isProxy": true },
            "severity": "",
        });
        assert_eq!(event.unwrap(), expected);
    }

    #[test]
    fn errors_name_the_path() {
        let deep = format!("{}x=1", "x.".repeat(40));
        for (settings, part) in [
            (&["actor.id"][..], "no ="),
            (&["actor..id=1"], "actor..id"),
            (&["=1"], "empty"),
            (&["eventType=x"], "argument"),
            (&["severity=WARN", "severity.x=1"], "--set severity.x: severity is a text"),
            (&["target.0.id=1", "target.x=1"], "target is a list"),
            (&["target.1.id=1"], "target begins with 0"),
            (&["target.0.id=1", "target.2.id=1"], "1 is next, not 2"),
            (&["target.99999999999.id=1"], "target begins with 0"),
            (&["transaction.id=123456789012345678901234567890"], "too large"),
            (&[&deep], "more than"),
        ] {
            let error = all(settings).unwrap_err();
            assert!(error.contains(part), "{error}");
        }
    }
}
