use okta_event_hooks::{EventHook, LogEvent};
use proptest::prelude::*;

use super::json::{any_string, any_text, appended, unknown_members};

/// A hook with members at every level that no model names.
fn hook_text() -> impl Strategy<Value = String> {
    let at_each_level = [(); 5].map(|()| unknown_members());
    (at_each_level, any_string(), any_string(), prop::bool::ANY).prop_map(|(unknown, name, status, null)| {
        let [hook, events, channel, config, auth] = unknown.map(|members| appended(&members));
        let description = if null { r#","description":null"# } else { "" };
        format!(
            r#"{{"id":"who1","status":{status},"verificationStatus":"VERIFIED","name":{name}{description},"events":{{"type":"EVENT_TYPE","items":["a","b"],"filter":null{events}}},"channel":{{"type":"HTTP","version":"1.0.0","config":{{"uri":"https://x","headers":[],"method":"POST","authScheme":{{"type":"HEADER","key":"Authorization"{auth}}}{config}}}{channel}}}{hook}}}"#
        )
    })
}

proptest! {
    /// What Okta sent is printed again to the letter: the text above is in the order of the models.
    #[test]
    fn a_hook_prints_as_it_was_read(text in hook_text()) {
        let hook = EventHook::from_json(&text).unwrap();
        let printed = serde_json::to_string(&hook).unwrap();
        // A string may be escaped in another way: its value is the same.
        prop_assert_eq!(unescaped(&printed), unescaped(&text));
        prop_assert_eq!(EventHook::from_json(&printed).unwrap(), hook);
    }

    /// Unknown members survive the way from what was read to what is sent.
    #[test]
    fn a_spec_keeps_what_it_does_not_know(members in unknown_members()) {
        let text = format!(
            r#"{{"id":"w","status":"ACTIVE","verificationStatus":"VERIFIED","name":"n","events":{{"type":"EVENT_TYPE","items":["a"]}},"channel":{{"type":"HTTP","version":"1.0.0","config":{{"uri":"https://x"}}}}{}}}"#,
            appended(&members)
        );
        let spec = EventHook::from_json(&text).unwrap().into_spec();
        let kept: Vec<String> = spec.extra.iter().map(|(_, value)| value.get().to_owned()).collect();
        let expected: Vec<String> = members.into_iter().map(|(_, value)| value).collect();
        prop_assert_eq!(kept, expected);
    }

    /// A member of any type in the place of an optional one costs nothing.
    #[test]
    fn an_event_survives_members_of_other_types(values in prop::array::uniform12(any_text())) {
        let names = [
            "published", "severity", "displayMessage", "actor", "client", "request", "outcome", "target",
            "transaction", "debugContext", "legacyEventType", "version",
        ];
        let members: String = names.iter().zip(&values).map(|(name, value)| format!(r#","{name}":{value}"#)).collect();
        let text = format!(r#"{{"uuid":"u","eventType":"user.lifecycle.create"{members}}}"#);
        let event = LogEvent::from_json(&text).unwrap();
        prop_assert_eq!(&event.uuid, "u");
        event.target_event_hook_ids();
        event.ip_chain();
        let printed = serde_json::to_string(&event).unwrap();
        prop_assert_eq!(LogEvent::from_json(&printed).unwrap(), event);
        // An object or array that fits is printed in the order of its model, so only the others are compared.
        for value in values.iter().filter(|value| !value.starts_with(['{', '['])) {
            let kept = unescaped(&printed).contains(&unescaped(value));
            prop_assert!(kept, "{} is lost", value);
        }
    }
}

/// The text with each string in one form, for JSON can write a string in several.
fn unescaped(json: &str) -> String {
    let mut out = String::new();
    let mut rest = json;
    while let Some(at) = rest.find('"') {
        out.push_str(rest.get(..at).unwrap());
        let end = at + 1 + end_of_string(rest.get(at + 1..).unwrap());
        let text: String = serde_json::from_str(rest.get(at..end).unwrap()).unwrap();
        out.push_str(&format!("{text:?}"));
        rest = rest.get(end..).unwrap();
    }
    out + rest
}

fn end_of_string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    panic!("a string without an end")
}
