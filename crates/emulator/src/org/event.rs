//! An event in the two shapes it has: in a delivery and in the System Log.
//!
//! They differ (documented by the sample on <https://developer.okta.com/docs/concepts/event-hooks/>): a delivery has
//! `client.ipChain` and `insertionTimestamp`, the System Log has `request.ipChain`.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::error::ApiError;
use crate::log::record;
use crate::random::Random;

/// Fills in what a tester left out. What was given stays as it is, except that an IP chain in the System Log's place
/// moves to the delivery's. Any event type is accepted.
pub(super) fn complete(
    partial: Value,
    random: &mut Random,
    admin_id: &str,
    now: Timestamp,
) -> Result<Value, ApiError> {
    let Value::Object(mut event) = partial else {
        return Err(ApiError::malformed());
    };
    let event_type = match event.get("eventType") {
        Some(Value::String(event_type)) if !event_type.is_empty() => event_type.clone(),
        None | Some(Value::Null | Value::String(_)) => return Err(ApiError::blank("eventType")),
        Some(_) => return Err(ApiError::malformed()),
    };
    if let Some(published) = event.get("published") {
        let valid = published.as_str().is_some_and(|text| text.parse::<Timestamp>().is_ok());
        if !valid {
            return Err(ApiError::hook("published: must be a date-time with an offset"));
        }
    }
    for member in ["debugContext", "client", "request"] {
        if event.get(member).is_some_and(|value| !value.is_object() && !value.is_null()) {
            return Err(ApiError::hook(format!("{member}: must be an object")));
        }
    }
    move_ip_chain(&mut event);
    // A sketch, which has no id yet, is completed within its objects too; a whole event only where it has nothing.
    let is_sketch = !event.contains_key("uuid");
    for (member, value) in sample(&event_type, random, admin_id, now) {
        fill(&mut event, member, value, is_sketch);
    }
    Ok(Value::Object(event))
}

fn fill(members: &mut Map<String, Value>, name: &str, sample: Value, deep: bool) {
    match (members.get_mut(name), sample) {
        (None, sample) => {
            members.insert(name.to_owned(), sample);
        }
        (Some(Value::Object(given)), Value::Object(sample)) if deep => {
            for (name, sample) in sample {
                fill(given, &name, sample, deep);
            }
        }
        _ => {}
    }
}

fn move_ip_chain(event: &mut Map<String, Value>) {
    let Some(Value::Object(mut request)) = event.remove("request") else {
        return;
    };
    if let Some(chain) = request.remove("ipChain")
        && let Some(client) = event.get_mut("client").and_then(Value::as_object_mut)
    {
        client.entry("ipChain").or_insert(chain);
    }
}

/// The comma-separated ids of the hooks that will get it (observed); nothing when there is none.
pub(super) fn set_targets(event: &mut Value, hook_ids: &[String]) {
    let Some(event) = event.as_object_mut() else {
        return;
    };
    let context = member(event, "debugContext");
    let Some(data) = context.map(|context| member(context, "debugData")) else {
        return;
    };
    let Some(data) = data else { return };
    data.remove("targetEventHookIds");
    if !hook_ids.is_empty() {
        data.insert("targetEventHookIds".to_owned(), Value::String(hook_ids.join(",")));
    }
}

/// A member that is an object; `null` and absence become an empty one, another value stays untouched.
fn member<'m>(parent: &'m mut Map<String, Value>, name: &str) -> Option<&'m mut Map<String, Value>> {
    let value = parent.entry(name).or_insert(Value::Null);
    if value.is_null() {
        *value = json!({});
    }
    value.as_object_mut()
}

pub(super) fn published(event: &Value) -> Option<Timestamp> {
    event.get("published")?.as_str()?.parse().ok()
}

/// The shape of `GET /api/v1/logs`.
pub(super) fn for_log(mut event: Value) -> Value {
    if let Some(event) = event.as_object_mut() {
        event.remove("insertionTimestamp");
        let client = event.get_mut("client").and_then(Value::as_object_mut);
        let chain = client.and_then(|client| client.remove("ipChain"));
        event.insert("request".to_owned(), json!({ "ipChain": chain.unwrap_or_else(|| json!([])) }));
    }
    event
}

fn sample(
    event_type: &str,
    random: &mut Random,
    admin_id: &str,
    now: Timestamp,
) -> Vec<(&'static str, Value)> {
    let request_id = random.request_id();
    let subject = random.alphanumeric(6).to_lowercase();
    let user =
        entity(&random.id("00u"), "User", &format!("{subject}@example.com"), &format!("User {subject}"));
    let target = targets(event_type, user, &subject, random);
    let mut debug = json!({
        "requestId": request_id,
        "requestUri": "/api/v1/emulated",
        "url": "/api/v1/emulated?",
        "threatSuspected": "false",
    });
    if event_type == "user.account.update_profile" {
        debug["changedAttributes"] = Value::from("email,title");
    }
    let place = json!({
        "city": "Lyon",
        "state": "Auvergne-Rhone-Alpes",
        "country": "France",
        "postalCode": "69001",
        "geolocation": { "lat": 45.7676, "lon": 4.8344 },
    });
    vec![
        ("uuid", Value::from(random.uuid())),
        ("published", Value::from(record::published(now))),
        ("version", Value::from("0")),
        ("displayMessage", Value::from(message(event_type))),
        ("severity", Value::from("INFO")),
        (
            "client",
            json!({
                "userAgent": { "rawUserAgent": "okta-event-hooks-emulator", "os": "Linux", "browser": "UNKNOWN" },
                // The word, as real deliveries have it (observed).
                "zone": "null",
                "device": "Computer",
                "id": null,
                "ipAddress": "203.0.113.24",
                "geographicalContext": place,
                "ipChain": [
                    { "ip": "203.0.113.24", "geographicalContext": place, "version": "V4", "source": null },
                ],
            }),
        ),
        ("device", Value::Null),
        ("actor", entity(admin_id, "User", "admin@example.com", "Ada Admin")),
        ("outcome", json!({"result": "SUCCESS", "reason": null})),
        ("target", Value::Array(target)),
        ("transaction", json!({"type": "WEB", "id": request_id, "detail": {}})),
        ("debugContext", json!({ "debugData": debug })),
        ("legacyEventType", Value::Null),
        ("authenticationContext", record::authentication_context(&format!("102{}", random.alphanumeric(22)))),
        ("securityContext", record::security_context()),
        ("insertionTimestamp", Value::Null),
    ]
}

/// What such an event is about, as far as its name tells.
fn targets(event_type: &str, user: Value, subject: &str, random: &mut Random) -> Vec<Value> {
    let group =
        |random: &mut Random| entity(&random.id("00g"), "UserGroup", "unknown", &format!("Group {subject}"));
    let app = |random: &mut Random| {
        entity(&random.id("0oa"), "AppInstance", &format!("App {subject}"), &format!("App {subject}"))
    };
    if event_type.starts_with("group.user_membership.") {
        return vec![user, group(random)];
    }
    if event_type.starts_with("application.user_membership.") {
        let assigned = entity(&random.id("0ua"), "AppUser", &format!("{subject}@example.com"), "App user");
        return vec![assigned, app(random), user];
    }
    match event_type.split('.').next().unwrap_or_default() {
        "group" => vec![group(random)],
        "application" | "app" => vec![app(random)],
        "policy" => vec![entity(&random.id("0pr"), "PolicyRule", "unknown", &format!("Rule {subject}"))],
        _ => vec![user],
    }
}

fn entity(id: &str, kind: &str, alternate_id: &str, display_name: &str) -> Value {
    json!({
        "id": id,
        "type": kind,
        "alternateId": alternate_id,
        "displayName": display_name,
        "detailEntry": null,
    })
}

fn message(event_type: &str) -> String {
    match event_type {
        "user.lifecycle.create" => "Create okta user".to_owned(),
        "user.lifecycle.deactivate" => "Deactivate Okta user".to_owned(),
        "user.session.start" => "User login to Okta".to_owned(),
        "user.account.lock" => "Max sign in attempts exceeded".to_owned(),
        "user.account.update_profile" => "Update user profile for Okta".to_owned(),
        "group.user_membership.add" => "Add user to group membership".to_owned(),
        "application.user_membership.add" => "Add user to application membership".to_owned(),
        "policy.rule.update" => "Update policy rule".to_owned(),
        other => other.replace(['.', '_'], " "),
    }
}
