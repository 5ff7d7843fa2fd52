//! Entries that the org writes itself, in the shape of `GET /api/v1/logs`.
//!
//! The types are documented: <https://developer.okta.com/docs/reference/api/event-types/>. Texts, targets and
//! `debugData` of the `event_hook.*` records are inferred, as no real one is published; those of the rate limit
//! records are documented: <https://developer.okta.com/docs/reference/rl-system-log-events/>.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::random::Random;

/// A management call that left a record.
#[derive(Debug)]
pub(crate) struct Management<'a> {
    pub(crate) event_type: &'static str,
    pub(crate) message: &'static str,
    pub(crate) hook_id: &'a str,
    pub(crate) hook_name: &'a str,
    pub(crate) admin_id: &'a str,
    /// The service app that called instead of the administrator.
    pub(crate) client_id: Option<&'a str>,
    pub(crate) request_id: &'a str,
    pub(crate) path: &'a str,
    pub(crate) user_agent: Option<&'a str>,
    /// Why it failed, if it did.
    pub(crate) failure: Option<String>,
}

impl Management<'_> {
    pub(crate) fn build(&self, random: &mut Random, now: Timestamp) -> Value {
        let failed = self.failure.is_some();
        let (kind, id, alternate_id, name) = match self.client_id {
            None => ("User", self.admin_id, "admin@example.com", "Ada Admin"),
            Some(client_id) => ("PublicClientApp", client_id, client_id, "Service app"),
        };
        json!({
            "uuid": random.uuid(),
            "published": published(now),
            "eventType": self.event_type,
            "version": "0",
            "severity": if failed { "WARN" } else { "INFO" },
            "displayMessage": self.message,
            "legacyEventType": null,
            "actor": {
                "id": id,
                "type": kind,
                "alternateId": alternate_id,
                "displayName": name,
                "detailEntry": null,
            },
            "client": {
                "userAgent": { "rawUserAgent": self.user_agent, "os": "Unknown", "browser": "UNKNOWN" },
                "zone": "null",
                "device": "Unknown",
                "id": null,
                "ipAddress": "127.0.0.1",
                "geographicalContext": null,
            },
            "device": null,
            "authenticationContext": authentication_context("unknown"),
            "outcome": {
                "result": if failed { "FAILURE" } else { "SUCCESS" },
                "reason": self.failure,
            },
            "securityContext": security_context(),
            "debugContext": { "debugData": {
                "requestId": self.request_id,
                "requestUri": self.path,
                "url": format!("{}?", self.path),
            } },
            "transaction": { "type": "WEB", "id": self.request_id, "detail": {} },
            "request": { "ipChain": [
                { "ip": "127.0.0.1", "geographicalContext": null, "version": "V4", "source": null },
            ] },
            "target": [hook_target(self.hook_id, self.hook_name)],
        })
    }
}

/// The end of a delivery. Okta writes it for failures only (documented).
#[derive(Debug)]
pub(crate) struct Delivery<'a> {
    pub(crate) hook_id: &'a str,
    pub(crate) hook_name: &'a str,
    pub(crate) event_id: &'a str,
    pub(crate) url: &'a str,
    pub(crate) attempts: u8,
    pub(crate) status: Option<u16>,
    pub(crate) failure: Option<String>,
}

impl Delivery<'_> {
    pub(crate) fn build(&self, random: &mut Random, now: Timestamp) -> Value {
        let mut debug = json!({
            "eventHookId": self.hook_id,
            "eventId": self.event_id,
            "url": self.url,
            "attempts": self.attempts.to_string(),
        });
        if let Some(status) = self.status {
            debug["httpStatus"] = Value::String(status.to_string());
        }
        let failed = self.failure.is_some();
        let outcome = json!({
            "result": if failed { "FAILURE" } else { "SUCCESS" },
            "reason": self.failure,
        });
        let head = ("event_hook.delivery", "Event hook delivery", if failed { "WARN" } else { "INFO" });
        system(random, now, head, &outcome, &debug, &hook_target(self.hook_id, self.hook_name))
    }
}

/// The warning and the violation of the daily quota, at most one of each in a window (documented).
pub(crate) fn quota(
    random: &mut Random,
    now: Timestamp,
    violation: bool,
    threshold: u64,
    seconds_to_reset: i64,
    org_id: &str,
) -> Value {
    let head = if violation {
        ("system.operation.rate_limit.violation", "Operation rate limit violation", "WARN")
    } else {
        ("system.operation.rate_limit.warning", "Operation rate limit warning", "WARN")
    };
    let debug = json!({
        "operationRateLimitType": "event_hook_delivery",
        "operationRateLimitScopeType": "org",
        "operationRateLimitThreshold": threshold.to_string(),
        "operationRateLimitTimeSpan": "1440",
        "operationRateLimitTimeUnit": "MINUTES",
        "operationRateLimitSecondsToReset": seconds_to_reset.to_string(),
    });
    let target = json!({
        "id": org_id,
        "type": "Org",
        "alternateId": "unknown",
        "displayName": "Emulated org",
        "detailEntry": null,
    });
    system(random, now, head, &json!({"result": "UNKNOWN", "reason": null}), &debug, &target)
}

fn system(
    random: &mut Random,
    now: Timestamp,
    (event_type, message, severity): (&str, &str, &str),
    outcome: &Value,
    debug: &Value,
    target: &Value,
) -> Value {
    json!({
        "uuid": random.uuid(),
        "published": published(now),
        "eventType": event_type,
        "version": "0",
        "severity": severity,
        "displayMessage": message,
        "legacyEventType": null,
        "actor": {
            "id": "sys_principal_id",
            "type": "SystemPrincipal",
            "alternateId": "system@okta.com",
            "displayName": "Okta System",
            "detailEntry": null,
        },
        "client": {
            "userAgent": null,
            "zone": null,
            "device": null,
            "id": null,
            "ipAddress": null,
            "geographicalContext": null,
        },
        "device": null,
        "authenticationContext": authentication_context(&format!("trs{}", random.alphanumeric(20))),
        "outcome": outcome,
        "securityContext": security_context(),
        "debugContext": { "debugData": debug },
        "transaction": { "type": "JOB", "id": random.request_id(), "detail": {} },
        "request": { "ipChain": [] },
        "target": [target],
    })
}

fn hook_target(id: &str, name: &str) -> Value {
    json!({
        "id": id,
        "type": "EventHook",
        "alternateId": "unknown",
        "displayName": name,
        "detailEntry": null,
    })
}

pub(crate) fn authentication_context(session: &str) -> Value {
    json!({
        "authenticationProvider": null,
        "credentialProvider": null,
        "credentialType": null,
        "issuer": null,
        "authenticationStep": 0,
        "externalSessionId": session,
        "interface": null,
    })
}

pub(crate) fn security_context() -> Value {
    json!({"asNumber": null, "asOrg": null, "isp": null, "domain": null, "isProxy": null})
}

/// Milliseconds, as recorded log entries have them.
pub(crate) fn published(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}
