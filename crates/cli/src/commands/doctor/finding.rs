//! What a check found.

use std::time::Duration;

use anstyle::Style;
use serde::Serialize;

use crate::output::style;

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Verdict {
    Ok,
    Warning,
    Failed,
    Skipped,
}

impl Verdict {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }

    pub(super) fn style(self) -> Style {
        match self {
            Self::Ok => style::GOOD,
            Self::Warning => style::WAITS,
            Self::Failed => style::ERROR,
            Self::Skipped => style::OFF,
        }
    }
}

/// A verdict, what it rests on, and what to do about it; if nothing is wrong, what is to be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) verdict: Verdict,
    pub(super) cause: String,
    pub(super) cure: Option<String>,
    pub(super) took: Option<Duration>,
}

impl Finding {
    pub(super) fn ok(cause: impl Into<String>) -> Self {
        Self { verdict: Verdict::Ok, cause: cause.into(), cure: None, took: None }
    }

    pub(super) fn noted(cause: impl Into<String>, note: impl Into<String>) -> Self {
        Self { cure: Some(note.into()), ..Self::ok(cause) }
    }

    pub(super) fn warning(cause: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { verdict: Verdict::Warning, cure: Some(cure.into()), ..Self::ok(cause) }
    }

    pub(super) fn failed(cause: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { verdict: Verdict::Failed, cure: Some(cure.into()), ..Self::ok(cause) }
    }

    pub(super) fn skipped(why: impl Into<String>) -> Self {
        Self { verdict: Verdict::Skipped, ..Self::ok(why) }
    }

    /// How long the answer took that this is about.
    pub(super) fn after(mut self, took: Option<Duration>) -> Self {
        self.took = took;
        self
    }
}
