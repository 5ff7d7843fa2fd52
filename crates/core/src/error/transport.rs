//! No answer.

use std::fmt;

use super::{fmt_maybe_applied, one_line};
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
        // A driver may quote what the peer sent.
        let failure = one_line(&self.failure.to_string(), 500);
        write!(f, "{}: tried {} {times}: {failure}", self.operation, self.attempts)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::OPERATIONS;

    #[test]
    fn what_a_driver_reports_is_one_bounded_line() {
        let reported = format!("bad status line:\n  \u{1b}[31m{}", "x".repeat(10_000));
        let failure = Failure::MaybeSent(reported.into());
        let text = TransportError::new(OPERATIONS[0], 1, failure).to_string();
        assert!(text.contains("the answer was lost: bad status line:    [31mxxx"), "{text}");
        assert!(!text.contains(char::is_control) && text.len() < 700, "{text}");
    }
}
