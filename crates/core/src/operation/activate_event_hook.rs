//! `activateEventHook`

use std::time::Duration;

use http::Method;

use super::{Operation, OperationInfo, docs};
use crate::error::{Error, InvalidInput};
use crate::model::EventHook;
use crate::org::OrgUrl;

pub(super) static INFO: OperationInfo = OperationInfo {
    id: "activateEventHook",
    method: Method::POST,
    path: "/api/v1/eventHooks/{eventHookId}/lifecycle/activate",
    parameters: &["eventHookId"],
    scope: super::MANAGE,
    idempotent: true,
    patience: Duration::from_secs(0),
    summary: "Activates an event hook",
    docs: docs!("activateEventHook"),
};

/// Switches an event hook on. It delivers once it is also verified.
///
/// Okta's page: [`activateEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/activateEventHook).
#[derive(Debug, Clone)]
pub struct ActivateEventHook {
    id: String,
}

impl ActivateEventHook {
    /// The operation on the hook of this id.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

impl Operation for ActivateEventHook {
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
