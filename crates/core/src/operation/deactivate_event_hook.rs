//! `deactivateEventHook`

use std::time::Duration;

use http::Method;

use super::{Operation, OperationInfo, docs};
use crate::error::{Error, InvalidInput};
use crate::model::EventHook;
use crate::org::OrgUrl;

pub(super) static INFO: OperationInfo = OperationInfo {
    id: "deactivateEventHook",
    method: Method::POST,
    path: "/api/v1/eventHooks/{eventHookId}/lifecycle/deactivate",
    parameters: &["eventHookId"],
    scope: super::MANAGE,
    idempotent: true,
    patience: Duration::from_secs(0),
    summary: "Deactivates an event hook",
    docs: docs!("deactivateEventHook"),
};

/// Switches an event hook off. Events that happen meanwhile are lost for it.
///
/// Okta's page: [`deactivateEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deactivateEventHook).
#[derive(Debug, Clone)]
pub struct DeactivateEventHook {
    id: String,
}

impl DeactivateEventHook {
    /// The operation on the hook of this id.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

impl Operation for DeactivateEventHook {
    type Output = EventHook;

    fn info(&self) -> &'static OperationInfo {
        &INFO
    }

    fn request(&self, org: &OrgUrl) -> Result<http::Request<Vec<u8>>, InvalidInput> {
        INFO.request(org, Some(&self.id))
    }

    fn parse(&self, response: &http::Response<&[u8]>) -> Result<EventHook, Error> {
        INFO.json(response)
    }
}
