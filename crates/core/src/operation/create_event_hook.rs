//! `createEventHook`

use std::time::Duration;

use http::Method;

use super::request::{check, lacks_auth_value};
use super::{Operation, OperationInfo, docs};
use crate::error::{Error, InvalidInput};
use crate::model::{EventHook, EventHookSpec};
use crate::org::OrgUrl;
use crate::secret::Secret;

pub(super) static INFO: OperationInfo = OperationInfo {
    id: "createEventHook",
    method: Method::POST,
    path: super::COLLECTION,
    parameters: &["eventHook"],
    scope: super::MANAGE,
    idempotent: false,
    patience: Duration::ZERO,
    summary: "Creates an event hook",
    docs: docs!("createEventHook"),
};

/// Creates an event hook, active and unverified.
///
/// It is never sent a second time after an answer that may have been lost: see [`Error::maybe_applied`].
///
/// Okta's page: [`createEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/createEventHook).
#[derive(Debug, Clone)]
pub struct CreateEventHook {
    spec: EventHookSpec,
}

impl CreateEventHook {
    /// The operation that creates this hook.
    pub fn new(spec: EventHookSpec) -> Self {
        Self { spec }
    }
}

impl Operation for CreateEventHook {
    type Output = EventHook;

    fn info(&self) -> &'static OperationInfo {
        &INFO
    }

    fn request(&self, org: &OrgUrl) -> Result<http::Request<Vec<u8>>, InvalidInput> {
        check(&self.spec).map_err(|error| error.of(&INFO))?;
        if lacks_auth_value(&self.spec) {
            let error = InvalidInput::new("the authScheme has no value; supply it with auth_header");
            return Err(error.of(&INFO));
        }
        INFO.request_with(org, None, &self.spec)
    }

    fn parse(&self, response: &http::Response<&[u8]>) -> Result<EventHook, Error> {
        INFO.json(response)
    }

    fn secret(&self) -> Option<&Secret> {
        self.spec.secret()
    }
}
