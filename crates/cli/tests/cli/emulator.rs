//! `emulator`, and what every other test stands on.

use crate::child::{Place, Running};

/// An emulator of a test's own.
pub(crate) struct Org {
    pub(crate) url: String,
    pub(crate) token: String,
    pub(crate) running: Running,
}

impl Org {
    pub(crate) fn start() -> Self {
        let running = Place::new().start(&["emulator", "--port", "0", "--json"]);
        let ready = running.json_line();
        let text = |name: &str| ready[name].as_str().unwrap().to_owned();
        Self { url: text("orgUrl"), token: text("apiToken"), running }
    }

    pub(crate) fn place(&self) -> Place {
        Place::with_org(&self.url, &self.token)
    }
}

#[test]
fn the_first_line_tells_where_it_is() {
    let org = Org::start();
    assert!(org.url.starts_with("http://127.0.0.1:"));
    assert_eq!(org.place().run(&["hooks", "list", "--json"]).json(), serde_json::json!([]));
    assert!(org.place().run(&["hooks", "list"]).ok().contains("has no event hooks"));
}

#[test]
fn people_get_lines_to_paste() {
    let running = Place::new().start(&["emulator", "--port", "0"]);
    let mut text = String::new();
    while !text.contains("trigger") {
        text += &(running.line() + "\n");
    }
    assert!(text.contains("OKTA_CLIENT_ORGURL") && text.contains("OKTA_CLIENT_TOKEN"), "{text}");
}

#[test]
fn over_https_what_to_paste_names_the_certificate() {
    let place = Place::new();
    let running = place.start(&["emulator", "--port", "0", "--tls", "--tls-ca", "ca.pem"]);
    let mut text = String::new();
    while !text.contains("  okta-event-hooks trigger") {
        text += &(running.line() + "\n");
    }
    let option = format!(" --ca-file '{}'\n", place.path("ca.pem").canonicalize().unwrap().display());
    assert_eq!(text.matches(&option).count(), 2, "{text}");
}

#[test]
fn who_does_not_trust_its_certificate_is_told_how() {
    let place = Place::new();
    let ready = place.start(&["emulator", "--port", "0", "--tls", "--tls-ca", "ca.pem", "--json"]);
    let (url, token) = {
        let ready = ready.json_line();
        (ready["orgUrl"].as_str().unwrap().to_owned(), ready["apiToken"].as_str().unwrap().to_owned())
    };
    let place = place.with("OKTA_CLIENT_ORGURL", &url).with("OKTA_CLIENT_TOKEN", &token);
    assert_eq!(place.run(&["hooks", "list", "--json", "--ca-file", "ca.pem"]).ok(), "[]\n");
    for command in [&["hooks", "list"][..], &["trigger", "user.session.start"]] {
        let error = place.run(command).failed(5);
        assert!(error.contains("hint: ") && error.contains("--ca-file"), "{error}");
    }
    let error = place.run(&["hooks", "list", "--ca-file", "absent.pem"]).failed(2);
    assert!(error.starts_with("error: --ca-file: the file absent.pem "), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
}

#[test]
fn it_takes_a_token_of_ones_own() {
    let place = Place::new().with("TEST_TOKEN", "00my-token");
    let running = place.start(&["emulator", "--port", "0", "--api-token", "env:TEST_TOKEN", "--json"]);
    let ready = running.json_line();
    assert_eq!(ready["apiToken"], "00my-token");
    let url = ready["orgUrl"].as_str().unwrap();
    let token = ["--org-url", url, "--token", "env:TEST_TOKEN"];
    assert_eq!(place.run(&[&["hooks", "list", "--json"], &token[..]].concat()).ok(), "[]\n");
    assert_eq!(place.run(&[&token[..], &["hooks", "list", "--json"]].concat()).ok(), "[]\n");
    let wrong = Place::with_org(url, "00another").run(&["hooks", "list"]).failed(1);
    assert!(wrong.contains("E0000011"), "{wrong}");
}

#[test]
fn https_can_be_required() {
    let running = Place::new().start(&["emulator", "--port", "0", "--require-https", "--json"]);
    let ready = running.json_line();
    let place = Place::with_org(ready["orgUrl"].as_str().unwrap(), ready["apiToken"].as_str().unwrap());
    let error = place
        .run(&[
            "hooks",
            "create",
            "--name",
            "n",
            "--uri",
            "http://127.0.0.1:9/",
            "--event",
            "user.lifecycle.create",
        ])
        .failed(1);
    assert!(error.contains("E0000001"), "{error}");
}

#[test]
fn a_port_in_use_is_told_in_a_line_and_a_hint() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for command in ["emulator", "listen"] {
        let error = Place::new().run(&[command, "--port", &port]).failed(1);
        assert!(error.contains(&port) && error.contains("hint: ") && error.contains("--port"), "{error}");
        assert_eq!(error.lines().count(), 2, "{error}");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_cleanly() {
    let org = Org::start();
    org.running.interrupt();
    let ended = org.running.end();
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
}
