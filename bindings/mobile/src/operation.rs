//! One thing that Okta can be asked.

use okta_event_hooks_core::{AnyOperation, PollLogEvents};
use serde::Serialize;

use crate::error::{Refused, invalid};
use crate::model::EventHookSpec;
use crate::session::RetryPolicy;

/// An operation by Okta's operationId, with its parameters under Okta's names. What it does not take must be absent.
#[derive(Default, uniffi::Record)]
pub struct Operation {
    pub id: String,
    #[uniffi(default = None)]
    pub event_hook_id: Option<String>,
    #[uniffi(default = None)]
    pub event_hook: Option<EventHookSpec>,
    #[uniffi(default = None)]
    pub keep_auth_scheme: Option<bool>,
    #[uniffi(default = None)]
    pub log: Option<LogParameters>,
    #[uniffi(default = None)]
    pub retry: Option<RetryPolicy>,
}

/// Which entries of the System Log.
#[derive(Default, uniffi::Record, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogParameters {
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i32>,
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<String>,
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Whether `after` goes on with a poll.
    #[uniffi(default = false)]
    #[serde(skip)]
    pub polls: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Parameters<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    event_hook_id: &'a Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keep_auth_scheme: &'a Option<bool>,
    #[serde(flatten)]
    log: &'a Option<LogParameters>,
}

impl Operation {
    pub(crate) fn build(self) -> Result<AnyOperation, Refused> {
        if let Some(log) = &self.log {
            if log.limit.is_some_and(|limit| limit < 0) {
                return Err(invalid(format!("{}: limit must be 0 or more", self.id)));
            }
            if log.polls
                && let Some(cursor) = &log.after
            {
                return Ok(AnyOperation::PollLogEvents(PollLogEvents::after(cursor.as_str().into())));
            }
        }
        let parameters = Parameters {
            event_hook_id: &self.event_hook_id,
            keep_auth_scheme: &self.keep_auth_scheme,
            log: &self.log,
        };
        let parameters = serde_json::to_string(&parameters).map_err(invalid)?;
        match self.event_hook {
            None => AnyOperation::from_json(&self.id, &parameters),
            Some(spec) => AnyOperation::with_event_hook(&self.id, &parameters, spec.try_into()?),
        }
        .map_err(invalid)
    }
}
