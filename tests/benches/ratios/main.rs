//! What the core and the client cost beside a floor that does the same work without their care, in the same run.
//!
//! Ratios are medians over interleaved rounds, so that a busy machine weighs on both sides alike.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a benchmark")]

mod floor;
mod machine;

use std::cell::RefCell;
use std::hint::black_box;
use std::time::{Duration, Instant};

use conformance::{fixed, samples};
use okta_event_hooks::{Client, ListEventHooks, Operation as _, Received, Receiver};

const ROUNDS: usize = 7;

fn main() {
    println!("{:<46} {:>10} {:>10} {:>7} {:>7}", "", "ours", "floor", "ratio", "budget");
    get_one_hook();
    parse_a_list();
    parse_a_delivery();
    drive_a_call();
}

/// `GET` of one hook on a kept connection, against bare ureq and `serde_json` into the same members.
fn get_one_hook() {
    let url = fixed::serve([("", samples::hook(0))]);
    let client = Client::builder().org_url(&url).api_token("00token").build().unwrap();
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
    let agent = config.timeout_global(Some(Duration::from_secs(30))).build().new_agent();
    let address = format!("{url}/api/v1/eventHooks/who7kd2mQ9vYt3LxB5d7");
    compare(
        "GET one hook (ureq + serde_json)",
        "1.10",
        4_000,
        || {
            black_box(client.get_event_hook("who7kd2mQ9vYt3LxB5d7").unwrap());
        },
        || {
            let request = agent
                .get(&address)
                .header("Accept", "application/json")
                .header("Authorization", "SSWS 00token");
            let body = request.call().unwrap().body_mut().read_to_vec().unwrap();
            black_box(serde_json::from_slice::<floor::Hook>(&body).unwrap());
        },
    );
}

/// A list of 200 hooks, against a derive that drops what it does not know.
fn parse_a_list() {
    let list = samples::hooks(200);
    let response = http::Response::new(list.as_bytes());
    let operation = ListEventHooks::new();
    compare(
        "parse a list of 200 hooks (plain derive)",
        "1.3",
        60,
        || {
            black_box(operation.parse(&response).unwrap());
        },
        || {
            black_box(serde_json::from_slice::<Vec<floor::Hook>>(list.as_bytes()).unwrap());
        },
    );
}

/// A delivery of 100 events, authenticated, against a derive that drops what it does not know.
fn parse_a_delivery() {
    let body = samples::delivery(100);
    let receiver = Receiver::new(["s3cr3t"]).unwrap();
    let request = http::Request::post("/").header("authorization", "s3cr3t").body(body.as_bytes()).unwrap();
    compare(
        "receive a delivery of 100 events (plain derive)",
        "1.3",
        60,
        || {
            let received = receiver.receive(&request);
            assert!(matches!(&received, Received::Delivery(delivery) if delivery.events().len() == 100));
            let _ = black_box(received);
        },
        || {
            black_box(serde_json::from_slice::<floor::Delivery>(body.as_bytes()).unwrap());
        },
    );
}

/// A call through the machine, against its request and its parse alone. The budget is 5 µs more.
fn drive_a_call() {
    let machine = RefCell::new(machine::Machine::new());
    let ours = || machine.borrow_mut().call();
    compare("drive a call (request + parse)", "+5 µs", 20_000, ours, || machine.borrow().parts());
    let (call, parts) = machine.borrow_mut().allocations();
    println!("{:<46} {call:>10} {parts:>10}", "allocations of it");
}

/// Times both, turn and turn about, and prints the medians and the median of the rounds' ratios.
fn compare(name: &str, budget: &str, times: u32, mut ours: impl FnMut(), mut floor: impl FnMut()) {
    let mut rounds = Vec::new();
    for round in 0..=ROUNDS {
        // Slices of both in turn: what else the machine does falls on either.
        let (mut a, mut b) = (Duration::ZERO, Duration::ZERO);
        for _ in 0..10 {
            a += time(times / 10, &mut ours);
            b += time(times / 10, &mut floor);
        }
        if round > 0 {
            rounds.push((a / times, b / times));
        }
    }
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(ROUNDS / 2).copied().unwrap()
    };
    let micros = |d: Duration| d.as_secs_f64() * 1e6;
    let ours = median(rounds.iter().map(|(a, _)| micros(*a)).collect());
    let floor = median(rounds.iter().map(|(_, b)| micros(*b)).collect());
    let ratio = median(rounds.iter().map(|(a, b)| a.as_secs_f64() / b.as_secs_f64()).collect());
    println!("{name:<46} {ours:>7.1} µs {floor:>7.1} µs {ratio:>7.2} {budget:>7}");
}

fn time(times: u32, run: &mut impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        run();
    }
    start.elapsed()
}
