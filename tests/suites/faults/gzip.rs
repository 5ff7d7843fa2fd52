//! Compressed answers, which the client asks for.

use std::io::Write;

use conformance::server::{Reply, Server};
use flate2::Compression;
use flate2::write::GzEncoder;
use okta_event_hooks::{ErrorKind, RetryPolicy};

use super::answers::{JSON, answer, okta_error};
use super::setup::{ID, assert_may_exist, client, client_once, error_of, hook, hook_with, options, spec};

const GZIP: &str = "Content-Encoding: gzip";

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn compressed(status: &str, text: &str) -> Reply {
    Reply::new().send(answer(status, &[JSON, GZIP], gzip(text)))
}

/// A hook of many megabytes that travels in a few kilobytes.
fn bomb() -> Reply {
    compressed("200 OK", &hook_with(&format!(r#","description":"{}""#, "x".repeat(32 << 20))))
}

#[test]
fn a_compressed_answer_is_read() {
    let server = Server::replies([
        compressed("200 OK", &hook()),
        compressed("200 OK", &format!("[{}]", hook())),
        compressed("404 Not Found", r#"{"errorCode":"E0000007","errorSummary":"Not found"}"#),
    ]);
    let client = client(&server);
    assert_eq!(client.get_event_hook(ID).unwrap().id, ID);
    assert_eq!(client.list_event_hooks().unwrap().len(), 1);
    let error = error_of(client.get_event_hook(ID));
    assert_eq!(error.error_code(), Some("E0000007"));
    assert_eq!(server.requests()[0].header("accept-encoding"), Some("gzip"));
    assert_eq!(server.connections(), 1);
}

#[test]
fn an_answer_in_an_encoding_nobody_asked_for_is_an_error() {
    let server = Server::replies([Reply::new().send(answer(
        "200 OK",
        &[JSON, "Content-Encoding: br"],
        b"\x8b\x01\x80{}\x03",
    ))]);
    let error = error_of(client_once(&server).get_event_hook(ID));
    assert_eq!(error.kind(), ErrorKind::Protocol);
}

#[test]
fn an_empty_answer_may_be_labelled_compressed() {
    let server = Server::replies([
        Reply::new().send("HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n"),
        okta_error("404 Not Found", "E0000007", &[]),
    ]);
    let client = client(&server);
    client.delete_event_hook(ID).unwrap();
    error_of(client.get_event_hook(ID));
}

#[test]
fn an_answer_that_does_not_decompress_is_an_error() {
    let whole = gzip(&hook());
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    let mut wrong_sum = whole.clone();
    let sum = wrong_sum.len() - 8;
    wrong_sum[sum] ^= 0xff;
    for body in [whole[..whole.len() / 2].to_vec(), damaged, wrong_sum, hook().into_bytes()] {
        let reply = Reply::new().send(answer("200 OK", &[JSON, GZIP], body));
        let server = Server::replies([reply.clone(), reply]);
        let client = client_once(&server);
        let error = error_of(client.get_event_hook(ID));
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
        assert_may_exist(&error_of(client.create_event_hook(spec())));
        assert_eq!(server.requests().len(), 2);
    }
}

#[test]
fn the_limit_is_on_what_comes_out() {
    let server = Server::replies([bomb()]);
    let client = options(&server).max_body(1 << 20).retry(RetryPolicy::none()).build().unwrap();
    let result = client.get_event_hook(ID).map(|hook| hook.description.map(|text| text.len()));
    let error = error_of(result);
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.to_string().contains("1048576"), "{error}");
}

#[test]
fn a_create_answered_by_a_bomb_is_sent_once() {
    let server = Server::replies([bomb()]);
    let client = options(&server).max_body(1 << 20).build().unwrap();
    let result = client.create_event_hook(spec()).map(|hook| hook.id);
    assert_may_exist(&error_of(result));
    assert_eq!(server.requests().len(), 1);
}
