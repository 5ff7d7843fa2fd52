//! The checks of a create or replace request. That they exist is documented
//! (<https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/>,
//! <https://developer.okta.com/docs/concepts/event-hooks/>); their order and their texts are inferred.

use http::{HeaderName, HeaderValue, Uri};
use serde_json::{Map, Value};

use super::hook::{Auth, Channel, Filter, Hook, Spec, Status};
use crate::config::Config;
use crate::error::ApiError;
use crate::event_types;
use crate::filter::Expression;
use crate::rules::{AuthSchemeValueOmitted, EventTypes, ReservedHeaders};

/// A checked body. Read-only members were ignored, but for `status`, which is honoured (observed).
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) spec: Spec,
    pub(super) status: Option<Status>,
}

type Members = Map<String, Value>;

pub(super) fn draft(
    body: &[u8],
    replaced: Option<&Hook>,
    others: &[&Hook],
    config: &Config,
) -> Result<Draft, ApiError> {
    let body: Members = serde_json::from_slice(body).map_err(|_| ApiError::malformed())?;
    let missing = |member| {
        let malformed = config.rules.missing_member_malformed;
        if malformed { ApiError::malformed() } else { ApiError::blank(member) }
    };
    let name = text(&body, "name")?.ok_or_else(|| missing("name"))?;
    let events = object(&body, "events")?.ok_or_else(|| missing("events"))?;
    let channel = object(&body, "channel")?.ok_or_else(|| missing("channel"))?;
    let description = text(&body, "description")?;
    if name.trim().is_empty() {
        return Err(ApiError::blank("name"));
    }
    if name.chars().count() > 255 {
        return Err(ApiError::hook("name: The field is too long, at most 255 characters are allowed"));
    }
    if others.iter().any(|other| other.spec.name == name) {
        let cause = "name: An object with this field already exists in the current organization";
        return Err(ApiError::hook(cause));
    }
    let items = items(events, config)?;
    let filters = filters(events, &items, config)?;
    let channel = channel_of(channel, replaced, config)?;
    let status = match text(&body, "status")?.as_deref() {
        None => None,
        Some("ACTIVE") => Some(Status::Active),
        Some("INACTIVE") => Some(Status::Inactive),
        // An unknown enum value does not parse.
        Some(_) => return Err(ApiError::malformed()),
    };
    Ok(Draft { spec: Spec { name, description, items, filters, channel }, status })
}

/// `items` is a set. Shorter names first is deterministic, merges duplicates, and reproduces the order of the
/// recorded answers (observed); it is not the order of the request, which clients must not rely on.
fn items(events: &Members, config: &Config) -> Result<Vec<String>, ApiError> {
    constant(events, "type", "events.type", "EVENT_TYPE")?;
    let mut items = Vec::new();
    for item in array(events, "items")?.unwrap_or_default() {
        items.push(item.as_str().ok_or_else(ApiError::malformed)?.to_owned());
    }
    items.sort_by(|left, right| (left.len(), left).cmp(&(right.len(), right)));
    let sent = items.len();
    items.dedup();
    if items.len() < sent && config.rules.items_refuse_duplicates {
        return Err(ApiError::hook("events.items: an event type is named twice"));
    }
    if items.is_empty() {
        return Err(ApiError::hook("events.items: The field cannot be left blank"));
    }
    if items.len() > config.event_types_per_hook {
        let cause = format!(
            "events.items: at most {} event types are allowed for a hook",
            config.event_types_per_hook
        );
        return Err(ApiError::hook(cause));
    }
    for item in &items {
        let eligible = match config.rules.event_types {
            EventTypes::Any => true,
            EventTypes::Eligible => event_types::find(item).is_some(),
            EventTypes::GenerallyAvailable => event_types::find(item).is_some_and(|found| !found.beta),
        };
        if !eligible {
            return Err(ApiError::hook(format!("events.items: {item} is not eligible for event hooks")));
        }
    }
    Ok(items)
}

/// `filter.type` is read-only, so it may be missing; the order of the map is kept (observed).
fn filters(events: &Members, items: &[String], config: &Config) -> Result<Option<Vec<Filter>>, ApiError> {
    let Some(filter) = object(events, "filter")? else {
        return Ok(None);
    };
    if !config.rules.filtering_enabled {
        return Err(ApiError::no_feature());
    }
    if text(filter, "type")?.is_some_and(|kind| kind != "EXPRESSION_LANGUAGE") {
        return Err(ApiError::malformed());
    }
    let mut filters: Vec<Filter> = Vec::new();
    for entry in array(filter, "eventFilterMap")?.unwrap_or_default() {
        let entry = entry.as_object().ok_or_else(ApiError::malformed)?;
        let event = text(entry, "event")?.ok_or_else(|| blank_cause("events.filter.eventFilterMap.event"))?;
        let condition = object(entry, "condition")?
            .ok_or_else(|| blank_cause("events.filter.eventFilterMap.condition"))?;
        let expression = text(condition, "expression")?
            .ok_or_else(|| blank_cause("events.filter.eventFilterMap.condition.expression"))?;
        if config.rules.filter_refuses_unsubscribed && !items.contains(&event) {
            return Err(ApiError::hook(format!("events.filter: {event} is not among events.items")));
        }
        if filters.iter().any(|other| other.event == event) {
            return Err(ApiError::hook(format!("events.filter: {event} has more than one filter")));
        }
        let accept = config.rules.filter_accepts_undocumented_operators;
        let parsed = Expression::parse(&expression, accept).map_err(|invalid| {
            // The second cause is the emulator's own help.
            ApiError::hook(format!("events.filter: the expression for {event} is invalid"))
                .and_cause(format!("emulator: {invalid}"))
        })?;
        filters.push(Filter { event, text: expression, expression: parsed });
    }
    Ok(Some(filters))
}

fn channel_of(channel: &Members, replaced: Option<&Hook>, config: &Config) -> Result<Channel, ApiError> {
    constant(channel, "type", "channel.type", "HTTP")?;
    let version = text(channel, "version")?.ok_or_else(|| blank_cause("channel.version"))?;
    if version != "1.0.0" {
        return Err(ApiError::hook("channel.version: must be 1.0.0"));
    }
    let settings = object(channel, "config")?.ok_or_else(|| blank_cause("channel.config"))?;
    let uri = uri(settings, config)?;
    let mut headers = Vec::new();
    for header in array(settings, "headers")?.unwrap_or_default() {
        // Items are nullable (documented).
        if header.is_null() {
            continue;
        }
        let header = header.as_object().ok_or_else(ApiError::malformed)?;
        let key = text(header, "key")?.ok_or_else(|| blank_cause("channel.config.headers.key"))?;
        let value = text(header, "value")?.ok_or_else(|| blank_cause("channel.config.headers.value"))?;
        if is_reserved(&key, config.rules.reserved_headers) {
            return Err(ApiError::hook(format!("channel.config.headers: {key} is a reserved header name")));
        }
        sendable("channel.config.headers", &key, &value)?;
        headers.push((key, value));
    }
    let auth = auth(settings, replaced, config)?;
    Ok(Channel { uri, headers, auth })
}

/// If there is an `authScheme`, all three members are needed (documented); see `Rules::auth_scheme_value_omitted`.
fn auth(settings: &Members, replaced: Option<&Hook>, config: &Config) -> Result<Option<Auth>, ApiError> {
    let Some(scheme) = object(settings, "authScheme")? else {
        return Ok(None);
    };
    match text(scheme, "type")?.as_deref() {
        Some("HEADER") => {}
        Some(_) => return Err(ApiError::malformed()),
        None => return Err(blank_cause("channel.config.authScheme.type")),
    }
    let key = text(scheme, "key")?
        .filter(|key| !key.is_empty())
        .ok_or_else(|| blank_cause("channel.config.authScheme.key"))?;
    let stored = replaced
        .filter(|_| config.rules.auth_scheme_value_omitted == AuthSchemeValueOmitted::Keep)
        .and_then(|hook| hook.spec.channel.auth.as_ref())
        .map(|auth| auth.value.clone());
    let value = text(scheme, "value")?
        .or(stored)
        .filter(|value| !value.is_empty())
        .ok_or_else(|| blank_cause("channel.config.authScheme.value"))?;
    sendable("channel.config.authScheme", &key, &value)?;
    Ok(Some(Auth { key, value }))
}

fn uri(settings: &Members, config: &Config) -> Result<String, ApiError> {
    let uri = text(settings, "uri")?.ok_or_else(|| blank_cause("channel.config.uri"))?;
    if uri.chars().count() > 1024 {
        return Err(ApiError::hook("channel.config.uri: at most 1024 characters are allowed"));
    }
    if uri.chars().any(char::is_whitespace) {
        return Err(ApiError::hook("channel.config.uri: must not contain white space"));
    }
    let parsed: Option<Uri> = uri.parse().ok();
    let host = parsed.as_ref().and_then(Uri::host).unwrap_or_default();
    let accepted = match parsed.as_ref().and_then(Uri::scheme_str) {
        Some("https") => !host.is_empty(),
        // An emulator convenience: Okta refuses http.
        Some("http") => !config.require_https && is_loopback(host),
        _ => false,
    };
    if !accepted {
        return Err(ApiError::hook("channel.config.uri: must be an https URL"));
    }
    Ok(uri)
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost") || bare.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

fn is_reserved(name: &str, reserved: ReservedHeaders) -> bool {
    const BROAD: [&str; 6] =
        ["content-type", "content-length", "host", "connection", "transfer-encoding", "user-agent"];
    let name = name.to_ascii_lowercase();
    let broad = reserved == ReservedHeaders::Broad;
    name == "accept" || broad && (BROAD.contains(&name.as_str()) || name.starts_with("x-okta-"))
}

/// What HTTP cannot carry is refused here, so that a delivery never fails for that reason.
fn sendable(member: &str, key: &str, value: &str) -> Result<(), ApiError> {
    if HeaderName::from_bytes(key.as_bytes()).is_err() {
        return Err(ApiError::hook(format!("{member}: {key} is not a header name")));
    }
    if HeaderValue::from_bytes(value.as_bytes()).is_err() {
        return Err(ApiError::hook(format!("{member}: the value of {key} is not a header value")));
    }
    Ok(())
}

/// An enum with one value: missing is a failed validation, another value does not parse.
fn constant(members: &Members, name: &str, path: &str, only: &str) -> Result<(), ApiError> {
    match text(members, name)? {
        None => Err(blank_cause(path)),
        Some(value) if value == only => Ok(()),
        Some(_) => Err(ApiError::malformed()),
    }
}

fn blank_cause(path: &str) -> ApiError {
    ApiError::hook(format!("{path}: The field cannot be left blank"))
}

fn text(members: &Members, name: &str) -> Result<Option<String>, ApiError> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(ApiError::malformed()),
    }
}

fn object<'m>(members: &'m Members, name: &str) -> Result<Option<&'m Members>, ApiError> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(object)) => Ok(Some(object)),
        Some(_) => Err(ApiError::malformed()),
    }
}

fn array<'m>(members: &'m Members, name: &str) -> Result<Option<&'m [Value]>, ApiError> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(items)) => Ok(Some(items)),
        Some(_) => Err(ApiError::malformed()),
    }
}
