//! What to ask the System Log for. Its two modes behave differently, so they are two types.

use crate::time::Timestamp;

/// A bounded query: from here to there, and then it ends.
///
/// Entries come in the order of `published`. One that is stored late may be missed; to see every entry,
/// [poll](LogPoll).
///
/// ```
/// use okta_event_hooks_core::{LogFilter, LogQuery};
///
/// let query = LogQuery::between("2026-03-16T00:00:00Z", "2026-03-17T00:00:00Z")
///     .filter(LogFilter::sw("eventType", "event_hook")?)
///     .newest_first();
/// # Ok::<(), okta_event_hooks_core::InvalidInput>(())
/// ```
///
/// See <https://developer.okta.com/docs/reference/system-log-query/>.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogQuery {
    pub(crate) since: Option<Timestamp>,
    pub(crate) until: Timestamp,
    pub(crate) conditions: Conditions,
    pub(crate) newest_first: bool,
}

/// A poll: from here on, without an end.
///
/// Entries come in the order in which they were stored, every one of them; `published` may go backwards. There is always
/// a next page, and an empty one means that nothing has happened since.
///
/// ```
/// use okta_event_hooks_core::LogPoll;
///
/// let poll = LogPoll::since("2026-03-16T00:00:00Z").limit(1000);
/// ```
///
/// See <https://developer.okta.com/docs/reference/system-log-query/>.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogPoll {
    pub(crate) since: Option<Timestamp>,
    pub(crate) conditions: Conditions,
}

/// What both modes can be narrowed by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Conditions {
    pub(crate) filter: Option<String>,
    pub(crate) q: Option<String>,
    pub(crate) limit: Option<u32>,
}

/// The setters that both modes have.
macro_rules! conditions {
    () => {
        /// Only entries for which this holds: a [`LogFilter`](crate::LogFilter), or a SCIM expression as text.
        #[must_use]
        pub fn filter(mut self, filter: impl Into<String>) -> Self {
            self.conditions.filter = Some(filter.into());
            self
        }

        /// Only entries with all of these words, in any case: at most 10 words of at most 40 characters.
        #[must_use]
        pub fn q(mut self, words: impl Into<String>) -> Self {
            self.conditions.q = Some(words.into());
            self
        }

        /// How many entries a page has at the most: up to 1,000, and 100 unless set.
        #[must_use]
        pub fn limit(mut self, entries: u32) -> Self {
            self.conditions.limit = Some(entries);
            self
        }
    };
}

impl LogQuery {
    /// What was published from `since` to `until`. Okta keeps 90 days.
    pub fn between(since: impl Into<Timestamp>, until: impl Into<Timestamp>) -> Self {
        let conditions = Conditions::default();
        Self { since: Some(since.into()), until: until.into(), conditions, newest_first: false }
    }

    /// What was published in the 7 days up to `until`.
    pub fn until(until: impl Into<Timestamp>) -> Self {
        let conditions = Conditions::default();
        Self { since: None, until: until.into(), conditions, newest_first: false }
    }

    conditions!();

    /// The newest entries first.
    #[must_use]
    pub fn newest_first(mut self) -> Self {
        self.newest_first = true;
        self
    }
}

impl LogPoll {
    /// From 7 days ago on.
    pub fn new() -> Self {
        Self::default()
    }

    /// From `since` on.
    pub fn since(since: impl Into<Timestamp>) -> Self {
        Self { since: Some(since.into()), ..Self::default() }
    }

    conditions!();
}
