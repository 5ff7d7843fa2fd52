//! `listen --forward`

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::child::{Place, Running};
use crate::emulator::Org;
use crate::fake_org::{header, json, replying, response};

const SECRET: &str = "s3cr3t-of-the-hook";
const DELIVERY: &str = r#"{"eventType":"com.okta.event_hook", "source":"https://o.example.com/api/v1/eventHooks/who1",
    "eventId":"e1","data":{"events":[{"uuid":"u1","eventType":"user.session.start","n":1.10}]}}"#;

/// A listener before an application.
struct Front {
    running: Running,
    host: String,
}

fn before(application: &str, more: &[&str]) -> Front {
    let place = Place::new().with("HOOK_SECRET", SECRET);
    let args = ["listen", "--port", "0", "--secret", "env:HOOK_SECRET", "--json", "--forward", application];
    let running = place.start(&[&args[..], more].concat());
    let url = running.json_line()["url"].as_str().unwrap().to_owned();
    Front { running, host: url.trim_start_matches("http://").trim_end_matches('/').to_owned() }
}

impl Front {
    fn send(&self, head: &str, body: &str) -> String {
        let mut connection = TcpStream::connect(&self.host).unwrap();
        let length = body.len();
        write!(
            connection,
            "{head}\r\nHost: {}\r\nConnection: close\r\nAuthorization: {SECRET}\r\nContent-Length: {length}\r\n\r\n{body}",
            self.host
        )
        .unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer
    }

    fn deliver(&self) -> String {
        let head = "POST / HTTP/1.1\r\nContent-Type: application/json; charset=utf-8\r\nX-Okta-Request-Id: req1\r\n\
                    X-Tenant: acme";
        self.send(head, DELIVERY)
    }

    /// What is said of the next delivery, and of its event.
    fn told(&self) -> (Value, Value) {
        (self.running.json_line(), self.running.json_line())
    }
}

#[test]
fn the_application_gets_the_delivery_and_not_the_secret() {
    let (seen, requests) = mpsc::channel();
    let application = replying(move |head, body| {
        seen.send((head.to_owned(), body.to_vec())).unwrap();
        json("201 Created", "{\"stored\":1}")
    });
    let front = before(&format!("{application}/okta?x=1"), &["--count", "1"]);

    let head = "GET / HTTP/1.1\r\nX-Okta-Verification-Challenge: Qm7RtZ2";
    assert!(front.send(head, "").ends_with("{\"verification\":\"Qm7RtZ2\"}"));
    assert_eq!(front.running.json_line()["type"], "verification");
    let refused = TcpStream::connect(&front.host).and_then(|mut connection| {
        write!(connection, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer).map(|_| answer)
    });
    assert!(refused.unwrap().starts_with("HTTP/1.1 401 "));
    assert_eq!(front.running.json_line()["type"], "rejected");

    let answer = front.deliver();
    assert!(answer.starts_with("HTTP/1.1 201 ") && answer.ends_with("{\"stored\":1}"), "{answer}");
    let (head, body) = requests.try_recv().unwrap();
    assert!(requests.try_recv().is_err(), "neither the verification nor what was refused went on");
    assert!(head.starts_with("post /okta?x=1 http/1.1"), "{head}");
    assert_eq!(header(&head, "content-type"), Some("application/json; charset=utf-8"));
    assert_eq!(header(&head, "x-okta-request-id"), Some("req1"));
    assert!(
        !head.contains("s3cr3t") && !head.contains("x-tenant") && !head.contains("authorization"),
        "{head}"
    );
    assert_eq!(body, DELIVERY.as_bytes());

    let (delivery, event) = front.told();
    assert_eq!((&delivery["status"], &delivery["forwarded"]["status"]), (&201.into(), &201.into()));
    assert!(delivery["forwarded"]["ms"].is_number(), "{delivery}");
    assert_eq!((&event["status"], &event["event"]["uuid"]), (&201.into(), &"u1".into()));
    front.running.end().ok();
}

#[test]
fn what_was_not_answered_2xx_has_not_arrived() {
    let answers = std::sync::Mutex::new(vec![
        "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_owned(),
        String::new(),
        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: close\r\n\r\nhalf".to_owned(),
        response("302 Found", "Location: /elsewhere\r\n", ""),
        response("503 Service Unavailable", "", "later"),
    ]);
    let application = replying(move |_, _| answers.lock().unwrap().pop().unwrap());
    let front = before(&application, &["--count", "1"]);
    for status in ["503", "302", "502", "502"] {
        assert!(front.deliver().starts_with(&format!("HTTP/1.1 {status} ")));
        let (delivery, event) = front.told();
        assert_eq!(delivery["status"].to_string(), status);
        assert_eq!(event["status"].to_string(), status);
        assert_eq!(delivery["forwarded"]["error"].is_string(), status == "502", "{delivery}");
    }
    assert!(front.deliver().starts_with("HTTP/1.1 204 "));
    front.running.end().ok();
}

#[test]
fn an_application_that_hangs_is_given_up_before_okta_gives_up() {
    let hung = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let front = before(&format!("http://{}/", hung.local_addr().unwrap()), &[]);
    let since = Instant::now();
    assert!(front.deliver().starts_with("HTTP/1.1 502 "));
    assert!(since.elapsed() < Duration::from_secs(3), "{:?}", since.elapsed());
    let (delivery, _) = front.told();
    assert!(delivery["forwarded"]["error"].as_str().unwrap().contains("2.5 s"), "{delivery}");
}

#[test]
fn an_application_behind_an_emulated_hook() {
    let org = Org::start();
    let place = org.place();
    let answers = std::sync::Mutex::new(vec!["401 Unauthorized", "503 Busy", "503 Busy"]);
    let application = replying(move |_, _| response(answers.lock().unwrap().pop().unwrap(), "", ""));
    let listener =
        place.start(&["listen", "--port", "0", "--secret", "env:HOOK_SECRET", "--forward", &application]);
    let first = listener.line();
    let url = first.split_whitespace().find(|word| word.starts_with("http")).unwrap().trim_end_matches(',');
    let args = ["hooks", "create", "--name", "n", "--uri", url, "--event", "user.lifecycle.create"];
    place.run(&[&args[..], &["--secret", "env:HOOK_SECRET", "--verify"]].concat()).ok();
    let text = place.run(&["trigger", "user.lifecycle.create", "--wait"]).ok();
    assert!(text.contains("2 REFUSED") && text.contains("503"), "Okta's one retry: {text}");
    let mut told = String::new();
    while told.matches("the application answered 503 after").count() < 2 {
        told += &listener.line();
    }
    place.run(&["trigger", "user.lifecycle.create", "--wait"]).ok();
    while !told.contains("answered 401 after") {
        told = listener.line();
    }
    assert!(told.contains("the secret was checked here"), "{told}");
}

#[test]
fn an_address_that_is_none() {
    for (url, part) in [
        ("127.0.0.1:3000", "--forward"),
        ("http://ada:hunter2@127.0.0.1/", "password"),
        ("ftp://127.0.0.1/", "scheme"),
    ] {
        let error = Place::new().run(&["listen", "--port", "0", "--forward", url]).failed(2);
        assert!(error.contains(part) && !error.contains("hunter2"), "{error}");
    }
}
