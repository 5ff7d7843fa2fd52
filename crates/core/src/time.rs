//! Moments: the time that a driver supplies, and the times that Okta writes.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// A moment, in microseconds since 1970-01-01T00:00:00Z.
///
/// The core never reads a clock: a driver passes the time in.
///
/// ```
/// use std::time::SystemTime;
/// use okta_event_hooks_core::UnixTime;
///
/// let now: UnixTime = SystemTime::now().into();
/// assert!(now > UnixTime::from_secs(1_700_000_000));
/// assert_eq!(UnixTime::from_millis(1_500).to_string(), "1970-01-01T00:00:01.5Z");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct UnixTime(i64);

impl UnixTime {
    /// The moment `secs` seconds after 1970 began; saturates at the ends of time.
    pub const fn from_secs(secs: i64) -> Self {
        Self(secs.saturating_mul(1_000_000))
    }

    /// The moment `millis` milliseconds after 1970 began; saturates at the ends of time.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis.saturating_mul(1_000))
    }

    /// The moment `micros` microseconds after 1970 began.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Whole seconds since 1970 began, rounded down.
    pub const fn as_secs(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// Whole milliseconds since 1970 began, rounded down.
    pub const fn as_millis(self) -> i64 {
        self.0.div_euclid(1_000)
    }

    /// Microseconds since 1970 began.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// How long after `earlier` this is; zero when it is not after it.
    pub fn since(self, earlier: Self) -> Duration {
        let micros = self.0.saturating_sub(earlier.0);
        u64::try_from(micros).map_or(Duration::ZERO, Duration::from_micros)
    }

    /// The moment `wait` later; saturates at the end of time.
    #[must_use]
    pub fn after(self, wait: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(wait.as_micros()).unwrap_or(i64::MAX)))
    }

    /// Reads an HTTP date such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
    pub(crate) fn from_http_date(text: &str) -> Option<Self> {
        httpdate::parse_http_date(text).ok().map(Self::from)
    }
}

impl From<SystemTime> for UnixTime {
    fn from(time: SystemTime) -> Self {
        let micros = |d: Duration| i64::try_from(d.as_micros()).unwrap_or(i64::MAX);
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self(micros(after)),
            Err(before) => Self(-micros(before.duration())),
        }
    }
}

impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(timestamp) => timestamp.fmt(f),
            Err(_) => write!(f, "{} s after 1970", self.as_secs()),
        }
    }
}

/// A date-time as Okta wrote it, kept to the letter.
///
/// ```
/// use okta_event_hooks_core::{Timestamp, UnixTime};
///
/// let created = Timestamp::from("2026-03-16T03:47:47.000Z");
/// assert_eq!(created.as_str(), "2026-03-16T03:47:47.000Z");
/// assert_eq!(created.time(), Some(UnixTime::from_secs(1_773_632_867)));
/// assert_eq!(Timestamp::from("soon").time(), None);
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(Box<str>);

impl Timestamp {
    /// Okta's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The moment that the text names, to the microsecond; `None` when it is not an RFC 3339 date-time.
    pub fn time(&self) -> Option<UnixTime> {
        let timestamp: jiff::Timestamp = self.0.parse().ok()?;
        Some(UnixTime::from_micros(timestamp.as_microsecond()))
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<UnixTime> for Timestamp {
    fn from(time: UnixTime) -> Self {
        time.to_string().as_str().into()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn microseconds_survive() {
        let time = Timestamp::from("2026-03-16T04:00:12.809026Z").time().unwrap();
        assert_eq!(time.as_micros() % 1_000_000, 809_026);
    }

    #[test]
    fn the_ends_of_time_do_not_overflow() {
        assert_eq!(UnixTime::from_secs(i64::MAX), UnixTime::from_micros(i64::MAX));
        assert_eq!(UnixTime::from_secs(i64::MIN).since(UnixTime::from_secs(i64::MAX)), Duration::ZERO);
        assert!(!UnixTime::from_secs(i64::MAX).to_string().is_empty());
        assert_eq!(UnixTime::from_secs(1).after(Duration::MAX), UnixTime::from_micros(i64::MAX));
    }
}
