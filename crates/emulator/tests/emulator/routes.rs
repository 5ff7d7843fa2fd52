use std::collections::BTreeSet;

use okta_event_hooks_emulator::Emulator;
use serde_json::{Value, json};

use crate::hook::{config, get, send, trigger};
use crate::receiver::{Manner, Receiver};

fn described() -> Value {
    serde_saphyr::from_str(include_str!("../../openapi.yaml")).unwrap()
}

/// Every described request is known, every other method on these paths is refused.
#[test]
fn every_route_answers() {
    let emulator = Emulator::start(config("http://127.0.0.1:9/")).unwrap();
    for (path, operations) in described()["paths"].as_object().unwrap() {
        let known = operations.as_object().unwrap();
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH"] {
            let (status, body) =
                send(&emulator, method, &path.replace("{id}", "no-such"), &Value::Null).unwrap();
            if known.contains_key(&method.to_lowercase()) {
                let unfound = status == 404 && !body.contains("no-such");
                assert!(status != 405 && !unfound, "{method} {path}: {status} {body}");
            } else {
                assert_eq!(status, 405, "{method} {path}: {body}");
            }
        }
    }
    for path in
        ["/emulator/", "/emulator/nothing", "/emulator/faults/", "/emulator/snapshots/a/b", "/elsewhere"]
    {
        let (status, body) = get(&emulator, path).unwrap();
        assert_eq!(status, 404);
        assert!(body.contains("E0000008"), "{body}");
    }
}

/// The lists have the members that are described, no more and no less.
#[test]
fn lists_are_as_described() {
    let receiver = Receiver::start(Manner::Accept);
    let emulator = Emulator::start(config(&receiver.url)).unwrap();
    let path = "/api/v1/eventHooks/who0000000000000feed/lifecycle/verify";
    assert_eq!(send(&emulator, "POST", path, &Value::Null).unwrap().0, 200);
    trigger(&emulator, 1);
    emulator.flush().unwrap();
    let schemas = &described()["components"]["schemas"];
    let names = |value: &Value| -> BTreeSet<String> { value.as_object().unwrap().keys().cloned().collect() };
    for (list, schema) in [
        (emulator.requests(), "Request"),
        (emulator.deliveries(), "DeliveryAttempt"),
        (emulator.verifications(), "VerificationAttempt"),
    ] {
        let list = list.unwrap();
        assert_eq!(names(&list[0]), names(&schemas[schema]["properties"]), "{schema}");
    }
    let fault =
        emulator.control("POST", "/emulator/faults", &json!({"on": {"path": "/"}, "reset": true})).unwrap();
    let described = names(&schemas["Fault"]["properties"]);
    assert!(
        names(&fault).is_subset(&(&described | &names(&schemas["ActiveFault"]["allOf"][1]["properties"])))
    );
    let (status, yaml) = get(&emulator, "/emulator/openapi.yaml").unwrap();
    assert_eq!((status, yaml.as_str()), (200, include_str!("../../openapi.yaml")));
}
