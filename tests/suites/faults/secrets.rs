//! A peer that echoes what it was sent: no error may show it.

use conformance::server::{Reply, Server};

use super::answers::answer;
use super::setup::{ID, TOKEN, client, error_of, everything};

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
