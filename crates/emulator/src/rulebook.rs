//! What this org does and how we know it, as data: documented by Okta, observed in public recordings, or inferred.
//!
//! The same as a page is `docs/emulator.md` in the repository.
//!
//! ```
//! use okta_event_hooks_emulator::rulebook::{RULES, Source};
//!
//! // What a test should not take for Okta's own behaviour.
//! let guesses = RULES.iter().flat_map(|area| area.rules).filter(|rule| rule.source.contains(&Source::Inferred));
//! for rule in guesses {
//!     println!("{} ({})", rule.text, rule.switch.unwrap_or("no switch"));
//! }
//! ```

mod answers;
mod checks;
mod deliveries;
mod dpop;
mod filters;
mod gaps;
mod hooks;
mod service_apps;
mod system_log;
mod verification;

pub use gaps::{DIFFERENCES, GAPS};

/// How a rule is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A public page of Okta's says so.
    Documented,
    /// Seen in public recordings of traffic with Okta.
    Observed,
    /// No source says so. Do not expect a real org to agree.
    Inferred,
}

/// One rule of the org.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What the org does.
    pub text: &'static str,
    /// How it is known: inferred, or documented, observed, or both of these.
    pub source: &'static [Source],
    /// Okta's page about it; every documented rule has one.
    pub page: Option<&'static str>,
    /// What changes it, as a seed file has it: a member of [`Config`](crate::Config), or `rules.` and a member of
    /// [`Rules`](crate::Rules).
    pub switch: Option<&'static str>,
    /// More about the switch; of an inferred rule without one, the reason.
    pub note: Option<&'static str>,
}

/// Rules about one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// The subject.
    pub name: &'static str,
    /// Its rules.
    pub rules: &'static [Rule],
}

/// Where the org differs from Okta on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// What is different.
    pub text: &'static str,
    /// The member of [`Config`](crate::Config) that decides it.
    pub setting: Option<&'static str>,
}

/// All rules.
pub const RULES: &[Area] = &[
    hooks::AREA,
    checks::AREA,
    verification::AREA,
    deliveries::AREA,
    filters::AREA,
    answers::AREA,
    service_apps::AREA,
    dpop::AREA,
    system_log::AREA,
];

/// Okta's pages.
mod page {
    pub(super) const API: &str =
        "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/";
    pub(super) const BEST_PRACTICES: &str = "https://developer.okta.com/docs/guides/hooks-best-practices/";
    pub(super) const CONCEPTS: &str = "https://developer.okta.com/docs/concepts/event-hooks/";
    pub(super) const CONVENTIONS: &str = "https://developer.okta.com/docs/reference/core-okta-api/";
    pub(super) const DPOP: &str = "https://developer.okta.com/docs/guides/dpop/";
    pub(super) const ERRORS: &str = "https://developer.okta.com/docs/reference/error-codes/";
    pub(super) const EVENT_TYPES: &str = "https://developer.okta.com/docs/reference/api/event-types/";
    pub(super) const EXPRESSIONS: &str =
        "https://help.okta.com/oie/en-us/content/topics/automation-hooks/event-hooks-el.htm";
    pub(super) const EXPRESSIONS_IN_GENERAL: &str =
        "https://developer.okta.com/docs/reference/okta-expression-language-in-identity-engine/";
    pub(super) const FILTERING: &str = "https://developer.okta.com/docs/guides/event-hook-filtering/";
    pub(super) const LOG_API: &str =
        "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/";
    pub(super) const LOG_QUERY: &str = "https://developer.okta.com/docs/reference/system-log-query/";
    pub(super) const RATE_LIMITS: &str = "https://developer.okta.com/docs/reference/rate-limits/";
    pub(super) const RATE_LIMIT_EVENTS: &str =
        "https://developer.okta.com/docs/reference/rl-system-log-events/";
    /// The former reference, which redirects now.
    pub(super) const REFERENCE: &str = "https://developer.okta.com/docs/reference/api/event-hooks/";
    pub(super) const SERVICE_APPS: &str =
        "https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/";
}

/// Reasons for no switch.
mod why {
    pub(super) const TEXT: &str = "no switch: text";
    pub(super) const ORDER: &str = "no switch: order";
    pub(super) const RFC_9449: &str = "no switch: as RFC 9449 has it";
    pub(super) const SPRING: &str = "no switch: as in Spring's expression language, on which Okta's builds";
}

const fn documented(page: &'static str, text: &'static str) -> Rule {
    Rule { text, source: &[Source::Documented], page: Some(page), switch: None, note: None }
}

const fn observed(text: &'static str) -> Rule {
    Rule { text, source: &[Source::Observed], page: None, switch: None, note: None }
}

/// Documented and observed.
const fn both(page: &'static str, text: &'static str) -> Rule {
    Rule { source: &[Source::Documented, Source::Observed], ..documented(page, text) }
}

/// Inferred, and a switch.
const fn inferred(switch: &'static str, text: &'static str) -> Rule {
    Rule { text, source: &[Source::Inferred], page: None, switch: Some(switch), note: None }
}

/// Inferred, without a switch.
const fn fixed(why: &'static str, text: &'static str) -> Rule {
    Rule { text, source: &[Source::Inferred], page: None, switch: None, note: Some(why) }
}

impl Rule {
    const fn switch(self, switch: &'static str) -> Self {
        Self { switch: Some(switch), ..self }
    }

    const fn note(self, note: &'static str) -> Self {
        Self { note: Some(note), ..self }
    }
}

#[cfg(test)]
mod tests;
