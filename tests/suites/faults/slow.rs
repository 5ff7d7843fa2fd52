//! Answers that take too long, and one that may.

use std::thread;
use std::time::{Duration, Instant};

use conformance::server::{Reply, Server};
use okta_event_hooks::{Client, Error, ErrorKind, Failure, RetryPolicy};

use super::answers::{JSON, answer, head, ok};
use super::bystander::Bystander;
use super::setup::{
    ID, assert_may_exist, assert_waited, at_once, attempts, error_of, hook, hook_named, options, options_for,
    spec, transport_error,
};

const TIMEOUT: Duration = Duration::from_secs(1);
const GAP: Duration = Duration::from_millis(100);
const LONG: Duration = Duration::from_secs(30);

/// A client that gives up after a second and does not try again.
fn hasty(server: &Server) -> Client {
    options(server).timeout(TIMEOUT).retry(RetryPolicy::none()).build().unwrap()
}

/// The ways to keep a client waiting.
fn delays() -> Vec<(&'static str, Reply)> {
    vec![
        ("silence", Reply::new().pause(LONG)),
        ("silence after the head", Reply::new().send(head("200 OK", &[JSON], 99)).pause(LONG)),
        ("a dripping head", Reply::new().drip(answer("200 OK", &[JSON], hook()), GAP)),
        ("a dripping body", Reply::new().send(head("200 OK", &[JSON], hook().len())).drip(hook(), GAP)),
        (
            "dripping chunks",
            Reply::new()
                .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                .drip("1\r\n \r\n".repeat(1000), GAP),
        ),
        (
            "early hints without end",
            (0..200).fold(Reply::new(), |reply, _| reply.send("HTTP/1.1 103 Early Hints\r\n\r\n").pause(GAP)),
        ),
    ]
}

#[test]
fn the_timeout_covers_the_whole_answer() {
    at_once(delays(), |(name, reply)| {
        let server = Server::replies([reply]);
        let began = Instant::now();
        let error = transport_error(hasty(&server).get_event_hook(ID));
        assert!(matches!(error.failure(), Failure::TimedOut), "{name}: {error}");
        assert!(error.maybe_sent());
        assert_waited(began.elapsed(), TIMEOUT, TIMEOUT);
        assert_eq!(server.requests().len(), 1, "{name}");
    });
}

#[test]
fn a_create_that_times_out_is_sent_once() {
    at_once(delays(), |(name, reply)| {
        let server = Server::replies([reply]);
        let client = options(&server).timeout(TIMEOUT).build().unwrap();
        let began = Instant::now();
        let error = error_of(client.create_event_hook(spec()));
        assert_eq!(error.kind(), ErrorKind::Transport, "{name}: {error}");
        assert_may_exist(&error);
        assert_waited(began.elapsed(), TIMEOUT, TIMEOUT);
        assert_eq!(server.requests().len(), 1, "{name}");
    });
}

#[test]
fn a_get_that_times_out_is_sent_again_with_a_timeout_of_its_own() {
    let server = Server::replies([Reply::new().pause(LONG), Reply::new().pause(TIMEOUT / 5).close()]);
    let client = options(&server).timeout(TIMEOUT).retry(attempts(2)).build().unwrap();
    let error = transport_error(client.get_event_hook(ID));
    assert_eq!(error.attempts(), 2);
    // The second attempt had time to see what became of it.
    assert!(matches!(error.failure(), Failure::MaybeSent(_)), "{error}");
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn all_attempts_together_take_no_longer_than_their_timeouts_and_waits() {
    let server = Server::answering(|_| Reply::new().pause(LONG));
    let client = options(&server).timeout(TIMEOUT).build().unwrap();
    let began = Instant::now();
    let error = transport_error(client.list_event_hooks());
    assert_eq!(error.attempts(), 3);
    assert!(matches!(error.failure(), Failure::TimedOut));
    // Three attempts, a wait of half a second to one and one of one second to two.
    assert_waited(
        began.elapsed(),
        3 * TIMEOUT + Duration::from_millis(1500),
        3 * TIMEOUT + Duration::from_secs(3),
    );
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_server_that_reads_nothing_cannot_hold_a_big_request() {
    // The connection is made by the kernel, and its buffers fill up.
    let deaf = Bystander::new();
    let client = options_for(deaf.url()).timeout(TIMEOUT).retry(RetryPolicy::none()).build().unwrap();
    let big = spec().description("x".repeat(32 << 20));
    let began = Instant::now();
    let error = error_of(client.create_event_hook(big));
    let Error::Transport(error) = &error else {
        panic!("{error:?}");
    };
    assert!(matches!(error.failure(), Failure::TimedOut), "{error}");
    assert_waited(began.elapsed(), TIMEOUT, TIMEOUT);
    assert_eq!(deaf.connections(), 1);
}

#[test]
fn a_verification_may_take_longer_than_the_timeout() {
    let answer = answer("200 OK", &[JSON], hook());
    let server = Server::replies([Reply::new().pause(2 * TIMEOUT).send(answer)]);
    let began = Instant::now();
    assert_eq!(hasty(&server).verify_event_hook(ID).unwrap().id, ID);
    assert_waited(began.elapsed(), 2 * TIMEOUT, 2 * TIMEOUT);
    assert_eq!(server.lines(), [format!("POST /api/v1/eventHooks/{ID}/lifecycle/verify")]);
}

#[test]
fn a_timeout_leaves_the_client_usable() {
    let late =
        Reply::new().pause(TIMEOUT + TIMEOUT / 2).send(answer("200 OK", &[JSON], hook_named("whoLATE", "")));
    let server = Server::replies([late, ok(hook())]);
    let client = hasty(&server);
    transport_error(client.get_event_hook("whoLATE"));
    // The late answer belongs to nobody: the next call gets its own.
    thread::sleep(TIMEOUT);
    assert_eq!(client.get_event_hook(ID).unwrap().id, ID);
    assert_eq!(server.connections(), 2);
}
