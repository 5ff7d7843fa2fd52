use std::time::{Duration, Instant};

use okta_event_hooks_emulator::{Config, Emulator};
use serde_json::{Value, json};

use crate::hook::{config, get, trigger};
use crate::receiver::{Manner, Receiver};

fn column<'v>(list: &'v Value, name: &str) -> Vec<&'v Value> {
    list.as_array().unwrap().iter().map(|item| &item[name]).collect()
}

#[test]
fn the_batch_window_ends_when_the_time_comes() {
    let receiver = Receiver::start(Manner::Accept);
    let config = Config { batch_window: Duration::from_secs(10), ..config(&receiver.url) };
    let emulator = Emulator::start(config).unwrap();
    let uuids = trigger(&emulator, 3);
    emulator.advance(Duration::from_secs(9)).unwrap();
    assert!(receiver.deliveries().is_empty());
    let now = emulator.advance(Duration::from_hours(1)).unwrap();
    assert_eq!(now.to_string(), "2026-03-16T05:00:09Z");
    let [delivery] = receiver.deliveries().try_into().unwrap();
    assert_eq!(delivery.event_time, "2026-03-16T04:00:10.000Z");
    assert_eq!(delivery.uuids, uuids);
    let attempts = emulator.deliveries().unwrap();
    assert_eq!(column(&attempts, "outcome"), ["SUCCESS"]);
    assert_eq!(column(&attempts, "endedAt"), ["2026-03-16T04:00:10Z"]);
}

#[test]
fn a_receiver_that_hangs_is_timed_out_and_tried_once_more_by_the_orgs_time() {
    let receiver = Receiver::start(Manner::Hang);
    let emulator = Emulator::start(config(&receiver.url)).unwrap();
    trigger(&emulator, 1);
    let move_by = |by: &str| {
        emulator.control("POST", "/emulator/clock", &json!({"advance": by, "settle": "10ms"})).unwrap();
    };
    move_by("3s");
    assert_eq!(column(&emulator.deliveries().unwrap(), "outcome"), ["PENDING"]);
    move_by("50ms");
    assert_eq!(column(&emulator.deliveries().unwrap(), "outcome"), ["TIMEOUT", "PENDING"]);
    move_by("1h");
    let attempts = emulator.deliveries().unwrap();
    assert_eq!(column(&attempts, "outcome"), ["TIMEOUT", "TIMEOUT"]);
    let expected = ["2026-03-16T04:00:03.05Z", "2026-03-16T04:00:06.05Z"];
    assert_eq!(column(&attempts, "endedAt"), expected);
}

#[test]
fn a_moved_clock_runs_on_and_one_that_stands_still_can_be_let_go() {
    let emulator = Emulator::start(Config::default()).unwrap();
    let before = emulator.now().unwrap();
    let ahead = emulator.advance(Duration::from_hours(24)).unwrap();
    assert!(ahead.duration_since(before).as_hours() >= 24);
    assert!(emulator.now().unwrap() > ahead);
    let clock = |body: Value| emulator.control("POST", "/emulator/clock", &body);
    let stopped = clock(json!({"running": false})).unwrap();
    assert_eq!(stopped["running"], false);
    assert_eq!(clock(json!({})).unwrap(), stopped);
    let later = clock(json!({"to": "2100-01-01T00:00:00Z", "running": true})).unwrap();
    assert!(later["now"].as_str().unwrap().starts_with("2100-01-01T00:00:0"), "{later}");
    let error = clock(json!({"to": "2026-01-01T00:00:00Z"})).unwrap_err();
    assert!(error.to_string().contains("time does not go back"), "{error}");
    for wrong in
        [json!({"advance": "soon"}), json!({"advance": "1h", "to": "2101-01-01T00:00:00Z"}), json!({"by": 1})]
    {
        assert_eq!(clock(wrong).unwrap_err().status, 400);
    }
}

#[test]
fn rate_limit_windows_follow_it() {
    let emulator = Emulator::start(Config { rate_limit: 1, ..config("http://127.0.0.1:9/") }).unwrap();
    let status = || get(&emulator, "/api/v1/eventHooks").unwrap().0;
    assert_eq!([status(), status()], [200, 429]);
    emulator.advance(Duration::from_mins(1)).unwrap();
    assert_eq!(status(), 200);
}

#[test]
fn quota_days_follow_it() {
    let receiver = Receiver::start(Manner::Accept);
    let emulator = Emulator::start(Config { daily_events: 2, ..config(&receiver.url) }).unwrap();
    let arrived = |count: usize, by: Duration| {
        trigger(&emulator, count);
        emulator.advance(by).unwrap();
        receiver.uuids().len()
    };
    assert_eq!(arrived(3, Duration::from_hours(23)), 2);
    assert_eq!(arrived(1, Duration::from_hours(1)), 2);
    assert_eq!(arrived(1, Duration::from_secs(1)), 3);
}

#[test]
fn a_receiver_that_is_slow_but_right_sees_nothing_of_the_haste() {
    let receiver = Receiver::start(Manner::Accept);
    let config = Config { batch_window: Duration::ZERO, ..config(&receiver.url) };
    let emulator = Emulator::start(config).unwrap();
    let started = Instant::now();
    for _ in 0..50 {
        trigger(&emulator, 1);
        emulator.advance(Duration::from_hours(1)).unwrap();
    }
    assert_eq!(column(&emulator.deliveries().unwrap(), "outcome"), vec!["SUCCESS"; 50]);
    assert!(started.elapsed() < Duration::from_secs(20));
}
