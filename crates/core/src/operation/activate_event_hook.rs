//! `activateEventHook`

use std::time::Duration;

use http::Method;

use super::on_hook::on_hook;
use super::{OperationInfo, docs};

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

on_hook! {
    /// Switches an event hook on. It delivers once it is also verified.
    ///
    /// Okta's page: [`activateEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/activateEventHook).
    pub struct ActivateEventHook;
}
