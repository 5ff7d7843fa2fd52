//! `verifyEventHook`

use std::time::Duration;

use http::Method;

use super::{Operation, OperationInfo, docs};
use crate::error::{Error, InvalidInput};
use crate::model::EventHook;
use crate::org::OrgUrl;

pub(super) static INFO: OperationInfo = OperationInfo {
    id: "verifyEventHook",
    method: Method::POST,
    path: "/api/v1/eventHooks/{eventHookId}/lifecycle/verify",
    parameters: &["eventHookId"],
    scope: super::MANAGE,
    idempotent: true,
    patience: Duration::from_secs(10),
    summary: "Verifies an event hook",
    docs: docs!("verifyEventHook"),
};

/// Has Okta send the one-time verification request to the endpoint of an event hook.
///
/// Okta gives the endpoint 3 s, tries once more, and answers 400 when both fail, without saying why: a driver
/// must wait at least 10 s for the answer.
///
/// Okta's page: [`verifyEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/verifyEventHook).
#[derive(Debug, Clone)]
pub struct VerifyEventHook {
    id: String,
}

impl VerifyEventHook {
    /// The operation on the hook of this id.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

impl Operation for VerifyEventHook {
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
