//! Times in options: `24h` ago, or a date-time.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use okta_event_hooks::{Timestamp, UnixTime};

/// `90s`, `30m`, `24h` or `7d` ago, or a date-time such as `2026-03-16T04:00:00Z`.
#[derive(Debug, Clone)]
pub(crate) struct Moment(Timestamp);

impl Moment {
    pub(crate) fn now() -> Self {
        Self(UnixTime::from(SystemTime::now()).into())
    }

    pub(crate) fn timestamp(&self) -> Timestamp {
        self.0.clone()
    }
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let timestamp = Timestamp::from(text);
        if timestamp.time().is_some() {
            return Ok(Self(timestamp));
        }
        let ago = age(text).and_then(|age| SystemTime::now().checked_sub(age));
        let ago = ago.ok_or("write it like 90s, 30m, 24h, 7d, or 2026-03-16T04:00:00Z")?;
        Ok(Self(UnixTime::from(ago).into()))
    }
}

fn age(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => return None,
    };
    Some(Duration::from_secs(number.parse::<u64>().ok()?.checked_mul(seconds)?))
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_and_dates() {
        assert_eq!(age("24h"), Some(Duration::from_hours(24)));
        assert_eq!(age("7d"), Some(Duration::from_hours(7 * 24)));
        assert!("2026-03-16T04:00:00Z".parse::<Moment>().is_ok());
        for wrong in
            ["", "h", "1w", "-1h", "tomorrow", "1é", "99999999999999999999d", "18446744073709551615d"]
        {
            assert!(wrong.parse::<Moment>().is_err(), "{wrong}");
        }
    }
}
