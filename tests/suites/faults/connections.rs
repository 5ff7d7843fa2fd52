//! Connections: kept, shared, and gone stale.

use std::thread;
use std::time::Duration;

use conformance::server::{Reply, Server};

use super::answers::{JSON, answer, html, ok, okta_error};
use super::setup::{ID, assert_may_exist, client, error_of, hook, hook_named, spec};

#[test]
fn twenty_calls_share_a_connection() {
    let server = Server::answering(|_| ok(hook()));
    let client = client(&server);
    for _ in 0..20 {
        client.get_event_hook(ID).unwrap();
    }
    assert_eq!(server.requests().len(), 20);
    assert_eq!(server.connections(), 1);
}

#[test]
fn refusals_and_creates_keep_the_connection_too() {
    let server = Server::answering(|request| match request.method.as_str() {
        "POST" => ok(hook()),
        "DELETE" => okta_error("403 Forbidden", "E0000006", &[]),
        "PUT" => html("404 Not Found", &[]),
        _ => ok("[]"),
    });
    let client = client(&server);
    for _ in 0..3 {
        client.create_event_hook(spec()).unwrap();
        client.verify_event_hook(ID).unwrap();
        error_of(client.delete_event_hook(ID));
        error_of(client.replace_event_hook(ID, spec()));
        client.list_event_hooks().unwrap();
    }
    assert_eq!(server.requests().len(), 15);
    assert_eq!(server.connections(), 1);
}

#[test]
fn an_answer_that_says_close_is_believed() {
    let server = Server::answering(|_| {
        let close = [JSON, "Connection: close"];
        // It stays open: a client that does not listen would use it.
        Reply::new().send(answer("200 OK", &close, hook()))
    });
    let client = client(&server);
    for _ in 0..3 {
        client.get_event_hook(ID).unwrap();
    }
    assert_eq!(server.connections(), 3);
}

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
fn a_connection_that_dies_as_it_is_used_again_is_a_lost_answer() {
    // The server gives up the idle connection just when the request is on its way.
    for reply in [Reply::new().close(), Reply::new().reset()] {
        let server = Server::replies([ok(hook()), reply.clone(), ok(hook())]);
        let client_get = client(&server);
        client_get.get_event_hook(ID).unwrap();
        client_get.get_event_hook(ID).unwrap();
        assert_eq!(server.requests().len(), 3);

        let server = Server::replies([ok(hook()), reply]);
        let client = client(&server);
        client.get_event_hook(ID).unwrap();
        assert_may_exist(&error_of(client.create_event_hook(spec())));
        assert_eq!(server.requests().len(), 2);
    }
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
            okta_error("429 Too Many Requests", "E0000047", &["Retry-After: 30"])
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
