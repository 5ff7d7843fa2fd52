use serde_json::{Value, json};

use super::Expression;

fn parse(text: &str) -> Result<Expression, String> {
    Expression::parse(text, true).map_err(|invalid| invalid.to_string())
}

fn matches(text: &str, event: &Value) -> bool {
    parse(text).unwrap().matches(event)
}

#[test]
fn vectors() {
    let file: Value = serde_json::from_str(include_str!("vectors.json")).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    assert_eq!(vectors.len(), 17);
    for vector in vectors {
        let event = &file["events"][vector["event"].as_str().unwrap()];
        let got = matches(vector["expression"].as_str().unwrap(), event);
        assert_eq!(Value::Bool(got), vector["expected"], "{}", vector["name"]);
    }
}

#[test]
fn quotes_are_doubled() {
    let event = json!({"actor": {"displayName": "Scarlett O'Hara"}});
    assert!(matches("event.actor.displayName eq 'Scarlett O''Hara'", &event));
    assert!(parse("event.actor.displayName eq 'O'Hara'").is_err());
}

#[test]
fn missing_is_null_and_contains_nothing() {
    let event = json!({"outcome": {"reason": null}, "target": null});
    assert!(!matches("event.outcome.reason.contains('x')", &event));
    assert!(!matches("event.debugData.changedAttributes.contains('')", &event));
    assert!(matches("event.outcome.reason eq null", &event));
    assert!(matches("event.actor.id eq null && event.outcome.result ne 'SUCCESS'", &event));
    assert!(matches("event.target.?[type eq 'User'].size() == 0", &event));
    assert!(!matches("event.outcome.reason lt 'x'", &event));
}

#[test]
fn case_of_values_counts_and_of_operators_does_not() {
    let event = json!({"outcome": {"result": "SUCCESS"}});
    assert!(!matches("event.outcome.result eq 'success'", &event));
    assert!(matches("event.outcome.result EQ 'SUCCESS' AND NOT (event.outcome.result Eq 'x')", &event));
    assert!(parse("event.Outcome.result eq 'SUCCESS'").is_err());
}

#[test]
fn precedence_is_and_before_or() {
    let event = json!({"outcome": {"result": "A"}});
    let of = |text: &str| matches(text, &event);
    assert!(of("event.outcome.result eq 'A' || event.outcome.result eq 'B' && event.outcome.result eq 'C'"));
    assert!(!of(
        "(event.outcome.result eq 'A' || event.outcome.result eq 'B') && event.outcome.result eq 'C'"
    ));
}

#[test]
fn refuses_what_is_not_listed() {
    for text in [
        "",
        "event",
        "event.target",
        "event.eventType",
        "event.target.size() > 0",
        "event.target.?[type eq 'User']",
        "event.target.?[type eq 'User'].size()",
        "event.target.?[event.eventType eq 'x'].size() > 0",
        "event.target.?[severity eq 'x'].size() > 0",
        "event.target.?['User'].size() > 0",
        "event.severity eq 'WARN'",
        "event.client.ipAddress eq '1.2.3.4'",
        "event.debugContext.debugData.changedAttributes.contains('x')",
        "event.debugData.url eq 'x'",
        "event.user.login eq 'x'",
        "event.outcome.result = 'x'",
        "event.outcome.result++",
        "event.outcome.result instanceof 'x'",
        "event.outcome.result between 'x'",
        "event.outcome.result eq 1",
        "event.outcome.result.toUpperCase() eq 'X'",
        "T(java.lang.Runtime)",
        "new String('x')",
        "#root",
        "@bean",
        "String.len('x') > 0",
        "event.outcome.result eq 'x",
        "event.outcome.result eq 'x' &&",
        "(event.outcome.result eq 'x'",
        "event.outcome.result eq 'x')",
        "event.outcome.result eq \"x\"",
        "!event.outcome.result eq 'x'",
        "event..x",
    ] {
        assert!(parse(text).is_err(), "{text}");
    }
}

#[test]
fn undocumented_operators_are_a_switch() {
    for text in [
        "!(event.outcome.result eq 'x')",
        "not (event.outcome.result eq 'x')",
        "event.target.?[type eq 'User'].size() ge 1",
        "event.target.?[type eq 'User'].size() < 2",
        "event.outcome.result > 'A'",
    ] {
        assert!(Expression::parse(text, true).is_ok(), "{text}");
        assert!(Expression::parse(text, false).is_err(), "{text}");
    }
    assert!(Expression::parse("event.target.?[type eq 'User'].size()>0", false).is_ok());
}

#[test]
fn depth_is_bounded() {
    let deep = format!("{}event.actor.id eq 'x'{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(parse(&deep).is_err());
    assert!(parse(&format!("{}(event.actor.id eq 'x')", "!".repeat(100_001))).is_ok());
    assert!(parse(&"event.actor.id eq 'x' && ".repeat(10_000)).is_err());
}
