//! What a vector says of an error.

use std::time::Duration;

use okta_event_hooks::{Error, ErrorKind, UnixTime};
use serde::Deserialize;
use serde_json::Value;

use crate::vectors::{mentions, present, same};

/// The `error` of a vector: what is absent is not compared.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ExpectedError {
    kind: Option<String>,
    #[serde(default, deserialize_with = "present")]
    status: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    error_code: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    request_id: Option<Value>,
    maybe_sent: Option<bool>,
    maybe_applied: Option<bool>,
    retryable: Option<bool>,
    attempts: Option<u32>,
    #[serde(default, deserialize_with = "present")]
    reset_at: Option<Value>,
    wait_secs: Option<u64>,
    max_length: Option<usize>,
    #[serde(default)]
    mentions: Vec<String>,
    #[serde(default)]
    absent: Vec<String>,
}

impl ExpectedError {
    /// Compares an error, `text` being all that it shows.
    ///
    /// # Errors
    /// The difference.
    pub fn compare(&self, found: &Error, text: &str) -> Result<(), String> {
        self.differs(found, text).map_err(|why| format!("{why}: {found}"))
    }

    fn differs(&self, found: &Error, text: &str) -> Result<(), String> {
        if let Some(kind) = &self.kind {
            same("kind", found.kind(), kind_of(kind)?)?;
        }
        wanted("status", self.status.as_ref(), Value::from(found.status()))?;
        wanted("errorCode", self.error_code.as_ref(), Value::from(found.error_code()))?;
        wanted("requestId", self.request_id.as_ref(), Value::from(found.request_id()))?;
        wanted("maybeApplied", self.maybe_applied.as_ref(), found.maybe_applied())?;
        wanted("retryable", self.retryable.as_ref(), found.is_retryable())?;
        match found {
            Error::Transport(error) => {
                wanted("maybeSent", self.maybe_sent.as_ref(), error.maybe_sent())?;
                wanted("attempts", self.attempts.as_ref(), error.attempts())?;
            }
            Error::RateLimited(error) => {
                wanted("resetAt", self.reset_at.as_ref(), Value::from(error.reset().map(UnixTime::as_secs)))?;
                // A date as Retry-After may add a part of a second.
                wanted("waitSecs", self.wait_secs.as_ref(), Duration::as_secs(&error.wait()))?;
                wanted("attempts", self.attempts.as_ref(), error.attempts())?;
            }
            _ => {}
        }
        if !self.fits(found) {
            return Err(format!("the expectation {self:?} does not fit"));
        }
        let length = found.to_string().len();
        if self.max_length.is_some_and(|most| length > most) {
            return Err(format!("the message has {length} bytes"));
        }
        if let Some(secret) = self.absent.iter().find(|secret| text.contains(*secret)) {
            return Err(format!("shows {secret:?}: {text}"));
        }
        mentions(text, &self.mentions)
    }

    /// Whether every member is one that an error of this kind has.
    fn fits(&self, found: &Error) -> bool {
        let transport = matches!(found, Error::Transport(_));
        let limited = matches!(found, Error::RateLimited(_));
        (transport || self.maybe_sent.is_none())
            && (limited || (self.reset_at.is_none() && self.wait_secs.is_none()))
            && (transport || limited || self.attempts.is_none())
    }
}

fn wanted<T: PartialEq + std::fmt::Debug>(what: &str, expected: Option<&T>, found: T) -> Result<(), String> {
    expected.map_or(Ok(()), |expected| same(what, &found, expected))
}

fn kind_of(name: &str) -> Result<ErrorKind, String> {
    Ok(match name {
        "invalidInput" => ErrorKind::InvalidInput,
        "api" => ErrorKind::Api,
        "rateLimited" => ErrorKind::RateLimited,
        "auth" => ErrorKind::Auth,
        "protocol" => ErrorKind::Protocol,
        "transport" => ErrorKind::Transport,
        other => return Err(format!("unknown kind {other}")),
    })
}
