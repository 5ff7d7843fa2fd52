//! What cannot be read is kept to the letter.

use conformance::server::Server;
use okta_event_hooks::ReplaceEventHook;

use super::answers::ok;
use super::setup::{ID, client, hook, hook_with};

/// Far deeper than any stack of a recursive reader.
const DEEP: usize = 100_000;

fn nested() -> String {
    ["[".repeat(DEEP), "]".repeat(DEEP)].concat()
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
fn an_unreadable_item_keeps_its_text() {
    for odd in [r#"{"id":"who1", "name":null}"#, "1e400", &nested()] {
        let server = Server::replies([ok(format!("[{},\n{odd},\n{}]", hook(), hook()))]);
        let hooks = client(&server).list_event_hooks().unwrap();
        assert_eq!(hooks.len(), 3);
        let unreadable = hooks[1].as_ref().unwrap_err();
        assert_eq!(unreadable.json().get(), odd);
        assert!(!unreadable.reason().is_empty());
    }
}
