//! The floor: the same members by a plain derive, which drops all others.

use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is parsed, not used")]
pub(crate) struct Hook {
    id: String,
    status: Status,
    verification_status: Verification,
    name: String,
    description: Option<String>,
    created: Option<Box<str>>,
    created_by: Option<String>,
    last_updated: Option<Box<str>>,
    events: Events,
    channel: Channel,
    #[serde(rename = "_links")]
    links: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Status {
    Active,
    Inactive,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Verification {
    Verified,
    Unverified,
}

#[derive(Deserialize)]
enum EventType {
    #[serde(rename = "EVENT_TYPE")]
    EventType,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Events {
    r#type: EventType,
    items: Vec<String>,
    filter: Option<Filter>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Filter {
    r#type: Option<String>,
    event_filter_map: Vec<EventFilter>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is parsed, not used")]
struct EventFilter {
    event: String,
    condition: Condition,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Condition {
    expression: String,
    version: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Channel {
    r#type: Http,
    version: String,
    config: Config,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Http {
    Http,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Config {
    uri: String,
    headers: Option<Vec<Header>>,
    method: Option<String>,
    auth_scheme: Option<AuthScheme>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Header {
    key: String,
    value: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum HeaderType {
    Header,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is parsed, not used")]
struct AuthScheme {
    r#type: HeaderType,
    key: String,
    value: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is parsed, not used")]
pub(crate) struct Delivery {
    event_type: Option<String>,
    event_type_version: Option<String>,
    source: Option<String>,
    event_id: Option<String>,
    event_time: Option<Box<str>>,
    data: Data,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Data {
    events: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Event {
    uuid: String,
    published: Option<Box<str>>,
    event_type: String,
    version: Option<String>,
    severity: Option<Severity>,
    display_message: Option<String>,
    legacy_event_type: Option<String>,
    actor: Option<Entity>,
    client: Option<Client>,
    request: Option<Chain>,
    outcome: Option<Outcome>,
    target: Option<Vec<Entity>>,
    transaction: Option<Transaction>,
    debug_context: Option<DebugContext>,
    authentication_context: Option<Box<RawValue>>,
    security_context: Option<Box<RawValue>>,
    device: Option<Box<RawValue>>,
    insertion_timestamp: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Severity {
    Debug,
    Info,
    Warn,
    Error,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Entity {
    id: Option<String>,
    r#type: Option<String>,
    alternate_id: Option<String>,
    display_name: Option<String>,
    detail_entry: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Client {
    ip_address: Option<String>,
    device: Option<String>,
    zone: Option<String>,
    ip_chain: Option<Vec<Address>>,
    user_agent: Option<Box<RawValue>>,
    geographical_context: Option<Box<RawValue>>,
    id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Chain {
    ip_chain: Option<Vec<Address>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Address {
    ip: Option<String>,
    version: Option<String>,
    geographical_context: Option<Box<RawValue>>,
    source: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Outcome {
    result: Option<String>,
    reason: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is parsed, not used")]
struct Transaction {
    id: Option<String>,
    r#type: Option<String>,
    detail: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is parsed, not used")]
struct DebugContext {
    debug_data: Option<Box<RawValue>>,
}
