use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

/// About a minute, not aligned to the clock (documented: <https://developer.okta.com/docs/reference/rate-limits/>).
const WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// Event hooks have no bucket of their own: they share one a method (observed). The System Log and `/oauth2` have
/// their own (documented).
#[derive(Debug, Clone, Default)]
pub(super) struct RateLimits {
    windows: BTreeMap<(&'static str, &'static str), Window>,
}

#[derive(Debug, Clone)]
struct Window {
    started: Timestamp,
    count: u32,
}

/// What the `X-Rate-Limit-*` headers say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rate {
    pub(super) limit: u32,
    pub(super) remaining: u32,
    /// UTC epoch seconds (documented), never before the window has ended.
    pub(super) reset: i64,
    pub(super) exceeded: bool,
}

impl RateLimits {
    pub(super) fn count(&mut self, method: &str, bucket: &'static str, limit: u32, now: Timestamp) -> Rate {
        const METHODS: [&str; 4] = ["GET", "POST", "PUT", "DELETE"];
        let method = METHODS.into_iter().find(|known| *known == method).unwrap_or("OTHER");
        let window = self.windows.entry((method, bucket)).or_insert(Window { started: now, count: 0 });
        if now.duration_since(window.started) >= WINDOW {
            *window = Window { started: now, count: 0 };
        }
        let exceeded = window.count >= limit;
        window.count += u32::from(!exceeded);
        let end = window.started.checked_add(WINDOW).unwrap_or(Timestamp::MAX);
        let reset = end.as_second() + i64::from(end.subsec_nanosecond() > 0);
        Rate { limit, remaining: limit.saturating_sub(window.count), reset, exceeded }
    }
}
