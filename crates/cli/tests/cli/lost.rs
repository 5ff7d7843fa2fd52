//! `hooks apply` when an answer is lost, and when somebody wants it to end.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::child::Place;
use crate::emulator::Org;
use crate::fake_org::{forward, serving};

const FILE: &str = "eventHooks:\n  - name: Feed\n    events: {items: [user.lifecycle.create]}\n    channel: {config: {uri: 'http://127.0.0.1:9/'}}\n";

/// In front of an org: the connection is cut at the first creation, before or after the org hears of it. Counts them.
fn losing(org: &Org, hears: bool) -> (Place, Arc<AtomicUsize>) {
    let (url, creations) = (org.url.clone(), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&creations);
    let front = serving(move |request| {
        let is_create = request.line.starts_with("POST /api/v1/eventHooks ");
        if !is_create || counted.fetch_add(1, Ordering::Relaxed) > 0 {
            return Some(forward(&url, request));
        }
        if hears {
            forward(&url, request);
        }
        None
    });
    let place = Place::with_org(&front, &org.token);
    place.write("hooks.yaml", FILE);
    (place, creations)
}

#[test]
fn a_hook_whose_creation_was_not_answered_is_found_and_not_created_again() {
    let org = Org::start();
    let (place, creations) = losing(&org, true);
    let ended = place.run(&["hooks", "apply", "hooks.yaml", "--yes", "--jsonl"]);
    assert!(ended.stderr.contains("note: ") && ended.stderr.contains("found by its name"), "{ended:?}");
    let line = ended.json();
    assert_eq!((&line["result"], &line["hook"]["name"]), (&"done".into(), &"Feed".into()));
    assert_eq!(creations.load(Ordering::Relaxed), 1);
    assert_eq!(place.run(&["hooks", "list", "--json"]).json().as_array().unwrap().len(), 1);
}

#[test]
fn a_hook_that_is_not_found_may_still_appear() {
    let org = Org::start();
    let (place, creations) = losing(&org, false);
    let ended = place.run(&["hooks", "apply", "hooks.yaml", "--yes", "--json"]);
    assert_eq!(ended.code, Some(6), "{ended:?}");
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(document["hooks"][0]["result"], "unknown");
    assert_eq!(creations.load(Ordering::Relaxed), 1, "it is not created again in the same run");
    place.run(&["hooks", "apply", "hooks.yaml", "--yes"]).ok();
    assert_eq!(place.run(&["hooks", "list", "--json"]).json().as_array().unwrap().len(), 1);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_between_two_requests() {
    use std::io::Read as _;

    let org = Org::start();
    let place = org.place();
    // Its verification waits until it is let go.
    let endpoint = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let uri = format!("http://{}/", endpoint.local_addr().unwrap());
    let first = FILE.replace("http://127.0.0.1:9/", &uri);
    place.write(
        "hooks.yaml",
        &format!("{first}{}", FILE.replace("eventHooks:\n", "").replace("Feed", "Second")),
    );
    let mut running = place.start(&["hooks", "apply", "hooks.yaml", "--yes", "--verify"]);
    let connection = endpoint.accept().unwrap();
    running.interrupt();
    let (mut said, mut byte) = (Vec::new(), [0]);
    while !String::from_utf8_lossy(&said).contains("ends it at once\n") {
        assert_eq!(running.child.stderr.as_mut().unwrap().read(&mut byte).unwrap(), 1);
        said.push(byte[0]);
    }
    drop((connection, endpoint));
    let ended = running.end();
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains("Feed: ") && ended.stderr.contains("(done: create)"), "{ended:?}");
    assert!(ended.stderr.contains("warning: Second: not done"), "{ended:?}");
    assert!(ended.stderr.contains("1 failed, 1 not done"), "{ended:?}");
    assert_eq!(place.run(&["hooks", "list", "--json"]).json().as_array().unwrap().len(), 1);
}
