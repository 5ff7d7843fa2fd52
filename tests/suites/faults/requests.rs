//! What reaches the server.

use conformance::server::Server;

use super::answers::ok;
use super::setup::options;

#[test]
fn every_request_names_the_program_first() {
    let server = Server::replies([ok("[]")]);
    options(&server).user_agent("my-tool/1.2").build().unwrap().list_event_hooks().unwrap();
    let request = server.requests().remove(0);
    let agents: Vec<_> = request.headers.iter().filter(|(name, _)| name == "user-agent").collect();
    assert_eq!(agents.len(), 1);
    assert!(agents[0].1.starts_with("my-tool/1.2 okta-event-hooks/"), "{agents:?}");
}
