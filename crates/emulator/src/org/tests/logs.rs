use serde_json::{Value, json};

use super::*;

const ORIGIN: &str = "http://127.0.0.1:1234";

/// The page's uuids, its `self` link and its `next` link, both without the origin.
struct Page {
    uuids: Vec<String>,
    own: String,
    next: Option<String>,
}

fn page(bench: &mut Bench, path: &str) -> Page {
    let reply = bench.get(path);
    assert_eq!(reply.status, 200, "{reply:?}");
    let links: Vec<&str> = reply.headers.get_all("link").iter().map(|link| link.to_str().unwrap()).collect();
    let target = |rel: &str| {
        let link = links.iter().find_map(|link| link.strip_suffix(&format!(">; rel=\"{rel}\"")));
        link.map(|link| link.strip_prefix(&format!("<{ORIGIN}")).unwrap().to_owned())
    };
    let uuids = reply.body.as_array().unwrap().iter();
    Page {
        uuids: uuids.map(|event| event["uuid"].as_str().unwrap().to_owned()).collect(),
        own: target("self").unwrap(),
        next: target("next"),
    }
}

fn happen(bench: &mut Bench, uuid: &str, published: &str) {
    bench.happen(&json!({"eventType": "user.session.start", "uuid": uuid, "published": published}));
}

fn query(pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("/api/v1/logs?{query}")
}

/// a, b and c, a minute apart, and what they are called when all is well.
fn three() -> Bench {
    let mut bench = Bench::new();
    happen(&mut bench, "a", "2026-03-16T03:01:00Z");
    happen(&mut bench, "b", "2026-03-16T03:02:00Z");
    happen(&mut bench, "c", "2026-03-16T03:03:00Z");
    bench
}

#[test]
fn polling_never_ends_and_misses_nothing() {
    let mut bench = three();
    let first = page(&mut bench, "/api/v1/logs?limit=2");
    assert_eq!((first.uuids.join(""), first.own.as_str()), ("ab".to_owned(), "/api/v1/logs?limit=2"));
    // Late: published before what was read already.
    happen(&mut bench, "late", "2026-03-16T02:00:00Z");
    let next = first.next.unwrap();
    let second = page(&mut bench, &next);
    assert_eq!((second.uuids.join(" "), &second.own), ("c late".to_owned(), &next));
    let mut next = second.next.unwrap();
    for _ in 0..3 {
        let empty = page(&mut bench, &next);
        assert!(empty.uuids.is_empty());
        next = empty.next.unwrap();
        bench.wait(10_000);
    }
    happen(&mut bench, "d", "2026-03-16T04:00:00Z");
    assert_eq!(page(&mut bench, &next).uuids, ["d"]);
    assert_eq!(page(&mut bench, &next).uuids, ["d"], "a cursor can be used again");
    let empty = page(&mut Bench::new(), "/api/v1/logs");
    assert!(empty.uuids.is_empty() && empty.next.is_some());
}

#[test]
fn a_poll_with_since_goes_by_persistence() {
    let mut bench = three();
    bench.wait(60_000);
    let since = bench.now.to_string();
    happen(&mut bench, "late", "2026-03-16T01:00:00Z");
    let found = page(&mut bench, &query(&[("since", &since)]));
    assert_eq!(found.uuids, ["late"]);
    let next = found.next.unwrap();
    assert!(next.starts_with("/api/v1/logs?after=") && !next.contains("since"), "{next}");
}

#[test]
fn a_bounded_query_ends_and_survives_new_events() {
    let bounds = [("since", "2026-03-16T03:00:00Z"), ("until", "2026-03-16T04:00:00Z"), ("limit", "1")];
    let mut bench = three();
    let first = page(&mut bench, &query(&bounds));
    assert_eq!(first.uuids, ["a"]);
    happen(&mut bench, "late", "2026-03-16T03:00:30Z");
    happen(&mut bench, "between", "2026-03-16T03:02:30Z");
    happen(&mut bench, "after", "2026-03-16T05:00:00Z");
    let mut seen = Vec::new();
    let mut next = first.next;
    while let Some(path) = next {
        let page = page(&mut bench, &path);
        assert_eq!(page.own, path);
        seen.extend(page.uuids);
        next = page.next;
    }
    assert_eq!(seen, ["b", "between", "c"], "what comes late before the cursor is missed");
    let whole = page(&mut bench, &query(&bounds[..2]));
    assert_eq!((whole.uuids.join(" "), whole.next), ("late a b between c".to_owned(), None));
}

#[test]
fn descending_ends_and_shows_no_event_twice() {
    let mut bench = three();
    let first = page(&mut bench, "/api/v1/logs?sortOrder=DESCENDING&limit=2");
    assert_eq!(first.uuids.join(""), "cb");
    happen(&mut bench, "new", "2026-03-16T03:30:00Z");
    let second = page(&mut bench, &first.next.unwrap());
    assert_eq!((second.uuids.join(""), second.next), ("a".to_owned(), None));
}

#[test]
fn limits() {
    let mut bench = Bench::new();
    let many: Vec<Value> = (0..1_001).map(|_| json!({"eventType": "zone.update"})).collect();
    bench.happen(&Value::Array(many));
    for (path, count) in [
        ("/api/v1/logs", 100),
        ("/api/v1/logs?limit=0", 0),
        ("/api/v1/logs?limit=1", 1),
        ("/api/v1/logs?limit=1000", 1000),
    ] {
        let page = page(&mut bench, path);
        assert_eq!((page.uuids.len(), page.next.is_some()), (count, true), "{path}");
    }
    for path in ["/api/v1/logs?limit=1001", "/api/v1/logs?limit=-1"] {
        let reply = bench.get(path);
        assert_eq!((reply.status, &reply.body["errorCode"]), (400, &json!("E0000001")));
    }
}

#[test]
fn refusals_have_the_shape_of_the_log_service() {
    let mut bench = Bench::new();
    let reply = bench.get("/api/v1/logs?filter=nonsense+eq+%22x%22");
    assert_eq!(reply.status, 400);
    assert_eq!(reply.body["errorId"].as_str().unwrap().len(), 36);
    assert_eq!(reply.body.get("errorLink"), None);
    assert_eq!(reply.body.get("errorCauses"), None);
    assert_eq!(reply.headers.get("link"), None);
}

#[test]
fn the_ways_to_follow_one_hook() {
    let mut bench = Bench::new();
    let one = bench.verified(&named("One"));
    let mut other = named("Other");
    other["events"]["items"] = json!(["user.lifecycle.create", "user.session.start"]);
    let other = bench.verified(&other);
    let both = bench.happen(&json!({"eventType": "user.lifecycle.create"}));
    let single = bench.happen(&json!({"eventType": "user.session.start"}));
    bench.happen(&json!({"eventType": "zone.update"}));
    let uuid = |event: &Value| event["uuid"].as_str().unwrap().to_owned();
    let filtered = |bench: &mut Bench, filter: &str| page(bench, &query(&[("filter", filter)])).uuids;

    let due = |id: &str| format!("debugContext.debugData.targetEventHookIds co \"{id}\"");
    assert_eq!(filtered(&mut bench, &due(&one)), [uuid(&both)]);
    assert_eq!(filtered(&mut bench, &due(&other)), [uuid(&both), uuid(&single)]);
    assert_eq!(filtered(&mut bench, &format!("not ({})", due(&other))).len(), 5);

    // Both deliveries fail, the one for good at once.
    bench.wait(50);
    for call in std::mem::take(&mut bench.calls) {
        bench.report(call.id, answered(400, &json!({})));
    }
    let failures = |id: &str| format!("eventType eq \"event_hook.delivery\" and target.id eq \"{id}\"");
    assert_eq!(filtered(&mut bench, "eventType eq \"event_hook.delivery\"").len(), 2);
    assert_eq!(filtered(&mut bench, &failures(&one)).len(), 1);
    assert_eq!(
        filtered(&mut bench, &format!("target.id eq \"{one}\"")).len(),
        3,
        "created, verified, delivery"
    );
    assert_eq!(filtered(&mut bench, "eventType sw \"event_hook\"").len(), 6);
    assert_eq!(filtered(&mut bench, &failures("who1")), [""; 0]);
}

#[test]
fn the_records_of_the_quota() {
    let config = Config { daily_events: 2, daily_events_warning: 1, ..Config::default() };
    let mut bench = Bench::with(config);
    bench.verified(&minimal());
    for _ in 0..3 {
        bench.happen(&json!({"eventType": "user.lifecycle.create"}));
    }
    let records = bench.log("system.operation.rate_limit.");
    for (record, (kind, message)) in records
        .iter()
        .zip([("warning", "Operation rate limit warning"), ("violation", "Operation rate limit violation")])
    {
        assert_eq!(record["eventType"], format!("system.operation.rate_limit.{kind}"));
        assert_eq!(record["displayMessage"], message);
        assert_eq!((&record["severity"], &record["version"]), (&json!("WARN"), &json!("0")));
        assert_eq!(record["outcome"], json!({"result": "UNKNOWN", "reason": null}));
        assert_eq!(
            (&record["actor"]["type"], &record["target"][0]["type"]),
            (&json!("SystemPrincipal"), &json!("Org"))
        );
        assert_eq!(record["transaction"]["type"], "JOB");
        assert_eq!(record["request"], json!({"ipChain": []}));
        assert_eq!(
            record["debugContext"]["debugData"],
            json!({
                "operationRateLimitType": "event_hook_delivery",
                "operationRateLimitScopeType": "org",
                "operationRateLimitThreshold": "2",
                "operationRateLimitTimeSpan": "1440",
                "operationRateLimitTimeUnit": "MINUTES",
                "operationRateLimitSecondsToReset": "86400",
            })
        );
    }
    assert_eq!(records.len(), 2);
}
