//! Nothing is lost between the core and a record.

use serde_json::Value;

use super::*;

fn vectors(file: &str) -> Vec<Value> {
    let path = format!("{}/../../tests/vectors/models/{file}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_hook_and_an_event_survive_the_way_there_and_back() {
    for case in vectors("event_hook") {
        let hook = core::EventHook::from_json(case["text"].as_str().unwrap()).unwrap();
        let back = core::EventHook::try_from(EventHook::from(hook.clone())).unwrap();
        assert_eq!(serde_json::to_string(&back).unwrap(), serde_json::to_string(&hook).unwrap());
        let spec = hook.into_spec();
        let back = core::EventHookSpec::try_from(EventHookSpec::from(spec.clone())).unwrap();
        assert_eq!(serde_json::to_string(&back).unwrap(), serde_json::to_string(&spec).unwrap());
    }
    for case in vectors("log_event") {
        let event = core::LogEvent::from_json(case["text"].as_str().unwrap()).unwrap();
        let back = core::LogEvent::try_from(LogEvent::from(event.clone())).unwrap();
        assert_eq!(serde_json::to_string(&back).unwrap(), serde_json::to_string(&event).unwrap());
    }
}

#[test]
fn a_null_is_told_and_gives_way_to_a_value() {
    let mut record = EventHook::from(core::EventHook::from_json(HOOK).unwrap());
    let names: Vec<&str> = record.extra.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["description", "new"]);
    record.description = Some("d".to_owned());
    let hook = core::EventHook::try_from(record).unwrap();
    let printed = serde_json::to_string(&hook).unwrap();
    assert!(printed.contains(r#""description":"d""#) && !printed.contains("null"), "{printed}");
}

#[test]
fn what_is_no_json_is_refused_by_name() {
    let mut record = EventHook::from(core::EventHook::from_json(HOOK).unwrap());
    record.extra.push(Member { name: "plan".to_owned(), json: Json("{".to_owned()) });
    let Err(Refused::InvalidInput { reason }) = core::EventHook::try_from(record) else { panic!("taken") };
    assert!(reason.contains("plan"), "{reason}");
}

const HOOK: &str = r#"{"id":"w","status":"ACTIVE","verificationStatus":"VERIFIED","name":"n","description":null,
    "events":{"type":"EVENT_TYPE","items":["e"]},"new":1.10,
    "channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://x"}}}"#;
