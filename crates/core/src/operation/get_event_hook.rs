//! `getEventHook`

use std::time::Duration;

use http::Method;

use super::on_hook::on_hook;
use super::{OperationInfo, docs};

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

on_hook! {
    /// Retrieves an event hook.
    ///
    /// Okta's page: [`getEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/getEventHook).
    pub struct GetEventHook;
}
