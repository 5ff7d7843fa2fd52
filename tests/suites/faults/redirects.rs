//! Redirects: never followed, wherever they lead.

use conformance::server::{Reply, Server};
use okta_event_hooks::{Client, Error, ErrorKind};

use super::answers::{answer, ok};
use super::bystander::Bystander;
use super::setup::{ID, client, error_of, hook, spec};

const STATUSES: [&str; 6] = [
    "300 Multiple Choices",
    "301 Moved Permanently",
    "302 Found",
    "303 See Other",
    "307 Temporary Redirect",
    "308 Permanent Redirect",
];

fn redirect(status: &str, location: &str) -> Reply {
    Reply::new().send(answer(status, &[&format!("Location: {location}")], "Moved"))
}

#[test]
fn no_operation_follows_a_redirect_to_another_host() {
    type Operation = fn(&Client) -> Result<(), Error>;
    let operations: [Operation; 5] = [
        |client| client.get_event_hook(ID).map(drop),
        |client| client.create_event_hook(spec()).map(drop),
        |client| client.replace_event_hook(ID, spec()).map(drop),
        |client| client.delete_event_hook(ID),
        |client| client.verify_event_hook(ID).map(drop),
    ];
    let elsewhere = Bystander::new();
    for status in STATUSES {
        for operation in operations {
            let server = Server::replies([redirect(status, &format!("{}/api", elsewhere.url()))]);
            let error = error_of(operation(&client(&server)));
            assert_eq!(error.kind(), ErrorKind::Protocol);
            let text = error.to_string();
            assert!(text.contains(&elsewhere.url()), "it says where to: {text}");
            assert!(text.contains("never followed"), "{text}");
            assert_eq!(server.requests().len(), 1);
        }
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[test]
fn no_redirect_is_followed_on_the_same_host() {
    for status in STATUSES {
        for location in ["/api/v1/eventHooks/other", "?", "", "//127.0.0.1/", "https://127.0.0.1/"] {
            let server = Server::replies([redirect(status, location), ok(hook())]);
            let error = error_of(client(&server).get_event_hook(ID));
            assert_eq!(error.kind(), ErrorKind::Protocol);
            assert_eq!(server.requests().len(), 1);
        }
    }
}

#[test]
fn a_redirect_without_a_location_is_an_error() {
    for status in ["304 Not Modified", "302 Found"] {
        let server =
            Server::replies([Reply::new().send(format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n"))]);
        let error = error_of(client(&server).get_event_hook(ID));
        assert_eq!(error.kind(), ErrorKind::Protocol);
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn two_locations_are_as_good_as_one() {
    let elsewhere = Bystander::new();
    let url = elsewhere.url();
    let server = Server::replies([Reply::new().send(answer(
        "302 Found",
        &[&format!("Location: {url}/a"), &format!("Location: {url}/b")],
        "",
    ))]);
    assert_eq!(error_of(client(&server).create_event_hook(spec())).kind(), ErrorKind::Protocol);
    assert_eq!(server.requests().len(), 1);
    assert_eq!(elsewhere.connections(), 0);
}
