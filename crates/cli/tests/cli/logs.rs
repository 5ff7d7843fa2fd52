//! `logs` and `hooks deliveries`

use serde_json::Value;

use crate::emulator::Org;

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_happened_in_the_org() {
    let org = Org::start();
    let place = org.place();
    place.run(&["trigger", "user.session.start"]).ok();
    place.run(&["trigger", "user.lifecycle.create"]).ok();

    let events = lines(&place.run(&["logs", "--json"]).ok());
    let types: Vec<&str> = events.iter().map(|event| event["eventType"].as_str().unwrap()).collect();
    assert_eq!(types, ["user.session.start", "user.lifecycle.create"]);

    let filter = r#"eventType eq "user.lifecycle.create""#;
    let text = place.run(&["logs", "--since", "1h", "--filter", filter]).ok();
    assert!(text.contains("user.lifecycle.create") && !text.contains("session"), "{text}");
    let error = place.run(&["logs", "--filter", "eventType eqq 1"]).failed(1);
    assert!(error.contains("eqq"), "{error}");
    let text = place.run(&["logs", "--q", "nothinglikethis"]).ok();
    assert!(text.starts_with("Nothing from "), "{text}");
    place.run(&["logs", "--since", "yesterday"]).failed(2);
}

#[test]
fn it_goes_on() {
    let org = Org::start();
    let place = org.place();
    let follower = place.start(&["logs", "--follow", "--interval", "1", "--json"]);
    for event_type in ["user.session.start", "user.lifecycle.create"] {
        place.run(&["trigger", event_type]).ok();
        let event: Value = serde_json::from_str(&follower.line()).unwrap();
        assert_eq!(event["eventType"], event_type);
    }
    #[cfg(unix)]
    {
        follower.interrupt();
        assert_eq!(follower.end().code, Some(0));
    }
}

#[test]
fn deliveries_of_a_hook() {
    let org = Org::start();
    let place = org.place();
    let listener = place.start(&["listen", "--port", "0", "--secret", "env:HOOK_SECRET", "--json"]);
    let url = serde_json::from_str::<Value>(&listener.line()).unwrap()["url"].as_str().unwrap().to_owned();
    let args =
        ["hooks", "create", "--name", "n", "--uri", &url, "--event", "user.lifecycle.create", "--verify"];
    let hook = place.run(&[&args[..], &["--secret", "env:HOOK_SECRET", "--json"]].concat()).json();
    let id = hook["id"].as_str().unwrap();
    let empty = place.run(&["hooks", "deliveries", id]).ok();
    assert!(empty.contains("names"), "{empty}");

    place.run(&["trigger", "user.lifecycle.create"]).ok();
    let records = lines(&place.run(&["hooks", "deliveries", id, "--since", "5m", "--json"]).ok());
    assert_eq!(records[0]["kind"], "configured");
    let text = place.run(&["hooks", "deliveries", id]).ok();
    assert!(text.contains("1 configured, 0 failed") && text.contains("not delivered"), "{text}");
    assert!(place.run(&["hooks", "deliveries", "whoOther"]).ok().contains("nothing"));
}
