//! `hooks export` and `hooks apply`

use std::sync::mpsc;

use serde_json::{Value, json};

use crate::child::Place;
use crate::emulator::Org;
use crate::fake_org::{answering, json as json_response, serving};

const URI: &str = "http://127.0.0.1:9/";

/// A hook of a file.
fn hook(name: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut hook = json!({"name": name, "events": {"items": ["user.lifecycle.create"]}, "channel": {"config": {"uri": URI}}});
    change(&mut hook);
    hook
}

fn write(place: &Place, hooks: &[Value]) {
    place.write("hooks.yaml", &json!({ "eventHooks": hooks }).to_string());
}

fn apply(place: &Place, more: &[&str]) -> Value {
    place.run(&[&["hooks", "apply", "hooks.yaml", "--json", "--yes"], more].concat()).json()
}

/// What was done about each hook: its name, the action and the result.
fn results(document: &Value) -> Vec<(String, String, String)> {
    let text = |hook: &Value, member: &str| hook[member].as_str().unwrap().to_owned();
    let hooks = document["hooks"].as_array().unwrap().iter();
    hooks.map(|hook| (text(hook, "name"), text(hook, "action"), text(hook, "result"))).collect()
}

fn is(results: &[(String, String, String)], expected: &[(&str, &str, &str)]) {
    let results: Vec<_> =
        results.iter().map(|(name, action, result)| (&**name, &**action, &**result)).collect();
    assert_eq!(results, expected);
}

fn names(place: &Place) -> Vec<String> {
    let hooks = place.run(&["hooks", "list", "--json"]).json();
    hooks.as_array().unwrap().iter().map(|hook| hook["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_exported_changes_nothing() {
    let org = Org::start();
    let place = org.place();
    let args = [
        "--event",
        "user.lifecycle.create",
        "--event",
        "user.lifecycle.activate",
        "--secret",
        "env:HOOK_SECRET",
    ];
    place
        .run(
            &[&["hooks", "create", "--name", "User feed", "--uri", URI, "--header", "X-A=1"], &args[..]]
                .concat(),
        )
        .ok();
    let filter =
        ["--filter", "user.session.start=event.outcome.result eq 'FAILURE'", "--description", "a: b"];
    place.run(&[&["hooks", "create", "--name", "off", "--uri", URI], &filter[..]].concat()).ok();
    let off = place.run(&["hooks", "list", "--json"]).json()[1]["id"].as_str().unwrap().to_owned();
    place.run(&["hooks", "deactivate", &off, "--yes"]).ok();

    let exported = place.run(&["hooks", "export"]);
    assert!(exported.stderr.starts_with("warning: User feed: "), "its header is in clear: {exported:?}");
    let yaml = exported.ok();
    assert!(
        yaml.starts_with("# The event hooks of ") && yaml.contains("value: {env: HOOK_SECRET_USER_FEED}"),
        "{yaml}"
    );
    for read_only in ["who", "created", "_links", "VERIFIED", "lastUpdated", "method", "s3cr3t"] {
        assert!(!yaml.contains(read_only), "{read_only}: {yaml}");
    }
    assert_eq!(place.run(&["hooks", "export"]).ok(), yaml, "the same each time");
    place.run(&["hooks", "export", "--output", "hooks.yaml"]).ok();
    for file in
        [yaml, place.run(&["hooks", "export", "--json"]).ok(), place.run(&["hooks", "export", "--ids"]).ok()]
    {
        let ended = place.run_with(&["hooks", "apply", "-", "--prune", "--verify"], &file);
        // The hook that is on and was never verified is no matter of the file.
        assert_eq!(ended.code, Some(2), "--verify would do something: {ended:?}");
        let text = place.run_with(&["hooks", "apply", "-", "--prune"], &file).ok();
        assert!(text.starts_with("Nothing to do: 2 event hooks"), "{text}");
    }
    is(
        &results(&apply(&place, &[])),
        &[("User feed", "unchanged", "unchanged"), ("off", "unchanged", "unchanged")],
    );
    let one = place.run(&["hooks", "export", &off]).ok();
    assert!(one.contains("name: \"off\"") && !one.contains("User feed"), "{one}");
    place.run(&["hooks", "export", "whoNobody"]).failed(3);
}

#[test]
fn it_creates_changes_switches_and_prunes_and_then_does_nothing() {
    let org = Org::start();
    let place = org.place();
    let listener = place.start(&["listen", "--port", "0", "--secret", "env:HOOK_SECRET", "--json"]);
    let uri = listener.json_line()["url"].as_str().unwrap().to_owned();
    write(&place, &[hook("a", |_| {}), hook("b", |_| {}), hook("c", |_| {})]);
    is(
        &results(&apply(&place, &[])),
        &[("a", "create", "done"), ("b", "create", "done"), ("c", "create", "done")],
    );

    let wanted = [
        hook("a", |hook| hook["status"] = "INACTIVE".into()),
        hook("b", |hook| {
            hook["channel"]["config"] =
                json!({"uri": uri, "authScheme": {"key": "Authorization", "value": {"env": "HOOK_SECRET"}}});
        }),
        hook("d", |hook| {
            hook["status"] = "ACTIVE".into();
            hook["channel"]["config"] =
                json!({"uri": uri, "authScheme": {"key": "Authorization", "value": {"file": "secret.txt"}}});
        }),
    ];
    write(&place, &wanted);
    place.write("secret.txt", "s3cr3t-of-the-hook\n");
    let dry = place.run(&["hooks", "apply", "hooks.yaml", "--prune", "--dry-run", "--json"]).json();
    assert_eq!((&dry["dryRun"], &dry["hooks"][3]["steps"]), (&json!(true), &json!(["deactivate", "delete"])));
    let error = place.run(&["hooks", "apply", "hooks.yaml"]).failed(2);
    assert!(error.contains("--yes"), "{error}");
    assert_eq!(names(&place), ["a", "b", "c"], "nothing was done");

    let done = [("a", "deactivate", "done"), ("b", "replace", "done"), ("d", "create", "done")];
    let document = apply(&place, &["--verify"]);
    is(&results(&document), &done);
    assert_eq!(document["hooks"][1]["hook"]["verificationStatus"], "VERIFIED");
    assert_eq!(document["hooks"][2]["hook"]["verificationStatus"], "VERIFIED");
    assert_eq!(names(&place), ["a", "b", "c", "d"], "without --prune nothing is deleted");
    is(&results(&apply(&place, &["--prune"]))[3..], &[("c", "delete", "done")]);
    assert_eq!(names(&place), ["a", "b", "d"]);
    let text = place.run(&["hooks", "apply", "hooks.yaml", "--prune", "--verify"]).ok();
    assert!(text.starts_with("Nothing to do: 3 event hooks"), "{text}");

    is(
        &results(&apply(&place, &["--update-secrets"]))[1..],
        &[("b", "replace", "done"), ("d", "replace", "done")],
    );
}

#[test]
fn what_the_file_does_not_know_is_kept_and_what_we_do_not_know_is_sent() {
    let old = json!({
        "id": "who1", "name": "Feed", "status": "ACTIVE", "verificationStatus": "VERIFIED", "inOrg": {"n": 1},
        "events": {"type": "EVENT_TYPE", "items": ["user.lifecycle.create"], "inEvents": true},
        "channel": {"type": "HTTP", "version": "1.0.0", "config": {"uri": URI, "inConfig": "x"}},
    });
    let (sender, bodies) = mpsc::channel();
    let url = serving(move |request| {
        if request.line.starts_with("GET ") {
            return Some(json_response("200 OK", &json!([old]).to_string()));
        }
        sender.send((request.line.clone(), request.body.clone())).unwrap();
        let mut new: Value = serde_json::from_str(&request.body).unwrap();
        new["id"] = "who1".into();
        new["status"] = "ACTIVE".into();
        new["verificationStatus"] = "VERIFIED".into();
        Some(json_response("200 OK", &new.to_string()))
    });
    let place = Place::with_org(&url, "00token");
    let yaml = format!(
        "eventHooks:\n- name: Feed\n  description: new\n  inFile: 123456789012345678901234567890\n  events: {{items: [user.lifecycle.create]}}\n  channel:\n    config:\n      uri: {URI}\n      alsoInFile: 1.10\n"
    );
    let ended = place.run_with(&["hooks", "apply", "-", "--yes"], &yaml);
    assert!(ended.stderr.contains("warning: stdin:4:3: eventHooks[0].inFile: "), "{ended:?}");
    assert!(
        ended.stderr.contains("warning: stdin:9:7: eventHooks[0].channel.config.alsoInFile: "),
        "{ended:?}"
    );
    ended.ok();
    let (line, body) = bodies.recv().unwrap();
    assert!(line.starts_with("PUT /api/v1/eventHooks/who1 "), "{line}");
    for part in [r#""inOrg":{"n":1}"#, r#""inEvents":true"#, r#""inConfig":"x""#, r#""alsoInFile":1.10"#] {
        assert!(body.contains(part), "{part}: {body}");
    }
    assert!(body.contains(r#""inFile":123456789012345678901234567890"#), "{body}");
}

#[test]
fn a_secret_in_clear_is_refused_and_not_printed() {
    let org = Org::start();
    let place = org.place();
    let clear = hook("n", |hook| {
        hook["channel"]["config"]["authScheme"] = json!({"key": "Authorization", "value": "hunter2"});
    });
    write(&place, &[clear, hook("other", |_| {})]);
    let error = place.run(&["hooks", "apply", "hooks.yaml", "--yes"]).failed(2);
    assert!(error.contains("channel.config.authScheme.value") && error.contains("{env: NAME}"), "{error}");
    assert!(!error.contains("hunter2"), "{error}");

    let absent = hook("n", |hook| {
        hook["channel"]["config"]["authScheme"] = json!({"key": "Authorization", "value": {"env": "ABSENT"}});
    });
    write(&place, &[absent, hook("other", |_| {})]);
    let ended = place.run(&["hooks", "apply", "hooks.yaml", "--yes", "--json"]);
    let error = ended.failed(2);
    assert!(error.contains("ABSENT is not set"), "{error}");
    place.run(&["hooks", "apply", "hooks.yaml", "--dry-run"]).ok();
    assert_eq!(names(&place), [""; 0], "nothing was sent");
}

#[test]
fn a_malformed_file_is_told_with_line_column_and_field() {
    let place = Place::with_org("http://127.0.0.1:1", "00token");
    place.write(
        "hooks.yaml",
        "eventHooks:\n  - name: Feed\n    evnts: {items: [a]}\n    channel: {config: {uri: 7}}\n",
    );
    let ended = place.run(&["hooks", "apply", "hooks.yaml"]);
    for part in [
        "error: hooks.yaml:2:5: eventHooks[0]: has no events",
        "warning: hooks.yaml:3:5: eventHooks[0].evnts: is no member",
        "error: hooks.yaml:4:24: eventHooks[0].channel.config.uri: must be text",
    ] {
        assert!(ended.stderr.contains(part), "{part}: {ended:?}");
    }
    ended.failed(2);
    place.write("hooks.yaml", "eventHooks:\n  - name: [\n");
    assert!(
        place.run(&["hooks", "apply", "hooks.yaml"]).failed(2).contains("hooks.yaml:2:11: is neither YAML")
    );
    place.run(&["hooks", "apply", "absent.yaml"]).failed(2);
}

#[test]
fn the_file_of_the_guide_can_be_applied() {
    let org = Org::start();
    let place = org.place().with("HOOK_SECRET_FAILED_SIGN_INS", "s3cr3t");
    let guide = include_str!("../../../../docs/hooks-as-files.md");
    let (_, yaml) = guide.split_once("```yaml\n").unwrap();
    let (yaml, _) = yaml.split_once("```").unwrap();
    place.write("hooks.yaml", yaml);
    is(
        &results(&apply(&place, &[])),
        &[("Group changes", "create", "done"), ("Failed sign-ins", "create", "done")],
    );
    assert!(place.run(&["hooks", "apply", "hooks.yaml", "--prune"]).ok().starts_with("Nothing to do"));
}

#[test]
fn an_org_that_refuses_is_told_and_nothing_is_tried() {
    let refusal = r#"{"errorCode":"E0000006","errorSummary":"You do not have permission"}"#;
    let place = Place::with_org(&answering(&json_response("403 Forbidden", refusal)), "00token");
    write(&place, &[hook("n", |_| {})]);
    let error = place.run(&["hooks", "apply", "hooks.yaml", "--yes"]).failed(1);
    assert!(error.contains("listEventHooks") && error.contains("E0000006"), "{error}");
}

#[test]
fn a_hook_that_fails_does_not_stop_the_others() {
    let org = Org::start();
    let place = org.place();
    // Okta has this header for itself.
    let refused = hook("a", |hook| {
        hook["channel"]["config"]["headers"] = json!([{"key": "Accept", "value": "text/plain"}]);
    });
    write(&place, &[refused, hook("b", |_| {})]);
    let ended = place.run(&["hooks", "apply", "hooks.yaml", "--yes", "--fail-fast", "--json"]);
    let document: Value = serde_json::from_str(&ended.stdout).unwrap();
    is(&results(&document), &[("a", "create", "failed"), ("b", "create", "notDone")]);
    assert!(document["hooks"][0]["error"].as_str().unwrap().contains("createEventHook"), "{document}");
    assert!(ended.failed(1).contains("1 failed, 1 not done"));

    let ended = place.run(&["hooks", "apply", "hooks.yaml", "--yes"]);
    assert!(ended.stdout.contains("create: b ("), "{ended:?}");
    let error = ended.failed(1);
    assert!(error.contains("1 done, 1 failed") && error.contains("hint: correct in the file"), "{error}");
    assert_eq!(names(&place), ["b"]);

    // Nothing answers there: the verification fails, and the hook is told with the others.
    write(&place, &[hook("b", |_| {}), hook("c", |_| {})]);
    let error = place.run(&["hooks", "apply", "hooks.yaml", "--yes", "--verify"]).failed(1);
    assert_eq!(error.matches("verifyEventHook").count(), 2, "{error}");
    write(&place, &[hook("d", |_| {})]);
    let ended = place.run(&["hooks", "apply", "hooks.yaml", "--yes", "--verify", "--jsonl"]);
    let line: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!((&line["result"], &line["done"]), (&json!("failed"), &json!(["create"])));
    assert_eq!(line["hook"]["name"], "d", "it exists all the same: {line}");
}

#[test]
fn a_name_that_is_taken_is_told_with_the_hook_and_what_to_do() {
    let org = Org::start();
    let place = org.place();
    write(&place, &[hook("a", |_| {}), hook("b", |_| {})]);
    apply(&place, &[]);
    let id = place.run(&["hooks", "list", "--json"]).json()[0]["id"].as_str().unwrap().to_owned();
    write(&place, &[hook("b", |hook| hook["id"] = id.clone().into())]);
    let error = place.run(&["hooks", "apply", "hooks.yaml", "--yes"]).failed(1);
    assert!(error.starts_with(&format!("error: a ({id}): replaceEventHook: ")), "{error}");
    assert!(error.contains("hint: correct in the file what was refused; a name must be unique"), "{error}");
    assert_eq!(names(&place), ["a", "b"]);
}
