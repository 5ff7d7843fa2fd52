//! Answers a second, beside a bare axum that answers with the same body.

use std::time::Duration;

use okta_event_hooks_emulator::{Config, Emulator};
use serde_json::Value;

use crate::load::Load;
use crate::{ROUNDS, config, get, hook, median, rate, server};

const CONNECTIONS: usize = 16;
const SLICES: usize = 10;

pub(crate) fn measure() {
    let hooks = (0..25).map(|number| hook(number, "https://hooks.example.com/okta/events")).collect();
    let emulator = Emulator::start(Config { hooks, ..config() }).unwrap();
    let token = emulator.api_token();
    let list = get("/api/v1/eventHooks", token);
    let hooks: Value = serde_json::from_slice(&Load::new(emulator.url(), 1).ask(&list)).unwrap();
    let id = hooks.pointer("/0/id").and_then(Value::as_str).unwrap();
    let one = get(&format!("/api/v1/eventHooks/{id}"), token);
    println!(
        "{:<46} {:>10} {:>10} {:>7}   budget",
        "answers a second, 16 connections", "emulator", "axum", "ratio"
    );
    compare("GET one hook", "1.3, or 15000", emulator.url(), &one, 10_000);
    compare("GET a list of 25 hooks", "1.3, or 15000", emulator.url(), &list, 2_000);
}

/// Sends the request to both, turn and turn about, and prints medians.
fn compare(name: &str, budget: &str, url: &str, request: &[u8], times: usize) {
    let mut emulator = Load::new(url, CONNECTIONS);
    let body = emulator.ask(request);
    let mut floor = Load::new(&server::floor(body), CONNECTIONS);
    let slice = |load: &mut Load| {
        let request = request.to_vec();
        load.run(times / SLICES, move |_| request.clone())
    };
    let mut rounds = Vec::new();
    for round in 0..=ROUNDS {
        // Slices of both in turn: what else the machine does falls on either.
        let (mut a, mut b) = (Duration::ZERO, Duration::ZERO);
        for _ in 0..SLICES {
            a += slice(&mut emulator);
            b += slice(&mut floor);
        }
        if round > 0 {
            rounds.push((a, b));
        }
    }
    let ours = median(rounds.iter().map(|(a, _)| rate(times, *a)).collect());
    let theirs = median(rounds.iter().map(|(_, b)| rate(times, *b)).collect());
    let ratio = median(rounds.iter().map(|(a, b)| a.as_secs_f64() / b.as_secs_f64()).collect());
    println!("{name:<46} {ours:>10.0} {theirs:>10.0} {ratio:>7.2}   {budget}");
}
