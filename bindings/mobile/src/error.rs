//! What went wrong, as values from which the languages make their errors.

use std::error::Error as _;
use std::fmt::Display;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use okta_event_hooks_core as core;
use okta_event_hooks_core::ApiErrorKind;

/// What the caller passed cannot be used.
#[derive(Debug, uniffi::Error, thiserror::Error)]
pub enum Refused {
    #[error("{reason}")]
    InvalidInput { reason: String },
}

/// What the caller passed cannot be used, and why.
pub(crate) fn invalid(why: impl Display) -> Refused {
    Refused::InvalidInput { reason: why.to_string() }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ErrorKind {
    InvalidInput,
    NotFound,
    AccessDenied,
    Validation,
    Api,
    RateLimited,
    Auth,
    Protocol,
    Transport,
}

/// Why a call did not succeed.
#[derive(Clone, Debug, uniffi::Record)]
pub struct ErrorInfo {
    pub kind: ErrorKind,
    pub text: String,
    pub status: Option<i32>,
    pub error_code: Option<String>,
    pub request_id: Option<String>,
    pub is_retryable: bool,
    pub maybe_applied: bool,
    pub error_summary: String,
    pub error_id: Option<String>,
    pub error_causes: Vec<String>,
    pub error_description: Option<String>,
    pub reset: Option<SystemTime>,
    pub wait: Duration,
    pub attempts: i32,
    pub media_type: Option<String>,
    pub excerpt: String,
    pub maybe_sent: bool,
    /// The text of the error behind this one, of a key.
    pub cause: Option<String>,
}

impl From<core::Error> for ErrorInfo {
    fn from(error: core::Error) -> Self {
        let mut info = Self {
            kind: ErrorKind::InvalidInput,
            text: error.to_string(),
            status: error.status().map(i32::from),
            error_code: error.error_code().map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
            is_retryable: error.is_retryable(),
            maybe_applied: error.maybe_applied(),
            error_summary: String::new(),
            error_id: None,
            error_causes: Vec::new(),
            error_description: None,
            reset: None,
            wait: Duration::ZERO,
            attempts: 0,
            media_type: None,
            excerpt: String::new(),
            maybe_sent: false,
            cause: None,
        };
        match &error {
            core::Error::Api(api) => {
                info.kind = match api.kind() {
                    ApiErrorKind::NotFound => ErrorKind::NotFound,
                    ApiErrorKind::AccessDenied => ErrorKind::AccessDenied,
                    ApiErrorKind::Validation => ErrorKind::Validation,
                    _ => ErrorKind::Api,
                };
                api.error_summary().clone_into(&mut info.error_summary);
                info.error_id = api.error_id().map(str::to_owned);
                info.error_causes =
                    api.error_causes().iter().map(|cause| cause.error_summary.clone()).collect();
            }
            core::Error::RateLimited(limited) => {
                info.kind = ErrorKind::RateLimited;
                info.reset = limited.reset().and_then(system_time);
                info.wait = limited.wait().min(LONGEST);
                info.attempts = count(limited.attempts());
            }
            core::Error::Auth(auth) => {
                info.kind = ErrorKind::Auth;
                info.error_description = auth.error_description().map(str::to_owned);
                info.cause = auth.source().map(ToString::to_string);
            }
            core::Error::Protocol(protocol) => {
                info.kind = ErrorKind::Protocol;
                info.media_type = protocol.media_type().map(str::to_owned);
                protocol.excerpt().clone_into(&mut info.excerpt);
            }
            core::Error::Transport(transport) => {
                info.kind = ErrorKind::Transport;
                info.maybe_sent = transport.maybe_sent();
                info.attempts = count(transport.attempts());
            }
            _ => {}
        }
        info
    }
}

/// What the languages' own types can hold.
const LONGEST: Duration = Duration::from_secs(i64::MAX.unsigned_abs());

/// None for a time that the languages' own types cannot hold.
fn system_time(time: core::UnixTime) -> Option<SystemTime> {
    const END_OF_9999: i64 = 253_402_300_799;
    let secs = u64::try_from(time.as_secs().min(END_OF_9999)).ok()?;
    UNIX_EPOCH.checked_add(Duration::from_secs(secs))
}

fn count(attempts: u32) -> i32 {
    i32::try_from(attempts).unwrap_or(i32::MAX)
}
