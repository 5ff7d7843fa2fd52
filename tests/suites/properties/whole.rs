use okta_event_hooks::{EventHook, LogEvent, MODELS};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

/// Whether a value has what the table of models requires: what a language does that reads JSON by itself.
fn is_whole(r#type: &str, value: &Value) -> bool {
    if let Some(item) = r#type.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>')) {
        return value.as_array().is_some_and(|items| items.iter().all(|value| is_whole(item, value)));
    }
    let Some(model) = MODELS.iter().find(|model| model.name == r#type) else { return value.is_string() };
    let mut required = model.fields.iter().filter(|field| field.required);
    value.is_object()
        && required.all(|field| is_whole(field.r#type, value.get(field.key).unwrap_or(&Value::Null)))
}

fn hook() -> Value {
    json!({"id": "who1", "status": "ACTIVE", "verificationStatus": "VERIFIED", "name": "n", "description": null,
        "events": {"type": "EVENT_TYPE", "items": ["a", "b"],
            "filter": {"type": "EXPRESSION_LANGUAGE", "eventFilterMap": [{"event": "a", "condition": {"expression": "true"}}]}},
        "channel": {"type": "HTTP", "version": "1.0.0", "config": {"uri": "https://x", "method": "POST",
            "headers": [{"key": "X-A", "value": "1"}], "authScheme": {"type": "HEADER", "key": "Authorization"}}},
        "_links": {"self": {"href": "https://x"}}})
}

fn event() -> Value {
    json!({"uuid": "u", "eventType": "user.lifecycle.create", "published": "2026-04-02T10:15:00.000Z",
        "actor": {"id": "00u1"}, "target": [{"id": "00u2"}], "outcome": {"result": "SUCCESS"}})
}

/// Where there is something in a value, as JSON pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (name, child) in children {
        let place = format!("{at}/{name}");
        places(child, &place, found);
        found.push(place);
    }
}

/// The value with something else, or nothing, in some of its places.
fn changed(mut value: Value, changes: &[(Index, Option<Value>)]) -> Value {
    for (index, other) in changes {
        let mut found = Vec::new();
        places(&value, "", &mut found);
        if found.is_empty() {
            break;
        }
        let place = index.get(&found);
        let (parent, name) = place.rsplit_once('/').unwrap();
        match (value.pointer_mut(parent).unwrap(), other) {
            (Value::Object(members), Some(other)) => drop(members.insert(name.to_owned(), other.clone())),
            (Value::Object(members), None) => drop(members.remove(name)),
            (Value::Array(items), Some(other)) => items[name.parse::<usize>().unwrap()] = other.clone(),
            (Value::Array(items), None) => drop(items.remove(name.parse().unwrap())),
            _ => unreachable!("a place is in an object or an array"),
        }
    }
    value
}

fn changes() -> impl Strategy<Value = Vec<(Index, Option<Value>)>> {
    let other = prop_oneof![
        Just(None),
        prop::sample::select(vec![
            json!(null),
            json!(1),
            json!("text"),
            json!([]),
            json!({}),
            json!(["a"]),
            json!([1])
        ])
        .prop_map(Some),
    ];
    prop::collection::vec((any::<Index>(), other), 0..4)
}

proptest! {
    /// The table says just what the reader needs: a language that goes by the table alone loses nothing and takes nothing more.
    #[test]
    fn a_hook_is_whole_when_it_can_be_read(changes in changes()) {
        let hook = changed(hook(), &changes);
        prop_assert_eq!(is_whole("EventHook", &hook), EventHook::from_json(hook.to_string()).is_ok(), "{}", hook);
    }

    #[test]
    fn an_event_is_whole_when_it_can_be_read(changes in changes()) {
        let event = changed(event(), &changes);
        prop_assert_eq!(is_whole("LogEvent", &event), LogEvent::from_json(event.to_string()).is_ok(), "{}", event);
    }
}
