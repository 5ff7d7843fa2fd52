//! Okta's own error body.

use std::fmt;

use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::{fmt_maybe_applied, fmt_request_id, one_line, request_id};
use crate::model::text;
use crate::operation::OperationInfo;
use crate::secret::Secret;

/// Okta refused: the status, and what Okta's error body says.
///
/// Only `errorCode` is a contract; texts may change at any time.
/// See <https://developer.okta.com/docs/reference/error-codes/>.
#[derive(Debug)]
pub struct ApiError {
    pub(super) operation: &'static str,
    pub(super) status: StatusCode,
    pub(super) error_code: String,
    error_summary: String,
    error_id: Option<String>,
    error_causes: Vec<ErrorCause>,
    pub(super) request_id: Option<String>,
    pub(super) maybe_applied: bool,
    scope: &'static str,
}

/// What a refusal is about, as far as its status tells.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ApiErrorKind {
    /// There is no such hook (404).
    NotFound,
    /// The token is not accepted, or its owner may not do this (401, 403).
    AccessDenied,
    /// What was sent is not valid, or does not fit the hook's state (400).
    Validation,
    /// Anything else.
    Other,
}

/// One cause in Okta's error body.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct ErrorCause {
    /// Okta's text, such as `name: The field cannot be left blank`.
    #[serde(rename = "errorSummary")]
    pub error_summary: String,
}

/// Okta's own error body, and that of its OAuth 2.0 endpoints. Each member is read on its own, so that one of an
/// unexpected type does not hide the others.
#[derive(Deserialize, Default)]
struct Body<'a> {
    #[serde(rename = "errorCode", borrow)]
    code: Option<&'a RawValue>,
    #[serde(rename = "errorSummary", borrow)]
    summary: Option<&'a RawValue>,
    #[serde(rename = "errorId", borrow)]
    id: Option<&'a RawValue>,
    #[serde(rename = "errorCauses", borrow)]
    causes: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
    #[serde(borrow)]
    error_description: Option<&'a RawValue>,
}

fn read<T: DeserializeOwned>(member: Option<&RawValue>) -> Option<T> {
    serde_json::from_str(member?.get()).ok()
}

/// A parameter of a `WWW-Authenticate` header (RFC 6750, 3), with which a resource may refuse in place of a body.
fn challenge(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok());
    let parameters = lines.flat_map(|line| line.split(',')).filter_map(|parameter| parameter.split_once('='));
    // The first parameter of a challenge stands behind its scheme.
    let is_named =
        |key: &str| key.split_whitespace().last().is_some_and(|key| key.eq_ignore_ascii_case(name));
    let (_, value) = parameters.into_iter().find(|(key, _)| is_named(key))?;
    Some(value.trim().trim_matches('"').to_owned()).filter(|value| !value.is_empty())
}

impl ApiError {
    /// Reads the error body of a response; `None` when it is not one.
    pub(crate) fn read(info: &OperationInfo, response: &http::Response<&[u8]>) -> Option<Self> {
        let body: Body<'_> = text(response.body()).and_then(serde_json::from_str).unwrap_or_default();
        let challenge = |name| challenge(response.headers(), name);
        Some(Self {
            operation: info.id,
            status: response.status(),
            error_code: read(body.code).or_else(|| read(body.error)).or_else(|| challenge("error"))?,
            error_summary: read(body.summary)
                .or_else(|| read(body.error_description))
                .or_else(|| challenge("error_description"))
                .unwrap_or_default(),
            error_id: read(body.id),
            error_causes: read(body.causes).unwrap_or_default(),
            request_id: request_id(response.headers()),
            maybe_applied: false,
            scope: info.scope,
        })
    }

    /// What it is about.
    pub fn kind(&self) -> ApiErrorKind {
        match self.status {
            StatusCode::NOT_FOUND => ApiErrorKind::NotFound,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => ApiErrorKind::AccessDenied,
            StatusCode::BAD_REQUEST => ApiErrorKind::Validation,
            _ => ApiErrorKind::Other,
        }
    }

    /// Okta's text. Do not compare it: it may change.
    pub fn error_summary(&self) -> &str {
        &self.error_summary
    }

    /// Okta's id of this error.
    pub fn error_id(&self) -> Option<&str> {
        self.error_id.as_deref()
    }

    /// What is wrong in detail; often empty.
    pub fn error_causes(&self) -> &[ErrorCause] {
        &self.error_causes
    }

    pub(super) fn hide(&mut self, secret: &Secret) {
        secret.hide_in(&mut self.error_code);
        secret.hide_in(&mut self.error_summary);
        let causes = self.error_causes.iter_mut().map(|cause| &mut cause.error_summary);
        causes.chain(&mut self.error_id).chain(&mut self.request_id).for_each(|text| secret.hide_in(text));
    }

    /// What to do about it, where that is known.
    fn advice(&self) -> Option<&'static str> {
        Some(match (self.error_code.as_str(), self.operation) {
            ("E0000001", "verifyEventHook") => {
                "Okta does not say why: the hook must be active, and its endpoint must answer the GET within \
                 3 s with 200 and {\"verification\": …} over a valid certificate"
            }
            ("E0000001", "deleteEventHook") => "an event hook must be deactivated before it is deleted",
            ("E0000007", _) => "check the hook's id and the org",
            ("E0000008", _) => "check the org URL",
            ("E0000010", _) => "Okta is in maintenance: try again later",
            ("E0000011" | "invalid_token", _) => {
                "check that the token is of this org, and neither expired nor revoked"
            }
            ("E0000015", _) => "turn the feature on for the org (filters: Event Hook Filtering)",
            _ => return None,
        })
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: Okta answered {} {}",
            self.operation,
            self.status.as_u16(),
            one_line(&self.error_code, 60)
        )?;
        if !self.error_summary.is_empty() {
            write!(f, ": {}", one_line(&self.error_summary, 300))?;
        }
        for cause in self.error_causes.iter().take(10) {
            write!(f, "; {}", one_line(&cause.error_summary, 300))?;
        }
        fmt_request_id(f, self.request_id.as_deref())?;
        if matches!(self.error_code.as_str(), "E0000005" | "E0000006" | "insufficient_scope") {
            write!(f, "; an OAuth token needs the scope {}", self.scope)?;
            f.write_str(
                ", the owner of an API token the super admin role or the okta.eventhooks permissions",
            )?;
        } else if let Some(advice) = self.advice() {
            write!(f, "; {advice}")?;
        }
        fmt_maybe_applied(f, self.maybe_applied)
    }
}

impl std::error::Error for ApiError {}
