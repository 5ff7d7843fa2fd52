//! What went wrong, as values from which JavaScript makes its errors.

use std::error::Error as _;
use std::fmt::Display;

use napi::{Error, Status};
use napi_derive::napi;
use okta_event_hooks as core;
use okta_event_hooks::ApiErrorKind;

use crate::session::milliseconds;

/// What the caller passed cannot be used.
pub(crate) fn invalid(why: &dyn Display) -> Error {
    Error::new(Status::InvalidArg, why.to_string())
}

/// Why a call did not succeed: the name of a class, the message, and the members of the error.
#[napi(object, object_from_js = false)]
pub struct ErrorInfo {
    pub class: &'static str,
    pub message: String,
    pub status: Option<u16>,
    pub error_code: Option<String>,
    pub request_id: Option<String>,
    pub is_retryable: bool,
    pub maybe_applied: bool,
    pub error_summary: Option<String>,
    pub error_id: Option<String>,
    pub error_causes: Option<Vec<String>>,
    pub error_description: Option<String>,
    /// Milliseconds since 1970.
    pub reset: Option<f64>,
    /// Milliseconds.
    pub wait: Option<f64>,
    pub attempts: Option<u32>,
    pub media_type: Option<String>,
    pub excerpt: Option<String>,
    pub maybe_sent: Option<bool>,
    /// The text of an error that is not JavaScript's.
    pub cause: Option<String>,
}

impl From<core::Error> for ErrorInfo {
    fn from(error: core::Error) -> Self {
        let mut info = Self {
            class: "InvalidInputError",
            message: error.to_string(),
            status: error.status(),
            error_code: error.error_code().map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
            is_retryable: error.is_retryable(),
            maybe_applied: error.maybe_applied(),
            error_summary: None,
            error_id: None,
            error_causes: None,
            error_description: None,
            reset: None,
            wait: None,
            attempts: None,
            media_type: None,
            excerpt: None,
            maybe_sent: None,
            cause: None,
        };
        match &error {
            core::Error::Api(api) => {
                info.class = match api.kind() {
                    ApiErrorKind::NotFound => "NotFoundError",
                    ApiErrorKind::AccessDenied => "AccessDeniedError",
                    ApiErrorKind::Validation => "ValidationError",
                    _ => "ApiError",
                };
                info.error_summary = Some(api.error_summary().to_owned());
                info.error_id = api.error_id().map(str::to_owned);
                let causes = api.error_causes().iter().map(|cause| cause.error_summary.clone());
                info.error_causes = Some(causes.collect());
            }
            core::Error::RateLimited(limited) => {
                info.class = "RateLimitedError";
                #[allow(clippy::cast_precision_loss, reason = "JavaScript's own times are no finer")]
                let reset = limited.reset().map(|time| time.as_millis() as f64);
                info.reset = reset;
                info.wait = Some(milliseconds(limited.wait()));
                info.attempts = Some(limited.attempts());
            }
            core::Error::Auth(auth) => {
                info.class = "AuthError";
                info.error_description = auth.error_description().map(str::to_owned);
                info.cause = auth.source().map(ToString::to_string);
            }
            core::Error::Protocol(protocol) => {
                info.class = "ProtocolError";
                info.media_type = protocol.media_type().map(str::to_owned);
                info.excerpt = Some(protocol.excerpt().to_owned());
            }
            core::Error::Transport(transport) => {
                info.class = "TransportError";
                info.maybe_sent = Some(transport.maybe_sent());
                info.attempts = Some(transport.attempts());
            }
            _ => {}
        }
        info
    }
}
