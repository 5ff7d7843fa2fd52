//! Colours are for people: never in a pipe unless they are asked for, never in JSON.

use crate::child::Place;
use crate::emulator::Org;

const ESCAPE: char = '\u{1b}';

#[test]
fn colours_come_when_they_are_wanted() {
    let org = Org::start();
    let create = [
        "hooks",
        "create",
        "--name",
        "n",
        "--uri",
        "http://127.0.0.1:9/",
        "--event",
        "user.lifecycle.create",
    ];
    org.place().run(&create).ok();
    let list = |place: Place, more: &[&str]| place.run(&[&["hooks", "list"], more].concat()).ok();

    assert!(!list(org.place(), &[]).contains(ESCAPE), "it is no terminal");
    assert!(list(org.place(), &["--color", "always"]).contains("\u{1b}[33munverified"));
    let force = || org.place().with("CLICOLOR_FORCE", "1");
    assert!(list(force(), &[]).contains(ESCAPE));
    assert!(list(force().with("NO_COLOR", ""), &[]).contains(ESCAPE), "an empty one says nothing");
    assert!(!list(force().with("NO_COLOR", "1"), &[]).contains(ESCAPE));
    assert!(!list(force(), &["--color", "never"]).contains(ESCAPE));
    assert!(
        list(force().with("NO_COLOR", "1"), &["--color=always"]).contains(ESCAPE),
        "the option says more"
    );
    for json in ["--json", "--jsonl"] {
        let text = list(force(), &["--color", "always", json]);
        assert!(!text.contains(ESCAPE) && text.contains("UNVERIFIED"), "{text}");
    }
}

#[test]
fn errors_are_coloured_too() {
    let place = Place::new();
    let error = place.run(&["hooks", "list", "--color", "always"]).stderr;
    assert!(
        error.contains("\u{1b}[31merror:\u{1b}[0m no orgUrl") && error.contains("hint:\u{1b}[0m"),
        "{error:?}"
    );
    let error = place.run(&["hooks", "nonsense", "--color=always"]).stderr;
    assert!(error.contains(ESCAPE), "{error:?}");
    let error = place.run(&["hooks", "nonsense"]).stderr;
    assert!(!error.contains(ESCAPE), "{error:?}");
}

#[test]
fn a_value_a_line() {
    let org = Org::start();
    let place = org.place();
    for name in ["a", "b"] {
        let uri = "http://127.0.0.1:9/";
        place
            .run(&["hooks", "create", "--name", name, "--uri", uri, "--event", "user.lifecycle.create"])
            .ok();
    }
    let names = |text: String| -> Vec<String> {
        let name = |line: &str| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["name"].as_str().unwrap().to_owned()
        };
        text.lines().map(name).collect()
    };
    assert_eq!(names(place.run(&["hooks", "list", "--jsonl"]).ok()), ["a", "b"]);
    let list = place.run(&["hooks", "list", "--json"]).json();
    let id = list[0]["id"].as_str().unwrap();
    assert_eq!(names(place.run(&["hooks", "get", id, "--jsonl"]).ok()), ["a"]);
    let ended = place.run(&["hooks", "list", "--json", "--jsonl"]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    place.run(&["trigger", "user.session.start"]).ok();
    assert_eq!(place.run(&["logs", "--jsonl"]).ok(), place.run(&["logs", "--json"]).ok());
}
