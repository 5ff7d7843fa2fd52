//! 5xx: what is sent again, and what is not.

use conformance::server::{Reply, Server};
use okta_event_hooks::{Client, Error, ErrorKind};

use super::answers::{html, no_content, not_found, ok, okta_error};
use super::setup::{ID, assert_may_exist, client, error_of, hook, spec};

const NOW: &str = "Retry-After: 0";

fn unavailable() -> Reply {
    okta_error("503 Service Unavailable", "E0000010", &[NOW])
}

#[test]
fn a_503_is_asked_again() {
    let server = Server::replies([unavailable(), ok(hook())]);
    assert_eq!(client(&server).get_event_hook(ID).unwrap().id, ID);
    let path = format!("GET /api/v1/eventHooks/{ID}");
    assert_eq!(server.lines(), [path.as_str(), path.as_str()]);
}

#[test]
fn every_operation_but_create_is_sent_again() {
    type Operation = fn(&Client) -> Result<(), Error>;
    let operations: [(&str, Operation); 7] = [
        ("GET ", |client| client.list_event_hooks().map(drop)),
        ("GET /ID", |client| client.get_event_hook(ID).map(drop)),
        ("PUT /ID", |client| client.replace_event_hook(ID, spec()).map(drop)),
        ("DELETE /ID", |client| client.delete_event_hook(ID)),
        ("POST /ID/lifecycle/activate", |client| client.activate_event_hook(ID).map(drop)),
        ("POST /ID/lifecycle/deactivate", |client| client.deactivate_event_hook(ID).map(drop)),
        ("POST /ID/lifecycle/verify", |client| client.verify_event_hook(ID).map(drop)),
    ];
    for (line, operation) in operations {
        let answer = match line {
            "GET " => ok("[]"),
            "DELETE /ID" => no_content(),
            _ => ok(hook()),
        };
        let server = Server::replies([unavailable(), html("502 Bad Gateway", &[NOW]), answer]);
        operation(&client(&server)).unwrap();
        let (method, path) = line.split_once(' ').unwrap();
        let line = format!("{method} /api/v1/eventHooks{}", path.replace("ID", ID));
        assert_eq!(server.lines(), [line.as_str(); 3]);
    }
}

#[test]
fn a_create_is_never_sent_again() {
    for (reply, status) in [
        (unavailable(), 503),
        (html("502 Bad Gateway", &[NOW]), 502),
        (html("504 Gateway Timeout", &[NOW]), 504),
        (okta_error("500 Internal Server Error", "E0000009", &[NOW]), 500),
        (html("500 Internal Server Error", &[]), 500),
    ] {
        let server = Server::replies([reply]);
        let error = error_of(client(&server).create_event_hook(spec()));
        assert_eq!(error.status(), Some(status));
        assert_may_exist(&error);
        assert_eq!(server.lines(), ["POST /api/v1/eventHooks"]);
    }
}

#[test]
fn a_refused_create_does_not_exist() {
    let refusals = [
        okta_error("400 Bad Request", "E0000001", &[]),
        okta_error("401 Unauthorized", "E0000011", &[]),
        html("403 Forbidden", &[]),
    ];
    for reply in refusals {
        let server = Server::replies([reply]);
        let error = error_of(client(&server).create_event_hook(spec()));
        assert!(!error.maybe_applied(), "{error}");
        assert!(!error.to_string().contains("may exist"), "{error}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn a_proxys_page_is_named_when_there_are_no_attempts_left() {
    for (status, code) in
        [("502 Bad Gateway", 502), ("503 Service Unavailable", 503), ("504 Gateway Timeout", 504)]
    {
        let server = Server::answering(move |_| html(status, &[NOW]));
        let error = error_of(client(&server).get_event_hook(ID));
        assert_eq!(error.kind(), ErrorKind::Protocol);
        assert_eq!(error.status(), Some(code));
        assert!(error.is_retryable());
        assert!(error.to_string().contains("text/html"), "{error}");
        assert_eq!(server.requests().len(), 3);
    }
}

#[test]
fn html_labelled_json_is_no_error_of_okta_s() {
    let reply = Reply::new().send(
        "HTTP/1.1 502 Bad Gateway\r\nContent-Type: application/json\r\nRetry-After: 0\r\nContent-Length: 13\r\n\r\n<html></html>",
    );
    let server = Server::answering(move |_| reply.clone());
    assert_eq!(error_of(client(&server).get_event_hook(ID)).kind(), ErrorKind::Protocol);
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_500_is_not_asked_again() {
    for (reply, kind) in [
        (okta_error("500 Internal Server Error", "E0000009", &[NOW]), ErrorKind::Api),
        (html("500 Internal Server Error", &[NOW]), ErrorKind::Protocol),
        (Reply::new().send("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"), ErrorKind::Protocol),
    ] {
        let server = Server::replies([reply]);
        let error = error_of(client(&server).get_event_hook(ID));
        assert_eq!((error.kind(), error.status()), (kind, Some(500)));
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn a_403_without_a_body_is_an_error() {
    let server = Server::replies([Reply::new().send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")]);
    let error = error_of(client(&server).list_event_hooks());
    assert_eq!((error.kind(), error.status()), (ErrorKind::Protocol, Some(403)));
}

#[test]
fn a_delete_that_a_503_may_have_done_is_done_when_the_hook_is_gone() {
    let server = Server::replies([unavailable(), not_found()]);
    client(&server).delete_event_hook(ID).unwrap();
    assert_eq!(server.requests().len(), 2);
}
