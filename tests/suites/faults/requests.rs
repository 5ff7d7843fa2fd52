//! What reaches the server.

use conformance::server::Server;

use super::answers::{no_content, ok};
use super::setup::{HOOK_SECRET, ID, TOKEN, client, hook, options, spec};

#[test]
fn every_request_names_the_program_and_the_token_once() {
    let server = Server::answering(|request| match request.method.as_str() {
        "DELETE" => no_content(),
        "GET" => ok("[]"),
        _ => ok(hook()),
    });
    let client = options(&server).user_agent("my-tool/1.2").build().unwrap();
    client.list_event_hooks().unwrap();
    client.create_event_hook(spec()).unwrap();
    client.replace_event_hook(ID, spec()).unwrap();
    client.delete_event_hook(ID).unwrap();
    client.activate_event_hook(ID).unwrap();
    client.verify_event_hook(ID).unwrap();
    for request in server.requests() {
        let of = |name: &str| {
            let values = request.headers.iter().filter(|(header, _)| header == name);
            values.map(|(_, value)| value.as_str()).collect::<Vec<_>>()
        };
        let agent = of("user-agent");
        assert_eq!(agent.len(), 1);
        assert!(agent[0].starts_with("my-tool/1.2 okta-event-hooks/"), "{agent:?}");
        assert_eq!(of("authorization"), [format!("SSWS {TOKEN}")]);
        assert_eq!(of("accept"), ["application/json"]);
        assert_eq!(of("host"), [&server.url()["http://".len()..]]);
        assert!(of("x-okta-retry-count").is_empty());
        assert!(of("transfer-encoding").is_empty());
        assert!(!request.target.contains(TOKEN));
    }
}

#[test]
fn a_lifecycle_post_says_that_it_has_no_body() {
    let server = Server::answering(|_| ok(hook()));
    let client = client(&server);
    client.activate_event_hook(ID).unwrap();
    client.deactivate_event_hook(ID).unwrap();
    client.verify_event_hook(ID).unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    for request in requests {
        let lengths: Vec<_> = request.headers.iter().filter(|(name, _)| name == "content-length").collect();
        assert_eq!(lengths, [&("content-length".to_owned(), "0".to_owned())]);
        assert!(request.body.is_empty());
    }
}

#[test]
fn a_create_carries_its_secret_and_its_length() {
    let server = Server::replies([ok(hook())]);
    client(&server).create_event_hook(spec()).unwrap();
    let request = server.requests().remove(0);
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("content-length"), Some(request.body.len().to_string().as_str()));
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(body["channel"]["config"]["authScheme"]["value"], HOOK_SECRET);
}
