//! `listen` against the emulator.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use crate::child::Place;
use crate::emulator::Org;

fn get(url: &str, path: &str) -> String {
    let host = url.trim_start_matches("http://").split('/').next().unwrap();
    let mut connection = TcpStream::connect(host).unwrap();
    write!(connection, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn it_prints_what_arrives() {
    let org = Org::start();
    let place = org.place();
    let listener = place.start(&["listen", "--port", "0", "--path", "/okta", "--count", "1", "--json"]);
    let listening = listener.json_line();
    let (url, secret) = (listening["url"].as_str().unwrap(), listening["secret"].as_str().unwrap());
    assert!(listening["type"] == "listening" && url.ends_with("/okta") && secret.len() == 64, "{listening}");

    assert!(get(url, "/okta").starts_with("HTTP/1.1 401 "));
    let rejected = listener.json_line();
    assert_eq!((&rejected["type"], &rejected["status"]), (&"rejected".into(), &401.into()));
    assert!(get(url, "/elsewhere").starts_with("HTTP/1.1 404 "));
    assert_eq!(listener.json_line()["status"], 404);

    let place = place.with("MADE_UP", secret);
    let args = ["hooks", "create", "--json", "--name", "n", "--uri", url, "--event", "user.lifecycle.create"];
    let hook = place.run(&[&args[..], &["--secret", "env:MADE_UP", "--verify"]].concat()).json();
    assert_eq!(listener.json_line()["type"], "verification");

    let event = place.run(&["trigger", "user.lifecycle.create", "--json"]).json();
    let delivery = listener.json_line();
    assert_eq!((&delivery["hookId"], &delivery["events"]), (&hook["id"], &1.into()));
    let delivered = listener.json_line();
    assert_eq!((&delivered["type"], &delivered["event"]["uuid"]), (&"event".into(), &event["uuid"]));
    assert_eq!(listener.end().ok(), "", "one event was all");
}

#[test]
fn people_can_read_it() {
    let org = Org::start();
    let place = org.place();
    let listener = place.start(&["listen", "--port", "0", "--secret", "env:HOOK_SECRET", "--count", "1"]);
    let first = listener.line();
    let url = first.split_whitespace().find(|word| word.starts_with("http")).unwrap().trim_end_matches(',');
    assert!(listener.line().contains("public https"));

    let args = ["hooks", "create", "--name", "n", "--uri", url, "--event", "user.lifecycle.create"];
    place.run(&[&args[..], &["--secret", "env:HOOK_SECRET", "--verify"]].concat()).ok();
    place.run(&["trigger", "user.lifecycle.create"]).ok();
    let text = listener.end().ok();
    for part in ["verification", "delivery", "user.lifecycle.create", "actor", "Ada Admin"] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(!text.contains("s3cr3t"), "{text}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_cleanly() {
    let listener = Place::new().start(&["listen", "--port", "0", "--json"]);
    listener.line();
    listener.interrupt();
    assert_eq!(listener.end().code, Some(0));
}
