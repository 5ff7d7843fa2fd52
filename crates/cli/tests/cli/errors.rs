//! Exit codes, and what is said.

use crate::child::Place;
use crate::emulator::Org;
use crate::fake_org::{answering, json, response};

const CREATE: [&str; 8] = [
    "hooks",
    "create",
    "--name",
    "Feed",
    "--uri",
    "https://hooks.example.com/okta",
    "--event",
    "user.lifecycle.create",
];

#[test]
fn wrong_usage_is_2() {
    let place = Place::new();
    for args in [
        &["hooks"][..],
        &["nonsense"],
        &["hooks", "list"],
        &["hooks", "create", "--name", "n"],
        &["hooks", "replace", "who1"],
        &["hooks", "create", "--file", "absent.json"],
        &["hooks", "create", "--name", "n", "--uri", "u", "--filter", "no expression"],
        &["hooks", "list", "--org-url", "https://user:pw@acme.okta.com", "--token", "env:HOME"],
        &["hooks", "list", "--timeout", "0"],
        &["trigger", "user.lifecycle.create"],
        &["listen", "--path", "okta"],
    ] {
        let ended = place.run(args);
        assert_eq!(ended.code, Some(2), "{args:?}: {ended:?}");
        assert!(ended.stdout.is_empty() && !ended.stderr.is_empty(), "{args:?}: {ended:?}");
    }
    let error = place.run(&["hooks", "list"]).failed(2);
    assert!(error.contains("OKTA_CLIENT_ORGURL") && error.contains("okta-event-hooks emulator"), "{error}");
}

#[test]
fn not_found_is_3() {
    let error = Org::start().place().run(&["hooks", "get", "whoNobody"]).failed(3);
    assert!(error.contains("getEventHook") && error.contains("E0000007"), "{error}");
}

#[test]
fn rate_limited_is_4() {
    let url = answering(&json("429 Too Many Requests", r#"{"errorCode":"E0000047","errorSummary":"limit"}"#));
    let error = Place::with_org(&url, "00token").run(&["hooks", "list"]).failed(4);
    assert!(error.contains("rate limited"), "{error}");
}

#[test]
fn no_answer_or_a_strange_one_is_5() {
    let gone = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let place = Place::with_org(&gone, "00token");
    place.run(&["hooks", "list"]).failed(5);
    place.run(&["trigger", "user.lifecycle.create"]).failed(5);

    let page = response("200 OK", "Content-Type: text/html\r\n", "<html>\u{1b}]0;proxy</html>");
    let error = Place::with_org(&answering(&page), "00token").run(&["hooks", "list"]).failed(5);
    assert!(!error.contains('\u{1b}'), "{error:?}");
}

#[test]
fn an_unknown_outcome_is_6() {
    let error = Place::with_org(&answering(""), "00token").run(&CREATE).failed(6);
    assert!(error.contains("may exist") && error.contains("hint: `okta-event-hooks hooks list`"), "{error}");
}

#[test]
fn one_unreadable_hook_does_not_lose_the_others() {
    let good = "{\"id\":\"who1\",\"status\":\"ACTIVE\",\"verificationStatus\":\"VERIFIED\",\"name\":\"Na\u{9b}31mme\",\
                \"events\":{\"type\":\"EVENT_TYPE\",\"items\":[\"user.lifecycle.create\",\"user.session.start\"]},\
                \"channel\":{\"type\":\"HTTP\",\"version\":\"1.0.0\",\"config\":{\"uri\":\"https://h.example.com\"}},\
                \"new\":123456789012345678901234567890}";
    let url = answering(&json("200 OK", &format!(r#"[{good},{{"id":7,"n":1.10}}]"#)));
    let place = Place::with_org(&url, "00token");

    let ended = place.run(&["hooks", "list", "--json"]);
    assert!(ended.stderr.starts_with("warning: "), "{ended:?}");
    let text = ended.ok();
    assert!(text.contains("123456789012345678901234567890") && text.contains("1.10"), "{text}");
    assert!(text.contains("\\u009b") && !text.contains('\u{9b}'), "{text}");
    let list: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&list[0]["id"], &list[1]["unreadable"]["id"]), (&"who1".into(), &7.into()));

    let text = place.run(&["hooks", "list"]).ok();
    assert!(text.contains("user.lifecycle.create +1") && !text.contains('\u{9b}'), "{text}");
}
