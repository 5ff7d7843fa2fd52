//! Connections: shared, and gone stale.

use std::thread;
use std::time::Duration;

use conformance::server::{Reply, Server};

use super::answers::{JSON, answer, ok};
use super::setup::{ID, client, hook, hook_named, spec};

#[test]
fn a_connection_that_was_closed_while_idle_is_not_used() {
    let server = Server::answering(|_| ok(hook()).pause(Duration::from_millis(50)).close());
    let client = client(&server);
    client.get_event_hook(ID).unwrap();
    server.wait_until_closed();
    client.get_event_hook(ID).unwrap();
    server.wait_until_closed();
    client.create_event_hook(spec()).unwrap();
    server.wait_until_closed();
    client.create_event_hook(spec()).unwrap();
    // No attempt was wasted on a dead connection.
    for request in server.requests() {
        assert_eq!(request.header("x-okta-retry-count"), None);
    }
    assert_eq!(server.requests().len(), 4);
    assert_eq!(server.connections(), 4);
}

#[test]
fn a_connection_that_was_reset_while_idle_is_not_used() {
    let server = Server::answering(|_| ok(hook()).pause(Duration::from_millis(50)).reset());
    let client = client(&server);
    client.get_event_hook(ID).unwrap();
    server.wait_until_closed();
    client.create_event_hook(spec()).unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn an_answer_on_an_idle_connection_is_not_the_next_one() {
    let first = answer("200 OK", &[JSON], hook_named("whoFIRST", ""));
    let stray = answer("200 OK", &[JSON], hook_named("whoSTRAY", ""));
    let reply = Reply::new().send(&first).pause(Duration::from_millis(50)).send(&stray);
    let server = Server::replies([reply, ok(hook_named("whoSECOND", ""))]);
    let client = client(&server);
    assert_eq!(client.get_event_hook("whoFIRST").unwrap().id, "whoFIRST");
    while server.sent() < (first.len() + stray.len()) as u64 {
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(client.get_event_hook("whoSECOND").unwrap().id, "whoSECOND");
    assert_eq!(server.connections(), 2);
}

#[test]
fn a_408_on_an_idle_connection_is_not_the_next_answer() {
    let goodbye = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    let server =
        Server::replies([ok(hook()).pause(Duration::from_millis(50)).send(goodbye).close(), ok(hook())]);
    let client = client(&server);
    client.get_event_hook(ID).unwrap();
    server.wait_until_closed();
    assert_eq!(client.create_event_hook(spec()).unwrap().id, ID);
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn sixteen_threads_share_a_client() {
    const THREADS: usize = 16;
    const CALLS: usize = 10;
    let server = Server::answering(|request| {
        let id = request.target.rsplit('/').next().unwrap();
        ok(hook_named(id, ""))
    });
    let client = client(&server);
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let client = client.clone();
            scope.spawn(move || {
                for call in 0..CALLS {
                    let id = format!("who{thread}x{call}");
                    assert_eq!(client.get_event_hook(&id).unwrap().id, id);
                }
            });
        }
    });
    assert_eq!(server.requests().len(), THREADS * CALLS);
    // Some are used again; how many depends on how the threads meet.
    assert!(server.connections() < THREADS * CALLS, "{}", server.connections());
}

#[test]
fn a_call_that_waits_does_not_hold_up_the_others() {
    let server = Server::answering(|request| {
        if request.target.ends_with("slow") {
            Reply::new().send(answer("429 Too Many Requests", &["Retry-After: 30"], ""))
        } else {
            ok(hook())
        }
    });
    let client = client(&server);
    let waiting = client.clone();
    // Not joined: it waits for half a minute.
    drop(thread::spawn(move || drop(waiting.get_event_hook("slow"))));
    while server.requests().is_empty() {
        thread::sleep(Duration::from_millis(5));
    }
    for _ in 0..3 {
        client.get_event_hook(ID).unwrap();
    }
    assert_eq!(server.requests().len(), 4);
}
