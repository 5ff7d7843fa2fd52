//! What the lists under `/emulator` tell.

use jiff::Timestamp;
use serde::Serialize;

/// A request that came in: a line of `GET /emulator/requests`. Without header values and bodies, which have secrets.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Received {
    pub(super) at: Timestamp,
    /// When it was answered.
    pub(super) ended_at: Option<Timestamp>,
    /// Okta's operationId, if the path and the method are an operation's.
    pub(super) operation: Option<&'static str>,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Option<String>,
    pub(super) status: Option<u16>,
    pub(super) request_id: String,
    /// The service app that called.
    pub(super) client_id: Option<String>,
    /// The fault that befell it.
    pub(super) fault: Option<String>,
}

/// A POST that went out: a line of `GET /emulator/deliveries`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DeliveryAttempt {
    pub(super) hook_id: String,
    pub(super) uri: String,
    pub(super) event_id: String,
    pub(super) event_uuids: Vec<String>,
    pub(super) attempt: u8,
    pub(super) at: Timestamp,
    pub(super) ended_at: Option<Timestamp>,
    pub(super) outcome: &'static str,
    pub(super) status: Option<u16>,
    pub(super) reason: Option<String>,
    pub(super) will_retry: bool,
    pub(super) fault: Option<String>,
}

/// A verification request that went out: a line of `GET /emulator/verifications`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct VerificationAttempt {
    pub(super) hook_id: String,
    pub(super) attempt: u8,
    pub(super) at: Timestamp,
    pub(super) ended_at: Timestamp,
    pub(super) outcome: &'static str,
    pub(super) reason: Option<String>,
    pub(super) status: Option<u16>,
    pub(super) will_retry: bool,
}
