//! `doctor` against a right receiver, and against a wrong one for each finding.

use std::time::Duration;

use serde_json::Value;

use crate::child::{Ended, Place};
use crate::fake_org::{header, json, replying, response};

mod tls;

const SECRET: &str = "s3cr3t-of-the-hook";

/// What each check found, by its name.
#[derive(Debug)]
struct Findings {
    code: Option<i32>,
    lines: Vec<Value>,
}

impl Findings {
    fn read(ended: &Ended) -> Self {
        let lines = ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        Self { code: ended.code, lines }
    }

    #[track_caller]
    fn of(&self, check: &str) -> &Value {
        let mut found = self.lines.iter().filter(|line| line["check"] == check);
        let (Some(line), None) = (found.next(), found.next()) else {
            unreachable!("{check} is not there once: {self:?}")
        };
        line
    }

    #[track_caller]
    fn is(&self, check: &str, verdict: &str, cause: &str) {
        let line = self.of(check);
        assert!(line["verdict"] == verdict && line["cause"].as_str().unwrap().contains(cause), "{line}");
        assert_eq!(line["cure"].is_string(), matches!(verdict, "failed" | "warning"), "{line}");
        assert_eq!(self.code, Some(i32::from(self.lines.iter().any(|line| line["verdict"] == "failed"))));
    }
}

fn doctor(url: &str, more: &[&str]) -> Findings {
    let place = Place::new().with("HOOK_SECRET", SECRET);
    Findings::read(&place.run(&[&["doctor", url, "--json"], more].concat()))
}

/// With the secret, and with events.
fn all_of(url: &str) -> Findings {
    doctor(url, &["--secret", "env:HOOK_SECRET", "--deliver"])
}

/// A receiver as it should be, as far as a test looks; what is wrong about it is decided before this is asked.
fn right(head: &str, body: &[u8]) -> String {
    if header(head, "authorization") != Some(SECRET) {
        return response("401 Unauthorized", "", "");
    }
    if head.starts_with("post") {
        let known: Value = serde_json::from_slice(body).unwrap();
        assert_eq!(known["eventType"], "com.okta.event_hook");
        return response("204 No Content", "", "");
    }
    match header(head, "x-okta-verification-challenge") {
        Some(challenge) if head.starts_with("get") => {
            json("200 OK", &format!("{{\"verification\":\"{challenge}\"}}"))
        }
        _ => response("400 Bad Request", "", ""),
    }
}

fn wrong(about: impl Fn(&str, &[u8]) -> Option<String> + Send + 'static) -> String {
    replying(move |head, body| about(head, body).unwrap_or_else(|| right(head, body)))
}

fn events(body: &[u8]) -> usize {
    serde_json::from_slice::<Value>(body).unwrap()["data"]["events"].as_array().unwrap().len()
}

#[test]
fn a_right_receiver_passes() {
    let place = Place::new().with("HOOK_SECRET", SECRET);
    let listener =
        place.start(&["listen", "--port", "0", "--secret", "env:HOOK_SECRET", "--path", "/okta", "--json"]);
    let url = listener.json_line()["url"].as_str().unwrap().to_owned();
    let findings = all_of(&url);
    assert_eq!(findings.code, Some(0), "{findings:?}");
    let summary = findings.lines.last().unwrap();
    assert_eq!((&summary["ok"], &summary["skipped"]), (&15.into(), &1.into()), "{findings:?}");

    let mut uuids = Vec::new();
    while uuids.len() < 103 {
        let line = listener.json_line();
        if line["type"] == "event" {
            assert_eq!(line["event"]["actor"]["displayName"], "okta-event-hooks doctor");
            uuids.push(line["event"]["uuid"].as_str().unwrap().to_owned());
        }
    }
    assert!(uuids.iter().all(|uuid| uuid.starts_with("d0c70c70-")), "{uuids:?}");
    assert_eq!(uuids[0], uuids[1], "the same event twice");
}

#[test]
fn without_a_secret_and_deliver_no_event_is_sent() {
    let url = wrong(|head, body| {
        assert!(!head.starts_with("post") || events(body) == 0);
        None
    });
    let findings = doctor(&url, &[]);
    findings.is("verification", "skipped", "--secret");
    findings.is("right-secret", "skipped", "--secret");
    findings.is("event", "skipped", "--deliver");
    assert_eq!(findings.code, Some(0), "{findings:?}");
    let findings = doctor(&url, &["--secret", "env:HOOK_SECRET"]);
    findings.is("empty-batch", "ok", "204");
    findings.is("event", "skipped", "--deliver");
    assert_eq!(findings.code, Some(0));
}

#[test]
fn people_can_read_it() {
    let url = wrong(|head, _| {
        let body = "\u{1b}]0;title\u{7} s3cr3t-of-the-hook \u{9b}2J";
        head.starts_with("get").then(|| response("500 Oh", "Content-Type: text/html\r\n", body))
    });
    let place = Place::new().with("HOOK_SECRET", SECRET);
    let ended = place.run(&["doctor", &url, "--secret", "env:HOOK_SECRET"]);
    let text = format!("{}{}", ended.stdout, ended.stderr);
    assert!(text.contains("failed   verification") && text.contains("cure: "), "{text}");
    assert!(!text.contains(SECRET) && text.contains("[hidden]"), "{text}");
    assert!(!text.contains(['\u{1b}', '\u{9b}', '\u{7}']), "{text:?}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    ended.failed(1);
}

#[test]
fn an_address_that_is_none() {
    for url in ["http://hooks.example.com/", "https://ada:pw@hooks.example.com/", "hooks"] {
        let findings = doctor(url, &[]);
        assert_eq!(findings.of("url")["verdict"], "failed", "{findings:?}");
        findings.is("verification", "skipped", "cannot be used");
    }
}

#[test]
fn a_closed_port() {
    let url = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/", listener.local_addr().unwrap())
    };
    let findings = all_of(&url);
    findings.is("connection", "failed", "nobody answers");
    findings.is("wrong-secret", "skipped", "no connection");
}

#[test]
fn a_redirect() {
    let findings =
        all_of(&replying(|_, _| response("302 Found", "Location: https://elsewhere.example/\r\n", "")));
    findings.is("redirect", "failed", "https://elsewhere.example/");
    findings.is("verification", "skipped", "redirects");
}

#[test]
fn answers_to_the_challenge() {
    let page = response("200 OK", "Content-Type: text/html\r\n", "<html>Sign in</html>");
    let findings = all_of(&wrong(move |head, _| head.starts_with("get").then(|| page.clone())));
    findings.is("verification", "failed", "no JSON: <html>Sign in");

    let fixed = json("200 OK", "{\"verification\":\"of-another-day\"}");
    let findings = all_of(&wrong(move |head, _| head.starts_with("get").then(|| fixed.clone())));
    findings.is("verification", "failed", "not the challenge");

    let first = std::sync::OnceLock::new();
    let cached = replying(move |head, body| {
        let answer = right(head, body);
        if head.starts_with("get") { first.get_or_init(|| answer).clone() } else { answer }
    });
    all_of(&cached).is("verification", "failed", "earlier challenge");
}

#[test]
fn a_receiver_that_lets_everyone_in() {
    let findings = all_of(&wrong(|head, _| head.starts_with("post").then(|| response("200 OK", "", ""))));
    findings.is("wrong-secret", "failed", "ANYONE CAN POST");
    findings.is("no-secret", "failed", "ANYONE CAN POST");
    // It fails over a delivery without events, before anything tells whether it looks at the secret.
    let careless = wrong(|head, body| {
        let empty = || response("500 Internal Server Error", "", "");
        let taken = || response("204 No Content", "", "");
        head.starts_with("post").then(|| if events(body) == 0 { empty() } else { taken() })
    });
    let findings = doctor(&careless, &["--secret", "env:HOOK_SECRET"]);
    findings.is("wrong-secret", "failed", "500 with a wrong secret as with the right one");
    findings.is("empty-batch", "failed", "500");
    all_of(&careless).is("no-secret", "failed", "ANYONE CAN POST");

    let findings = all_of(&wrong(|head, _| {
        header(head, "authorization").is_none().then(|| response("500 Internal Server Error", "", ""))
    }));
    findings.is("wrong-secret", "ok", "401");
    findings.is("no-secret", "failed", "fails (500)");
}

#[test]
fn a_secret_that_is_another() {
    let place = Place::new().with("OTHER", "another-secret");
    let url = replying(right);
    let ended = place.run(&["doctor", &url, "--secret", "env:OTHER", "--json"]);
    let findings = Findings::read(&ended);
    findings.is("verification", "failed", "although the secret was sent");
    findings.is("right-secret", "failed", "refused the right secret");
    findings.is("empty-batch", "skipped", "not taken");
}

#[test]
fn deliveries_that_it_does_not_take() {
    let error = || response("500 Internal Server Error", "", "boom");
    let is_right = |head: &str| header(head, "authorization") == Some(SECRET);
    let findings = all_of(&wrong(move |head, body| {
        (head.starts_with("post") && is_right(head) && events(body) == 0).then(error)
    }));
    findings.is("empty-batch", "failed", "500: boom");
    findings.is("event", "ok", "204");

    let findings = all_of(&wrong(|head, body| {
        (head.starts_with("post") && body.len() > 10_000).then(|| response("413 Content Too Large", "", ""))
    }));
    findings.is("large-batch", "failed", "413");

    let findings = all_of(&wrong(|head, body| {
        let unknown = String::from_utf8_lossy(body).contains("doctor.unknown_type");
        (head.starts_with("post") && unknown).then(|| response("400 Bad Request", "", ""))
    }));
    findings.is("unknown-type", "failed", "400");
    findings.is("duplicate", "ok", "both times");

    let seen = std::sync::Mutex::new(std::collections::HashSet::new());
    let findings = all_of(&wrong(move |head, body| {
        let again =
            head.starts_with("post") && events(body) > 0 && !seen.lock().unwrap().insert(body.to_vec());
        again.then(|| response("409 Conflict", "", ""))
    }));
    findings.is("duplicate", "failed", "taken already");
}

#[test]
fn what_okta_never_sends() {
    let findings = all_of(&wrong(|head, _| {
        let foreign = head.starts_with("put") || header(head, "x-okta-verification-challenge").is_none();
        (foreign && !head.starts_with("post")).then(|| response("200 OK", "", ""))
    }));
    findings.is("method", "warning", "PUT");
    findings.is("no-challenge", "warning", "without a challenge");
    assert_eq!(findings.code, Some(0));
}

#[test]
fn a_slow_one_and_a_dead_one() {
    let slow = wrong(|head, _| {
        if header(head, "authorization").is_none() {
            std::thread::sleep(Duration::from_millis(1200));
        }
        None
    });
    let findings = doctor(&slow, &["--secret", "env:HOOK_SECRET", "--timeout", "1"]);
    findings.is("latency", "failed", "(no-secret); Okta waits 1 s");
    findings.is("no-secret", "ok", "401");
    let findings = doctor(&slow, &["--secret", "env:HOOK_SECRET"]);
    findings.is("latency", "warning", "of the 3 s");
    assert_eq!(findings.code, Some(0));

    // It takes connections and never reads.
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let findings = doctor(&format!("http://{}/", dead.local_addr().unwrap()), &["--timeout", "1"]);
    findings.is("verification", "failed", "no answer within 3 s");
    findings.is("wrong-secret", "skipped", "does not answer");
}

#[test]
fn nonsense_is_no_panic() {
    let endless = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}", "[".repeat(200_000));
    for answer in
        ["", "\0\0\0\0", "HTTP/1.1 999 \r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", &endless]
    {
        let answer = answer.to_owned();
        let findings = all_of(&replying(move |_, _| answer.clone()));
        assert_eq!(findings.of("verification")["verdict"], "failed", "{findings:?}");
    }
}
