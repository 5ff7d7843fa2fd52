//! `hooks` against the emulator.

use serde_json::Value;

use crate::child::Place;
use crate::emulator::Org;

fn create(place: &Place, uri: &str, more: &[&str]) -> Value {
    let args =
        ["hooks", "create", "--json", "--name", "Feed", "--uri", uri, "--event", "user.lifecycle.create"];
    place.run(&[&args, more].concat()).json()
}

fn id(hook: &Value) -> &str {
    hook["id"].as_str().unwrap()
}

#[test]
fn a_hook_from_its_creation_to_its_end() {
    let org = Org::start();
    let place = org.place();
    let listener = place.start(&["listen", "--port", "0", "--secret", "env:HOOK_SECRET", "--json"]);
    let uri = listener.json_line()["url"].as_str().unwrap().to_owned();

    let hook = create(&place, &uri, &["--secret", "env:HOOK_SECRET", "--verify", "--description", "first"]);
    let id = id(&hook);
    assert_eq!((&hook["verificationStatus"], &hook["description"]), (&"VERIFIED".into(), &"first".into()));

    let table = place.run(&["hooks", "list"]).ok();
    let mut rows = table.lines();
    assert!(rows.next().is_some_and(|row| row.starts_with("ID ")), "{table}");
    assert!(rows.next().is_some_and(|row| row.contains(id) && row.contains("ACTIVE  VERIFIED")), "{table}");
    assert_eq!(place.run(&["hooks", "list", "--json"]).json()[0]["id"], id);

    let text = place.run(&["hooks", "get", id]).ok();
    assert!(text.contains("in Authorization") && !text.contains("s3cr3t"), "{text}");

    let error = place.run(&["hooks", "replace", id, "--description", "second"]).failed(2);
    assert!(error.contains("--keep-secret"), "{error}");
    let kept =
        place.run(&["hooks", "replace", id, "--description", "second", "--keep-secret", "--json"]).json();
    assert_eq!((&kept["description"], &kept["name"]), (&"second".into(), &"Feed".into()));
    assert_eq!(kept["verificationStatus"], "VERIFIED");

    let change =
        ["hooks", "replace", id, "--uri", &format!("{uri}v2"), "--secret", "env:HOOK_SECRET", "--json"];
    let error = place.run(&change).failed(2);
    assert!(error.contains("--yes"), "{error}");
    let changed = place.run(&[&change[..], &["--yes"]].concat()).json();
    assert_eq!(changed["verificationStatus"], "UNVERIFIED");
    assert!(place.run(&["hooks", "verify", id]).ok().contains("VERIFIED: it delivers"));

    place.run(&["hooks", "delete", id]).failed(2);
    place.run(&["hooks", "delete", id, "--yes"]).failed(1);
    place.run(&["hooks", "deactivate", id]).failed(2);
    let off = place.run(&["hooks", "deactivate", id, "--yes", "--json"]).json();
    assert_eq!(off["status"], "INACTIVE");
    assert!(place.run(&["hooks", "activate", id]).ok().contains("ACTIVE, VERIFIED"));
    place.run(&["hooks", "deactivate", id, "--yes"]).ok();
    assert_eq!(place.run(&["hooks", "delete", id, "--yes", "--json"]).json()["deleted"], id);
    place.run(&["hooks", "get", id]).failed(3);
}

#[test]
fn a_failed_verification_tells_why_and_leaves_the_hook() {
    let org = Org::start();
    let place = org.place();
    let listener = place.start(&["listen", "--port", "0", "--json"]);
    let uri = listener.json_line()["url"].as_str().unwrap().to_owned();
    let args = ["hooks", "create", "--name", "n", "--uri", &uri, "--event", "user.lifecycle.create"];
    let ended = place.run(&[&args[..], &["--secret", "env:HOOK_SECRET", "--verify", "--json"]].concat());
    let hook: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(hook["verificationStatus"], "UNVERIFIED");
    assert!(ended.stderr.contains("401"), "the emulator knows the reason: {}", ended.stderr);
    ended.failed(1);
}

#[test]
fn each_option_replaces_what_it_names() {
    let org = Org::start();
    let place = org.place();
    let filter = "user.session.start=event.outcome.result eq 'FAILURE'";
    let more = [
        "--filter",
        filter,
        "--header",
        "X-Tenant=acme",
        "--secret",
        "env:HOOK_SECRET",
        "--auth-header",
        "X-Key",
    ];
    let hook = create(&place, "http://127.0.0.1:9/", &more);
    let id = id(&hook);
    assert_eq!(hook["events"]["filter"]["eventFilterMap"][0]["event"], "user.session.start");
    assert_eq!(hook["channel"]["config"]["authScheme"]["key"], "X-Key");

    let replace = |more: &[&str]| {
        let args = ["hooks", "replace", id, "--json", "--secret", "env:HOOK_SECRET"];
        place.run(&[&args, more].concat()).json()
    };
    let changed = replace(&["--header", "X-Other=1", "--event", "group.user_membership.add"]);
    assert_eq!(changed["events"]["items"], serde_json::json!(["group.user_membership.add"]));
    assert_eq!(
        changed["channel"]["config"]["headers"],
        serde_json::json!([{"key": "X-Other", "value": "1"}])
    );
    assert_eq!(changed["channel"]["config"]["authScheme"]["key"], "X-Key", "kept");
    let filters = &changed["events"]["filter"]["eventFilterMap"];
    assert!(filters.as_array().is_none_or(Vec::is_empty), "{changed}");
    assert_eq!(changed["name"], "Feed");
}

#[test]
fn a_hook_comes_from_a_file() {
    let org = Org::start();
    let place = org.place();
    let hook = create(&place, "http://127.0.0.1:9/", &["--secret", "env:HOOK_SECRET"]);
    let id = id(&hook);
    let text = place.run(&["hooks", "get", id, "--json"]).ok();
    place.write("hook.json", &text.replace("\"Feed\"", "\"Fed\""));
    let args = ["hooks", "replace", id, "--file", "hook.json", "--secret", "env:HOOK_SECRET", "--json"];
    assert_eq!(place.run(&args).json()["name"], "Fed");

    let spec = text.replace("\"Feed\"", "\"Another\"");
    let made =
        place.run_with(&["hooks", "create", "--file", "-", "--secret", "env:HOOK_SECRET", "--json"], &spec);
    assert_eq!(made.json()["name"], "Another");

    place.write("wrong.json", "{\"name\": 1");
    place.run(&["hooks", "create", "--file", "wrong.json"]).failed(2);
}
