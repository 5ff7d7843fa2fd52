//! Much data: what is read, and where it ends.

use conformance::server::{Reply, Server};
use okta_event_hooks::{ErrorKind, EventHook, RetryPolicy};

use super::answers::{JSON, answer, head, ok};
use super::setup::{ID, assert_may_exist, client, error_of, hook, hook_with, options, spec, transport_error};

const MEGABYTE: u64 = 1 << 20;

/// A hook whose JSON has exactly this many bytes.
fn hook_of(bytes: usize) -> String {
    let rest = hook_with(r#","description":"""#).len();
    hook_with(&format!(r#","description":"{}""#, "x".repeat(bytes - rest)))
}

#[test]
fn a_hook_of_400_kilobytes_goes_both_ways() {
    let big = hook_of(400_000);
    let server = Server::replies([ok(&big), ok(&big), ok(format!("[{big},{big}]"))]);
    let client = client(&server);
    let hook: EventHook = client.get_event_hook(ID).unwrap();
    assert_eq!(serde_json::to_string(&hook).unwrap().len(), 400_000);
    client.replace_event_hook(ID, hook.into_spec()).unwrap();
    assert_eq!(client.list_event_hooks().unwrap().len(), 2);
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert!(requests[1].body.len() > 399_000);
    assert_eq!(server.connections(), 1);
}

#[test]
fn a_body_of_exactly_the_limit_is_read() {
    let body = hook_of(2000);
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
        body.len()
    );
    for reply in [ok(&body), Reply::new().send(chunked)] {
        let server = Server::replies([reply]);
        let client = options(&server).max_body(2000).build().unwrap();
        assert_eq!(client.get_event_hook(ID).unwrap().id, ID);
    }
}

#[test]
fn a_body_of_a_byte_more_is_refused() {
    let body = hook_of(2001);
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
        body.len()
    );
    for reply in [ok(&body), Reply::new().send(chunked)] {
        let server = Server::replies([reply]);
        let client = options(&server).max_body(2000).retry(RetryPolicy::none()).build().unwrap();
        let error = error_of(client.get_event_hook(ID));
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert!(error.to_string().contains("2000"), "{error}");
    }
}

/// Bodies of a gigabyte, if anybody reads them.
fn floods() -> [Reply; 3] {
    let blanks = " ".repeat(0x1_0000);
    let chunk = format!("10000\r\n{blanks}\r\n");
    [
        Reply::new().send(head("200 OK", &[JSON], 1 << 30)).repeat(&blanks, 1 << 14),
        Reply::new().send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").repeat(chunk, 1 << 14),
        Reply::new().send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n").repeat(&blanks, 1 << 14),
    ]
}

#[test]
fn a_body_without_end_is_not_read_to_its_end() {
    for reply in floods() {
        let server = Server::replies([reply]);
        let client = options(&server).max_body(MEGABYTE).retry(RetryPolicy::none()).build().unwrap();
        let error = transport_error(client.get_event_hook(ID));
        assert!(error.maybe_sent());
        server.wait_until_closed();
        // Besides the limit there are only the buffers of the two sockets.
        assert!(server.sent() < 32 * MEGABYTE, "{} bytes were taken", server.sent());
    }
}

#[test]
fn a_create_whose_answer_is_too_big_is_sent_once() {
    for reply in floods() {
        let server = Server::replies([reply]);
        let client = options(&server).max_body(MEGABYTE).build().unwrap();
        assert_may_exist(&error_of(client.create_event_hook(spec())));
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn an_error_body_is_bounded_too() {
    let body = hook().repeat(100_000);
    let server = Server::replies([Reply::new().send(answer("400 Bad Request", &[JSON], body))]);
    let client = options(&server).max_body(MEGABYTE).retry(RetryPolicy::none()).build().unwrap();
    let error = error_of(client.get_event_hook(ID));
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.to_string().len() < 2000);
}

#[test]
fn the_text_of_an_error_is_bounded() {
    let long = "x".repeat(1 << 20);
    let body = format!(
        r#"{{"errorCode":"{long}","errorSummary":"{long}","errorCauses":[{}{{"errorSummary":"{long}"}}]}}"#,
        r#"{"errorSummary":"one"},"#.repeat(10_000)
    );
    let server = Server::replies([Reply::new().send(answer("400 Bad Request", &[JSON], body))]);
    let text = error_of(client(&server).get_event_hook(ID)).to_string();
    assert!(text.len() < 10_000, "{} bytes", text.len());
}
