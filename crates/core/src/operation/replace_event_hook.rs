//! `replaceEventHook`

use std::time::Duration;

use http::Method;

use super::request::{check, lacks_auth_value};
use super::{Operation, OperationInfo, docs};
use crate::error::{Error, InvalidInput};
use crate::model::{EventHook, EventHookSpec};
use crate::org::OrgUrl;
use crate::secret::Secret;

pub(super) static INFO: OperationInfo = OperationInfo {
    id: "replaceEventHook",
    method: Method::PUT,
    path: super::ITEM,
    parameters: &["eventHookId", "eventHook", "keepAuthScheme"],
    scope: super::MANAGE,
    idempotent: true,
    patience: Duration::ZERO,
    summary: "Replaces an event hook",
    docs: docs!("replaceEventHook"),
};

/// Replaces an event hook as a whole: what the spec leaves out is gone.
///
/// A change of the channel makes the hook unverified, and it delivers nothing until it is verified again.
///
/// Okta's page: [`replaceEventHook`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/replaceEventHook).
#[derive(Debug, Clone)]
pub struct ReplaceEventHook {
    id: String,
    spec: EventHookSpec,
    keep_auth_scheme: bool,
}

impl ReplaceEventHook {
    /// The operation that makes the hook of this id into `spec`.
    pub fn new(id: impl Into<String>, spec: EventHookSpec) -> Self {
        Self { id: id.into(), spec, keep_auth_scheme: false }
    }

    /// Sends an authentication scheme without its value, in the hope that Okta keeps the one it has.
    ///
    /// Okta never returns the value and does not document what a replacement without it does: it may be kept,
    /// cleared or refused. Without this, such a replacement is refused before it is sent.
    #[must_use]
    pub fn keep_auth_scheme(mut self) -> Self {
        self.keep_auth_scheme = true;
        self
    }
}

impl Operation for ReplaceEventHook {
    type Output = EventHook;

    fn info(&self) -> &'static OperationInfo {
        &INFO
    }

    fn request(&self, org: &OrgUrl) -> Result<http::Request<Vec<u8>>, InvalidInput> {
        check(&self.spec).map_err(|error| error.of(&INFO))?;
        if lacks_auth_value(&self.spec) && !self.keep_auth_scheme {
            let error = InvalidInput::new(
                "the authScheme has no value, which Okta never returns: supply it with auth_header, or say \
                 keep_auth_scheme to send the hook without it",
            );
            return Err(error.of(&INFO));
        }
        INFO.request_with(org, Some(&self.id), &self.spec)
    }

    fn parse(&self, response: &http::Response<&[u8]>) -> Result<EventHook, Error> {
        INFO.json(response)
    }

    fn secret(&self) -> Option<&Secret> {
        self.spec.secret()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_that_could_not_be_read_is_a_scheme_all_the_same() {
        let text = r#"{"id":"w","status":"ACTIVE","verificationStatus":"VERIFIED","name":"n",
            "events":{"type":"EVENT_TYPE","items":["e"]},"channel":{"type":"HTTP","version":"1.0.0",
            "config":{"uri":"https://x","authScheme":{"type":"HEADER","key":5}}}}"#;
        let org: OrgUrl = "https://acme.okta.com".parse().unwrap();
        let replace = ReplaceEventHook::new("w", EventHook::from_json(text).unwrap().into_spec());
        assert!(replace.request(&org).unwrap_err().to_string().contains("keep_auth_scheme"));
        assert!(replace.keep_auth_scheme().request(&org).is_ok());
    }
}
