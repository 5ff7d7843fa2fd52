use std::time::{Duration, Instant};

use okta_event_hooks_emulator::{Config, Emulator};
use serde_json::{Value, json};

use crate::hook::{TYPE, config, get};
use crate::receiver::{Manner, Receiver};

/// 400,000 events in 24 hours are all delivered, once each, and none is over the quota; with the next one it is.
#[test]
fn a_day_of_400_000_events_takes_seconds() {
    let receiver = Receiver::start(Manner::Accept);
    let config = Config { seed: 7, batch_window: Duration::from_secs(10), ..config(&receiver.url) };
    let emulator = Emulator::start(config).unwrap();
    let started = Instant::now();
    let traffic = json!({"count": 400_000, "over": "23h 59m"});
    let done = emulator.control("POST", "/emulator/traffic", &traffic).unwrap();
    assert_eq!(done["events"], 400_000);
    assert_eq!(done["now"], "2026-03-17T03:59:00Z");
    emulator.flush().unwrap();
    let uuids = receiver.uuids();
    assert_eq!(uuids.len(), 400_000);
    assert!(uuids.values().all(|count| *count == 1));
    let records = |kind: &str| {
        let path =
            format!("/api/v1/logs?limit=1000&filter=eventType+eq+%22system.operation.rate_limit.{kind}%22");
        let records: Value = serde_json::from_str(&get(&emulator, &path).unwrap().1).unwrap();
        records.as_array().unwrap().len()
    };
    assert_eq!((records("warning"), records("violation")), (1, 0));
    emulator.trigger(&json!({"eventType": TYPE})).unwrap();
    assert_eq!((records("warning"), records("violation")), (1, 1));
    println!("a simulated day: {:.1} s", started.elapsed().as_secs_f64());
}

#[test]
fn the_same_seed_has_the_same_day() {
    let day = |seed| {
        let config = Config { seed, ..config("http://127.0.0.1:9/") };
        let emulator = Emulator::start(config).unwrap();
        let traffic =
            json!({"count": 50, "over": "24h", "types": ["group.lifecycle.create", "user.session.start"]});
        emulator.control("POST", "/emulator/traffic", &traffic).unwrap();
        get(&emulator, "/api/v1/logs?limit=1000").unwrap().1
    };
    assert_eq!(day(1), day(1));
    assert_ne!(day(1), day(2));
}

#[test]
fn traffic_without_types_or_without_measure_is_refused() {
    let emulator = Emulator::start(Config::default()).unwrap();
    let traffic = |body: Value| emulator.control("POST", "/emulator/traffic", &body).unwrap_err().problem;
    assert!(traffic(json!({"count": 1, "over": "1h"})).contains("no hook subscribes"));
    assert!(traffic(json!({"count": 10_000_001, "over": "1h"})).contains("at most"));
    assert!(traffic(json!({"count": 1})).contains("missing field `over`"));
}
