//! Servers that take too long.

use std::thread;
use std::time::{Duration, Instant};

use conformance::bystander::Bystander;
use conformance::server::{Reply, Server};
use okta_event_hooks::{Error, Failure, RetryPolicy};

use super::answers::{JSON, answer, ok};
use super::setup::{
    ID, assert_waited, error_of, hook, hook_named, options, options_for, spec, transport_error,
};

const TIMEOUT: Duration = Duration::from_secs(1);

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
fn a_timeout_leaves_the_client_usable() {
    let late =
        Reply::new().pause(TIMEOUT + TIMEOUT / 2).send(answer("200 OK", &[JSON], hook_named("whoLATE", "")));
    let server = Server::replies([late, ok(hook())]);
    let client = options(&server).timeout(TIMEOUT).retry(RetryPolicy::none()).build().unwrap();
    transport_error(client.get_event_hook("whoLATE"));
    // The late answer belongs to nobody: the next call gets its own.
    thread::sleep(TIMEOUT);
    assert_eq!(client.get_event_hook(ID).unwrap().id, ID);
    assert_eq!(server.connections(), 2);
}
