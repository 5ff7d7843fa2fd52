use jiff::{SignedDuration, Timestamp};

/// The window ends 24 hours after the first event, not at midnight (documented).
const WINDOW: SignedDuration = SignedDuration::from_hours(24);

/// Applicable events in the window: <https://developer.okta.com/docs/concepts/event-hooks/>. Retries are free.
#[derive(Debug, Clone, Default)]
pub(super) struct Quota {
    started: Option<Timestamp>,
    count: u64,
    warned: bool,
    violated: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) allowed: bool,
    /// At most one record of each kind in a window (documented).
    pub(super) warn: bool,
    pub(super) violate: bool,
    pub(super) seconds_to_reset: i64,
}

impl Quota {
    pub(super) fn count(&mut self, now: Timestamp, limit: u64, warning: u64) -> Verdict {
        let running = self.started.filter(|started| now.duration_since(*started) < WINDOW);
        let started = running.unwrap_or_else(|| {
            *self = Self { started: Some(now), ..Self::default() };
            now
        });
        let allowed = self.count < limit;
        self.count += u64::from(allowed);
        let warn = allowed && self.count >= warning && !self.warned;
        let violate = !allowed && !self.violated;
        self.warned |= warn;
        self.violated |= violate;
        let left = WINDOW.saturating_sub(now.duration_since(started));
        Verdict { allowed, warn, violate, seconds_to_reset: left.as_secs() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn okta_limits() {
        let start: Timestamp = "2026-03-16T10:00:00Z".parse().unwrap();
        let mut quota = Quota::default();
        let mut warned_at = None;
        for number in 1..=400_000_u64 {
            let verdict = quota.count(start, 400_000, 280_000);
            assert!(verdict.allowed && !verdict.violate);
            if verdict.warn {
                assert_eq!(warned_at.replace(number), None);
            }
        }
        assert_eq!(warned_at, Some(280_000));
        let later = start + SignedDuration::from_hours(23);
        let over = quota.count(later, 400_000, 280_000);
        assert_eq!(over, Verdict { allowed: false, warn: false, violate: true, seconds_to_reset: 3600 });
        assert!(!quota.count(later, 400_000, 280_000).violate);
        assert!(quota.count(start + WINDOW, 400_000, 280_000).allowed);
    }
}
