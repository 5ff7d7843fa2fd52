//! The floor: the same members by a plain derive, which drops all others; and texts to read.

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

/// A hook of about 1.2 kB.
pub(crate) fn hook(number: usize) -> String {
    format!(
        r#"{{"id":"who7kd2mQ9vYt3Lx{number:04}","status":"ACTIVE","verificationStatus":"VERIFIED","name":"Sales group joins {number}","description":"Only the Sales group","created":"2026-04-02T10:15:00.000Z","createdBy":"00u3f9qk2pXhTzR7L5d7","lastUpdated":"2026-04-02T10:16:11.000Z","events":{{"type":"EVENT_TYPE","items":["group.user_membership.add","group.user_membership.remove","user.session.start"],"filter":{{"type":"EXPRESSION_LANGUAGE","eventFilterMap":[{{"event":"user.session.start","condition":{{"version":null,"expression":"event.outcome.result eq 'FAILURE'"}}}}]}}}},"channel":{{"type":"HTTP","version":"1.0.0","config":{{"uri":"https://hooks.example.com/okta/events/groups","headers":[{{"key":"X-Tenant","value":"acme"}}],"method":"POST","authScheme":{{"type":"HEADER","key":"Authorization"}}}}}},"_links":{{"self":{{"href":"https://acme-test.okta.com/api/v1/eventHooks/who7kd2mQ9vYt3Lx{number:04}"}},"verify":{{"href":"https://acme-test.okta.com/api/v1/eventHooks/who7kd2mQ9vYt3Lx{number:04}/lifecycle/verify","hints":{{"allow":["POST"]}}}},"deactivate":{{"href":"https://acme-test.okta.com/api/v1/eventHooks/who7kd2mQ9vYt3Lx{number:04}/lifecycle/deactivate","hints":{{"allow":["POST"]}}}}}}}}"#
    )
}

/// A delivery of events of about 2 kB each, with the members that deliveries of 2023 and later have.
pub(crate) fn delivery(events: usize) -> String {
    let place = r#"{"city":"Lyon","state":"Auvergne-Rhone-Alpes","country":"France","postalCode":"69001","geolocation":{"lat":45.7676,"lon":4.8344}}"#;
    let event = |number: usize| {
        format!(
            r#"{{"uuid":"c81e728d-9d4c-11f1-bf63-{number:012}","published":"2026-03-16T04:01:12.456Z","eventType":"user.session.start","version":"0","displayMessage":"User login to Okta","severity":"INFO","client":{{"userAgent":{{"rawUserAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36","os":"Linux","browser":"CHROME"}},"zone":"null","device":"Computer","id":null,"ipAddress":"203.0.113.24","geographicalContext":{place},"ipChain":[{{"ip":"203.0.113.24","geographicalContext":{place},"version":"V4","source":null}}]}},"device":null,"actor":{{"id":"00u8h2n4vBcDeF6gH5d7","type":"User","alternateId":"lin@acme.example","displayName":"Lin Doe","detailEntry":null}},"outcome":{{"result":"SUCCESS","reason":null}},"target":[{{"id":"lae5b8c2dEfGhI4jK5d7","type":"AuthenticatorEnrollment","alternateId":"unknown","displayName":"Password","detailEntry":null}},{{"id":"0oa2example1Dash5d7","type":"AppInstance","alternateId":"Okta Dashboard","displayName":"Okta Dashboard","detailEntry":null}}],"transaction":{{"type":"WEB","id":"0e90ce66d9af267abf859f9fAAB0M","detail":{{}}}},"debugContext":{{"debugData":{{"requestId":"0e90ce66d9af267abf859f9fAAB0M","requestUri":"/idp/idx/identify","threatSuspected":"false","targetEventHookIds":"who7kd2mQ9vYt3LxB5d7","risk":"{{level=LOW}}","behaviors":"{{New Geo-Location=NEGATIVE}}"}}}},"legacyEventType":"core.user_auth.login_success","authenticationContext":{{"authenticationProvider":"FACTOR_PROVIDER","credentialProvider":"OKTA_CREDENTIAL_PROVIDER","credentialType":"PASSWORD","issuer":null,"authenticationStep":0,"externalSessionId":"102kQ4pXhTzR7L5d7SessionId","interface":null}},"securityContext":{{"asNumber":64500,"asOrg":"example net","isp":"example isp","domain":"example.net","isProxy":false}},"insertionTimestamp":null}}"#
        )
    };
    let events: Vec<String> = (0..events).map(event).collect();
    format!(
        r#"{{"eventType":"com.okta.event_hook","eventTypeVersion":"1.0","cloudEventsVersion":"0.1","source":"https://acme-test.okta.com/api/v1/eventHooks/who7kd2mQ9vYt3LxB5d7","eventId":"c2dfc7e6-bdf2-4f8a-89d5-a1e466cc5493","data":{{"events":[{}]}},"eventTime":"2026-03-16T04:01:24.901Z","contentType":"application/json"}}"#,
        events.join(",")
    )
}
