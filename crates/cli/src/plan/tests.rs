use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::hooks_file;

/// A hook of an org.
#[allow(clippy::unnecessary_wraps, reason = "an item of a list is one that could be read, or not")]
fn hook(id: &str, name: &str, change: impl FnOnce(&mut Value)) -> Item<EventHook> {
    let mut hook = json!({
        "id": id, "name": name, "status": "ACTIVE", "verificationStatus": "VERIFIED", "description": null,
        "events": {"type": "EVENT_TYPE", "items": ["user.lifecycle.delete", "user.lifecycle.create"], "filter": null},
        "channel": {"type": "HTTP", "version": "1.0.0", "config": {
            "uri": "https://hooks.example.com/a", "headers": [], "method": "POST",
            "authScheme": {"type": "HEADER", "key": "Authorization"}}},
        "_links": {"self": {"href": "https://acme.okta.com"}},
    });
    change(&mut hook);
    Ok(EventHook::from_json(hook.to_string()).unwrap())
}

/// A hook of a file that says the same.
fn entry(name: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut entry = json!({
        "name": name,
        "events": {"items": ["user.lifecycle.create", "user.lifecycle.delete"]},
        "channel": {"config": {
            "uri": "https://hooks.example.com/a",
            "authScheme": {"key": "authorization", "value": {"env": "HOOK_SECRET"}}}},
    });
    change(&mut entry);
    entry
}

fn entries(entries: &[Value]) -> Vec<Entry> {
    let text = json!({ "eventHooks": entries }).to_string();
    hooks_file::read(&text, "hooks.yaml", None).unwrap().entries
}

fn of(entry: Value, org: &[Item<EventHook>], wish: Wish) -> Result<Vec<Planned>, Vec<Problem>> {
    plan(&entries(&[entry]), org, wish)
}

fn steps(planned: Result<Vec<Planned>, Vec<Problem>>) -> Vec<Vec<Step>> {
    planned.unwrap().into_iter().map(|planned| planned.steps).collect()
}

#[test]
fn a_hook_that_is_as_it_should_be_is_left_alone() {
    let org = [hook("who1", "Feed", |_| {})];
    assert_eq!(steps(of(entry("Feed", |_| {}), &org, Wish::default())), [vec![]]);
    let wish = Wish { prune: true, verify: true, ..Wish::default() };
    assert_eq!(steps(of(entry("Feed", |_| {}), &org, wish)), [vec![]]);
    let same = |entry: &mut Value| {
        entry["description"] = Value::Null;
        entry["status"] = "ACTIVE".into();
        entry["events"]["filter"] = json!({"eventFilterMap": []});
        entry["channel"]["config"]["headers"] = json!([]);
        entry["events"]["items"] =
            json!(["user.lifecycle.delete", "user.lifecycle.create", "user.lifecycle.create"]);
    };
    assert_eq!(steps(of(entry("Feed", same), &org, Wish::default())), [vec![]]);
    let no_reference = |entry: &mut Value| {
        entry["channel"]["config"]["authScheme"].as_object_mut().unwrap().remove("value");
    };
    assert_eq!(steps(of(entry("Feed", no_reference), &org, Wish::default())), [vec![]]);
}

#[test]
fn a_change_is_told_by_its_member_and_needs_the_secret() {
    let org = [hook("who1", "Feed", |hook| hook["new"] = json!(123))];
    let change = |entry: &mut Value| {
        entry["description"] = "second".into();
        entry["channel"]["config"]["headers"] = json!([{"key": "X-Key", "value": "k3y"}]);
    };
    let planned = of(entry("Feed", change), &org, Wish::default()).unwrap().remove(0);
    assert_eq!((&planned.steps[..], planned.verification), (&[Step::Replace][..], Verification::Lost));
    let shown = serde_json::to_string(&planned.changes).unwrap();
    assert!(shown.contains(r#"{"path":"description","old":null,"new":"second"}"#), "{shown}");
    assert!(shown.contains("headers[x-key].value") && !shown.contains("k3y"), "{shown}");
    assert!(planned.spec.unwrap().extra.get("new").is_some(), "what the file does not know stays");

    let only_text = of(entry("Feed", |entry| entry["description"] = "x".into()), &org, Wish::default());
    assert_eq!(only_text.unwrap()[0].verification, Verification::MayBeLost);

    let no_reference = |entry: &mut Value| {
        entry["description"] = "x".into();
        entry["channel"]["config"]["authScheme"].as_object_mut().unwrap().remove("value");
    };
    let problems = of(entry("Feed", no_reference), &org, Wish::default()).unwrap_err();
    let text = problems[0].to_string();
    assert!(text.starts_with("hooks.yaml:1:") && text.contains("{env: NAME}"), "{text}");
}

#[test]
fn secrets_alone_are_sent_only_when_that_is_wanted() {
    let org = [hook("who1", "Feed", |_| {})];
    let wish = Wish { update_secrets: true, verify: true, ..Wish::default() };
    let planned = of(entry("Feed", |_| {}), &org, wish).unwrap().remove(0);
    assert_eq!(planned.steps, [Step::Replace, Step::Verify]);
    assert_eq!(planned.verification, Verification::Lost);
}

#[test]
fn states_are_reached_by_the_lifecycle() {
    let org = [hook("who1", "Feed", |_| {}), hook("who2", "Off", |hook| hook["status"] = "INACTIVE".into())];
    let off = |entry: &mut Value| entry["status"] = "INACTIVE".into();
    assert_eq!(steps(of(entry("Feed", off), &org, Wish::default())), [vec![Step::Deactivate]]);
    let on = |entry: &mut Value| {
        entry["status"] = "ACTIVE".into();
        entry["description"] = "x".into();
    };
    assert_eq!(steps(of(entry("Off", on), &org, Wish::default())), [vec![Step::Replace, Step::Activate]]);
    assert_eq!(
        steps(of(entry("Off", |_| {}), &org, Wish::default())),
        [vec![]],
        "it says nothing of the state"
    );
    assert_eq!(steps(of(entry("New", off), &org, Wish::default())), [vec![Step::Create, Step::Deactivate]]);
    let wish = Wish { verify: true, ..Wish::default() };
    assert_eq!(steps(of(entry("New", |_| {}), &org, wish)), [vec![Step::Create, Step::Verify]]);
    assert_eq!(steps(of(entry("New", off), &org, wish)), [vec![Step::Create, Step::Deactivate]]);
}

#[test]
fn nothing_is_deleted_unless_that_is_wanted() {
    let org = [hook("who1", "Feed", |_| {}), hook("who2", "Off", |hook| hook["status"] = "INACTIVE".into())];
    assert_eq!(plan(&[], &org, Wish::default()).unwrap().len(), 0);
    let wish = Wish { prune: true, ..Wish::default() };
    assert_eq!(steps(plan(&[], &org, wish)), [vec![Step::Deactivate, Step::Delete], vec![Step::Delete]]);
}

#[test]
fn hooks_are_found_by_id_and_else_by_name() {
    let org = [hook("who1", "Feed", |_| {}), hook("who2", "Other", |_| {})];
    let renamed = entry("New name", |entry| entry["id"] = "who1".into());
    let planned = of(renamed.clone(), &org, Wish::default()).unwrap().remove(0);
    assert_eq!((planned.id.as_deref(), &planned.steps[..]), (Some("who1"), &[Step::Replace][..]));
    // Its old name is free for another hook then.
    let both = plan(&entries(&[renamed, entry("Feed", |_| {})]), &org, Wish::default());
    assert_eq!(steps(both), [vec![Step::Replace], vec![Step::Create]]);

    let lost = of(entry("Feed", |entry| entry["id"] = "who9".into()), &org, Wish::default()).unwrap_err();
    assert!(lost[0].to_string().contains("who9"), "{}", lost[0]);
    let twice = [hook("who1", "Feed", |_| {}), hook("who2", "Feed", |_| {})];
    assert!(of(entry("Feed", |_| {}), &twice, Wish::default()).is_err());
}

#[test]
fn a_hook_that_cannot_be_read_is_not_created_again_and_not_deleted() {
    let org = unreadable(r#"[{"id":"who1","name":"Feed","events":7}]"#);
    assert!(org[0].is_err());
    assert!(of(entry("Feed", |_| {}), &org, Wish::default()).is_err());
    let wish = Wish { prune: true, ..Wish::default() };
    assert_eq!(steps(plan(&[], &org, wish)), Vec::<Vec<Step>>::new());
}

fn unreadable(list: &str) -> Vec<Item<EventHook>> {
    use okta_event_hooks::{ListEventHooks, Operation as _};
    let response = http::Response::builder().header("content-type", "application/json").body(list.as_bytes());
    ListEventHooks::new().parse(&response.unwrap()).unwrap().items
}

/// What Okta makes of a plan, as far as its documents say.
fn carried_out(org: &[Item<EventHook>], plan: &[Planned]) -> Vec<Item<EventHook>> {
    let mut org: Vec<EventHook> = org.iter().filter_map(|item| item.as_ref().ok()).cloned().collect();
    for planned in plan {
        let mut id = planned.id.clone().unwrap_or_else(|| format!("whoNew{}", org.len()));
        for step in &planned.steps {
            let at = org.iter().position(|hook| hook.id == id);
            match step {
                Step::Delete => drop(org.remove(at.unwrap())),
                Step::Deactivate => org[at.unwrap()].status = Status::Inactive,
                Step::Activate => org[at.unwrap()].status = Status::Active,
                Step::Verify => org[at.unwrap()].verification_status = VerificationStatus::Verified,
                Step::Create | Step::Replace => {
                    let old = at.map(|at| org.remove(at));
                    let status = old.as_ref().map_or(Status::Active, |old| old.status.clone());
                    let mut json = serde_json::to_value(planned.spec.as_ref().unwrap()).unwrap();
                    json["id"] = id.as_str().into();
                    json["status"] = status.as_str().into();
                    json["verificationStatus"] = "UNVERIFIED".into();
                    json["events"]["items"].as_array_mut().unwrap().reverse();
                    let hook = EventHook::from_json(json.to_string()).unwrap();
                    assert!(org.iter().all(|other| other.name != hook.name), "names are unique");
                    id.clone_from(&hook.id);
                    org.push(hook);
                }
            }
        }
    }
    org.into_iter().map(Ok).collect()
}

fn wanted() -> impl Strategy<Value = Vec<Value>> {
    let headers = prop::sample::select(vec![
        Value::Null,
        json!([]),
        json!([{"key": "X-A", "value": "1"}, {"key": "x-a", "value": "2"}]),
        json!([{"key": "X-B", "value": "1", "odd": 1.10}]),
    ]);
    let filter = prop::sample::select(vec![
        Value::Null,
        json!({"eventFilterMap": []}),
        json!({"type": "EXPRESSION_LANGUAGE", "eventFilterMap": [{"event": "e", "condition": {"expression": "x"}}]}),
    ]);
    let other =
        prop::sample::select(vec![json!({}), json!({"odd": null}), json!({"odd": {"b": [1], "a": 2}})]);
    let description = prop::option::of(prop::sample::select(vec!["", "d"]));
    let status = prop::option::of(prop::sample::select(vec!["ACTIVE", "INACTIVE"]));
    let one = (headers, filter, other, description, status, any::<bool>(), 0..2_u8);
    let one = one.prop_map(|(headers, filter, mut entry, description, status, secret, uri)| {
        entry["events"] = json!({"items": ["b", "a"], "filter": filter});
        entry["channel"] = json!({"config": {"uri": format!("https://x.example/{uri}"), "headers": headers}});
        if secret {
            entry["channel"]["config"]["authScheme"] = json!({"key": "K", "value": {"env": "S"}, "odd": 1});
        }
        if let Some(description) = description {
            entry["description"] = description.into();
        }
        if let Some(status) = status {
            entry["status"] = status.into();
        }
        entry
    });
    prop::collection::btree_map(prop::sample::select(vec!["a", "b", "c", "d"]), one, 0..4).prop_map(|hooks| {
        let named = hooks.into_iter().map(|(name, mut entry)| {
            entry["name"] = name.into();
            entry
        });
        named.collect()
    })
}

proptest! {
    #[test]
    fn a_second_run_changes_nothing(
        before in wanted(), after in wanted(), prune: bool, verify: bool, update_secrets: bool,
    ) {
        let first = Wish { prune, update_secrets, verify };
        let org = carried_out(&[], &plan(&entries(&before), &[], Wish::default()).unwrap());
        let after = entries(&after);
        let org = carried_out(&org, &plan(&after, &org, first).unwrap());
        let second = Wish { update_secrets: false, ..first };
        for planned in plan(&after, &org, second).unwrap() {
            prop_assert!(planned.steps.is_empty() && planned.changes.is_empty(), "{planned:?}");
        }
        prop_assert!(!prune || org.len() == after.len());
        if verify {
            let proved = org.iter().flatten().filter(|hook| after.iter().any(|entry| entry.spec.name == hook.name));
            prop_assert!(proved.into_iter().all(|hook| hook.delivers() || hook.status == Status::Inactive));
        }
    }
}
