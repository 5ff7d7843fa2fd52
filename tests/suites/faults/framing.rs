//! HTTP that is odd, and HTTP that is none.

use std::thread;
use std::time::Duration;

use conformance::server::{Reply, Server};
use okta_event_hooks::{ErrorKind, Failure};

use super::answers::{JSON, answer, ok};
use super::setup::{
    ID, assert_may_exist, client, client_once, error_of, hook, hook_named, spec, transport_error,
};

/// Bytes after which no answer can be trusted.
fn nonsense() -> Vec<(&'static str, Reply)> {
    let send = |text: String| Reply::new().send(text).close();
    let hook = hook();
    let length = hook.len();
    vec![
        ("no HTTP", send("SSH-2.0-OpenSSH_9.6\r\n".to_owned())),
        ("no status", send(format!("HTTP/1.1 \r\nContent-Length: {length}\r\n\r\n{hook}"))),
        (
            "a status of four digits",
            send(format!("HTTP/1.1 2000 OK\r\nContent-Length: {length}\r\n\r\n{hook}")),
        ),
        ("HTTP/2", send(format!("HTTP/2 200 OK\r\nContent-Length: {length}\r\n\r\n{hook}"))),
        ("only zeroes", send("\0".repeat(1024))),
        ("TLS", Reply::new().send(b"\x15\x03\x01\x00\x02\x02\x46").close()),
        ("no head", send(hook.clone())),
        (
            "a header without a colon",
            send(format!("HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: {length}\r\n\r\n{hook}")),
        ),
        (
            "NUL in a header",
            send(format!("HTTP/1.1 200 OK\r\nX-A: \0\r\nContent-Length: {length}\r\n\r\n{hook}")),
        ),
        (
            "two different lengths",
            Reply::new().send(format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nContent-Length: 10\r\n\r\n{hook}"
            )),
        ),
        (
            "a length that is no number",
            Reply::new().send("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}"),
        ),
        ("a negative length", Reply::new().send("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}")),
        (
            "a header of a megabyte",
            Reply::new()
                .send(format!("HTTP/1.1 200 OK\r\nX-Big: {}\r\n", "x".repeat(1 << 20)))
                .send(format!("Content-Length: {length}\r\n\r\n{hook}")),
        ),
        (
            "a megabyte of headers",
            Reply::new()
                .send(format!("HTTP/1.1 200 OK\r\n{}", "X-Small: x\r\n".repeat((1 << 20) / 12)))
                .send(format!("Content-Length: {length}\r\n\r\n{hook}")),
        ),
        (
            "a head without end",
            Reply::new().send("HTTP/1.1 200 OK\r\n").repeat("X-A: a\r\n".repeat(1024), 1 << 13),
        ),
        ("a status line without end", Reply::new().send("HTTP/1.1 200 ").repeat("OK".repeat(4096), 1 << 13)),
    ]
}

#[test]
fn nonsense_is_a_transport_error() {
    for (name, reply) in nonsense() {
        let server = Server::replies([reply]);
        let error = transport_error(client_once(&server).get_event_hook(ID));
        assert!(matches!(error.failure(), Failure::MaybeSent(_)), "{name}: {error}");
        assert_eq!(server.requests().len(), 1, "{name}");
        // Two of them are endless; besides what is read there are only the buffers of the two sockets.
        assert!(server.sent() < 32 << 20, "{name}: read {} bytes", server.sent());
    }
}

#[test]
fn nonsense_after_a_create_leaves_it_in_doubt() {
    for (name, reply) in nonsense() {
        let server = Server::replies([reply]);
        let error = error_of(client(&server).create_event_hook(spec()));
        assert_eq!(error.kind(), ErrorKind::Transport, "{name}");
        assert_may_exist(&error);
        assert_eq!(server.requests().len(), 1, "{name}");
    }
}

#[test]
fn odd_but_valid_framing_is_understood() {
    let hook = hook();
    let length = hook.len();
    let (one, two) = hook.split_at(length / 3);
    for (name, bytes) in [
        (
            "chunks with extensions and a trailer",
            format!(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x};a=b\r\n{one}\r\n{:X}\r\n{two}\r\n0\r\nX-Trailer: x\r\n\r\n",
                one.len(),
                two.len()
            ),
        ),
        (
            "the same length twice",
            format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nContent-Length: {length}\r\n\r\n{hook}"),
        ),
        ("no length, until close", format!("HTTP/1.1 200 OK\r\n\r\n{hook}")),
        ("HTTP/1.0", format!("HTTP/1.0 200 OK\r\n\r\n{hook}")),
        ("no reason", format!("HTTP/1.1 200 \r\nContent-Length: {length}\r\n\r\n{hook}")),
        ("names in capitals", format!("HTTP/1.1 200 OK\r\nCONTENT-LENGTH:{length}\r\n\r\n{hook}")),
        (
            "a reason beyond ASCII",
            format!("HTTP/1.1 200 D'accord ✓\r\nContent-Length: {length}\r\n\r\n{hook}"),
        ),
        (
            "a header beyond ASCII",
            format!("HTTP/1.1 200 OK\r\nX-City: Zürich\r\nContent-Length: {length}\r\n\r\n{hook}"),
        ),
    ] {
        let server = Server::replies([Reply::new().send(bytes).close()]);
        let got = client_once(&server).get_event_hook(ID);
        assert_eq!(got.unwrap_or_else(|error| panic!("{name}: {error}")).id, ID);
    }
}

#[test]
fn an_answer_in_single_bytes_is_an_answer() {
    let bytes = answer("200 OK", &[JSON], hook());
    let server = Server::replies([Reply::new().drip(bytes, Duration::from_micros(200))]);
    assert_eq!(client(&server).get_event_hook(ID).unwrap().id, ID);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn informational_answers_are_skipped() {
    for hint in [
        "HTTP/1.1 103 Early Hints\r\nLink: </app.css>; rel=preload\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 102 Processing\r\n\r\n",
    ] {
        let reply = || {
            Reply::new().send(hint).pause(Duration::from_millis(20)).send(hint).send(answer(
                "200 OK",
                &[JSON],
                hook(),
            ))
        };
        let server = Server::replies([reply(), reply()]);
        let client = client(&server);
        assert_eq!(client.get_event_hook(ID).unwrap().id, ID);
        assert_eq!(client.create_event_hook(spec()).unwrap().id, ID);
        assert_eq!(server.requests().len(), 2);
    }
}

#[test]
fn a_change_of_protocol_is_no_answer() {
    let server = Server::replies([Reply::new()
        .send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")]);
    let error = error_of(client_once(&server).get_event_hook(ID));
    assert!(matches!(error.kind(), ErrorKind::Protocol | ErrorKind::Transport), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn an_answer_nobody_asked_for_is_not_the_next_one() {
    // The second answer comes with the first, or a little later on the idle connection.
    let first = answer("200 OK", &[JSON], hook_named("whoFIRST", ""));
    let stray = answer("200 OK", &[JSON], hook_named("whoSTRAY", ""));
    let at_once = Reply::new().send([first.clone(), stray.clone()].concat());
    let later = Reply::new().send(&first).pause(Duration::from_millis(50)).send(&stray);
    for reply in [at_once, later] {
        let server = Server::replies([reply, ok(hook_named("whoSECOND", ""))]);
        let client = client(&server);
        assert_eq!(client.get_event_hook("whoFIRST").unwrap().id, "whoFIRST");
        while server.sent() < (first.len() + stray.len()) as u64 {
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(client.get_event_hook("whoSECOND").unwrap().id, "whoSECOND");
        assert_eq!(server.connections(), 2);
    }
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
