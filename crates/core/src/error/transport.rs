//! No answer.

use std::fmt;

use super::fmt_maybe_applied;
use crate::call::Failure;
use crate::operation::OperationInfo;

/// The driver failed to send the request or to read the whole answer.
#[derive(Debug)]
pub struct TransportError {
    operation: &'static str,
    attempts: u32,
    pub(super) failure: Failure,
    pub(super) maybe_applied: bool,
}

impl TransportError {
    pub(crate) fn new(info: &OperationInfo, attempts: u32, failure: Failure) -> Self {
        Self { operation: info.id, attempts, failure, maybe_applied: false }
    }

    /// Whether Okta may have received the request.
    pub fn maybe_sent(&self) -> bool {
        !matches!(self.failure, Failure::NotSent(_))
    }

    /// What the driver reported last.
    pub fn failure(&self) -> &Failure {
        &self.failure
    }

    /// How often the request was tried.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = if self.attempts == 1 { "time" } else { "times" };
        write!(f, "{}: tried {} {times}: {}", self.operation, self.attempts, self.failure)?;
        fmt_maybe_applied(f, self.maybe_applied)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.failure {
            Failure::NotSent(source) | Failure::MaybeSent(source) => Some(source.as_ref()),
            Failure::TimedOut => None,
        }
    }
}
