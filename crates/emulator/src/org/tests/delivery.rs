use std::time::Duration;

use serde_json::{Value, json};

use super::*;

fn body(call: &Call) -> Value {
    serde_json::from_slice(call.request.body()).unwrap()
}

fn create_event() -> Value {
    json!({"eventType": "user.lifecycle.create"})
}

/// A verified hook, one event, and the POST it caused.
fn one(config: Config) -> (Bench, String, Call) {
    let mut bench = Bench::with(config);
    let id = bench.verified(&full());
    bench.happen(&create_event());
    bench.wait(50);
    let call = bench.calls.pop().unwrap();
    (bench, id, call)
}

#[test]
fn the_request() {
    let (mut bench, id, call) = one(Config::default());
    assert_eq!(call.request.method(), "POST");
    assert_eq!(call.request.uri(), "https://hooks.example.com/okta/events");
    let headers = call.request.headers();
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(headers["user-agent"], "Okta-Integrations");
    assert_eq!(headers["authorization"], "s3cr3t");
    assert_eq!(headers["x-tenant"], "acme");
    assert!(headers.contains_key("x-okta-request-id"));
    assert!(!headers.contains_key("x-okta-verification-challenge"));

    let envelope = body(&call);
    assert_eq!(envelope["eventType"], "com.okta.event_hook");
    assert_eq!(envelope["eventTypeVersion"], "1.0");
    assert_eq!(envelope["cloudEventsVersion"], "0.1");
    assert_eq!(envelope["source"], format!("http://127.0.0.1:1234/api/v1/eventHooks/{id}"));
    assert_eq!(envelope["eventId"].as_str().unwrap().len(), 36);
    assert_eq!(envelope["eventTime"], "2026-03-16T04:00:00.300Z");
    assert_eq!(envelope["contentType"], "application/json");
    let event = &envelope["data"]["events"][0];
    assert_eq!(event["eventType"], "user.lifecycle.create");
    assert_eq!(event["published"], "2026-03-16T04:00:00.250Z");
    assert_eq!(event["debugContext"]["debugData"]["targetEventHookIds"], id);
    assert_eq!(event["client"]["ipChain"][0]["ip"], "203.0.113.24");
    assert_eq!(event.get("insertionTimestamp"), Some(&Value::Null));
    assert_eq!(event.get("request"), None);

    let logged = &bench.log("user.lifecycle.create")[0];
    assert_eq!(logged["uuid"], event["uuid"]);
    assert_eq!(logged["request"]["ipChain"][0]["ip"], "203.0.113.24");
    assert_eq!(logged["client"].get("ipChain"), None);
    assert_eq!(logged.get("insertionTimestamp"), None);
    assert_eq!(logged["debugContext"]["debugData"]["targetEventHookIds"], id);
}

#[test]
fn events_close_in_time_share_a_request() {
    let mut bench = Bench::with(Config { batch_window: Duration::from_secs(10), ..Config::default() });
    bench.verified(&full());
    bench.happen(&create_event());
    bench.wait(9_000);
    bench.happen(&json!([create_event(), {"eventType": "group.user_membership.add"}]));
    bench.wait(999);
    assert!(bench.calls.is_empty());
    bench.wait(1);
    assert_eq!(body(&bench.calls.pop().unwrap())["data"]["events"].as_array().unwrap().len(), 3);
    assert!(bench.calls.is_empty());
    bench.happen(&create_event());
    bench.wait(10_000);
    assert_eq!(body(&bench.calls.pop().unwrap())["data"]["events"].as_array().unwrap().len(), 1);
}

#[test]
fn without_a_window_each_event_travels_alone() {
    let mut bench = Bench::with(Config { batch_window: Duration::ZERO, ..Config::default() });
    bench.verified(&full());
    bench.happen(&json!([create_event(), create_event()]));
    assert_eq!(bench.calls.len(), 2);
}

#[test]
fn each_hook_gets_a_request_of_its_own() {
    let mut bench = Bench::new();
    let one = bench.verified(&named("One"));
    let two = bench.verified(&named("Two"));
    let event = bench.happen(&create_event());
    assert_eq!(event["debugContext"]["debugData"]["targetEventHookIds"], format!("{one},{two}"));
    bench.wait(50);
    let (first, second) = (body(&bench.calls[0]), body(&bench.calls[1]));
    assert_ne!(first["eventId"], second["eventId"]);
    assert_eq!(first["data"]["events"][0]["uuid"], second["data"]["events"][0]["uuid"]);
}

#[test]
fn only_active_and_verified_hooks() {
    let mut bench = Bench::new();
    let unverified = bench.created(&named("Unverified"));
    let inactive = bench.verified(&named("Inactive"));
    now_of(bench.lifecycle(&inactive, "deactivate"));
    let event = bench.happen(&create_event());
    assert_eq!(event["debugContext"]["debugData"].get("targetEventHookIds"), None);
    bench.wait(1_000);
    assert!(bench.calls.is_empty());
    now_of(bench.lifecycle(&inactive, "activate"));
    bench.verify(&unverified);
    bench.happen(&create_event());
    bench.wait(1_000);
    assert_eq!(bench.calls.len(), 2);
}

#[test]
fn only_subscribed_types_that_pass_the_filter() {
    let mut bench = Bench::new();
    bench.verified(&full());
    for (event, due) in [
        (json!({"eventType": "user.lifecycle.create"}), true),
        (json!({"eventType": "user.lifecycle.delete.initiated"}), false),
        (json!({"eventType": "zone.update"}), false),
        (json!({"eventType": "no.such.type"}), false),
        (json!({"eventType": "user.session.start"}), false),
        (json!({"eventType": "user.session.start", "outcome": {"result": "FAILURE"}}), true),
    ] {
        let happened = bench.happen(&event);
        let targets = &happened["debugContext"]["debugData"]["targetEventHookIds"];
        assert_eq!(targets.is_string(), due, "{event}");
    }
    bench.wait(50);
    assert_eq!(body(&bench.calls[0])["data"]["events"].as_array().unwrap().len(), 2);
    assert_eq!(bench.log("no.such.type").len(), 1);
}

#[test]
fn a_hook_that_stops_loses_its_queue() {
    let mut bench = Bench::new();
    let id = bench.verified(&full());
    bench.happen(&create_event());
    now_of(bench.lifecycle(&id, "deactivate"));
    bench.wait(1_000);
    assert!(bench.calls.is_empty());
    assert_eq!(bench.org.next_deadline(), None);
}

#[test]
fn every_2xx_is_a_success() {
    for status in [200, 201, 204, 299] {
        let (mut bench, _, call) = one(Config::default());
        bench.report(call.id, answered(status, &json!({})));
        assert!(bench.calls.is_empty());
        assert_eq!(bench.log_types("event_hook.delivery"), Vec::<String>::new());
        let attempt = bench.get("/emulator/deliveries").body[0].clone();
        assert_eq!(attempt["outcome"], "SUCCESS");
        assert_eq!(attempt["status"], status);
    }
}

#[test]
fn no_retry_after_4xx_or_a_redirect() {
    for (status, outcome) in [(400, "REFUSED"), (401, "REFUSED"), (429, "REFUSED"), (302, "REFUSED")] {
        let (mut bench, id, call) = one(Config::default());
        bench.report(call.id, answered(status, &json!({})));
        assert!(bench.calls.is_empty());
        let record = bench.log("event_hook.delivery").pop().unwrap();
        assert_eq!(record["outcome"]["result"], "FAILURE");
        assert_eq!(record["outcome"]["reason"], format!("The remote endpoint answered {status}"));
        assert_eq!(record["target"][0]["id"], id);
        let debug = &record["debugContext"]["debugData"];
        assert_eq!(debug["attempts"], "1");
        assert_eq!(debug["httpStatus"], status.to_string());
        assert_eq!(debug["eventId"], body(&call)["eventId"]);
        assert_eq!(bench.get("/emulator/deliveries").body[0]["outcome"], outcome);
    }
}

#[test]
fn one_retry_that_repeats_the_request() {
    for first in [answered(503, &json!({})), answered(500, &json!({})), Outcome::Failed("refused".into())] {
        let (mut bench, _, call) = one(Config::default());
        bench.report(call.id, first);
        let retry = bench.calls.pop().unwrap();
        assert_eq!(retry.request.body(), call.request.body());
        bench.report(retry.id, answered(204, &json!({})));
        assert_eq!(bench.log_types("event_hook.delivery"), Vec::<String>::new());
        let attempts = bench.get("/emulator/deliveries").body;
        assert_eq!(attempts.as_array().unwrap().len(), 2);
        assert_eq!((&attempts[0]["attempt"], &attempts[0]["willRetry"]), (&json!(1), &json!(true)));
        assert_eq!((&attempts[1]["attempt"], &attempts[1]["outcome"]), (&json!(2), &json!("SUCCESS")));
    }
}

#[test]
fn a_timeout_is_retried_once() {
    let (mut bench, _, _) = one(Config::default());
    bench.wait(2_999);
    assert!(bench.calls.is_empty());
    bench.wait(1);
    assert_eq!(bench.calls.len(), 1);
    bench.wait(3_000);
    assert_eq!(bench.calls.len(), 1);
    let record = bench.log("event_hook.delivery").pop().unwrap();
    assert_eq!(record["outcome"]["reason"], "The remote endpoint did not answer in time");
    let debug = &record["debugContext"]["debugData"];
    assert_eq!(debug["attempts"], "2");
    assert_eq!(debug.get("httpStatus"), None);
    assert_eq!(bench.org.next_deadline(), None);
}

#[test]
fn switches_about_retries() {
    let rules = Rules { retry_keeps_event_id: false, retry_redirects: true, ..Rules::default() };
    let (mut bench, _, call) = one(Config { rules, ..Config::default() });
    bench.report(call.id, answered(307, &json!({})));
    let retry = bench.calls.pop().unwrap();
    assert_ne!(body(&retry)["eventId"], body(&call)["eventId"]);
    assert_eq!(body(&retry)["data"], body(&call)["data"]);
}

#[test]
fn success_records_are_the_emulators_own() {
    let rules = Rules { delivery_success_records: true, ..Rules::default() };
    let (mut bench, _, call) = one(Config { rules, ..Config::default() });
    bench.report(call.id, answered(204, &json!({})));
    assert_eq!(bench.log("event_hook.delivery")[0]["outcome"]["result"], "SUCCESS");
}

#[test]
fn flush_ends_the_window_and_waits() {
    let mut bench = Bench::with(Config { batch_window: Duration::from_hours(1), ..Config::default() });
    assert_eq!(bench.send("POST", "/emulator/flush", &Value::Null).body, json!([]));
    bench.verified(&full());
    bench.happen(&create_event());
    let ticket = after_of(bench.begin("POST", "/emulator/flush", b""));
    let call = bench.calls.pop().unwrap();
    bench.report(call.id, answered(503, &json!({})));
    assert!(bench.answers.is_empty());
    let again = after_of(bench.begin("POST", "/emulator/flush", b""));
    let retry = bench.calls.pop().unwrap();
    bench.report(retry.id, answered(200, &json!({})));
    let reply = bench.answer(ticket);
    assert_eq!(reply.status, 200);
    assert_eq!(reply.body.as_array().unwrap().len(), 2);
    assert_eq!(bench.answer(again).body.as_array().unwrap().len(), 1);
}

#[test]
fn the_daily_quota() {
    let config = Config { daily_events: 4, daily_events_warning: 2, ..Config::default() };
    let (mut bench, _, call) = one(config);
    // A retry is free.
    bench.report(call.id, answered(503, &json!({})));
    let types = |bench: &mut Bench| bench.log_types("system.operation.");
    assert!(types(&mut bench).is_empty());
    bench.happen(&json!({"eventType": "user.session.start"}));
    bench.happen(&json!({"eventType": "zone.update"}));
    assert!(types(&mut bench).is_empty(), "not applicable");
    bench.happen(&create_event());
    assert_eq!(types(&mut bench), ["system.operation.rate_limit.warning"]);
    bench.happen(&create_event());
    bench.happen(&create_event());
    for _ in 0..2 {
        let over = bench.happen(&create_event());
        assert_eq!(over["debugContext"]["debugData"].get("targetEventHookIds"), None);
    }
    let records = bench.log("system.operation.");
    assert_eq!(records.len(), 2);
    assert_eq!(records[1]["eventType"], "system.operation.rate_limit.violation");
    let debug = &records[1]["debugContext"]["debugData"];
    assert_eq!(debug["operationRateLimitType"], "event_hook_delivery");
    assert_eq!(debug["operationRateLimitScopeType"], "org");
    assert_eq!(debug["operationRateLimitThreshold"], "4");
    assert_eq!(debug["operationRateLimitTimeSpan"], "1440");
    assert_eq!(debug["operationRateLimitTimeUnit"], "MINUTES");
    assert_eq!(debug["operationRateLimitSecondsToReset"], "86399");
    bench.calls.clear();
    bench.wait(50);
    assert_eq!(body(&bench.calls[0])["data"]["events"].as_array().unwrap().len(), 3);
    bench.wait(24 * 3600 * 1000);
    let event = bench.happen(&create_event());
    assert!(event["debugContext"]["debugData"]["targetEventHookIds"].is_string());
}

#[test]
fn quota_before_filters_is_a_switch() {
    let rules = Rules { quota_counts_filtered: true, ..Rules::default() };
    let config = Config { daily_events: 9, daily_events_warning: 1, rules, ..Config::default() };
    let mut bench = Bench::with(config);
    bench.verified(&full());
    bench.happen(&json!({"eventType": "zone.update"}));
    assert!(bench.log("system.operation.").is_empty());
    bench.happen(&json!({"eventType": "user.session.start"}));
    assert_eq!(bench.log("system.operation.").len(), 1);
}

#[test]
fn a_whole_event_stays_as_it_is() {
    let mut bench = Bench::new();
    let id = bench.verified(&full());
    let given = json!({
        "uuid": "my-own",
        "published": "2026-03-16T03:00:00.123456Z",
        "eventType": "user.lifecycle.create",
        "target": null,
        "severity": "WARN",
        "client": {"ipAddress": "192.0.2.7"},
        "request": {"ipChain": [{"ip": "192.0.2.7"}]},
        "debugContext": null,
        "somethingNew": {"a": [1, 2.5, "x"]},
    });
    let event = bench.happen(&given);
    assert_eq!(event["uuid"], "my-own");
    assert_eq!(event["published"], given["published"]);
    assert_eq!(event["target"], Value::Null);
    assert_eq!(event["severity"], "WARN");
    assert_eq!(event["somethingNew"], given["somethingNew"]);
    assert_eq!(event["client"], json!({"ipAddress": "192.0.2.7", "ipChain": [{"ip": "192.0.2.7"}]}));
    assert_eq!(event["debugContext"], json!({"debugData": {"targetEventHookIds": id}}));
}

#[test]
fn a_sketch_is_completed_within_its_objects() {
    let mut bench = Bench::new();
    let event = bench.happen(&json!({
        "eventType": "user.session.start",
        "actor": { "alternateId": "ada@example.com", "detailEntry": { "a": 1 } },
        "outcome": { "result": "FAILURE" },
        "client": null,
        "target": [{ "displayName": "Phone" }],
        "debugContext": { "debugData": { "attempts": 3 } },
    }));
    assert_eq!(event["actor"]["alternateId"], "ada@example.com");
    assert_eq!(event["actor"]["type"], "User");
    assert_eq!(event["actor"]["detailEntry"], json!({"a": 1}));
    assert_eq!(event["outcome"], json!({"result": "FAILURE", "reason": null}));
    assert_eq!(event["client"], Value::Null);
    assert_eq!(event["target"], json!([{ "displayName": "Phone" }]));
    let debug = &event["debugContext"]["debugData"];
    assert!(debug["attempts"] == 3 && debug["requestUri"].is_string(), "{debug}");
}

#[test]
fn sample_events_differ() {
    let mut bench = Bench::new();
    let events = bench.happen(&json!([create_event(), create_event()]));
    for pointer in ["/uuid", "/target/0/id", "/target/0/alternateId", "/transaction/id"] {
        assert_ne!(events[0].pointer(pointer), events[1].pointer(pointer), "{pointer}");
        assert!(events[0].pointer(pointer).is_some());
    }
}

#[test]
fn bad_events_are_refused_before_any_happens() {
    let mut bench = Bench::new();
    for bad in [
        json!(5),
        json!("user.lifecycle.create"),
        json!({}),
        json!({"eventType": ""}),
        json!({"eventType": 5}),
        json!({"eventType": "a", "published": "yesterday"}),
        json!({"eventType": "a", "debugContext": []}),
        json!({"eventType": "a", "client": "x"}),
        json!([{"eventType": "a"}, {}]),
    ] {
        assert_eq!(bench.send("POST", "/emulator/events", &bad).status, 400, "{bad}");
    }
    assert_eq!(now_of(bench.begin("POST", "/emulator/events", b"{")).status, 400);
    assert_eq!(bench.get("/api/v1/logs").body, json!([]));
    assert_eq!(bench.happen(&json!([])), json!([]));
}
