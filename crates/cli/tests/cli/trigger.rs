//! `trigger`

use crate::child::Place;
use crate::emulator::Org;
use crate::fake_org::{answering, json};

#[test]
fn an_event_happens() {
    let org = Org::start();
    let event = Place::new().run(&["trigger", "user.session.start", "--org-url", &org.url, "--json"]).json();
    assert_eq!(event["eventType"], "user.session.start");
    let text = org.place().run(&["trigger", "user.session.start"]).ok();
    assert!(text.contains("uuid") && text.contains("hooks due  none"), "{text}");
}

#[test]
fn okta_itself_has_no_such_request() {
    let args = ["trigger", "user.session.start", "--org-url", "https://acme.okta.com"];
    let error = Place::new().run(&args).failed(2);
    assert!(error.contains("no emulator") && error.contains("okta-event-hooks emulator"), "{error}");
}

#[test]
fn what_is_no_emulator_is_told() {
    let url = answering(&json("404 Not Found", "{}"));
    let error = Place::new().run(&["trigger", "user.session.start", "--org-url", &url]).failed(1);
    assert!(error.contains("no emulator"), "{error}");
    let org = Org::start();
    org.place().run(&["trigger", ""]).failed(1);
}
