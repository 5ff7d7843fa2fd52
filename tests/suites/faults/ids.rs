//! Hook ids that are none: what reaches the request line.

use conformance::server::Server;
use okta_event_hooks::{Client, Error, ErrorKind};

use super::answers::{no_content, ok};
use super::setup::{client, error_of, hook, spec};

type Operation = fn(&Client, &str) -> Result<(), Error>;

const OPERATIONS: [(&str, &str, Operation); 6] = [
    ("GET", "", |client, id| client.get_event_hook(id).map(drop)),
    ("PUT", "", |client, id| client.replace_event_hook(id, spec()).map(drop)),
    ("DELETE", "", |client, id| client.delete_event_hook(id)),
    ("POST", "/lifecycle/activate", |client, id| client.activate_event_hook(id).map(drop)),
    ("POST", "/lifecycle/deactivate", |client, id| client.deactivate_event_hook(id).map(drop)),
    ("POST", "/lifecycle/verify", |client, id| client.verify_event_hook(id).map(drop)),
];

#[test]
fn an_id_stays_one_segment_of_the_path() {
    let server = Server::answering(|request| match request.method.as_str() {
        "DELETE" => no_content(),
        _ => ok(hook()),
    });
    let client = client(&server);
    let mut expected = Vec::new();
    for (id, segment) in [
        ("a/b", "a%2Fb"),
        ("a\\b", "a%5Cb"),
        ("hk?x=1", "hk%3Fx%3D1"),
        ("hk#top", "hk%23top"),
        ("hk;v=1", "hk%3Bv%3D1"),
        ("%2e%2e", "%252e%252e"),
        ("a b", "a%20b"),
        ("a+b&c", "a%2Bb%26c"),
        ("...", "..."),
        ("é東", "%C3%A9%E6%9D%B1"),
        ("http://evil.example", "http%3A%2F%2Fevil.example"),
        ("@evil.example", "%40evil.example"),
    ] {
        for (method, action, operation) in OPERATIONS {
            operation(&client, id).unwrap();
            expected.push(format!("{method} /api/v1/eventHooks/{segment}{action}"));
        }
    }
    assert_eq!(server.lines(), expected);
}

#[test]
fn an_id_that_can_be_no_segment_is_not_sent() {
    let server = Server::answering(|_| ok(hook()));
    let client = client(&server);
    let long = "x".repeat(100_000);
    for id in [
        "",
        ".",
        "..",
        "../users/me",
        "a/../../users/me",
        "..\\users",
        "who1\n",
        "who1\r\nX-Injected: yes",
        "who1\0",
        "\u{85}",
        &long,
    ] {
        for (_, _, operation) in OPERATIONS {
            let error = error_of(operation(&client, id));
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "{id}");
            assert!(error.to_string().len() < 500);
        }
    }
    assert_eq!(server.lines(), [""; 0]);
    assert_eq!(server.connections(), 0);
}
