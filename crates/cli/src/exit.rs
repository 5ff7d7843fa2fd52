//! What an error is to the shell: a line or two, and an exit code.

use std::io;

use okta_event_hooks::{Error, ErrorKind};

use crate::output;

/// The exit codes, as `--help` and the README list them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    Failed = 1,
    Usage = 2,
    NotFound = 3,
    RateLimited = 4,
    Transport = 5,
    OutcomeUnknown = 6,
}

/// Why the command ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nobody reads the output any more (`| head`). That is their right.
    ClosedPipe,
    /// An error, what to do about it, and the exit code.
    Told { exit: Exit, message: String, hint: Option<String> },
}

impl Failure {
    /// What the command line asks for cannot be done.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// It was tried, and failed.
    pub(crate) fn failed(message: impl Into<String>) -> Self {
        Self::new(Exit::Failed, message)
    }

    pub(crate) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self::Told { exit, message: message.into(), hint: None }
    }

    /// Adds what to do about it.
    pub(crate) fn hint(mut self, text: impl Into<String>) -> Self {
        if let Self::Told { hint, .. } = &mut self {
            *hint = Some(text.into());
        }
        self
    }

    /// The output could not be written.
    pub(crate) fn output(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::ClosedPipe;
        }
        Self::failed(format!("the output cannot be written: {error}"))
    }

    pub(crate) fn exit(&self) -> Option<Exit> {
        match self {
            Self::ClosedPipe => None,
            Self::Told { exit, .. } => Some(*exit),
        }
    }

    pub(crate) fn message(&self) -> &str {
        match self {
            Self::ClosedPipe => "the output was closed",
            Self::Told { message, .. } => message,
        }
    }

    pub(crate) fn hint_text(&self) -> Option<&str> {
        match self {
            Self::ClosedPipe => None,
            Self::Told { hint, .. } => hint.as_deref(),
        }
    }

    /// Tells it on stderr.
    pub(crate) fn report(&self) -> u8 {
        if let Self::Told { message, hint, .. } = self {
            output::error("error", message);
            if let Some(hint) = hint {
                output::error("hint", hint);
            }
        }
        self.exit().map_or(0, |exit| exit as u8)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let failure = Self::new(exit_of(&error), error.to_string());
        match error {
            error if error.maybe_applied() => {
                failure.hint("`okta-event-hooks hooks list` shows what the org has now")
            }
            Error::Transport(error) if !error.maybe_sent() => {
                failure.hint(if error.to_string().contains("peer certificate") {
                    "pass the PEM file of who issued the org's certificate as --ca-file; an emulator writes its own \
                     with --tls-ca"
                } else {
                    "check the org URL and the network; `okta-event-hooks emulator` starts an org for tests"
                })
            }
            _ => failure,
        }
    }
}

fn exit_of(error: &Error) -> Exit {
    if error.maybe_applied() {
        return Exit::OutcomeUnknown;
    }
    match error.kind() {
        ErrorKind::InvalidInput => Exit::Usage,
        ErrorKind::Api if error.status() == Some(404) => Exit::NotFound,
        ErrorKind::RateLimited => Exit::RateLimited,
        ErrorKind::Protocol | ErrorKind::Transport => Exit::Transport,
        _ => Exit::Failed,
    }
}
