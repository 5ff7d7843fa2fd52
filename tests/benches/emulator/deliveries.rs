//! Events a second, from `POST /emulator/events` until a receiver has them.

use std::time::{Duration, Instant};

use okta_event_hooks_emulator::{Config, Emulator};
use serde_json::json;

use crate::load::Load;
use crate::server::Receiver;
use crate::{ROUNDS, config, events, hook, median, post, rate, uuid};

/// How events are made to happen.
struct Way {
    name: &'static str,
    batch_window: Duration,
    connections: usize,
    /// Requests in a round, and events in each.
    requests: usize,
    events: usize,
}

/// Whether each event came once.
pub(crate) fn measure() -> bool {
    println!("{:<46} {:>10} {:>10} {:>7}   budget", "deliveries", "events/s", "lost", "twice");
    let batches = Way {
        name: "arrays of 250, batch window of 50 ms",
        batch_window: Duration::from_millis(50),
        connections: 2,
        requests: 80,
        events: 250,
    };
    let singles = Way {
        name: "one event a request, one a delivery",
        batch_window: Duration::ZERO,
        connections: 8,
        requests: 5_000,
        events: 1,
    };
    // Both are measured, whatever becomes of the first.
    [batches, singles].map(Way::measure).into_iter().all(|whole| whole)
}

impl Way {
    fn measure(self) -> bool {
        let receiver = Receiver::start();
        let mut hook = hook(0, &receiver.url);
        hook["verificationStatus"] = json!("VERIFIED");
        let config = Config { hooks: vec![hook], batch_window: self.batch_window, ..config() };
        let emulator = Emulator::start(config).unwrap();
        let mut load = Load::new(emulator.url(), self.connections);
        let a_round = self.requests * self.events;
        let (mut rates, mut sent) = (Vec::new(), 0);
        for round in 0..=ROUNDS {
            let (first, many) = (sent, self.events);
            sent += a_round;
            let request = move |number: usize| {
                let from = first + number * many;
                post("/emulator/events", "", &events(from..from + many))
            };
            let start = Instant::now();
            load.run(self.requests, request);
            if !receiver.wait_for(sent) {
                break;
            }
            if round > 0 {
                rates.push(rate(a_round, start.elapsed()));
            }
        }
        // What is sent again comes late.
        emulator.flush().unwrap();
        let (lost, doubled) = receiver.lost_and_doubled((0..sent).map(uuid));
        println!("{:<46} {:>10.0} {lost:>10} {doubled:>7}   5000, none, none", self.name, median(rates));
        lost == 0 && doubled == 0
    }
}
