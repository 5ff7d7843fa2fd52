//! Bodies that come whole, and are not what they should be.

use conformance::server::{Reply, Server};
use okta_event_hooks::{ErrorKind, ReplaceEventHook};

use super::answers::{JSON, answer, html, ok, okta_error};
use super::setup::{ID, assert_may_exist, client, error_of, hook, hook_with, spec};

/// Far deeper than any stack of a recursive reader.
const DEEP: usize = 100_000;

fn nested() -> String {
    ["[".repeat(DEEP), "]".repeat(DEEP)].concat()
}

#[test]
fn a_body_that_is_no_hook_is_a_protocol_error() {
    for body in [
        "",
        "null",
        "[]",
        "{}",
        "true",
        "\"\"",
        "0",
        "{\"id\":\"who1\"}",
        "\u{feff}",
        "not json",
        "{\"id\":",
        "\0\0\0\0",
    ] {
        let server = Server::replies([ok(body)]);
        let error = error_of(client(&server).get_event_hook(ID));
        assert_eq!((error.kind(), error.status()), (ErrorKind::Protocol, Some(200)), "{body}");
        assert_eq!(error.request_id(), Some("Yq8VtA3"));
        assert!(error.to_string().starts_with("getEventHook: "), "{error}");
        assert_eq!(server.requests().len(), 1, "{body}");
    }
}

#[test]
fn two_documents_are_no_hook() {
    let server = Server::replies([ok(hook() + &hook())]);
    assert_eq!(error_of(client(&server).get_event_hook(ID)).kind(), ErrorKind::Protocol);
}

#[test]
fn a_list_that_is_none_is_a_protocol_error() {
    for body in ["", "null", "{}", "[", "[1,]", &hook()] {
        let server = Server::replies([ok(body)]);
        let error = error_of(client(&server).list_event_hooks());
        assert_eq!(error.kind(), ErrorKind::Protocol, "{body}");
        assert_eq!(server.requests().len(), 1, "{body}");
    }
}

#[test]
fn a_create_with_an_answer_that_cannot_be_read_may_exist() {
    for reply in [ok(""), ok("null"), ok("[]"), html("200 OK", &[])] {
        let server = Server::replies([reply]);
        let error = error_of(client(&server).create_event_hook(spec()));
        assert_eq!(error.kind(), ErrorKind::Protocol);
        assert_may_exist(&error);
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn a_create_is_answered_with_200_or_201() {
    for status in ["200 OK", "201 Created"] {
        let server = Server::replies([Reply::new().send(answer(status, &[JSON], hook()))]);
        assert_eq!(client(&server).create_event_hook(spec()).unwrap().id, ID);
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn a_portals_page_is_a_protocol_error() {
    let server = Server::replies([html("200 OK", &[])]);
    let error = error_of(client(&server).list_event_hooks());
    assert_eq!(error.kind(), ErrorKind::Protocol);
    let text = error.to_string();
    assert!(text.contains("text/html") && text.contains("<!DOCTYPE html>"), "{text}");
    assert!(!text.contains('\n'), "{text}");
}

#[test]
fn the_label_of_json_does_not_matter() {
    for label in [
        "Content-Type: text/plain",
        "Content-Type: application/hal+json; charset=utf-8",
        "Content-Type: application/json;charset=UTF-8",
        "Content-Type: text/html; charset=iso-8859-1",
        "Content-Type: ;;;",
        "X-No-Content-Type: at all",
        "Content-Type: application/json\r\nContent-Type: text/plain",
    ] {
        let body = hook_with(r#","description":"Grüße, 東京""#);
        let server = Server::replies([Reply::new().send(answer("200 OK", &[label], body))]);
        let hook = client(&server).get_event_hook(ID).unwrap();
        assert_eq!(hook.description.as_deref(), Some("Grüße, 東京"), "{label}");
    }
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let server = Server::replies([
        ok(format!("\u{feff}{}", hook())),
        ok(format!("\u{feff}[{}]", hook())),
        okta_error("404 Not Found", "E0000007", &[]),
    ]);
    let client = client(&server);
    assert_eq!(client.get_event_hook(ID).unwrap().id, ID);
    assert_eq!(client.list_event_hooks().unwrap().len(), 1);
}

#[test]
fn text_that_is_no_utf_8_is_a_protocol_error() {
    let mut body = hook_with(r#","description":"??""#).into_bytes();
    for byte in &mut body {
        if *byte == b'?' {
            *byte = 0xff;
        }
    }
    let server = Server::replies([ok(body)]);
    assert_eq!(error_of(client(&server).get_event_hook(ID)).kind(), ErrorKind::Protocol);
}

#[test]
fn an_unknown_member_is_kept_however_deep_it_is() {
    let nested = nested();
    let server = Server::replies([ok(hook_with(&format!(r#","new":{nested}"#))), ok(hook())]);
    let client = client(&server);
    let hook = client.get_event_hook(ID).unwrap();
    assert_eq!(hook.extra.get("new").unwrap().get(), nested);
    drop(format!("{hook:?}"));
    client.call(ReplaceEventHook::new(ID, hook.into_spec())).unwrap();
    let sent = server.requests().remove(1).body;
    assert!(String::from_utf8(sent).unwrap().contains(&nested));
}

#[test]
fn a_body_that_is_all_depth_is_a_protocol_error() {
    for body in [nested(), "[".repeat(DEEP), "{\"a\":".repeat(DEEP)] {
        let server = Server::replies([ok(&body)]);
        let error = error_of(client(&server).get_event_hook(ID));
        assert_eq!(error.kind(), ErrorKind::Protocol);
    }
}

#[test]
fn depth_where_a_known_member_is_expected_is_a_protocol_error() {
    let body = format!(r#"{{"id":"who1","events":{{"items":{}}}}}"#, nested());
    let server = Server::replies([ok(body)]);
    assert_eq!(error_of(client(&server).get_event_hook(ID)).kind(), ErrorKind::Protocol);
}

#[test]
fn a_list_keeps_an_item_that_is_all_depth_as_unreadable() {
    let nested = nested();
    let server = Server::replies([ok(format!("[{},{nested}]", hook()))]);
    let hooks = client(&server).list_event_hooks().unwrap();
    assert_eq!(hooks.len(), 2);
    assert_eq!(hooks[1].as_ref().unwrap_err().json().get(), nested);
}

#[test]
fn an_error_body_may_be_deep() {
    let body = format!(
        r#"{{"errorCode":"E0000001","errorSummary":"Api validation failed: name","errorCauses":{}}}"#,
        nested()
    );
    let server = Server::replies([Reply::new().send(answer("400 Bad Request", &[JSON], body))]);
    let error = error_of(client(&server).create_event_hook(spec()));
    assert_eq!((error.kind(), error.error_code()), (ErrorKind::Api, Some("E0000001")));
    assert!(!error.maybe_applied());
}

#[test]
fn a_deletion_may_have_a_body() {
    for bytes in [
        "HTTP/1.1 204 No Content\r\nContent-Length: 15\r\n\r\n{\"deleted\":true}",
        "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
        "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
    ] {
        let server = Server::replies([Reply::new().send(bytes), ok(hook())]);
        let client = client(&server);
        client.delete_event_hook(ID).unwrap();
        // What was left of the body is not taken for the next answer.
        assert_eq!(client.get_event_hook(ID).unwrap().id, ID);
        assert_eq!(server.requests().len(), 2);
    }
}

#[test]
fn a_204_for_a_hook_is_a_protocol_error() {
    let server = Server::replies([Reply::new().send("HTTP/1.1 204 No Content\r\n\r\n")]);
    let error = error_of(client(&server).get_event_hook(ID));
    assert_eq!((error.kind(), error.status()), (ErrorKind::Protocol, Some(204)));
}
