//! Lists: one odd item, and links to the next page.

use conformance::server::{Reply, Server};
use okta_event_hooks::ErrorKind;

use super::answers::{JSON, answer, ok, okta_error};
use super::bystander::Bystander;
use super::setup::{client, error_of, hook_named};

fn page(ids: &[&str], link: &str) -> Reply {
    let hooks: Vec<_> = ids.iter().map(|id| hook_named(id, "")).collect();
    let body = format!("[{}]", hooks.join(","));
    Reply::new().send(answer("200 OK", &[JSON, link], body))
}

#[test]
fn one_odd_hook_in_201_does_not_lose_the_others() {
    for odd in [r#"{"id":"who100","name":null}"#, "null", "[]", "1e400", r#"{"id":7}"#] {
        let items: Vec<_> = (0..201)
            .map(|number| match number {
                100 => odd.to_owned(),
                _ => hook_named(&format!("who{number}"), ""),
            })
            .collect();
        let server = Server::replies([ok(format!("[{}]", items.join(",\n")))]);
        let hooks = client(&server).list_event_hooks().unwrap();
        assert_eq!(hooks.len(), 201);
        for (number, item) in hooks.iter().enumerate() {
            match item {
                Ok(hook) => assert_eq!(hook.id, format!("who{number}")),
                Err(unreadable) => {
                    assert_eq!((number, unreadable.json().get()), (100, odd));
                    assert!(!unreadable.reason().is_empty());
                }
            }
        }
        assert_eq!(hooks.iter().filter(|item| item.is_ok()).count(), 200);
        assert_eq!(server.lines(), ["GET /api/v1/eventHooks"]);
    }
}

#[test]
fn a_next_page_elsewhere_is_asked_for_at_home() {
    let elsewhere = Bystander::new();
    for target in [
        format!("{}/api/v1/users?after=who1&limit=1", elsewhere.url()),
        "https://evil.example/?after=who1&limit=1".to_owned(),
        "//evil.example/?after=who1&limit=1".to_owned(),
        "/oauth2/v1/token?after=who1&limit=1#fragment".to_owned(),
    ] {
        let link = format!(r#"Link: <https://a.example/?x=1>; rel="self", <{target}>; rel="next""#);
        let server = Server::replies([page(&["who1"], &link), page(&["who2"], "X-No-Link: at all")]);
        let hooks = client(&server).list_event_hooks().unwrap();
        let ids: Vec<_> = hooks.iter().map(|item| item.as_ref().unwrap().id.as_str()).collect();
        assert_eq!(ids, ["who1", "who2"]);
        assert_eq!(server.lines(), ["GET /api/v1/eventHooks", "GET /api/v1/eventHooks?after=who1&limit=1"]);
        assert_eq!(server.requests()[1].header("host"), Some(&server.url()["http://".len()..]));
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[test]
fn pages_without_end_end() {
    let server = Server::answering(|_| page(&["who1"], r#"Link: <https://a.example/?after=1>; rel="next""#));
    let error = error_of(client(&server).list_event_hooks());
    assert_eq!(error.kind(), ErrorKind::Protocol);
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_cursor_cannot_leave_the_query() {
    for cursor in [
        "after=1 HTTP/1.1",
        "after=1\tx",
        "after=\u{e9}",
        "after=%0d%0aX-A:b",
        "../../users",
        "after=1?x=2",
        "after=\"1\"",
        "after={1}",
    ] {
        let link = format!(r#"Link: <https://a.example/?{cursor}>; rel="next""#);
        let server = Server::replies([page(&["who1"], &link), page(&["who2"], "X-No-Link: at all")]);
        let result = client(&server).list_event_hooks();
        let lines = server.lines();
        for request in server.requests() {
            assert!(request.header("x-a").is_none(), "{cursor}");
            let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
            assert_eq!(path, "/api/v1/eventHooks", "{cursor}");
            assert!(!query.contains(char::is_whitespace), "{cursor}: {query}");
        }
        match result {
            Ok(hooks) => assert!(hooks.len() == lines.len(), "{cursor}: {lines:?}"),
            Err(_) => assert_eq!(lines.len(), 1, "{cursor}: {lines:?}"),
        }
    }
}

#[test]
fn a_page_that_fails_fails_the_list() {
    let link = r#"Link: <https://a.example/?after=1>; rel="next""#;
    let server = Server::replies([page(&["who1"], link), okta_error("403 Forbidden", "E0000006", &[])]);
    let error = error_of(client(&server).list_event_hooks());
    assert_eq!(error.error_code(), Some("E0000006"));
}

#[test]
fn each_page_has_retries_of_its_own() {
    let link = r#"Link: <https://a.example/?after=1>; rel="next""#;
    let busy = || okta_error("503 Service Unavailable", "E0000010", &["Retry-After: 0"]);
    let server = Server::replies([
        busy(),
        busy(),
        page(&["who1"], link),
        busy(),
        busy(),
        page(&["who2"], "X-No-Link: at all"),
    ]);
    assert_eq!(client(&server).list_event_hooks().unwrap().len(), 2);
    let counts: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.header("x-okta-retry-count").unwrap_or("0").to_owned())
        .collect();
    assert_eq!(counts, ["0", "1", "2", "0", "1", "2"]);
}
