//! `hooks create --dry-run` and `hooks replace --dry-run`

use serde_json::json;

use crate::emulator::Org;

const SECRET: [&str; 2] = ["--secret", "env:HOOK_SECRET"];

#[test]
fn it_tells_what_would_change_and_changes_nothing() {
    let org = Org::start();
    let place = org.place();
    let listener = place.start(&["listen", "--port", "0", "--secret", "env:HOOK_SECRET", "--json"]);
    let uri = listener.json_line()["url"].as_str().unwrap().to_owned();
    let args = [
        "hooks",
        "create",
        "--name",
        "Feed",
        "--uri",
        &uri,
        "--event",
        "user.lifecycle.create",
        "--header",
        "X-Key=k3y",
    ];
    let create = |more: &[&str]| place.run(&[&args[..], &SECRET, more].concat());

    let text = create(&["--dry-run", "--verify"]).ok();
    assert!(text.contains("+ create, verify  Feed") && text.contains("nothing was sent"), "{text}");
    assert!(!text.contains("s3cr3t") && !text.contains("k3y"), "{text}");
    assert_eq!(place.run(&["hooks", "list", "--json"]).ok(), "[]\n");

    let hook = create(&["--verify", "--json"]).json();
    let id = hook["id"].as_str().unwrap();
    let again = create(&["--dry-run"]);
    assert!(again.stderr.contains("unique"), "{again:?}");

    let before = place.run(&["hooks", "get", id, "--json"]).ok();
    let replace = |more: &[&str]| place.run(&[&["hooks", "replace", id, "--dry-run"], more].concat());
    let change = [
        &SECRET[..],
        &["--uri", "http://127.0.0.1:9/", "--header", "X-Key=an0ther", "--event", "user.session.start"],
    ]
    .concat();
    let text = replace(&change).ok();
    for part in
        [&format!("- {uri}"), "+ http://127.0.0.1:9/", "- user.lifecycle.create", "+ user.session.start"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(
        text.contains("headers[x-key].value: changed") && text.contains("! delivers nothing until"),
        "{text}"
    );
    assert!(!text.contains("s3cr3t") && !text.contains("k3y") && !text.contains("an0ther"), "{text}");

    let plan = replace(&[&change[..], &["--json"]].concat()).json();
    assert_eq!(
        (&plan["action"], &plan["verification"], &plan["id"]),
        (&json!("replace"), &json!("lost"), &json!(id))
    );
    let uri_changes = json!({"path": "channel.config.uri", "old": uri, "new": "http://127.0.0.1:9/"});
    assert!(plan["changes"].as_array().unwrap().contains(&uri_changes), "{plan}");

    let kept = replace(&["--description", "second", "--keep-secret", "--json"]).json();
    assert_eq!(kept["changes"], json!([{"path": "description", "old": null, "new": "second"}]));
    assert_eq!(kept["verification"], "kept");
    assert!(replace(&["--name", "Feed", "--keep-secret"]).ok().contains("Nothing would change"));
    assert!(replace(&["--description", "second"]).failed(2).contains("--keep-secret"));
    assert_eq!(place.run(&["hooks", "get", id, "--json"]).ok(), before);
}
