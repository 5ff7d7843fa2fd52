//! Switches, each in the position that is not the default. The defaults are tested with the operations.

use std::time::Duration;

use serde_json::{Value, json};

use super::*;

fn uuids(call: &Call) -> usize {
    let body: Value = serde_json::from_slice(call.request.body()).unwrap();
    body["data"]["events"].as_array().unwrap().len()
}

fn create_event() -> Value {
    json!({"eventType": "user.lifecycle.create"})
}

#[test]
fn missing_members() {
    for (missing_member_malformed, code) in [(false, "E0000001"), (true, "E0000003")] {
        let mut bench = Bench::with_rules(Rules { missing_member_malformed, ..Rules::default() });
        for member in ["name", "events", "channel"] {
            let mut body = minimal();
            body.as_object_mut().unwrap().remove(member);
            let reply = bench.create(&body);
            assert_eq!((reply.status, &reply.body["errorCode"]), (400, &json!(code)), "{member}");
        }
    }
}

#[test]
fn duplicate_items() {
    let mut body = minimal();
    body["events"]["items"] = json!(["user.lifecycle.create", "user.lifecycle.create"]);
    assert_eq!(Bench::new().create(&body).status, 200);
    let mut bench = Bench::with_rules(Rules { items_refuse_duplicates: true, ..Rules::default() });
    refused(&bench.create(&body), 400, "E0000001", "events.items: an event type is named twice");
    assert_eq!(bench.create(&minimal()).status, 200);
}

#[test]
fn the_same_channel_again() {
    for (same_channel_unverifies, expected) in [(false, "VERIFIED"), (true, "UNVERIFIED")] {
        let mut bench = Bench::with_rules(Rules { same_channel_unverifies, ..Rules::default() });
        let id = bench.verified(&full());
        assert_eq!(bench.put(&id, &full()).body["verificationStatus"], expected);
    }
}

#[test]
fn repeated_lifecycle_operations() {
    let mut bench = Bench::with_rules(Rules { lifecycle_refuses_repeat: true, ..Rules::default() });
    let id = bench.created(&minimal());
    for operation in ["activate", "deactivate"] {
        let repeated = if operation == "activate" { 400 } else { 200 };
        assert_eq!(now_of(bench.lifecycle(&id, operation)).status, repeated);
    }
    refused(&now_of(bench.lifecycle(&id, "deactivate")), 400, "E0000001", "The event hook has this status");
    assert_eq!(now_of(bench.lifecycle(&id, "activate")).status, 200);
}

#[test]
fn last_updated_of_lifecycle_operations() {
    for lifecycle_moves_last_updated in [true, false] {
        let mut bench = Bench::with_rules(Rules { lifecycle_moves_last_updated, ..Rules::default() });
        let id = bench.created(&minimal());
        let mut before = bench.hook(&id)["lastUpdated"].clone();
        for operation in ["verify", "deactivate", "activate"] {
            bench.wait(5_000);
            let after = if operation == "verify" {
                bench.verify(&id).body["lastUpdated"].clone()
            } else {
                now_of(bench.lifecycle(&id, operation)).body["lastUpdated"].clone()
            };
            assert_eq!(after != before, lifecycle_moves_last_updated, "{operation}");
            before = after;
        }
    }
}

#[test]
fn a_failed_verification_of_a_verified_hook() {
    for (failed_verification_unverifies, expected) in [(false, "VERIFIED"), (true, "UNVERIFIED")] {
        let mut bench = Bench::with_rules(Rules { failed_verification_unverifies, ..Rules::default() });
        let id = bench.verified(&minimal());
        let ticket = after_of(bench.lifecycle(&id, "verify"));
        let call = bench.calls.pop().unwrap();
        bench.report(call.id, answered(200, &json!({"verification": "guess"})));
        assert_eq!(bench.answer(ticket).status, 400);
        assert_eq!(bench.state(&id).1, expected);
    }
}

#[test]
fn a_wrong_answer_to_a_verification() {
    for (verify_retries_wrong_answer, calls) in [(false, 0), (true, 1)] {
        let mut bench = Bench::with_rules(Rules { verify_retries_wrong_answer, ..Rules::default() });
        let id = bench.created(&minimal());
        after_of(bench.lifecycle(&id, "verify"));
        let call = bench.calls.pop().unwrap();
        bench.report(call.id, answered(200, &json!({"verification": "guess"})));
        assert_eq!(bench.calls.len(), calls);
    }
}

#[test]
fn the_second_challenge() {
    for verify_retry_keeps_challenge in [true, false] {
        let mut bench = Bench::with_rules(Rules { verify_retry_keeps_challenge, ..Rules::default() });
        let id = bench.created(&minimal());
        let ticket = after_of(bench.lifecycle(&id, "verify"));
        let first = bench.calls.pop().unwrap();
        bench.report(first.id, Outcome::TimedOut);
        let second = bench.calls.pop().unwrap();
        let challenge = |call: &Call| call.request.headers()["x-okta-verification-challenge"].clone();
        assert_eq!(challenge(&first) == challenge(&second), verify_retry_keeps_challenge);
        bench.report(second.id, right(&second));
        assert_eq!(bench.answer(ticket).status, 200);
    }
}

#[test]
fn receivers_without_a_connection() {
    for (retry_unreachable, failed) in [(true, 1), (false, 0)] {
        for (outcome, calls) in [
            (Outcome::Failed("refused".into()), failed),
            (Outcome::TimedOut, 1),
            (answered(500, &json!({})), 1),
        ] {
            let mut bench = Bench::with_rules(Rules { retry_unreachable, ..Rules::default() });
            bench.verified(&minimal());
            bench.happen(&create_event());
            bench.wait(50);
            let call = bench.calls.pop().unwrap();
            bench.report(call.id, outcome);
            assert_eq!(bench.calls.len(), calls);
        }
        let mut bench = Bench::with_rules(Rules { retry_unreachable, ..Rules::default() });
        let id = bench.created(&minimal());
        after_of(bench.lifecycle(&id, "verify"));
        let call = bench.calls.pop().unwrap();
        bench.report(call.id, Outcome::Failed("refused".into()));
        assert_eq!(bench.calls.len(), failed);
    }
}

#[test]
fn the_queue_of_a_hook_that_stops() {
    let change = |stopped_hook_loses_queue, path: &str, calls: usize| {
        let mut bench = Bench::with_rules(Rules { stopped_hook_loses_queue, ..Rules::default() });
        let id = bench.verified(&minimal());
        bench.happen(&create_event());
        now_of(bench.lifecycle(&id, "deactivate"));
        if path == "delete" {
            assert_eq!(bench.send("DELETE", &format!("/api/v1/eventHooks/{id}"), &Value::Null).status, 204);
        }
        bench.wait(50);
        assert_eq!(bench.calls.len(), calls, "{stopped_hook_loses_queue} {path}");
        bench.happen(&create_event());
        bench.wait(50);
        assert_eq!(bench.calls.len(), calls, "what happens later is not for it");
    };
    change(true, "deactivate", 0);
    change(false, "deactivate", 1);
    change(false, "delete", 0);
}

#[test]
fn target_ids_and_filters() {
    for target_ids_before_filters in [false, true] {
        let mut bench = Bench::with_rules(Rules { target_ids_before_filters, ..Rules::default() });
        bench.verified(&full());
        let event = bench.happen(&json!({"eventType": "user.session.start"}));
        let named = event["debugContext"]["debugData"]["targetEventHookIds"].is_string();
        assert_eq!(named, target_ids_before_filters);
        bench.wait(50);
        assert!(bench.calls.is_empty(), "the filter rejects it");
    }
}

#[test]
fn a_filter_for_a_type_that_is_not_subscribed() {
    let mut body = full();
    body["events"]["items"] = json!(["user.lifecycle.create"]);
    let cause = "events.filter: user.session.start is not among";
    refused(&Bench::new().create(&body), 400, "E0000001", cause);
    let mut bench = Bench::with_rules(Rules { filter_refuses_unsubscribed: false, ..Rules::default() });
    bench.verified(&body);
    bench.happen(&json!({"eventType": "user.session.start", "outcome": {"result": "FAILURE"}}));
    bench.happen(&create_event());
    bench.wait(50);
    assert_eq!(uuids(&bench.calls[0]), 1);
}

#[test]
fn unknown_parameters_of_the_system_log() {
    assert_eq!(Bench::new().get("/api/v1/logs?limitt=1").status, 400);
    let mut bench = Bench::with_rules(Rules { logs_refuse_unknown_parameters: false, ..Rules::default() });
    bench.created(&minimal());
    assert_eq!(bench.get("/api/v1/logs?limitt=0").body.as_array().unwrap().len(), 1);
    assert_eq!(bench.get("/api/v1/logs?limit=x").status, 400);
}

#[test]
fn events_in_one_request() {
    let sizes = |batch_size| {
        let mut bench = Bench::with(Config { batch_size, ..Config::default() });
        bench.verified(&minimal());
        bench.happen(&Value::Array(vec![create_event(); 5]));
        bench.wait(50);
        bench.calls.iter().map(uuids).collect::<Vec<_>>()
    };
    assert_eq!(sizes(None), [5]);
    assert_eq!(sizes(Some(2)), [2, 2, 1]);
    assert_eq!(sizes(Some(5)), [5]);
    assert_eq!(sizes(Some(0)), [1; 5], "a request without events is none");
}

#[test]
fn a_retry_that_waits() {
    let config = Config { retry_delay: Duration::from_secs(2), ..Config::default() };
    let mut bench = Bench::with(config);
    let id = bench.verified(&minimal());
    bench.happen(&create_event());
    bench.wait(50);
    let first = bench.calls.pop().unwrap();
    bench.report(first.id, answered(503, &json!({})));
    assert!(bench.calls.is_empty());
    assert_eq!(bench.get("/emulator/deliveries").body[0]["willRetry"], true);
    bench.wait(1_999);
    assert!(bench.calls.is_empty());
    bench.wait(1);
    let retry = bench.calls.pop().unwrap();
    assert_eq!(retry.request.body(), first.request.body());
    bench.report(retry.id, answered(503, &json!({})));
    assert_eq!(bench.log("event_hook.delivery")[0]["target"][0]["id"], id);
    assert_eq!(bench.org.next_deadline(), None);
}

#[test]
fn a_flush_ends_the_pause_before_a_retry() {
    let config = Config { retry_delay: Duration::from_hours(1), ..Config::default() };
    let mut bench = Bench::with(config);
    bench.verified(&minimal());
    bench.happen(&create_event());
    bench.wait(50);
    let first = bench.calls.pop().unwrap();
    bench.report(first.id, Outcome::TimedOut);
    let ticket = after_of(bench.begin("POST", "/emulator/flush", b""));
    let retry = bench.calls.pop().unwrap();
    bench.report(retry.id, answered(204, &json!({})));
    assert_eq!(bench.answer(ticket).body[0]["attempt"], 2);
}
