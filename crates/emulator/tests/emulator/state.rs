use std::time::Duration;

use okta_event_hooks_emulator::{Config, Emulator, Fault, OauthClient, Rules};
use serde_json::{Value, json};

use crate::hook::{config, get, send, trigger, verified};
use crate::receiver::{Manner, Receiver};

const LIST: &str = "/api/v1/eventHooks";

fn names(emulator: &Emulator) -> Vec<String> {
    let hooks: Value = serde_json::from_str(&get(emulator, LIST).unwrap().1).unwrap();
    hooks.as_array().unwrap().iter().map(|hook| hook["name"].as_str().unwrap().to_owned()).collect()
}

fn add(emulator: &Emulator, name: &str) {
    let mut hook = verified(name, "http://127.0.0.1:9/");
    hook.as_object_mut().unwrap().remove("id");
    assert_eq!(send(emulator, "POST", LIST, &hook).unwrap().0, 200);
}

#[test]
fn a_seed_is_there_at_the_start_and_again_after_a_reset() {
    let mut config = config("http://127.0.0.1:9/");
    config.events = vec![json!({"eventType": "user.session.start", "published": "2026-03-15T04:00:00Z"})];
    let emulator = Emulator::start(config).unwrap();
    let log = get(&emulator, "/api/v1/logs").unwrap().1;
    let entries: Value = serde_json::from_str(&log).unwrap();
    assert_eq!(entries[0]["eventType"], "user.session.start");
    add(&emulator, "other");
    emulator.advance(Duration::from_hours(1)).unwrap();
    assert_eq!(names(&emulator), ["feed", "other"]);
    emulator.reset().unwrap();
    assert_eq!(names(&emulator), ["feed"]);
    assert_eq!(emulator.now().unwrap().to_string(), "2026-03-16T04:00:00Z");
    assert_eq!(get(&emulator, "/api/v1/logs").unwrap().1, log, "the same seed, the same ids");
    assert_eq!(emulator.requests().unwrap().as_array().unwrap().len(), 2);
}

#[test]
fn snapshots_are_independent() {
    let emulator = Emulator::start(config("http://127.0.0.1:9/")).unwrap();
    let one = emulator.snapshot().unwrap();
    add(&emulator, "second");
    emulator.advance(Duration::from_hours(1)).unwrap();
    let two = emulator.snapshot().unwrap();
    add(&emulator, "third");
    emulator.restore(&one).unwrap();
    assert_eq!(names(&emulator), ["feed"]);
    assert_eq!(emulator.now().unwrap().to_string(), "2026-03-16T04:00:00Z");
    emulator.restore(&two).unwrap();
    assert_eq!(names(&emulator), ["feed", "second"]);
    assert_eq!(emulator.now().unwrap().to_string(), "2026-03-16T05:00:00Z");
    emulator.restore(&one).unwrap();
    assert_eq!(names(&emulator), ["feed"]);
    assert_eq!(emulator.restore("snapshot-9").unwrap_err().status, 404);
}

#[test]
fn what_is_exported_can_be_a_seed() {
    let receiver = Receiver::start(Manner::Accept);
    let key = r#"{"kty": "EC", "crv": "P-256", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                  "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}"#;
    let config = Config {
        faults: vec![Fault::on_path("/x").reset().times(3), Fault::on_path("/y").reset()],
        oauth_clients: vec![OauthClient::new("0oa1", key)],
        rules: Rules { verify_needs_json: false, ..Rules::default() },
        ..config(&receiver.url)
    };
    let emulator = Emulator::start(config).unwrap();
    add(&emulator, "second");
    trigger(&emulator, 2);
    emulator.flush().unwrap();
    for path in ["/x", "/y"] {
        assert!(get(&emulator, path).is_err());
    }
    let state = emulator.state().unwrap();
    assert_eq!(state["faults"], json!([{"on": {"path": "/x"}, "reset": true, "times": 2}]));

    let copy = Config::parse(&state.to_string()).unwrap();
    let copy = Emulator::start(copy).unwrap();
    assert_eq!(copy.state().unwrap(), state);
    assert_eq!(copy.api_token(), emulator.api_token());
    let plain = |emulator: &Emulator, path: &str| get(emulator, path).unwrap().1.replace(emulator.url(), "");
    for path in [LIST, "/api/v1/logs?limit=1000"] {
        assert_eq!(plain(&copy, path), plain(&emulator, path));
    }
    trigger(&copy, 1);
    assert_eq!(copy.flush().unwrap()[0]["outcome"], "SUCCESS", "the secret and the verification came along");

    let other = Emulator::start(Config::default()).unwrap();
    other.control("PUT", "/emulator/state", &state).unwrap();
    let mut expected = state.clone();
    expected["apiToken"] = state["apiToken"].clone();
    assert_eq!(other.state().unwrap(), expected);
}

#[test]
fn a_state_that_cannot_be_changes_nothing() {
    let emulator = Emulator::start(config("http://127.0.0.1:9/")).unwrap();
    for (state, expected) in [
        (json!({"hooks": [{"name": "x"}]}), "hooks[0]: "),
        (json!({"hooks": [], "colour": "blue"}), "colour: unknown field `colour`"),
        (json!({"rules": {"deleteActive": "never"}}), "rules.deleteActive: "),
        (json!([]), "not an object"),
    ] {
        let error = emulator.control("PUT", "/emulator/state", &state).unwrap_err();
        assert!(error.status == 400 && error.problem.contains(expected), "{error}");
    }
    let unknown = json!({"hooks": [{"verificationStaus": "VERIFIED"}]});
    let error = emulator.control("PUT", "/emulator/state", &unknown).unwrap_err();
    assert!(error.problem.contains("hooks[0]: verificationStaus: unknown member"), "{error}");
    assert_eq!(names(&emulator), ["feed"]);
}

#[test]
fn who_waits_while_the_org_is_replaced_gets_503() {
    let receiver = Receiver::start(Manner::Hang);
    let emulator = Emulator::start(config(&receiver.url)).unwrap();
    trigger(&emulator, 1);
    let flush = std::thread::scope(|scope| {
        let flush = scope.spawn(|| emulator.flush());
        // The flush has begun when the delivery is under way.
        while emulator.deliveries().unwrap().as_array().unwrap().is_empty() {
            std::thread::yield_now();
        }
        emulator.reset().unwrap();
        flush.join().unwrap()
    });
    assert_eq!(flush.unwrap_err().status, 503);
    assert_eq!(emulator.flush().unwrap(), json!([]));
}

#[test]
fn lists_forget_the_oldest() {
    let emulator = Emulator::start(Config { history: 2, ..config("http://127.0.0.1:9/") }).unwrap();
    for path in ["/a", "/b", "/c"] {
        get(&emulator, path).unwrap();
    }
    let requests = emulator.requests().unwrap();
    assert_eq!([&requests[0]["path"], &requests[1]["path"]], ["/b", "/c"]);
    assert_eq!(requests[1]["status"], 404);
}

#[test]
fn nothing_prints_a_secret() {
    let config = Config { api_token: Some("00tok3n".to_owned()), ..config("http://127.0.0.1:9/") };
    let text = format!("{config:?} {:?}", Emulator::start(config.clone()).unwrap());
    assert!(!text.contains("s3cr3t") && !text.contains("00tok3n"), "{text}");
}

#[test]
fn the_files_of_the_readme_are_a_seed_and_faults() {
    let readme = include_str!("../../README.md");
    let files: Vec<&str> =
        readme.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let [seed, faults] = files[..] else { panic!("{files:?}") };
    let mut config = Config::parse(seed).unwrap();
    assert_eq!((config.hooks.len(), config.events.len(), config.faults.len()), (1, 1, 1));
    config.faults.extend(Fault::parse_list(faults).unwrap());
    assert_eq!(names(&Emulator::start(config).unwrap()), ["Feed"]);
}
