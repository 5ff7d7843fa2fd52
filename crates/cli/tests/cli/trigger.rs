//! `trigger`

use serde_json::Value;

use crate::child::Place;
use crate::emulator::Org;
use crate::fake_org::{answering, json, replying, response};

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

/// An emulator with faults, as far as a trigger sees: it takes down what is asked of it.
fn with_faults(events: &str) -> (String, std::sync::mpsc::Receiver<(String, Value)>) {
    let (seen, requests) = std::sync::mpsc::channel();
    let events = events.to_owned();
    let url = replying(move |head, body| {
        let first = head.lines().next().unwrap().trim_end_matches(" http/1.1").to_owned();
        let answer = match first.as_str() {
            "post /emulator/faults" => json("200 OK", r#"{"id":"flt1","times":"always"}"#),
            "delete /emulator/faults/flt1" => response("204 No Content", "", ""),
            "post /emulator/events" => events.clone(),
            "post /emulator/flush" | "get /emulator/deliveries" => json("200 OK", ATTEMPTS),
            other => unreachable!("{other}"),
        };
        let _ = seen.send((first, serde_json::from_slice(body).unwrap_or_default()));
        answer
    });
    (url, requests)
}

const ATTEMPTS: &str = r#"[
    {"hookId":"who1","uri":"http://h/","eventUuids":["u1"],"attempt":1,"outcome":"SUCCESS","reason":null},
    {"hookId":"who1","uri":"http://h/","eventUuids":["u1","of-another"],"attempt":1,"outcome":"REFUSED","reason":"answered 500"},
    {"hookId":"who9","uri":"http://h/","eventUuids":["of-another"],"attempt":1,"outcome":"SUCCESS"},
    {"hookId":"who2","uri":"http://i/","eventUuids":["u1"],"attempt":1,"outcome":"NEW","more":{"n":1.10}}
]"#;

#[test]
fn deliveries_come_twice_and_in_disorder_while_it_lasts() {
    let (url, requests) = with_faults(&json("200 OK", r#"[{"uuid":"u1","eventType":"user.session.start"}]"#));
    let place = Place::new().with("OKTA_CLIENT_ORGURL", &url);
    let text = place.run(&["trigger", "user.session.start", "--duplicate", "--shuffle"]).ok();
    let (asked, bodies): (Vec<String>, Vec<Value>) = requests.try_iter().unzip();
    let expected = [
        "post /emulator/faults",
        "post /emulator/events",
        "post /emulator/flush",
        "get /emulator/deliveries",
        "delete /emulator/faults/flt1",
    ];
    assert_eq!(asked, expected);
    let fault =
        serde_json::json!({"on": {"deliveries": "*"}, "times": "always", "duplicate": 1, "shuffle": true});
    assert_eq!(bodies[0], fault);
    let row = text.lines().find(|line| line.starts_with("who1")).unwrap();
    assert!(row.contains("  2         2       1 REFUSED (answered 500), 1 SUCCESS"), "{text}");
    assert!(text.contains("1 NEW") && !text.contains("who9"), "{text}");

    let lines = place.run(&["trigger", "user.session.start", "--duplicate", "--json"]).ok();
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["type"], &lines[0]["event"]["uuid"]), (&"event".into(), &"u1".into()));
    assert_eq!((lines.len(), &lines[3]["attempt"]["more"]["n"]), (4, &1.1.into()), "{lines:?}");
}

#[test]
fn the_fault_is_ended_although_the_events_failed() {
    let (url, requests) = with_faults(&json("400 Bad Request", r#"{"errorSummary":"no such thing"}"#));
    let args = ["trigger", "user.session.start", "--duplicate", "--org-url", &url];
    let error = Place::new().run(&args).failed(1);
    assert!(error.contains("no such thing"), "{error}");
    let asked: Vec<String> = requests.try_iter().map(|(asked, _)| asked).collect();
    assert_eq!(asked, ["post /emulator/faults", "post /emulator/events", "delete /emulator/faults/flt1"]);
}

#[cfg(unix)]
#[test]
fn the_fault_is_ended_on_ctrl_c() {
    let (seen, requests) = std::sync::mpsc::channel();
    // Each answer on a thread of its own, for the events get none.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let (mut connection, seen) = (connection.unwrap(), seen.clone());
            std::thread::spawn(move || {
                use std::io::Write as _;
                let (head, _) = crate::fake_org::read_request(&mut connection).unwrap();
                let first = head.lines().next().unwrap().to_owned();
                let hangs = first.contains("/events");
                seen.send(first).unwrap();
                if hangs {
                    std::thread::sleep(std::time::Duration::from_secs(20));
                }
                let _ = connection.write_all(json("200 OK", r#"{"id":"flt1"}"#).as_bytes());
            });
        }
    });
    let running = Place::new().start(&["trigger", "user.session.start", "--shuffle", "--org-url", &url]);
    let next = || requests.recv_timeout(std::time::Duration::from_secs(20)).unwrap();
    assert!(next().contains("faults") && next().contains("events"));
    running.interrupt();
    assert_eq!(next(), "delete /emulator/faults/flt1 http/1.1");
    assert_eq!(running.end().code, Some(130));
}

#[test]
fn an_emulator_without_faults_is_told() {
    let org = answering(&json("404 Not Found", "{}"));
    let error =
        Place::new().run(&["trigger", "user.session.start", "--duplicate", "--org-url", &org]).failed(1);
    assert!(error.contains("knows no faults"), "{error}");
}

#[test]
fn members_of_the_event_are_set() {
    let org = Org::start();
    let event = org
        .place()
        .run(&[
            "trigger",
            "user.session.start",
            "--json",
            "--set",
            "actor.alternateId=ada@example.com",
            "--set",
            "target.0.displayName=Phone",
            "--set",
            "debugContext.debugData.x=3",
            "--set",
            "outcome={\"result\":\"FAILURE\",\"reason\":null}",
        ])
        .json();
    assert_eq!(event["actor"]["alternateId"], "ada@example.com");
    assert_eq!(event["target"][0]["displayName"], "Phone");
    assert_eq!(event["debugContext"]["debugData"]["x"], 3);
    assert_eq!(event["outcome"]["result"], "FAILURE");
    let error = org.place().run(&["trigger", "user.session.start", "--set", "target.5.id=x"]).failed(2);
    assert!(error.contains("target.5.id"), "{error}");
}

#[test]
fn many_events_and_how_their_deliveries_went() {
    let org = Org::start();
    let place = org.place();
    let listener =
        place.start(&["listen", "--port", "0", "--secret", "env:HOOK_SECRET", "--json", "--count", "1001"]);
    let uri = listener.json_line()["url"].as_str().unwrap().to_owned();
    let args =
        ["hooks", "create", "--name", "n", "--uri", &uri, "--event", "user.lifecycle.create", "--json"];
    let hook = place.run(&[&args[..], &["--secret", "env:HOOK_SECRET", "--verify"]].concat()).json();

    let text = place.run(&["trigger", "user.lifecycle.create", "--count", "1001"]).ok();
    assert!(text.starts_with("1001 events happened."), "{text}");
    let row = text.lines().last().unwrap();
    assert!(row.starts_with(hook["id"].as_str().unwrap()) && row.contains("  1001  "), "{text}");
    assert!(row.contains("SUCCESS") && !row.contains("REFUSED"), "{text}");
    listener.end().ok();

    let text = place.run(&["trigger", "user.session.start", "--wait"]).ok();
    assert!(text.contains("No hook got any"), "{text}");
}

#[test]
fn a_type_that_no_hook_can_have_is_warned_of() {
    let org = Org::start();
    let warning = |event_type| {
        let ended = org.place().run(&["trigger", event_type]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        ended.stderr
    };
    assert!(warning("user.lifecycle.creat").contains("near: user.lifecycle.create"));
    assert!(warning("zone.update").contains("not event-hook-eligible"));
    assert_eq!(warning("user.lifecycle.create"), "");
}

#[test]
fn the_emulator_delivers_twice_and_then_once_again() {
    let org = Org::start();
    let place = org.place();
    let listener =
        place.start(&["listen", "--port", "0", "--secret", "env:HOOK_SECRET", "--json", "--count", "21"]);
    let uri = listener.json_line()["url"].as_str().unwrap().to_owned();
    let args =
        ["hooks", "create", "--name", "n", "--uri", &uri, "--event", "user.lifecycle.create", "--json"];
    place.run(&[&args[..], &["--secret", "env:HOOK_SECRET", "--verify"]].concat()).json();

    let args = ["trigger", "user.lifecycle.create", "--count", "10", "--duplicate", "--shuffle"];
    let text = place.run(&args).ok();
    let cells: Vec<&str> = text.lines().last().unwrap().split_whitespace().collect();
    assert_eq!(cells[3], "20", "each of ten events twice: {text}");
    let text = place.run(&["trigger", "user.lifecycle.create", "--wait"]).ok();
    assert!(text.ends_with("  1         1       1 SUCCESS\n"), "once, for the fault has ended: {text}");
    let lines = listener.end().ok();
    assert_eq!(lines.matches("\"type\":\"event\"").count(), 21, "{lines}");
}

#[test]
fn an_emulator_that_serves_https() {
    let place = Place::new();
    let running = place.start(&["emulator", "--port", "0", "--tls", "--tls-ca", "ca.pem", "--json"]);
    let url = running.json_line()["orgUrl"].as_str().unwrap().to_owned();
    let args = ["trigger", "user.session.start", "--org-url", &url];
    assert!(place.run(&args).failed(5).contains("--ca-file"));
    place.run(&[&args[..], &["--ca-file", "ca.pem"]].concat()).ok();
}
