//! `deleteEventHook`

use std::time::Duration;

use http::Method;

use super::{Operation, OperationInfo, docs};
use crate::error::{Error, InvalidInput};
use crate::org::OrgUrl;

pub(super) static INFO: OperationInfo = OperationInfo {
    id: "deleteEventHook",
    method: Method::DELETE,
    path: super::ITEM,
    parameters: &["eventHookId"],
    scope: super::MANAGE,
    idempotent: true,
    patience: Duration::from_secs(0),
    summary: "Deletes an event hook",
    docs: docs!("deleteEventHook"),
};

/// Deletes an event hook, which must be inactive.
///
/// When the answer to an attempt was lost and the next one says that there is no such hook, the deletion is done.
///
/// Okta's page: [`deleteEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deleteEventHook).
#[derive(Debug, Clone)]
pub struct DeleteEventHook {
    id: String,
}

impl DeleteEventHook {
    /// The operation on the hook of this id.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

impl Operation for DeleteEventHook {
    type Output = ();

    fn info(&self) -> &'static OperationInfo {
        &INFO
    }

    fn request(&self, org: &OrgUrl) -> Result<http::Request<Vec<u8>>, InvalidInput> {
        INFO.request(org, Some(&self.id))
    }

    fn parse(&self, response: &http::Response<&[u8]>) -> Result<(), Error> {
        INFO.nothing(response)
    }

    fn already_done(&self) -> Option<()> {
        Some(())
    }
}
