//! Every cell of the state table: two bits, seven operations.

use serde_json::{Value, json};

use super::*;
use crate::DeleteActive;

const STATES: [(&str, &str); 4] =
    [("ACTIVE", "UNVERIFIED"), ("ACTIVE", "VERIFIED"), ("INACTIVE", "UNVERIFIED"), ("INACTIVE", "VERIFIED")];

fn hook_in(bench: &mut Bench, (status, verification): (&str, &str)) -> String {
    let id = bench.created(&full());
    if verification == "VERIFIED" {
        assert_eq!(bench.verify(&id).status, 200);
    }
    if status == "INACTIVE" {
        assert_eq!(now_of(bench.lifecycle(&id, "deactivate")).status, 200);
    }
    assert_eq!(bench.state(&id), (status.to_owned(), verification.to_owned()));
    id
}

fn each(check: impl Fn(&mut Bench, &str, (&str, &str))) {
    for state in STATES {
        let mut bench = Bench::new();
        let id = hook_in(&mut bench, state);
        check(&mut bench, &id, state);
    }
}

fn is(bench: &mut Bench, id: &str, (status, verification): (&str, &str)) {
    assert_eq!(bench.state(id), (status.to_owned(), verification.to_owned()));
}

#[test]
fn create() {
    let mut bench = Bench::new();
    let reply = bench.create(&minimal());
    assert_eq!(reply.status, 200);
    assert_eq!(reply.body["status"], "ACTIVE");
    assert_eq!(reply.body["verificationStatus"], "UNVERIFIED");
    let id = reply.body["id"].as_str().unwrap();
    assert!(id.len() == 20 && id.starts_with("who"), "{id}");
    assert_eq!(reply.body["created"], "2026-03-16T04:00:00.000Z");
    assert_eq!(reply.body["createdBy"].as_str().unwrap().len(), 20);
}

#[test]
fn create_with_status() {
    let mut bench = Bench::new();
    let mut body = minimal();
    body["status"] = json!("INACTIVE");
    assert_eq!(bench.create(&body).body["status"], "INACTIVE");
    body["name"] = json!("Other");
    body["status"] = json!("ACTIVE");
    assert_eq!(bench.create(&body).body["status"], "ACTIVE");

    let mut strict = Bench::with_rules(Rules { create_honours_inactive: false, ..Rules::default() });
    body["status"] = json!("INACTIVE");
    assert_eq!(strict.create(&body).body["status"], "ACTIVE");
}

#[test]
fn get_and_list() {
    each(|bench, id, state| {
        let hook = bench.hook(id);
        assert_eq!(bench.get("/api/v1/eventHooks").body, json!([hook]));
        is(bench, id, state);
    });
}

#[test]
fn put_same_channel_keeps_the_state() {
    each(|bench, id, state| {
        let mut body = full();
        body["name"] = json!("Renamed");
        let reply = bench.put(id, &body);
        assert_eq!((reply.status, &reply.body["name"]), (200, &json!("Renamed")));
        is(bench, id, state);
    });
}

#[test]
fn put_changed_channel_unverifies() {
    let config = "/channel/config";
    for (member, value) in [
        ("uri", json!("https://hooks.example.com/v2")),
        ("headers", json!([])),
        ("authScheme", json!({"type": "HEADER", "key": "Authorization", "value": "another"})),
        ("authScheme", Value::Null),
    ] {
        each(|bench, id, (status, _)| {
            let mut body = full();
            body.pointer_mut(config).unwrap()[member] = value.clone();
            let reply = bench.put(id, &body);
            assert_eq!(reply.body["verificationStatus"], "UNVERIFIED");
            is(bench, id, (status, "UNVERIFIED"));
        });
    }
}

#[test]
fn put_with_status() {
    each(|bench, id, (_, verification)| {
        for status in ["INACTIVE", "ACTIVE", "ACTIVE", "INACTIVE"] {
            let mut body = full();
            body["status"] = json!(status);
            assert_eq!(bench.put(id, &body).body["status"], status);
            is(bench, id, (status, verification));
        }
    });
}

#[test]
fn activate_and_deactivate() {
    each(|bench, id, (_, verification)| {
        for (operation, status) in [
            ("activate", "ACTIVE"),
            ("activate", "ACTIVE"),
            ("deactivate", "INACTIVE"),
            ("deactivate", "INACTIVE"),
        ] {
            let reply = now_of(bench.lifecycle(id, operation));
            assert_eq!((reply.status, &reply.body["status"]), (200, &json!(status)));
            is(bench, id, (status, verification));
        }
    });
}

#[test]
fn no_change_leaves_no_trace() {
    let mut bench = Bench::new();
    let id = bench.created(&minimal());
    bench.wait(5_000);
    now_of(bench.lifecycle(&id, "activate"));
    assert_eq!(bench.hook(&id)["lastUpdated"], "2026-03-16T04:00:00.000Z");
    assert_eq!(bench.log_types("event_hook.activated"), Vec::<String>::new());
}

#[test]
fn verify_right() {
    for (state, after) in [(STATES[0], STATES[1]), (STATES[1], STATES[1])] {
        let mut bench = Bench::new();
        let id = hook_in(&mut bench, state);
        let reply = bench.verify(&id);
        assert_eq!((reply.status, &reply.body["verificationStatus"]), (200, &json!("VERIFIED")));
        is(&mut bench, &id, after);
    }
}

#[test]
fn verify_wrong_keeps_the_state() {
    for state in [STATES[0], STATES[1]] {
        let mut bench = Bench::new();
        let id = hook_in(&mut bench, state);
        let ticket = after_of(bench.lifecycle(&id, "verify"));
        let call = bench.calls.pop().unwrap();
        bench.report(call.id, answered(200, &json!({"verification": "guess"})));
        refused(
            &bench.answer(ticket),
            400,
            "E0000001",
            "Unable to verify event hook. Hook User lifecycle feed",
        );
        is(&mut bench, &id, state);
    }
}

#[test]
fn verify_inactive() {
    for state in [STATES[2], STATES[3]] {
        let mut bench = Bench::new();
        let id = hook_in(&mut bench, state);
        let reply = now_of(bench.lifecycle(&id, "verify"));
        refused(&reply, 400, "E0000001", "The event hook must be active");
        assert!(bench.calls.is_empty());
        is(&mut bench, &id, state);
    }
    let mut lenient = Bench::with_rules(Rules { verify_refuses_inactive: false, ..Rules::default() });
    let id = hook_in(&mut lenient, STATES[2]);
    assert_eq!(lenient.verify(&id).status, 200);
    is(&mut lenient, &id, STATES[3]);
}

#[test]
fn delete() {
    each(|bench, id, (status, _)| {
        let reply = bench.send("DELETE", &format!("/api/v1/eventHooks/{id}"), &Value::Null);
        if status == "ACTIVE" {
            refused(&reply, 400, "E0000001", "The event hook must be deactivated");
            assert_eq!(bench.get(&format!("/api/v1/eventHooks/{id}")).status, 200);
        } else {
            assert_eq!((reply.status, &reply.body), (204, &Value::Null));
            assert!(!reply.headers.contains_key("content-type"));
            assert_eq!(bench.get("/api/v1/eventHooks").body, json!([]));
        }
    });
    let mut bench = Bench::with_rules(Rules { delete_active: DeleteActive::Forbidden, ..Rules::default() });
    let id = hook_in(&mut bench, STATES[0]);
    refused(&bench.send("DELETE", &format!("/api/v1/eventHooks/{id}"), &Value::Null), 403, "E0000006", "");
}

#[test]
fn unknown_id() {
    let mut bench = Bench::new();
    let path = "/api/v1/eventHooks/who00000000000000000";
    for (method, path) in [
        ("GET", path.to_owned()),
        ("PUT", path.to_owned()),
        ("DELETE", path.to_owned()),
        ("POST", format!("{path}/lifecycle/activate")),
        ("POST", format!("{path}/lifecycle/deactivate")),
        ("POST", format!("{path}/lifecycle/verify")),
    ] {
        let body = if method == "PUT" { minimal() } else { Value::Null };
        let reply = bench.send(method, &path, &body);
        refused(&reply, 404, "E0000007", "");
        assert_eq!(
            reply.body["errorSummary"],
            "Not found: Resource not found: who00000000000000000 (Webhook)"
        );
    }
}

#[test]
fn links_depend_on_status() {
    each(|bench, id, (status, _)| {
        let own = format!("http://127.0.0.1:1234/api/v1/eventHooks/{id}");
        let post = |operation: &str| json!({"href": format!("{own}/lifecycle/{operation}"), "hints": {"allow": ["POST"]}});
        let expected = if status == "ACTIVE" {
            json!({"self": {"href": own}, "verify": post("verify"), "deactivate": post("deactivate")})
        } else {
            json!({
                "activate": post("activate"),
                "self": {"href": own},
                "delete": {"href": own, "hints": {"allow": ["DELETE"]}},
            })
        };
        assert_eq!(bench.hook(id)["_links"], expected);
    });
}

#[test]
fn last_updated_lags_in_the_put_answer_unless_status_flips() {
    let mut bench = Bench::new();
    let id = bench.created(&full());
    bench.wait(10_000);
    assert_eq!(bench.put(&id, &full()).body["lastUpdated"], "2026-03-16T04:00:00.000Z");
    assert_eq!(bench.hook(&id)["lastUpdated"], "2026-03-16T04:00:10.000Z");
    bench.wait(10_000);
    let mut body = full();
    body["status"] = json!("INACTIVE");
    assert_eq!(bench.put(&id, &body).body["lastUpdated"], "2026-03-16T04:00:20.000Z");
}

#[test]
fn put_replaces_fully() {
    let mut bench = Bench::new();
    let id = bench.created(&full());
    let hook = bench.put(&id, &minimal()).body;
    assert_eq!(hook["description"], Value::Null);
    assert_eq!(hook["events"]["filter"], Value::Null);
    assert_eq!(hook["channel"]["config"]["headers"], json!([]));
    assert_eq!(hook["channel"]["config"].get("authScheme"), None);
}

#[test]
fn a_read_body_may_be_sent_back() {
    let mut bench = Bench::new();
    let id = bench.verified(&full());
    let read = bench.hook(&id);
    let mut body = read.clone();
    body["verificationStatus"] = json!("UNVERIFIED");
    body["createdBy"] = json!("00uSomebodyElse00000");
    body["created"] = json!("1999-01-01T00:00:00.000Z");
    body["id"] = json!("whoAnother");
    assert_eq!(bench.put(&id, &body).body, read);
}

#[test]
fn every_change_is_recorded() {
    let mut bench = Bench::new();
    let id = bench.verified(&full());
    bench.put(&id, &full());
    now_of(bench.lifecycle(&id, "deactivate"));
    now_of(bench.lifecycle(&id, "activate"));
    let mut body = full();
    body["status"] = json!("INACTIVE");
    bench.put(&id, &body);
    bench.send("DELETE", &format!("/api/v1/eventHooks/{id}"), &Value::Null);
    let log = bench.log("event_hook.");
    let types: Vec<_> = log.iter().map(|entry| entry["eventType"].as_str().unwrap()).collect();
    assert_eq!(
        types,
        [
            "event_hook.created",
            "event_hook.verified",
            "event_hook.updated",
            "event_hook.deactivated",
            "event_hook.activated",
            "event_hook.updated",
            "event_hook.deactivated",
            "event_hook.deleted",
        ]
    );
    for entry in log {
        assert_eq!(entry["target"][0]["id"], id);
        assert_eq!(entry["target"][0]["type"], "EventHook");
        assert_eq!(entry["outcome"]["result"], "SUCCESS");
    }
}
