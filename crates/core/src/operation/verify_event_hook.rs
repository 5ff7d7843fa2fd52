//! `verifyEventHook`

use std::time::Duration;

use http::Method;

use super::on_hook::on_hook;
use super::{OperationInfo, docs};

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

on_hook! {
    /// Has Okta send the one-time verification request to the endpoint of an event hook.
    ///
    /// Okta gives the endpoint 3 s, tries once more, and answers 400 when both fail, without saying why: a driver
    /// must wait at least 10 s for the answer.
    ///
    /// Okta's page: [`verifyEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/verifyEventHook).
    pub struct VerifyEventHook;
}
