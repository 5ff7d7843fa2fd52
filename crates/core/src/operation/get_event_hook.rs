//! `getEventHook`

use std::time::Duration;

use http::Method;

use super::{Operation, OperationInfo, docs};
use crate::error::{Error, InvalidInput};
use crate::model::EventHook;
use crate::org::OrgUrl;

pub(super) static INFO: OperationInfo = OperationInfo {
    id: "getEventHook",
    method: Method::GET,
    path: super::ITEM,
    parameters: &["eventHookId"],
    scope: super::READ,
    idempotent: true,
    patience: Duration::from_secs(0),
    summary: "Retrieves an event hook",
    docs: docs!("getEventHook"),
};

/// Retrieves an event hook.
///
/// Okta's page: [`getEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/getEventHook).
#[derive(Debug, Clone)]
pub struct GetEventHook {
    id: String,
}

impl GetEventHook {
    /// The operation on the hook of this id.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

impl Operation for GetEventHook {
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
