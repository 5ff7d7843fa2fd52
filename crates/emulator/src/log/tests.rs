use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{Page, Query, SystemLog};
use crate::error::ApiError;
use crate::random::Random;

fn now() -> Timestamp {
    "2026-03-16T12:00:00Z".parse().unwrap()
}

fn at(minutes: i64) -> Timestamp {
    now() - SignedDuration::from_mins(60) + SignedDuration::from_mins(minutes)
}

fn event(name: &str) -> Value {
    json!({"uuid": name, "eventType": "user.lifecycle.create"})
}

/// Published at minute 0, 10, 5, 15, 20 in this order of writing.
fn log() -> SystemLog {
    let mut log = SystemLog::default();
    for (name, published, persisted) in
        [("a", 0, 30), ("b", 10, 31), ("c", 5, 32), ("d", 15, 33), ("e", 20, 34)]
    {
        log.push(at(published), at(persisted), &event(name));
    }
    log
}

fn events(page: &Page) -> Vec<Value> {
    serde_json::from_str(&page.events).unwrap()
}

fn page(log: &SystemLog, query: &str) -> (String, Option<String>) {
    let page = log.page(&Query::parse(query, true, now()).unwrap(), now());
    let names = events(&page).iter().map(|event| event["uuid"].as_str().unwrap()).collect();
    (names, page.next)
}

fn names(log: &SystemLog, query: &str) -> String {
    page(log, query).0
}

fn refusal(query: &str) -> (u16, Value) {
    let error: ApiError = Query::parse(query, true, now()).unwrap_err();
    (error.status.as_u16(), error.body(&mut Random::new(1)))
}

fn encoded(name: &str, value: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()
}

fn filtered(event: &Value, filter: &str) -> bool {
    let mut log = SystemLog::default();
    log.push(at(0), at(0), event);
    let query = Query::parse(&encoded("filter", filter), true, now()).unwrap();
    events(&log.page(&query, now())).len() == 1
}

#[test]
fn polling_goes_by_persistence_and_never_ends() {
    let mut log = log();
    let (first, next) = page(&log, "limit=2");
    assert_eq!(first, "ab");
    let (second, next) = page(&log, &next.unwrap());
    assert_eq!(second, "cd");
    let (third, next) = page(&log, &next.unwrap());
    assert_eq!(third, "e");
    let (empty, next) = page(&log, &next.unwrap());
    assert_eq!(empty, "");
    log.push(at(1), at(40), &event("late"));
    let (late, next) = page(&log, &next.unwrap());
    assert_eq!(late, "late");
    assert_eq!(page(&log, &next.unwrap()).0, "");
}

#[test]
fn since_of_a_poll_is_about_persistence() {
    assert_eq!(names(&log(), &encoded("since", &at(32).to_string())), "cde");
    let future = encoded("since", &at(50).to_string());
    let mut log = log();
    let (none, next) = page(&log, &future);
    assert_eq!(none, "");
    log.push(at(45), at(45), &event("early"));
    log.push(at(55), at(55), &event("x"));
    let (late, next) = page(&log, &next.unwrap());
    assert_eq!(late, "x");
    assert!(next.unwrap().starts_with("after="));
}

#[test]
fn bounded_goes_by_published_and_ends() {
    let bounds =
        format!("{}&{}", encoded("since", &at(0).to_string()), encoded("until", &at(15).to_string()));
    let log = log();
    let (first, next) = page(&log, &format!("{bounds}&limit=3"));
    assert_eq!(first, "acb");
    let (second, next) = page(&log, &next.unwrap());
    assert_eq!((second.as_str(), next), ("d", None));
    assert_eq!(page(&log, &format!("{bounds}&limit=4")), ("acbd".to_owned(), None));
}

#[test]
fn descending_is_bounded() {
    let log = log();
    assert_eq!(page(&log, "sortOrder=DESCENDING"), ("edbca".to_owned(), None));
    let since = encoded("since", &at(5).to_string());
    let (first, next) = page(&log, &format!("{since}&sortOrder=DESCENDING&limit=3"));
    assert_eq!(first, "edb");
    assert_eq!(page(&log, &next.unwrap()), ("c".to_owned(), None));
}

#[test]
fn later_pages_keep_the_default_bound() {
    let mut log = SystemLog::default();
    let days = |days: i64| now() - SignedDuration::from_hours(days * 24);
    for (name, at) in [("x", days(8)), ("a", days(6)), ("b", days(5)), ("c", days(4))] {
        log.push(at, at, &event(name));
    }
    let (first, next) = page(&log, "sortOrder=DESCENDING&limit=2");
    assert_eq!(first, "cb");
    assert_eq!(page(&log, &next.unwrap()), ("a".to_owned(), None));
    let (none, next) = page(&log, "limit=0");
    assert_eq!(none, "");
    assert_eq!(page(&log, &next.unwrap().replace("limit=0", "limit=9")).0, "abc");
    assert_eq!(page(&log, "limit=0&sortOrder=DESCENDING"), (String::new(), None));
}

#[test]
fn a_bound_is_kept_to_the_nanosecond() {
    let mut log = SystemLog::default();
    let later = |nanoseconds: i64| at(0) + SignedDuration::from_nanos(nanoseconds);
    for (name, nanoseconds) in [("x", 1), ("a", 2), ("b", 3)] {
        log.push(later(nanoseconds), later(nanoseconds), &event(name));
    }
    let since = encoded("since", &later(2).to_string());
    let (first, next) = page(&log, &format!("{since}&sortOrder=DESCENDING&limit=1"));
    assert_eq!(first, "b");
    assert_eq!(page(&log, &next.unwrap()), ("a".to_owned(), None));
}

#[test]
fn next_links_keep_the_question() {
    let query = format!("{}&q=user&limit=1", encoded("filter", "eventType sw \"user.\""));
    let mut log = SystemLog::default();
    for name in ["a", "b"] {
        log.push(at(1), at(1), &json!({"uuid": name, "eventType": "user.x", "displayMessage": "User Thing"}));
        log.push(at(1), at(1), &event("other"));
    }
    let (first, next) = page(&log, &query);
    let next = next.unwrap();
    assert_eq!(first, "a");
    let pairs: Vec<_> = form_urlencoded::parse(next.as_bytes()).map(|(name, _)| name.into_owned()).collect();
    assert_eq!(pairs, ["after", "filter", "q", "limit", "sortOrder"]);
    assert_eq!(page(&log, &next).0, "b");
}

#[test]
fn defaults() {
    let mut log = SystemLog::default();
    for number in 0..150 {
        log.push(at(1), at(1), &event(&number.to_string()));
    }
    let page = log.page(&Query::parse("", true, now()).unwrap(), now());
    assert_eq!(events(&page).len(), 100);
    let eight_days = now() - SignedDuration::from_hours(8 * 24);
    let mut old = SystemLog::default();
    old.push(eight_days, eight_days, &event("old"));
    assert_eq!(names(&old, ""), "");
    assert_eq!(names(&old, "sortOrder=DESCENDING"), "");
    assert_eq!(names(&old, "since=2026-03-01"), "old");
    assert_eq!(names(&old, "since=2026-03-01T00:00:00"), "old");
    assert_eq!(names(&old, "since=2026-03-01T00:00:00%2B01:00&until=&q=&filter="), "old");
    assert_eq!(page_len(&log, "limit=0"), 0);
}

fn page_len(log: &SystemLog, query: &str) -> usize {
    events(&log.page(&Query::parse(query, true, now()).unwrap(), now())).len()
}

#[test]
fn ninety_days_are_kept() {
    let mut log = SystemLog::default();
    let days = |days: i64| now() - SignedDuration::from_hours(days * 24);
    log.push(days(91), days(91), &event("gone"));
    log.push(days(89), days(89), &event("kept"));
    assert_eq!(names(&log, &encoded("since", &days(179).to_string())), "kept");
}

#[test]
fn refusals() {
    let (status, body) = refusal("since=yesterday");
    assert_eq!(status, 400);
    assert_eq!(body["errorCode"], "E0000001");
    assert_eq!(
        body["errorSummary"],
        "Api validation failed: 'since': The date format in your query is not recognized. Please enter dates using \
         ISO8601 string format. 'since': must be a valid date-time or empty."
    );
    assert_eq!(body["errorCauses"][1]["errorSummary"], "since: must be a valid date-time or empty.");
    assert_eq!(body.get("errorLink"), None);
    assert_eq!(refusal("until=x").1["errorCauses"].as_array().unwrap().len(), 2);

    let (status, body) = refusal("since=2025-01-01T00:00:00Z");
    assert_eq!((status, &body["errorCode"]), (400, &json!("E0000053")));
    assert_eq!(
        body["errorSummary"],
        "Invalid parameter: The since parameter is over 180 days prior to the current day."
    );

    let long = refusal(&format!("q={}", "x".repeat(41))).1;
    assert_eq!(
        long,
        json!({
            "errorCode": "E0000001",
            "errorSummary": "Api validation failed: 'q': Freeform search cannot contain items longer than 40 \
                             characters. Please shorten the items in your search or use an advanced filter to query \
                             by specific fields.",
        })
    );
    for query in [
        "q=1+2+3+4+5+6+7+8+9+10+11",
        "limit=1001",
        "limit=-1",
        "limit=many",
        "limit=",
        "sortOrder=DOWN",
        "after=x",
        "after=1_-1",
        "after=1_1_1_1",
        "after=1_1_999999999999999999999999",
        "after=1_1_now",
        "after=1_1&since=2026-03-16T00:00:00Z",
        "sortorder=DESCENDING",
    ] {
        let (status, body) = refusal(query);
        assert_eq!((status, &body["errorCode"]), (400, &json!("E0000001")), "{query}");
    }
    assert_eq!(page_len(&log(), "after=1_99999"), 0);
    assert_eq!(page_len(&log(), "after=1_99999&until=2026-03-17"), 0);
}

#[test]
fn filter_refusals() {
    let of = |filter: &str| refusal(&encoded("filter", filter)).1;
    assert_eq!(
        of("eventType eqq \"event_hook.delivery\"")["errorSummary"],
        "Invalid filter 'eventType eqq \"event_hook.delivery\"': Unrecognized attribute operator 'eqq' at position \
         10. Expected: eq,co,sw,pr,gt,ge,lt,le"
    );
    let field = of("nonsense_field eq \"x\"");
    assert_eq!(
        (&field["errorCode"], &field["errorSummary"]),
        (&json!("E0000053"), &json!("field is not valid: nonsense_field"))
    );
    let pair = of("debugContext.debugData.url co \"x\"");
    assert_eq!(pair["errorCode"], "E0000031");
    assert_eq!(
        pair["errorSummary"],
        "The supplied combination of operator and field is not currently supported. Operator: co, Field: \
         debugContext.debugData.url"
    );
    for filter in [
        "published gt \"2026-03-16T00:00:00Z\"",
        "target[type eq \"User\"]",
        "eventType",
        "eventType eq",
        "eventType eq x",
        "eventType eq 'x'",
        "eventType eq \"x",
        "eventType eq [1]",
        "eventType eq \"x\" and",
        "eventType eq \"x\" xor eventType eq \"y\"",
        "(eventType eq \"x\"",
        "eventType eq \"x\")",
        "not eventType eq \"x\"",
        "and",
        "(",
        "()",
        "debugContext.debugData.",
        "é eq \"x\"",
    ] {
        assert_eq!(of(filter)["errorCode"], "E0000053", "{filter}");
    }
    assert_eq!(of(&"(".repeat(100_000))["errorCode"], "E0000053");
}

#[test]
fn filter_operators() {
    let event = json!({
        "eventType": "event_hook.delivery",
        "legacyEventType": null,
        "outcome": {"result": "FAILURE", "reason": "it said \"no\""},
        "target": [{"id": "who1", "type": "EventHook"}, {"id": "00u1", "type": "User"}],
        "debugContext": {"debugData": {"targetEventHookIds": "who1,who2"}},
        "authenticationContext": {"authenticationStep": 2},
        "securityContext": {"isProxy": false},
    });
    for filter in [
        "eventType eq \"event_hook.delivery\"",
        "eventType EQ \"event_hook.delivery\" AND outcome.result eq \"FAILURE\"",
        "eventType sw \"event_hook\"",
        "eventType ew \"delivery\"",
        "eventType co \"hook\"",
        "eventType ne \"user.x\"",
        "eventType gt \"event\" and eventType le \"f\"",
        "outcome.reason eq \"it said \\\"no\\\"\"",
        "target.id eq \"00u1\"",
        "debugContext.debugData.targetEventHookIds co \"who2\"",
        "authenticationContext.authenticationStep ge 2",
        "authenticationContext.authenticationStep eq 2.0",
        "securityContext.isProxy eq false",
        "outcome.reason pr",
        "not (legacyEventType pr)",
        "legacyEventType eq null",
        "eventType eq \"x\" or (outcome.result eq \"FAILURE\" and (target.type eq \"User\"))",
        "eventType eq \"x\" and eventType eq \"y\" or outcome.result eq \"FAILURE\"",
        "(eventType eq \"event_hook.delivery\")and(outcome.result eq \"FAILURE\")",
        "not(eventType eq \"x\")",
    ] {
        assert!(filtered(&event, filter), "{filter}");
    }
    for filter in [
        "eventType eq \"EVENT_HOOK.DELIVERY\"",
        "target.id ne \"00u1\"",
        "severity eq \"WARN\"",
        "authenticationContext.authenticationStep gt 2",
        "eventType gt 5",
        "legacyEventType sw \"\"",
    ] {
        assert!(!filtered(&event, filter), "{filter}");
    }
}

#[test]
fn keywords() {
    let mut log = SystemLog::default();
    let event = json!({
        "uuid": "c4ca4238-a0b9-11f1",
        "displayMessage": "Create okta user",
        "target": [{"alternateId": "lin@acme.example"}],
    });
    log.push(at(1), at(1), &event);
    for (keywords, found) in [
        ("okta", true),
        ("OKTA create", true),
        ("lin@acme.example", true),
        ("a0b9", true),
        ("c4ca4238-a0b9-11f1", true),
        ("okt", false),
        ("okta missing", false),
    ] {
        assert_eq!(page_len(&log, &encoded("q", keywords)), usize::from(found), "{keywords}");
    }
}
