//! What a 429 or 503 says about when to come back.

use std::time::Duration;

use http::{HeaderMap, header};

use crate::time::UnixTime;

/// A reset further ahead than this is no window of Okta's, which last a minute: it is not believed.
const BELIEVABLE: Duration = Duration::from_hours(7 * 24);

/// The rate-limit headers of a response.
///
/// See <https://developer.okta.com/docs/reference/rate-limits/>.
pub(crate) struct RateLimit {
    /// When the window ends, by the server's clock.
    pub(crate) reset: Option<UnixTime>,
    /// How long to wait; `None` when the headers do not say and it is the caller's to guess.
    pub(crate) wait: Option<Duration>,
}

impl RateLimit {
    /// Reads the headers of a 429. `now` stands in for a missing `Date`.
    pub(crate) fn read(headers: &HeaderMap, now: UnixTime) -> Self {
        let date = date(headers).unwrap_or(now);
        let reset = if is_concurrency_limit(headers) { None } else { reset(headers, date) };
        // Both moments are the server's, so a wrong local clock cannot matter. One second for their rounding.
        let until_reset = reset.map(|reset| reset.since(date) + Duration::from_secs(1));
        Self { reset, wait: until_reset.max(retry_after(headers, now)) }
    }
}

/// `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
pub(crate) fn retry_after(headers: &HeaderMap, now: UnixTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(secs) = text.parse() {
        return Some(Duration::from_secs(secs));
    }
    let until = UnixTime::from_http_date(text)?;
    Some(until.since(date(headers).unwrap_or(now)))
}

fn date(headers: &HeaderMap) -> Option<UnixTime> {
    UnixTime::from_http_date(headers.get(header::DATE)?.to_str().ok()?)
}

/// Several buckets may apply, each with a header of its own: the latest reset is when all of them are open.
fn reset(headers: &HeaderMap, date: UnixTime) -> Option<UnixTime> {
    numbers(headers, "x-rate-limit-reset")
        .map(UnixTime::from_secs)
        .filter(|reset| *reset > date && reset.since(date) <= BELIEVABLE)
        .max()
}

/// With too many requests at once Okta sends limit 0 and remaining 0, and the reset is only an estimate.
fn is_concurrency_limit(headers: &HeaderMap) -> bool {
    ["x-rate-limit-limit", "x-rate-limit-remaining"].iter().all(|name| {
        let mut values = numbers(headers, name).peekable();
        values.peek().is_some() && values.all(|number| number == 0)
    })
}

fn numbers<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = i64> + 'a {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(','))
        .filter_map(|number| number.trim().parse().ok())
}
