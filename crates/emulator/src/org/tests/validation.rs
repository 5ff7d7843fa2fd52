use serde_json::{Value, json};

use super::*;
use crate::{ActiveHookLimit, AuthSchemeValueOmitted, EventTypes, ReservedHeaders};

fn changed(pointer: &str, value: Value) -> Value {
    let mut body = full();
    *body.pointer_mut(pointer).unwrap() = value;
    body
}

fn without(parent: &str, member: &str) -> Value {
    let mut body = full();
    body.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(member);
    body
}

#[test]
fn malformed() {
    let mut bench = Bench::new();
    for body in [
        "",
        "{",
        "nonsense",
        "[]",
        "\"text\"",
        "null",
        "{\"name\": 5, \"events\": {}, \"channel\": {}}",
        "{\"name\": \"x\", \"events\": [], \"channel\": {}}",
        "\u{0}",
    ] {
        let reply = now_of(bench.begin("POST", "/api/v1/eventHooks", body.as_bytes()));
        refused(&reply, 400, "E0000003", "");
    }
    refused(&now_of(bench.begin("POST", "/api/v1/eventHooks", b"\xff\xfe{")), 400, "E0000003", "");
    for body in [
        changed("/events/type", json!("FLOW_EVENT")),
        changed("/events/filter/type", json!("JAVASCRIPT")),
        changed("/channel/type", json!("FTP")),
        changed("/channel/config/authScheme/type", json!("BASIC")),
        changed("/channel/config/headers", json!({"X-Tenant": "acme"})),
        changed("/events/items", json!([1])),
    ] {
        refused(&bench.create(&body), 400, "E0000003", "");
    }
    let mut body = full();
    body["status"] = json!("PAUSED");
    refused(&bench.create(&body), 400, "E0000003", "");
    assert_eq!(bench.get("/api/v1/eventHooks").body, json!([]));
}

fn refuse_each(cases: Vec<(Value, &str)>) {
    let mut bench = Bench::new();
    for (body, cause) in cases {
        refused(&bench.create(&body), 400, "E0000001", cause);
    }
    assert_eq!(bench.get("/api/v1/eventHooks").body, json!([]));
}

#[test]
fn each_rule_about_name_and_events() {
    let expression =
        |text: &str| changed("/events/filter/eventFilterMap/0/condition/expression", json!(text));
    let cases = [
        (without("", "name"), "name: The field cannot be left blank"),
        (changed("/name", Value::Null), "name: The field cannot be left blank"),
        (without("", "events"), "events: The field cannot be left blank"),
        (without("", "channel"), "channel: The field cannot be left blank"),
        (changed("/name", json!("  ")), "name: The field cannot be left blank"),
        (changed("/name", json!("n".repeat(256))), "name: The field is too long"),
        (without("/events", "type"), "events.type: The field cannot"),
        (without("/events", "items"), "events.items: The field cannot"),
        (changed("/events/items", json!([])), "events.items: The field cannot"),
        (changed("/events/items", json!(["zone.update"])), "events.items: zone.update is not eligible"),
        (changed("/events/items", json!(["event_hook.created"])), "events.items: event_hook.created is"),
        (
            changed("/events/items", json!(["user.lifecycle.create"])),
            "events.filter: user.session.start is not among",
        ),
        (
            expression("event.severity eq 'WARN'"),
            "events.filter: the expression for user.session.start is invalid",
        ),
        (expression(""), "events.filter: the expression for"),
        (without("/events/filter/eventFilterMap/0", "condition"), "events.filter.eventFilterMap.condition"),
        (without("/events/filter/eventFilterMap/0", "event"), "events.filter.eventFilterMap.event"),
    ];
    refuse_each(cases.into());
}

#[test]
fn each_rule_about_the_channel() {
    let long = format!("https://example.com/{}", "x".repeat(1005));
    let header =
        |key: &str, value: &str| changed("/channel/config/headers", json!([{"key": key, "value": value}]));
    let cases = [
        (without("/channel", "type"), "channel.type: The field cannot"),
        (without("/channel", "version"), "channel.version: The field cannot"),
        (changed("/channel/version", json!("2.0.0")), "channel.version: must be 1.0.0"),
        (without("/channel", "config"), "channel.config: The field cannot"),
        (without("/channel/config", "uri"), "channel.config.uri: The field cannot"),
        (changed("/channel/config/uri", json!(long)), "channel.config.uri: at most 1024"),
        (
            changed("/channel/config/uri", json!("https://a.example/ b")),
            "channel.config.uri: must not contain",
        ),
        (header("Accept", "text/html"), "channel.config.headers: Accept is a reserved"),
        (header("x-okta-anything", "1"), "channel.config.headers: x-okta-anything is a reserved"),
        (header("", "1"), "channel.config.headers:  is not a header name"),
        (header("X-A", "one\r\nX-B: two"), "channel.config.headers: the value of X-A"),
        (
            changed("/channel/config/headers", json!([{"key": "X-A"}])),
            "channel.config.headers.value: The field",
        ),
        (without("/channel/config/authScheme", "type"), "channel.config.authScheme.type: The field"),
        (without("/channel/config/authScheme", "key"), "channel.config.authScheme.key: The field"),
        (without("/channel/config/authScheme", "value"), "channel.config.authScheme.value: The field"),
    ];
    refuse_each(cases.into());
}

#[test]
fn the_longest_name() {
    let mut bench = Bench::new();
    assert_eq!(bench.create(&changed("/name", json!("é".repeat(255)))).status, 200);
}

#[test]
fn the_first_fault_in_order_is_reported() {
    let mut bench = Bench::new();
    bench.created(&named("Taken"));
    let mut body = full();
    body["channel"]["config"]["authScheme"]["value"] = Value::Null;
    let cause = |bench: &mut Bench, body: &Value| {
        bench.create(body).body["errorCauses"][0]["errorSummary"].as_str().unwrap_or_default().to_owned()
    };
    assert!(cause(&mut bench, &body).starts_with("channel.config.authScheme.value"));
    body["channel"]["config"]["headers"] = json!([{"key": "Accept", "value": "x"}]);
    assert!(cause(&mut bench, &body).starts_with("channel.config.headers"));
    body["channel"]["config"]["uri"] = json!("http://example.com");
    assert!(cause(&mut bench, &body).starts_with("channel.config.uri"));
    body["channel"]["version"] = json!("2");
    assert!(cause(&mut bench, &body).starts_with("channel.version"));
    body["events"]["filter"]["eventFilterMap"][0]["condition"]["expression"] = json!("event");
    assert!(cause(&mut bench, &body).starts_with("events.filter"));
    body["events"]["items"] = json!(["zone.update"]);
    assert!(cause(&mut bench, &body).starts_with("events.items"));
    body["name"] = json!("Taken");
    assert!(cause(&mut bench, &body).starts_with("name: An object"));
    body["channel"] = Value::Null;
    assert!(cause(&mut bench, &body).starts_with("channel: "));
}

#[test]
fn uris() {
    for (uri, require_https, accepted) in [
        ("https://hooks.example.com", true, true),
        ("https://192.0.2.1:8443/x?y=z", true, true),
        ("http://hooks.example.com/", false, false),
        ("http://localhost@evil.example/", false, false),
        ("http://localhost.evil.example/", false, false),
        ("http://localhost:8080/x", false, true),
        ("http://127.0.0.2/x", false, true),
        ("http://[::1]:8080/x", false, true),
        ("http://localhost:8080/x", true, false),
        ("ftp://localhost/x", false, false),
        ("https://", false, false),
        ("/okta", false, false),
        ("hooks.example.com", false, false),
        ("", false, false),
    ] {
        let mut bench = Bench::with(Config { require_https, ..Config::default() });
        let reply = bench.create(&changed("/channel/config/uri", json!(uri)));
        if accepted {
            assert_eq!(reply.status, 200, "{uri} {reply:?}");
        } else {
            refused(&reply, 400, "E0000001", "channel.config.uri: must be an https URL");
        }
    }
}

#[test]
fn names_are_unique() {
    let mut bench = Bench::new();
    let one = bench.created(&named("One"));
    let two = bench.created(&named("Two"));
    let cause = "name: An object with this field already exists in the current organization";
    refused(&bench.create(&named("One")), 400, "E0000001", cause);
    refused(&bench.put(&two, &named("One")), 400, "E0000001", cause);
    assert_eq!(bench.put(&one, &named("One")).status, 200);
}

#[test]
fn items_are_a_set_in_the_servers_order() {
    let mut bench = Bench::new();
    let sent = json!([
        "user.lifecycle.create",
        "user.lifecycle.delete.initiated",
        "user.account.update_profile",
        "user.lifecycle.create",
    ]);
    let mut body = minimal();
    body["events"]["items"] = sent;
    assert_eq!(
        bench.create(&body).body["events"]["items"],
        json!(["user.lifecycle.create", "user.account.update_profile", "user.lifecycle.delete.initiated"])
    );
}

#[test]
fn event_types_are_a_switch() {
    let beta = crate::event_types::tests::BETA;
    let of = |event_types, item: &str| {
        let mut bench = Bench::with_rules(Rules { event_types, ..Rules::default() });
        let mut body = minimal();
        body["events"]["items"] = json!([item]);
        bench.create(&body).status
    };
    assert_eq!(of(EventTypes::Eligible, beta), 200);
    assert_eq!(of(EventTypes::GenerallyAvailable, beta), 400);
    assert_eq!(of(EventTypes::GenerallyAvailable, "user.session.start"), 200);
    assert_eq!(of(EventTypes::Any, "brand.new.type"), 200);
}

#[test]
fn at_most_300_types() {
    let rules = Rules { event_types: EventTypes::Any, ..Rules::default() };
    let mut bench = Bench::with_rules(rules);
    let items = |count: usize| (0..count).map(|number| json!(format!("type.{number}"))).collect::<Vec<_>>();
    let mut body = minimal();
    body["events"]["items"] = json!(items(301));
    refused(&bench.create(&body), 400, "E0000001", "events.items: at most 300");
    body["events"]["items"] = json!(items(300));
    assert_eq!(bench.create(&body).status, 200);
}

#[test]
fn answers_never_hold_the_secret() {
    let mut bench = Bench::new();
    let reply = bench.create(&full());
    let id = reply.body["id"].as_str().unwrap().to_owned();
    assert_eq!(
        reply.body["channel"]["config"]["authScheme"],
        json!({"type": "HEADER", "key": "Authorization"})
    );
    assert_eq!(reply.body["channel"]["config"]["headers"], json!([{"key": "X-Tenant", "value": "acme"}]));
    assert_eq!(
        reply.body["events"]["filter"]["eventFilterMap"][0]["condition"],
        json!({"version": null, "expression": "event.outcome.result eq 'FAILURE'"})
    );
    bench.verify(&id);
    for path in ["/api/v1/eventHooks", "/api/v1/logs", "/emulator/deliveries", "/emulator/requests"] {
        assert!(!bench.get(path).body.to_string().contains("s3cr3t"), "{path}");
    }
    assert!(!format!("{:?}", bench.org.hooks).contains("s3cr3t"));
}

#[test]
fn secret_left_out_of_a_put() {
    let omitted = without("/channel/config/authScheme", "value");
    let mut keep = Bench::new();
    let id = keep.verified(&full());
    assert_eq!(keep.put(&id, &omitted).body["verificationStatus"], "VERIFIED");
    after_of(keep.lifecycle(&id, "verify"));
    assert_eq!(keep.calls[0].request.headers()["authorization"], "s3cr3t");

    let rules = Rules { auth_scheme_value_omitted: AuthSchemeValueOmitted::Refuse, ..Rules::default() };
    let mut refuse = Bench::with_rules(rules);
    let id = refuse.created(&full());
    refused(&refuse.put(&id, &omitted), 400, "E0000001", "channel.config.authScheme.value");

    let mut nothing_to_keep = Bench::new();
    let id = nothing_to_keep.created(&minimal());
    refused(&nothing_to_keep.put(&id, &omitted), 400, "E0000001", "channel.config.authScheme.value");
}

#[test]
fn reserved_headers_are_a_switch() {
    let body = changed("/channel/config/headers", json!([{"key": "User-Agent", "value": "mine"}]));
    assert_eq!(Bench::new().create(&body).status, 400);
    let rules = Rules { reserved_headers: ReservedHeaders::AcceptOnly, ..Rules::default() };
    assert_eq!(Bench::with_rules(rules).create(&body).status, 200);
}

#[test]
fn filtering_is_a_feature() {
    let mut bench = Bench::with_rules(Rules { filtering_enabled: false, ..Rules::default() });
    refused(&bench.create(&full()), 401, "E0000015", "");
    assert_eq!(bench.create(&minimal()).status, 200);
}

#[test]
fn filter_type_may_be_left_out() {
    let mut bench = Bench::new();
    let reply = bench.create(&without("/events/filter", "type"));
    assert_eq!(reply.body["events"]["filter"]["type"], "EXPRESSION_LANGUAGE");
}

#[test]
fn at_most_25_active_hooks() {
    let mut bench = Bench::new();
    let ids: Vec<_> = (0..25).map(|number| bench.created(&named(&number.to_string()))).collect();
    let cause = "The maximum number of active event hooks has been reached";
    refused(&bench.create(&named("more")), 400, "E0000001", cause);
    now_of(bench.lifecycle(&ids[0], "deactivate"));
    let more = bench.created(&named("more"));
    refused(&now_of(bench.lifecycle(&ids[0], "activate")), 400, "E0000001", cause);
    let mut body = named("0");
    body["status"] = json!("ACTIVE");
    refused(&bench.put(&ids[0], &body), 400, "E0000001", cause);
    now_of(bench.lifecycle(&more, "deactivate"));
    assert_eq!(bench.put(&ids[0], &body).status, 200);
}

#[test]
fn the_other_reading_of_the_limit() {
    let rules = Rules { active_hook_limit: ActiveHookLimit::ActiveAndVerified, ..Rules::default() };
    let mut bench = Bench::with(Config { active_hooks: 1, rules, ..Config::default() });
    let one = bench.verified(&named("one"));
    let two = bench.created(&named("two"));
    let cause = "The maximum number of active event hooks has been reached";
    refused(&now_of(bench.lifecycle(&two, "verify")), 400, "E0000001", cause);
    assert_eq!(bench.verify(&one).status, 200);
    now_of(bench.lifecycle(&one, "deactivate"));
    assert_eq!(bench.verify(&two).status, 200);
    refused(&now_of(bench.lifecycle(&one, "activate")), 400, "E0000001", cause);
    // With another channel it becomes ACTIVE and UNVERIFIED, which does not count.
    let mut body = named("one");
    body["status"] = json!("ACTIVE");
    refused(&bench.put(&one, &body), 400, "E0000001", cause);
    body["channel"]["config"]["uri"] = json!("https://elsewhere.example/");
    assert_eq!(bench.put(&one, &body).status, 200);
}
