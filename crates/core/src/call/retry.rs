//! When to try again, and when to give up.

use std::time::Duration;

/// How patiently a call is retried.
///
/// | What happened | Sent again |
/// |---|---|
/// | 429 | every operation: nothing was done. After `X-Rate-Limit-Reset` − `Date` + 1 s, or `Retry-After` |
/// | 502, 503, 504 | idempotent operations, after `Retry-After` or a backoff |
/// | nothing was sent | every operation, after a backoff |
/// | the answer was lost, or took too long | idempotent operations, after a backoff |
/// | anything else | never |
///
/// `createEventHook` is the one operation that is not idempotent. The backoff begins at 1 s, doubles up to 30 s, and
/// is shortened at random by up to a half.
///
/// ```
/// use std::time::Duration;
/// use okta_event_hooks_core::RetryPolicy;
///
/// let patient = RetryPolicy { max_attempts: 6, ..RetryPolicy::default() };
/// assert_eq!(patient.max_wait, Duration::from_secs(65));
/// assert_eq!(RetryPolicy::none().max_attempts, 1);
/// ```
///
/// See <https://developer.okta.com/docs/reference/rate-limits/>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How often a request is sent at the most, the first time included; 3 unless set, as in Okta's own SDKs.
    pub max_attempts: u32,
    /// The longest single wait; 65 s unless set, for Okta's windows last a minute.
    pub max_wait: Duration,
    /// No wait begins that would end later than this after the start; 150 s unless set.
    pub max_elapsed: Duration,
}

impl RetryPolicy {
    /// Never tries again.
    pub const fn none() -> Self {
        Self { max_attempts: 1, max_wait: Duration::ZERO, max_elapsed: Duration::ZERO }
    }

    pub(super) fn allows(&self, attempts: u32, wait: Duration, elapsed: Duration) -> bool {
        attempts < self.max_attempts
            && wait <= self.max_wait
            && elapsed.saturating_add(wait) <= self.max_elapsed
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self { max_attempts: 3, max_wait: Duration::from_secs(65), max_elapsed: Duration::from_secs(150) }
    }
}

/// How long to wait after this many attempts when nobody says so, before jitter.
pub(super) fn backoff(attempts: u32) -> Duration {
    let doublings = attempts.saturating_sub(1).min(5);
    Duration::from_secs(1 << doublings).min(Duration::from_secs(30))
}
