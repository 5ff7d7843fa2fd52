//! A peer that echoes what it was sent: no error may show it.

use conformance::server::{Reply, Request, Server};
use okta_event_hooks::{Client, Error};

use super::answers::{JSON, answer};
use super::setup::{HOOK_SECRET, ID, TOKEN, client, error_of, everything, spec};

/// All that a peer can echo, in one line.
fn echo(request: &Request) -> String {
    let authorization = request.header("authorization").unwrap();
    let body = String::from_utf8_lossy(&request.body);
    let secret = if body.contains(HOOK_SECRET) { HOOK_SECRET } else { "" };
    format!("you sent {authorization} and {secret}")
}

#[track_caller]
fn assert_hidden(reply: impl Fn(&Request) -> Reply + Send + Clone + 'static) {
    type Operation = fn(&Client) -> Result<(), Error>;
    let operations: [Operation; 4] = [
        |client| client.get_event_hook(ID).map(drop),
        |client| client.create_event_hook(spec()).map(drop),
        |client| client.replace_event_hook(ID, spec()).map(drop),
        |client| client.delete_event_hook(ID),
    ];
    for operation in operations {
        let server = Server::answering(reply.clone());
        error_of(operation(&client(&server)));
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn in_a_page() {
    for status in ["400 Bad Request", "403 Forbidden", "500 Oops", "302 Found"] {
        assert_hidden(move |request| {
            Reply::new().send(answer(status, &["Content-Type: text/html"], echo(request)))
        });
    }
}

#[test]
fn in_every_member_of_an_error_body() {
    for member in ["errorCode", "errorSummary", "errorId", "errorLink", "errorCauses"] {
        assert_hidden(move |request| {
            let echo = echo(request);
            let body = match member {
                "errorCode" => format!(r#"{{"errorCode":"{echo}"}}"#),
                "errorCauses" => {
                    format!(r#"{{"errorCode":"E1","errorCauses":[{{"errorSummary":"{echo}"}}]}}"#)
                }
                _ => format!(r#"{{"errorCode":"E1","{member}":"{echo}"}}"#),
            };
            Reply::new().send(answer("400 Bad Request", &[JSON], body))
        });
    }
}

#[test]
fn in_an_oauth_error_body() {
    assert_hidden(|request| {
        let body = format!(r#"{{"error":"{0}","error_description":"{0}"}}"#, echo(request));
        Reply::new().send(answer("401 Unauthorized", &[JSON], body))
    });
}

#[test]
fn in_a_location() {
    assert_hidden(|request| {
        let location = format!("Location: https://evil.example/{}", echo(request));
        Reply::new().send(answer("302 Found", &[&location], ""))
    });
}

#[test]
fn in_the_id_of_the_request() {
    for body in ["", r#"{"errorCode":"E0000001"}"#] {
        assert_hidden(move |request| {
            let id = format!("X-Okta-Request-Id: {}", echo(request));
            let head = format!("HTTP/1.1 400 Bad Request\r\n{id}\r\nContent-Length: {}\r\n\r\n", body.len());
            Reply::new().send(head + body)
        });
    }
}

#[test]
fn in_the_id_of_a_rate_limited_request() {
    assert_hidden(|request| {
        Reply::new().send(format!(
            "HTTP/1.1 429 Too Many\r\nX-Okta-Request-Id: {}\r\nRetry-After: 999\r\nContent-Length: 0\r\n\r\n",
            echo(request)
        ))
    });
}

#[test]
fn in_the_media_type() {
    assert_hidden(|request| {
        let label = format!("Content-Type: text/{}", echo(request));
        Reply::new().send(answer("400 Bad Request", &[&label], ""))
    });
}

#[test]
fn in_json_of_the_wrong_shape() {
    assert_hidden(|request| {
        if request.method == "DELETE" {
            return Reply::new().send(answer("400 Bad Request", &[], echo(request)));
        }
        let body = format!(r#"{{"id":["{0}"],"{0}":"{0}"}}"#, echo(request));
        Reply::new().send(answer("200 OK", &[JSON], body))
    });
    assert_hidden(|request| {
        let status = if request.method == "DELETE" { "400 Bad" } else { "200 OK" };
        Reply::new().send(answer(status, &[JSON], format!(r#""{}""#, echo(request))))
    });
}

#[test]
fn where_an_excerpt_ends() {
    // An excerpt has 1,024 bytes: the end cuts the secret at each of its characters.
    for kept in 1..=TOKEN.len() {
        let page = format!("{}{TOKEN}", ".".repeat(1024 - kept));
        let server = Server::replies([Reply::new().send(answer("400 Bad Request", &[], page))]);
        let shown = everything(&error_of(client(&server).get_event_hook(ID)));
        // A few characters give nothing away, and a word may have them too.
        assert!(!shown.contains(&TOKEN[..8]), "with {kept} characters: {shown}");
    }
}
