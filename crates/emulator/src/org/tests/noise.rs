//! Nothing that a peer sends may panic the org: valid messages with some of their bytes changed.

use super::*;
use crate::random::Random;

pub(super) fn number(random: &mut Random, below: usize) -> usize {
    random.alphanumeric(8).bytes().fold(7, |sum, byte| sum * 31 + usize::from(byte)) % below.max(1)
}

pub(super) fn noisy(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    const BYTES: &[u8] = b"\"{}[]:,'()?.&|=!<> \\\0\xff%/0aZ";
    let mut bytes = bytes.to_vec();
    for _ in 0..=number(random, 4) {
        let at = number(random, bytes.len());
        match number(random, 3) {
            0 if at < bytes.len() => drop(bytes.remove(at)),
            1 => bytes.insert(at, BYTES[number(random, BYTES.len())]),
            _ if at < bytes.len() => bytes[at] = BYTES[number(random, BYTES.len())],
            _ => bytes.truncate(at),
        }
    }
    bytes
}

#[test]
fn requests_and_answers() {
    let mut bench =
        Bench::with(Config { rate_limit: u32::MAX, logs_rate_limit: u32::MAX, ..Config::default() });
    let mut random = Random::new(42);
    let id = bench.verified(&full());
    let event = bench.happen(&json!({"eventType": "user.session.start", "outcome": {"result": "FAILURE"}}));
    let messages = [
        ("POST", "/api/v1/eventHooks".to_owned(), full().to_string()),
        ("PUT", format!("/api/v1/eventHooks/{id}"), full().to_string()),
        ("POST", format!("/api/v1/eventHooks/{id}/lifecycle/verify"), String::new()),
        ("POST", "/emulator/events".to_owned(), event.to_string()),
        ("POST", "/emulator/flush".to_owned(), String::new()),
        (
            "GET",
            "/api/v1/logs?filter=(eventType+sw+%22user%22)and+not(actor.id+eq+null)&q=a+b&limit=3&after=1_1_1".to_owned(),
            String::new(),
        ),
        ("GET", "/api/v1/logs?since=2026-03-16T00:00:00Z&until=2026-03-17T00:00:00Z&sortOrder=DESCENDING".to_owned(), String::new()),
    ];
    for round in 0..4_000 {
        let (method, path, body) = &messages[round % messages.len()];
        let path = if number(&mut random, 2) == 0 {
            String::from_utf8_lossy(&noisy(path.as_bytes(), &mut random)).into_owned()
        } else {
            path.clone()
        };
        let body = if number(&mut random, 4) == 0 {
            body.clone().into_bytes()
        } else {
            noisy(body.as_bytes(), &mut random)
        };
        if path.parse::<http::Uri>().is_ok() {
            bench.begin(method, &path, &body);
        }
        while let Some(call) = bench.calls.pop() {
            let mut outcome = right_or_empty(&call);
            if let Outcome::Answered(response) = &mut outcome {
                *response.body_mut() = noisy(response.body(), &mut random);
            }
            bench.report(call.id, outcome);
        }
        bench.wait(20);
    }
    bench.wait(60_000);
    assert_eq!(bench.org.next_deadline(), None);
    assert_eq!(bench.get("/api/v1/eventHooks").status, 200);
}

fn right_or_empty(call: &Call) -> Outcome {
    if call.request.method() == Method::GET { right(call) } else { answered(503, &json!({})) }
}
