//! Proxies: what they are told, and when they are passed by.

use conformance::bystander::Bystander;
use conformance::server::{Reply, Server};
use okta_event_hooks::{Client, Error, Failure, RetryPolicy};

use super::answers::ok;
use super::setup::{ID, TOKEN, error_of, everything, hook, options, options_for, spec};

const PASSWORD: &str = "pr0xy-pa55word";

/// A client of an org that only this proxy could reach.
fn through(proxy: &Server) -> Client {
    let proxy = proxy.url().replace("://", &format!("://user:{PASSWORD}@"));
    options_for("https://acme.okta.example".to_owned())
        .proxy(proxy)
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

#[test]
fn an_org_on_loopback_is_not_reached_through_a_proxy() {
    let proxy = Bystander::new();
    let server = Server::replies([ok(hook())]);
    let client = options(&server).proxy(proxy.url()).build().unwrap();
    assert_eq!(client.get_event_hook(ID).unwrap().id, ID);
    assert_eq!(proxy.connections(), 0);
    assert_eq!(server.lines(), [format!("GET /api/v1/eventHooks/{ID}")]);
}

#[test]
fn a_proxy_that_refuses_was_sent_neither_token_nor_hook() {
    for status in ["407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"] {
        let proxy = Server::answering(move |_| {
            let head = format!("HTTP/1.1 {status}\r\nX-Echo: {PASSWORD}\r\nContent-Length: 14\r\n\r\n");
            Reply::new().send(head + PASSWORD)
        });
        let error = error_of(through(&proxy).create_event_hook(spec()));
        assert!(!error.maybe_applied(), "{error}");
        assert!(!everything(&error).contains(PASSWORD), "{error:?}");
        let Error::Transport(error) = error else {
            panic!("{error:?}");
        };
        assert!(matches!(error.failure(), Failure::NotSent(_)), "{error}");
        assert_eq!(proxy.lines(), ["CONNECT acme.okta.example:443"]);
        let request = proxy.requests().remove(0);
        assert!(request.header("proxy-authorization").is_some());
        assert_eq!(request.header("authorization"), None);
        assert!(!format!("{request:?}").contains(TOKEN));
    }
}

#[test]
fn a_proxy_that_breaks_off_is_a_transport_error() {
    for reply in [
        Reply::new().close(),
        Reply::new().reset(),
        Reply::new().send("HTTP/1.1 200 OK\r\n\r\n").close(),
        Reply::new().send("nonsense\r\n\r\n"),
    ] {
        let proxy = Server::replies([reply]);
        let error = error_of(through(&proxy).get_event_hook(ID));
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert!(!everything(&error).contains(PASSWORD), "{error:?}");
        assert_eq!(proxy.requests().len(), 1);
    }
}
