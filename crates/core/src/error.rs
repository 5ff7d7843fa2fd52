//! What can go wrong, and whose turn it is.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName};

use crate::operation::OperationInfo;
use crate::secret::Secret;
use crate::time::UnixTime;

mod api;
mod auth;
mod protocol;
mod transport;

pub use api::{ApiError, ApiErrorKind, ErrorCause};
pub use auth::AuthError;
pub use protocol::ProtocolError;
pub use transport::TransportError;

/// Why an operation did not succeed.
///
/// A message starts with the operation, says what happened, and what to do next where that is known.
///
/// ```
/// use okta_event_hooks_core::{Error, ErrorKind};
///
/// fn explain(error: &Error) -> String {
///     match error.kind() {
///         ErrorKind::Api if error.status() == Some(404) => "no such hook".into(),
///         ErrorKind::RateLimited => "later".into(),
///         _ => error.to_string(),
///     }
/// }
/// ```
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller's fault; nothing was sent.
    #[error(transparent)]
    InvalidInput(#[from] InvalidInput),
    /// Okta refused.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// Okta's rate limit outlasts what the retry policy allows.
    #[error(transparent)]
    RateLimited(Box<RateLimited>),
    /// There is no access token: Okta refused one, or the key could not sign.
    #[error(transparent)]
    Auth(Box<AuthError>),
    /// An answer that is not Okta's, or not one this operation can have.
    #[error(transparent)]
    Protocol(Box<ProtocolError>),
    /// The driver could not send the request or get the whole answer.
    #[error(transparent)]
    Transport(Box<TransportError>),
}

/// The variant of an [`Error`], without its data.
#[non_exhaustive]
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ErrorKind {
    /// [`Error::InvalidInput`]
    InvalidInput,
    /// [`Error::Api`]
    Api,
    /// [`Error::RateLimited`]
    RateLimited,
    /// [`Error::Auth`]
    Auth,
    /// [`Error::Protocol`]
    Protocol,
    /// [`Error::Transport`]
    Transport,
}

/// The variants are boxed, for most results are no error.
macro_rules! boxed {
    ($($error:ident => $variant:ident),*) => {
        $(impl From<$error> for Error {
            fn from(error: $error) -> Self {
                Self::$variant(Box::new(error))
            }
        })*
    };
}

boxed!(ApiError => Api, AuthError => Auth, RateLimited => RateLimited, ProtocolError => Protocol, TransportError => Transport);

impl Error {
    /// Which variant this is.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::InvalidInput(_) => ErrorKind::InvalidInput,
            Self::Api(_) => ErrorKind::Api,
            Self::RateLimited(_) => ErrorKind::RateLimited,
            Self::Auth(_) => ErrorKind::Auth,
            Self::Protocol(_) => ErrorKind::Protocol,
            Self::Transport(_) => ErrorKind::Transport,
        }
    }

    /// The HTTP status of the last answer, if there was one.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(error) => Some(error.status.as_u16()),
            Self::RateLimited(_) => Some(429),
            Self::Auth(error) => error.status(),
            Self::Protocol(error) => Some(error.status.as_u16()),
            Self::InvalidInput(_) | Self::Transport(_) => None,
        }
    }

    /// Okta's code, such as `E0000007`, or the OAuth 2.0 error of a refused token, such as `invalid_client`.
    ///
    /// See <https://developer.okta.com/docs/reference/error-codes/>.
    pub fn error_code(&self) -> Option<&str> {
        match self {
            Self::Api(error) => Some(&error.error_code),
            Self::Auth(error) => error.error(),
            _ => None,
        }
    }

    /// Okta's id of the last request (`X-Okta-Request-Id`): quote it to Okta's support.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id.as_deref(),
            Self::RateLimited(error) => error.request_id.as_deref(),
            Self::Auth(error) => error.request_id.as_deref(),
            Self::Protocol(error) => error.request_id.as_deref(),
            Self::InvalidInput(_) | Self::Transport(_) => None,
        }
    }

    /// Whether the same call may succeed later without a change, and cannot do harm if it is made again.
    pub fn is_retryable(&self) -> bool {
        if self.maybe_applied() {
            return false;
        }
        match self {
            Self::RateLimited(_) | Self::Transport(_) => true,
            Self::Api(error) => error.status.is_server_error(),
            Self::Protocol(error) => error.status.is_server_error(),
            Self::Auth(error) => error.status().is_some_and(|status| status >= 500),
            Self::InvalidInput(_) => false,
        }
    }

    /// Whether Okta may have done what a `createEventHook` asked although no answer says so.
    ///
    /// Look for the hook by its name in the list before you create it again.
    pub fn maybe_applied(&self) -> bool {
        match self {
            Self::Api(error) => error.maybe_applied,
            Self::Protocol(error) => error.maybe_applied,
            Self::Transport(error) => error.maybe_applied,
            Self::InvalidInput(_) | Self::Auth(_) | Self::RateLimited(_) => false,
        }
    }

    /// Notes that a request which must not be repeated may have taken effect.
    pub(crate) fn set_maybe_applied(&mut self) {
        match self {
            Self::Api(error) => error.maybe_applied = true,
            Self::Protocol(error) => error.maybe_applied = true,
            Self::Transport(error) => error.maybe_applied = true,
            Self::InvalidInput(_) | Self::Auth(_) | Self::RateLimited(_) => {}
        }
    }

    /// Takes a secret that the peer echoed out of every text.
    pub(crate) fn hide(&mut self, secret: &Secret) {
        match self {
            Self::Api(error) => error.hide(secret),
            Self::Auth(error) => error.hide(secret),
            Self::RateLimited(error) => error.request_id.iter_mut().for_each(|id| secret.hide_in(id)),
            Self::Protocol(error) => error.hide(secret),
            Self::Transport(error) => error.failure.hide(secret),
            Self::InvalidInput(_) => {}
        }
    }
}

/// What the caller passed cannot be sent; nothing was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidInput {
    operation: Option<&'static str>,
    message: Box<str>,
}

impl InvalidInput {
    /// An error with this text, for a [`crate::Operation`] of your own.
    pub fn new(message: impl Into<String>) -> Self {
        Self { operation: None, message: message.into().into() }
    }

    /// The same error, said of an operation.
    pub(crate) fn of(mut self, info: &OperationInfo) -> Self {
        self.operation = Some(info.id);
        self
    }
}

impl fmt::Display for InvalidInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{operation}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for InvalidInput {}

/// Okta answered 429 and the retry policy does not allow to wait for it.
#[derive(Debug)]
pub struct RateLimited {
    pub(crate) operation: &'static str,
    pub(crate) reset: Option<UnixTime>,
    pub(crate) wait: Duration,
    pub(crate) attempts: u32,
    pub(crate) request_id: Option<String>,
}

impl RateLimited {
    /// When Okta's window ends, by Okta's clock; `None` when the answer did not say.
    pub fn reset(&self) -> Option<UnixTime> {
        self.reset
    }

    /// How long the next attempt would have waited.
    pub fn wait(&self) -> Duration {
        self.wait
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl fmt::Display for RateLimited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = if self.attempts == 1 { "time" } else { "times" };
        write!(f, "{}: rate limited, sent {} {times}", self.operation, self.attempts)?;
        if let Some(reset) = self.reset {
            write!(f, "; the limit resets at {reset} by Okta's clock")?;
        }
        write!(
            f,
            "; try again in {} s, or allow a longer wait in the retry policy",
            self.wait.as_secs().max(1)
        )
    }
}

impl std::error::Error for RateLimited {}

/// The header with the id of a request, which Okta's support asks for: on Okta's answers, and on what it sends to a receiver.
/// See <https://developer.okta.com/docs/api/>.
///
/// ```
/// let request = http::Request::post("/").header("X-Okta-Request-Id", "req1").body(())?;
/// assert_eq!(request.headers()[okta_event_hooks_core::REQUEST_ID_HEADER], "req1");
/// # Ok::<(), http::Error>(())
/// ```
pub const REQUEST_ID_HEADER: HeaderName = HeaderName::from_static("x-okta-request-id");

/// Okta's id of the request that a response answers.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    header_text(headers, REQUEST_ID_HEADER.as_str())
}

fn header_text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

fn fmt_request_id(f: &mut fmt::Formatter<'_>, id: Option<&str>) -> fmt::Result {
    id.map_or(Ok(()), |id| write!(f, "; request id {}", one_line(id, 100)))
}

fn fmt_maybe_applied(f: &mut fmt::Formatter<'_>, maybe_applied: bool) -> fmt::Result {
    if maybe_applied {
        f.write_str(
            "; the hook may exist: look for its name with listEventHooks before you create it again",
        )?;
    }
    Ok(())
}

/// A peer's text as one printable line: a terminal must not obey it.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let mut line = String::with_capacity(text.len().min(most));
    for (count, c) in text.trim().chars().enumerate() {
        if count == most {
            line.push('…');
            break;
        }
        line.push(if c.is_control() || c.is_whitespace() { ' ' } else { c });
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_small() {
        assert!(size_of::<Error>() <= 40);
    }

    #[test]
    fn a_peers_text_is_one_bounded_line() {
        assert_eq!(one_line(" a\r\n\u{1b}[31mb ", 100), "a   [31mb");
        assert_eq!(one_line("abcdef", 3), "abc…");
    }
}
