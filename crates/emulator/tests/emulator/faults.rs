use std::time::{Duration, Instant};

use okta_event_hooks_emulator::{Config, Emulator, Fault, RateLimitKind};
use serde_json::{Value, json};

use crate::hook::{agent, config, get, request, send, trigger, verified};
use crate::receiver::{Delivery, Manner, Receiver};

const LIST: &str = "/api/v1/eventHooks";
const URI: &str = "http://127.0.0.1:9/";

fn emulator(fault: Fault) -> Emulator {
    Emulator::start(Config { faults: vec![fault], ..config(URI) }).unwrap()
}

fn create(emulator: &Emulator) -> crate::hook::Reply {
    let mut hook = verified("other", URI);
    hook.as_object_mut().unwrap().retain(|name, _| name != "verificationStatus" && name != "id");
    send(emulator, "POST", LIST, &hook)
}

fn count(emulator: &Emulator) -> usize {
    let hooks: Value = serde_json::from_str(&get(emulator, LIST).unwrap().1).unwrap();
    hooks.as_array().unwrap().len()
}

#[test]
fn a_status_comes_in_place_of_the_answer_and_nothing_is_done() {
    let fault =
        Fault::on_operation("createEventHook").skip(1).times(2).status(503).header("Retry-After", "7");
    let emulator = emulator(fault.body(json!({"errorCode": "E0000010"})));
    assert_eq!(create(&emulator).unwrap().0, 200);
    assert_eq!(create(&emulator).unwrap(), (503, "{\"errorCode\":\"E0000010\"}".to_owned()));
    let response = agent().run(request(&emulator, "POST", LIST, &json!({}))).unwrap();
    assert_eq!(response.headers()["retry-after"], "7");
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(create(&emulator).unwrap().0, 400, "the name is taken, the fault is over");
    assert_eq!(count(&emulator), 2);
    let requests = emulator.requests().unwrap();
    let faults: Vec<&Value> = requests.as_array().unwrap().iter().map(|request| &request["fault"]).collect();
    assert_eq!(faults, [&json!(null), &json!("fault-1"), &json!("fault-1"), &json!(null), &json!(null)]);
    assert_eq!(requests[1]["operation"], "createEventHook");
    assert_eq!(requests[1]["status"], 503);
}

#[test]
fn a_status_may_hide_that_it_was_done() {
    let emulator = emulator(Fault::on_operation("createEventHook").status(504).applied());
    assert_eq!(create(&emulator).unwrap(), (504, String::new()));
    assert_eq!(count(&emulator), 2);
}

#[test]
fn a_page_in_place_of_json() {
    let fault =
        Fault::on_path("/api/v1/*").status(502).header("Content-Type", "text/html").body("<h1>Bad</h1>");
    let emulator = emulator(fault.always());
    for path in [LIST, "/api/v1/logs"] {
        let mut response = agent().run(request(&emulator, "GET", path, &Value::Null)).unwrap();
        assert_eq!(response.headers()["content-type"], "text/html");
        assert_eq!(response.body_mut().read_to_string().unwrap(), "<h1>Bad</h1>");
    }
    emulator.clear_faults().unwrap();
    assert_eq!(count(&emulator), 1);
}

#[test]
fn a_reset_before_and_after_the_effect() {
    let emulator = emulator(Fault::on_operation("createEventHook").reset());
    assert!(create(&emulator).is_err());
    assert_eq!(count(&emulator), 1);
    emulator.inject(&Fault::on_operation("createEventHook").reset().applied()).unwrap();
    assert!(create(&emulator).is_err());
    assert_eq!(count(&emulator), 2);
    assert_eq!(emulator.requests().unwrap()[0]["status"], Value::Null);
}

#[test]
fn a_verification_whose_answer_is_lost() {
    let receiver = Receiver::start(Manner::Accept);
    let mut hook = verified("feed", &receiver.url);
    hook["verificationStatus"] = json!("UNVERIFIED");
    let fault = Fault::on_operation("verifyEventHook").status(500).applied();
    let emulator =
        Emulator::start(Config { hooks: vec![hook], faults: vec![fault], ..Config::default() }).unwrap();
    let path = format!("{LIST}/who0000000000000feed/lifecycle/verify");
    assert_eq!(send(&emulator, "POST", &path, &Value::Null).unwrap().0, 500);
    let hook: Value =
        serde_json::from_str(&get(&emulator, &format!("{LIST}/who0000000000000feed")).unwrap().1).unwrap();
    assert_eq!(hook["verificationStatus"], "VERIFIED");
}

#[test]
fn a_body_that_is_cut_and_one_that_drips() {
    let emulator = emulator(Fault::on_operation("listEventHooks").truncate(5));
    let mut response = agent().run(request(&emulator, "GET", LIST, &Value::Null)).unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.body_mut().read_to_string().is_err());
    let whole = get(&emulator, LIST).unwrap().1;
    emulator
        .inject(&Fault::on_operation("listEventHooks").drip(100, Duration::from_millis(20)).times(1))
        .unwrap();
    let started = Instant::now();
    assert_eq!(get(&emulator, LIST).unwrap().1, whole);
    let pauses = u32::try_from((whole.len() - 1) / 100).unwrap();
    assert!(started.elapsed() >= Duration::from_millis(20) * pauses, "{pauses} pauses");
}

#[test]
fn a_delay_leaves_the_answer_as_it_is() {
    let emulator = emulator(Fault::on_path("/api/v1/logs").delay(Duration::from_millis(150)));
    let started = Instant::now();
    assert_eq!(get(&emulator, "/api/v1/logs").unwrap(), (200, "[]".to_owned()));
    assert!(started.elapsed() >= Duration::from_millis(150));
}

#[test]
fn rate_limits_of_both_kinds() {
    let limit = |kind| Fault::on_operation("getEventHook").rate_limit(kind, Duration::from_secs(7));
    let emulator = emulator(limit(RateLimitKind::Org));
    emulator.inject(&limit(RateLimitKind::Concurrency)).unwrap();
    let number = |response: &http::Response<ureq::Body>, name: &str| -> i64 {
        response.headers()[name].to_str().unwrap().parse().unwrap()
    };
    for (limit, remaining) in [(600, 0), (0, 0)] {
        let path = format!("{LIST}/who0000000000000feed");
        let mut response = agent().run(request(&emulator, "GET", &path, &Value::Null)).unwrap();
        assert_eq!(response.status(), 429);
        assert_eq!(number(&response, "x-rate-limit-limit"), limit);
        assert_eq!(number(&response, "x-rate-limit-remaining"), remaining);
        assert_eq!(response.headers()["date"], "Mon, 16 Mar 2026 04:00:00 GMT");
        assert_eq!(number(&response, "x-rate-limit-reset"), 1_773_633_607);
        assert!(response.body_mut().read_to_string().unwrap().contains("E0000047"));
    }
}

#[test]
fn faults_are_listed_counted_and_removed() {
    let emulator = emulator(Fault::on_operation("listEventHooks").status(500).times(2));
    let id = emulator.inject(&Fault::on_path("/").reset()).unwrap();
    assert_eq!(get(&emulator, LIST).unwrap().0, 500);
    let faults = emulator.control("GET", "/emulator/faults", &Value::Null).unwrap();
    assert_eq!(faults[0]["happened"], 1);
    assert_eq!(faults[1]["id"], json!(id));
    emulator.control("DELETE", &format!("/emulator/faults/{id}"), &Value::Null).unwrap();
    let error = emulator.control("DELETE", &format!("/emulator/faults/{id}"), &Value::Null).unwrap_err();
    assert_eq!(error.status, 404);
    let wrong = json!([{"on": {"path": "/"}, "reset": true}, {"on": {"path": "/"}, "statsu": 503}]);
    let error = emulator.control("POST", "/emulator/faults", &wrong).unwrap_err();
    assert!(error.problem.contains("[1].statsu: unknown field `statsu`"), "{error}");
    let faults = emulator.control("GET", "/emulator/faults", &Value::Null).unwrap();
    assert_eq!(faults.as_array().unwrap().len(), 1, "of a list with a mistake nothing is added");
}

/// What becomes of one batch of four events.
fn delivered(fault: Fault) -> (Vec<String>, Vec<Delivery>) {
    let receiver = Receiver::start(Manner::Accept);
    let emulator = Emulator::start(Config { faults: vec![fault], ..config(&receiver.url) }).unwrap();
    let sent = trigger(&emulator, 4);
    emulator.advance(Duration::from_secs(1)).unwrap();
    assert_eq!(emulator.deliveries().unwrap()[0]["fault"], "fault-1");
    (sent, receiver.deliveries())
}

#[test]
fn a_delivery_that_comes_three_times() {
    let (sent, deliveries) = delivered(Fault::on_deliveries("*").duplicate(2));
    assert_eq!(deliveries.len(), 3);
    for delivery in &deliveries {
        assert_eq!(delivery.event_id, deliveries[0].event_id);
        assert_eq!(delivery.uuids, sent);
    }
}

#[test]
fn a_delivery_in_another_order() {
    let (sent, deliveries) = delivered(Fault::on_deliveries("who0000000000000feed").shuffle());
    let mut arrived = deliveries[0].uuids.clone();
    assert_ne!(arrived, sent);
    arrived.sort();
    let mut sent = sent;
    sent.sort();
    assert_eq!(arrived, sent);
}

#[test]
fn a_delivery_in_pieces() {
    let (sent, mut deliveries) = delivered(Fault::on_deliveries("*").split(3));
    assert_eq!(deliveries.len(), 2);
    // They are on their way together, so either may arrive first.
    deliveries.sort_by_key(|delivery| std::cmp::Reverse(delivery.uuids.len()));
    assert_eq!([&*deliveries[0].uuids, &*deliveries[1].uuids].concat(), sent);
    assert_ne!(deliveries[0].event_id, deliveries[1].event_id);
}

#[test]
fn a_late_delivery_is_overtaken() {
    let receiver = Receiver::start(Manner::Accept);
    let fault = Fault::on_deliveries("*").late(Duration::from_mins(5));
    let emulator = Emulator::start(Config { faults: vec![fault], ..config(&receiver.url) }).unwrap();
    let first = trigger(&emulator, 1);
    emulator.advance(Duration::from_secs(1)).unwrap();
    assert!(receiver.deliveries().is_empty());
    let second = trigger(&emulator, 1);
    assert_eq!(emulator.flush().unwrap()[0]["outcome"], "SUCCESS");
    emulator.advance(Duration::from_mins(5)).unwrap();
    let deliveries = receiver.deliveries();
    assert_eq!([&deliveries[0].uuids, &deliveries[1].uuids], [&second, &first]);
}

#[test]
fn a_fault_of_another_hook_or_path_does_not_happen() {
    let (receiver, fault) = (Receiver::start(Manner::Accept), Fault::on_deliveries("whoOther").duplicate(1));
    let faults = vec![fault, Fault::on_path("/api/v1/event").reset().always()];
    let emulator = Emulator::start(Config { faults, ..config(&receiver.url) }).unwrap();
    trigger(&emulator, 1);
    emulator.flush().unwrap();
    assert_eq!((receiver.deliveries().len(), count(&emulator)), (1, 1));
}
