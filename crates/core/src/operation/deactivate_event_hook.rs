//! `deactivateEventHook`

use std::time::Duration;

use http::Method;

use super::on_hook::on_hook;
use super::{OperationInfo, docs};

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

on_hook! {
    /// Switches an event hook off. Events that happen meanwhile are lost for it.
    ///
    /// Okta's page: [`deactivateEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deactivateEventHook).
    pub struct DeactivateEventHook;
}
