use okta_event_hooks::EventHook;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::plan::{Wish, plan};

const WHOLE: &str = "\
eventHooks:
  - id: who1
    name: User feed
    status: INACTIVE
    created: 2026-03-16T04:00:00Z
    new: {a: 1.10}
    events:
      items: [user.lifecycle.create]
    channel:
      config:
        uri: https://hooks.example.com/okta
        headers: [{key: X-Tenant, value: acme}]
        authScheme:
          key: Authorization
          value: {file: secret.txt}
";

fn wrong(text: &str) -> Vec<String> {
    let wrong = read(text, "hooks.yaml", None).unwrap_err();
    wrong.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_file_has_oktas_members_and_two_of_its_own() {
    let read = read(WHOLE, "hooks.yaml", Some(Path::new("conf"))).unwrap();
    let entry = &read.entries[0];
    assert_eq!((entry.id.as_deref(), &entry.status), (Some("who1"), &Some(Status::Inactive)));
    assert_eq!(entry.place, "hooks.yaml:2:5: eventHooks[0]");
    assert_eq!(entry.secret.as_ref().unwrap().to_string(), "file secret.txt");
    let sent = serde_json::to_string(&entry.spec).unwrap();
    assert_eq!(
        sent,
        r#"{"name":"User feed","events":{"type":"EVENT_TYPE","items":["user.lifecycle.create"]},"channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://hooks.example.com/okta","headers":[{"key":"X-Tenant","value":"acme"}],"authScheme":{"type":"HEADER","key":"Authorization"}}},"new":{"a":1.10}}"#
    );
    let warnings: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    assert!(warnings[0].starts_with("hooks.yaml:5:5: eventHooks[0].created: is read-only"), "{warnings:?}");
    assert!(warnings[1].starts_with("hooks.yaml:6:5: eventHooks[0].new: "), "{warnings:?}");
    assert_eq!(warnings.len(), 2);
}

#[test]
fn a_secret_in_clear_is_refused_and_not_quoted() {
    for value in ["hunter2", "\"hunter2\"", "[hunter2]", "{env: hunter2, file: x}", "{clear: hunter2}", "2"] {
        let problems = wrong(&WHOLE.replace("{file: secret.txt}", value));
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with("hooks.yaml:15:11: eventHooks[0].channel.config.authScheme.value: "));
        assert!(problems[0].contains("{env: NAME}") && !problems[0].contains("hunter2"), "{problems:?}");
    }
}

#[test]
fn an_error_has_line_column_and_field() {
    for (old, new, expected) in [
        ("name: User feed", "name: 7", "hooks.yaml:3:5: eventHooks[0].name: must be text"),
        ("INACTIVE", "off", "hooks.yaml:4:5: eventHooks[0].status: must be ACTIVE or INACTIVE"),
        ("[user.lifecycle.create]", "[a, 7]", "hooks.yaml:8:18: eventHooks[0].events.items[1]: must be text"),
        (
            "[{key: X-Tenant, value: acme}]",
            "{X-Tenant: acme}",
            "eventHooks[0].channel.config.headers: must be a list",
        ),
        ("uri:", "url:", "hooks.yaml:10:7: eventHooks[0].channel.config: has no uri"),
        ("eventHooks:", "hooks:", "hooks.yaml:1:1: has no list `eventHooks`"),
        ("    new: {a", "   new: {a", "hooks.yaml:6:4: is neither YAML nor JSON"),
    ] {
        let problems = wrong(&WHOLE.replace(old, new));
        assert!(problems[0].contains(expected), "{expected}: {problems:?}");
    }
}

#[test]
fn a_hook_that_comes_twice_is_refused() {
    let twice = format!("{WHOLE}{}", WHOLE.replace("eventHooks:\n", ""));
    assert!(wrong(&twice)[0].contains("names are unique"), "{:?}", wrong(&twice));
    let renamed = format!("{WHOLE}{}", WHOLE.replace("eventHooks:\n", "").replace("User feed", "Other"));
    assert!(wrong(&renamed)[0].contains("has the id of hooks.yaml:2:5"), "{:?}", wrong(&renamed));
}

#[test]
fn what_is_exported_says_the_same() {
    let hook = json!({
        "id": "who1", "status": "ACTIVE", "verificationStatus": "VERIFIED", "name": "User feed (EU)",
        "description": null, "created": "2026-03-16T04:00:00.000Z", "createdBy": "00u1", "lastUpdated": null,
        "events": {"type": "EVENT_TYPE", "items": ["b", "a"], "filter": {"type": "EXPRESSION_LANGUAGE",
            "eventFilterMap": [{"event": "a", "condition": {"expression": "x eq 'y'", "version": null}}]}},
        "channel": {"type": "HTTP", "version": "1.0.0", "config": {"uri": "https://x.example/okta", "headers": [],
            "method": "POST", "authScheme": {"type": "HEADER", "key": "Authorization"}}},
        "new": {"deep": [1, null]}, "_links": {"self": {"href": "https://acme.okta.com"}},
    });
    let hook = EventHook::from_json(hook.to_string()).unwrap();
    let org = "https://acme.okta.com".parse().unwrap();
    let text = export(vec![hook.clone()], &org, false).unwrap().tree.to_yaml();
    let expected = "\
eventHooks:
  - name: User feed (EU)
    status: ACTIVE
    events:
      type: EVENT_TYPE
      items:
        - a
        - b
      filter:
        type: EXPRESSION_LANGUAGE
        eventFilterMap:
          - event: a
            condition:
              expression: \"x eq 'y'\"
    channel:
      type: HTTP
      version: 1.0.0
      config:
        uri: https://x.example/okta
        authScheme:
          type: HEADER
          key: Authorization
          value: {env: HOOK_SECRET_USER_FEED_EU}
    new:
      deep:
        - 1
        - null
";
    assert_eq!(text.replace("\"User feed (EU)\"", "User feed (EU)"), expected);
    let entries = read(&text, "hooks.yaml", None).unwrap().entries;
    let plan = plan(&entries, &[Ok(hook)], Wish::default()).unwrap();
    assert!(plan[0].steps.is_empty(), "{plan:?}");
}

/// A value that no model knows.
fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        prop::collection::vec("[ -~]{0,4}", 0..3).prop_map(Value::from),
        prop::collection::btree_map("[a-z#: ]{1,4}", any::<bool>(), 0..3).prop_map(|map| json!(map)),
    ]
}

fn hooks() -> impl Strategy<Value = Vec<Value>> {
    let header = ("[A-Za-z-]{1,6}", ".{0,6}").prop_map(|(key, value)| json!({"key": key, "value": value}));
    let filter = (".{1,6}", ".{1,9}").prop_map(
        |(event, text)| json!({"event": event, "condition": {"expression": text, "version": null}}),
    );
    let hook = (
        prop::collection::vec(".{1,6}", 0..4),
        prop::option::of(prop::collection::vec(filter, 0..3)),
        prop::option::of(prop::collection::vec(header, 0..3)),
        prop::option::of("[A-Za-z-]{1,6}"),
        prop::option::of(".{0,9}"),
        prop::sample::select(vec!["ACTIVE", "INACTIVE", "NEW"]),
        prop::collection::vec(odd(), 6),
    );
    let hook = hook.prop_map(|(items, filters, headers, scheme, description, status, odd)| {
        let mut hook = json!({
            "status": status, "verificationStatus": "VERIFIED", "description": description, "odd": odd[0],
            "events": {"type": "EVENT_TYPE", "items": items, "filter": null, "odd": odd[1]},
            "channel": {"type": "HTTP", "version": "1.0.0", "odd": odd[2],
                "config": {"uri": "https://x.example", "method": "POST", "headers": headers, "odd": odd[3]}},
        });
        if let Some(filters) = filters {
            hook["events"]["filter"] =
                json!({"type": "EXPRESSION_LANGUAGE", "eventFilterMap": filters, "odd": odd[4]});
        }
        if let Some(key) = scheme {
            hook["channel"]["config"]["authScheme"] = json!({"type": "HEADER", "key": key, "odd": odd[5]});
        }
        hook
    });
    prop::collection::btree_map(".{1,9}", hook, 0..4).prop_map(|hooks| {
        let named = hooks.into_iter().enumerate().map(|(at, (name, mut hook))| {
            hook["name"] = name.into();
            hook["id"] = format!("who{at}").into();
            hook
        });
        named.collect()
    })
}

proptest! {
    #[test]
    fn whatever_is_exported_changes_nothing(hooks in hooks(), with_ids: bool) {
        let org = "https://acme.okta.com".parse().unwrap();
        let hooks: Vec<EventHook> = hooks.iter().map(|hook| EventHook::from_json(hook.to_string()).unwrap()).collect();
        let yaml = export(hooks.clone(), &org, with_ids).unwrap();
        let yaml = format!("{}{}", yaml.comment, yaml.tree.to_yaml());
        let entries = read(&yaml, "hooks.yaml", None)
            .map_err(|wrong| TestCaseError::fail(format!("{:?}\n{yaml}", wrong.problems)))?
            .entries;
        let org: Vec<_> = hooks.into_iter().map(Ok).collect();
        let plan = plan(&entries, &org, Wish { prune: true, ..Wish::default() });
        for planned in plan.map_err(|problems| TestCaseError::fail(format!("{problems:?}\n{yaml}")))? {
            prop_assert!(planned.steps.is_empty(), "{planned:?}\n{yaml}");
        }
    }
}
