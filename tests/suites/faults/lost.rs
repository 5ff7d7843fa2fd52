//! Answers that never come, or never come whole, because the connection breaks.

use std::time::Duration;

use conformance::server::{Reply, Server};
use okta_event_hooks::{Client, Error, ErrorKind, Failure};

use super::answers::{JSON, answer, head, html, no_content, not_found, ok, okta_error, too_many};
use super::setup::{
    ID, assert_may_exist, assert_waited, at_once, attempts, client, error_of, gap, hook, options, spec,
    transport_error,
};

/// The ways in which an answer is lost.
fn breakages() -> Vec<(&'static str, Reply)> {
    let hook = hook();
    let half = &hook[..hook.len() / 2];
    let head_only = head("200 OK", &[JSON], hook.len());
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n";
    vec![
        ("reset before the answer", Reply::new().reset()),
        ("close before the answer", Reply::new().close()),
        ("close in the status line", Reply::new().send("HTTP/1.1 20").close()),
        ("close in the head", Reply::new().send("HTTP/1.1 200 OK\r\nContent-Ty").close()),
        ("close before the body", Reply::new().send(&head_only).close()),
        ("close in the body", Reply::new().send(&head_only).send(half).close()),
        ("reset in the body", Reply::new().send(&head_only).send(half).reset()),
        ("close within a chunk", Reply::new().send(format!("{chunked}{:x}\r\n{half}", hook.len())).close()),
        (
            "close between chunks",
            Reply::new().send(format!("{chunked}{:x}\r\n{half}\r\n", half.len())).close(),
        ),
        ("reset within a chunk", Reply::new().send(format!("{chunked}{:x}\r\n{half}", hook.len())).reset()),
        ("a chunk size that is none", Reply::new().send(format!("{chunked}zz\r\n{half}\r\n0\r\n\r\n"))),
    ]
}

#[test]
fn a_get_is_sent_again() {
    at_once(breakages(), |(name, reply)| {
        let server = Server::replies([reply, ok(hook())]);
        let got = client(&server).get_event_hook(ID);
        assert_eq!(got.unwrap_or_else(|error| panic!("{name}: {error}")).id, ID);
        assert_eq!(server.requests().len(), 2, "{name}");
        assert_eq!(server.connections(), 2, "{name}");
        assert_waited(gap(&server.requests()), Duration::from_millis(500), Duration::from_secs(1));
    });
}

#[test]
fn a_get_that_is_lost_each_time_is_a_transport_error() {
    let server = Server::answering(|_| Reply::new().reset());
    let client = options(&server).retry(attempts(2)).build().unwrap();
    let error = transport_error(client.get_event_hook(ID));
    assert_eq!(error.attempts(), 2);
    assert!(error.maybe_sent());
    assert!(matches!(error.failure(), Failure::MaybeSent(_)));
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_create_is_sent_once() {
    for (name, reply) in breakages() {
        let server = Server::replies([reply]);
        let error = error_of(client(&server).create_event_hook(spec()));
        assert_eq!(error.kind(), ErrorKind::Transport, "{name}");
        assert_may_exist(&error);
        assert_eq!(server.lines(), ["POST /api/v1/eventHooks"], "{name}");
    }
}

#[test]
fn a_create_that_was_applied_and_then_reset_makes_one_hook() {
    let mut created = 0;
    let server = Server::answering(move |request| {
        if request.method == "POST" {
            created += 1;
            return Reply::new().reset();
        }
        let hooks = vec![hook(); created];
        ok(format!("[{}]", hooks.join(",")))
    });
    let client = client(&server);
    assert_may_exist(&error_of(client.create_event_hook(spec())));
    // What the error says: look for it in the list.
    let hooks = client.list_event_hooks().unwrap();
    assert_eq!(hooks.len(), 1);
    assert_eq!(hooks[0].as_ref().unwrap().name, spec().name);
    assert_eq!(server.lines(), ["POST /api/v1/eventHooks", "GET /api/v1/eventHooks"]);
}

#[test]
fn a_create_that_was_limited_first_is_still_not_sent_after_a_loss() {
    let server = Server::replies([too_many(&["Retry-After: 0"]), Reply::new().reset()]);
    assert_may_exist(&error_of(client(&server).create_event_hook(spec())));
    assert_eq!(server.lines(), ["POST /api/v1/eventHooks"; 2]);
}

#[test]
fn a_get_survives_one_fault_after_another() {
    let server = Server::replies([
        too_many(&["Retry-After: 0"]),
        html("503 Service Unavailable", &["Retry-After: 0"]),
        Reply::new().reset(),
        ok(hook()),
    ]);
    let client = options(&server).retry(attempts(4)).build().unwrap();
    assert_eq!(client.get_event_hook(ID).unwrap().id, ID);
    let requests = server.requests();
    assert_eq!(requests.len(), 4);
    for (number, request) in requests.iter().enumerate().skip(1) {
        assert_eq!(request.header("x-okta-retry-count"), Some(number.to_string().as_str()));
        assert_eq!(request.header("x-okta-retry-for"), Some("Yq8VtA3"));
    }
}

#[test]
fn a_delete_that_was_applied_and_then_reset_is_done() {
    let server = Server::replies([Reply::new().reset(), not_found()]);
    client(&server).delete_event_hook(ID).unwrap();
    let line = format!("DELETE /api/v1/eventHooks/{ID}");
    assert_eq!(server.lines(), [line.as_str(); 2]);
}

#[test]
fn a_lost_delete_is_done_even_if_a_limit_comes_between() {
    let server = Server::replies([Reply::new().reset(), too_many(&["Retry-After: 0"]), not_found()]);
    client(&server).delete_event_hook(ID).unwrap();
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_delete_whose_first_answer_is_404_is_an_error() {
    let server = Server::replies([not_found()]);
    let error = error_of(client(&server).delete_event_hook(ID));
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.error_code(), Some("E0000007"));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_lost_delete_is_not_done_by_just_any_refusal() {
    for (reply, status) in [
        (okta_error("404 Not Found", "E0000008", &[]), 404),
        (okta_error("403 Forbidden", "E0000006", &[]), 403),
        (Reply::new().send(answer("404 Not Found", &[], "no such page")), 404),
    ] {
        let server = Server::replies([Reply::new().reset(), reply]);
        let error = error_of(client(&server).delete_event_hook(ID));
        assert_eq!(error.status(), Some(status));
        assert_eq!(server.requests().len(), 2);
    }
}

#[test]
fn every_other_operation_is_sent_again() {
    type Operation = fn(&Client) -> Result<(), Error>;
    let operations: [Operation; 6] = [
        |client| client.list_event_hooks().map(drop),
        |client| client.replace_event_hook(ID, spec()).map(drop),
        |client| client.delete_event_hook(ID),
        |client| client.activate_event_hook(ID).map(drop),
        |client| client.deactivate_event_hook(ID).map(drop),
        |client| client.verify_event_hook(ID).map(drop),
    ];
    at_once(operations, |operation| {
        let mut first = true;
        let server = Server::answering(move |request| match request.method.as_str() {
            _ if std::mem::take(&mut first) => Reply::new().reset(),
            "DELETE" => no_content(),
            "GET" => ok("[]"),
            _ => ok(hook()),
        });
        operation(&client(&server)).unwrap();
        let requests = server.requests();
        assert_eq!(requests.len(), 2);
        assert_eq!(requests[0].target, requests[1].target);
        assert_eq!(requests[0].body, requests[1].body);
    });
}
