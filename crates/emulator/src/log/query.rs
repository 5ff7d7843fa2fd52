use jiff::{SignedDuration, Timestamp, civil};
use serde_json::Value;

use super::filter::Filter;
use crate::error::ApiError;

/// The default of `since` is seven days before `until` (documented).
const DEFAULT_SPAN: SignedDuration = SignedDuration::from_hours(7 * 24);
/// An error text exists for an older `since` (documented).
const OLDEST_SINCE: SignedDuration = SignedDuration::from_hours(180 * 24);

/// The parameters of `GET /api/v1/logs`, checked.
#[derive(Debug)]
pub(crate) struct Query {
    since: Option<Timestamp>,
    pub(super) until: Option<Timestamp>,
    pub(super) after: Option<Cursor>,
    filter: Option<(String, Filter)>,
    keywords: Option<String>,
    pub(super) limit: usize,
    pub(super) descending: bool,
}

/// What `after` carries: opaque to clients. `<milliseconds>_<position>_<since in nanoseconds>`: as `since` and `after`
/// exclude each other, the first page's bound, also a default one, goes along.
#[derive(Debug)]
pub(super) struct Cursor {
    pub(super) position: usize,
    since: Timestamp,
}

impl Query {
    /// `strict` refuses unknown parameters: an emulator that ignored a misspelt one would hide the mistake (Okta's own
    /// behaviour is unknown).
    pub(crate) fn parse(query: &str, strict: bool, now: Timestamp) -> Result<Self, ApiError> {
        let mut parsed = Self {
            since: None,
            until: None,
            after: None,
            filter: None,
            keywords: None,
            limit: 100,
            descending: false,
        };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "since" => parsed.since = date("since", &value)?,
                "until" => parsed.until = date("until", &value)?,
                "after" => parsed.after = Some(cursor(&value)?),
                "filter" | "q" if value.trim().is_empty() => {}
                "filter" => parsed.filter = Some((value.to_string(), Filter::parse(&value)?)),
                "q" => parsed.keywords = Some(keywords(&value)?),
                "limit" => parsed.limit = limit(&value)?,
                "sortOrder" => parsed.descending = descending(&value)?,
                other if strict => return Err(invalid(other, "is not a parameter of this request.")),
                _ => {}
            }
        }
        if parsed.since.is_some() && parsed.after.is_some() {
            return Err(invalid("after", "cannot be combined with 'since'."));
        }
        if parsed.since.is_some_and(|since| now.duration_since(since) > OLDEST_SINCE) {
            let summary = "Invalid parameter: The since parameter is over 180 days prior to the current day.";
            return Err(ApiError::log("E0000053", summary));
        }
        Ok(parsed)
    }

    /// Polling is a query without `until` in ascending order; all others are bounded (documented).
    pub(super) fn is_polling(&self) -> bool {
        self.until.is_none() && !self.descending
    }

    pub(super) fn lower_bound(&self, now: Timestamp) -> Timestamp {
        if let Some(cursor) = &self.after {
            return cursor.since;
        }
        let default = self.until.unwrap_or(now).checked_sub(DEFAULT_SPAN).unwrap_or(Timestamp::MIN);
        self.since.unwrap_or(default)
    }

    /// What is asked of every entry of a type, if its text need not be read for that.
    pub(super) fn decides(&self, event_type: &str) -> Option<bool> {
        let filtered = self.filter.as_ref().map_or(Some(true), |(_, filter)| filter.decides(event_type));
        filtered.filter(|accepted| !accepted || self.keywords.is_none())
    }

    pub(super) fn accepts(&self, json: &str) -> bool {
        let Ok(event) = serde_json::from_str::<Value>(json) else {
            return false;
        };
        let filtered = self.filter.as_ref().is_none_or(|(_, filter)| filter.matches(&event));
        filtered && self.keywords.as_ref().is_none_or(|keywords| has_all(&event, keywords))
    }

    /// The query of the `next` link; `since` is the lower bound of this page.
    pub(super) fn next(&self, published: Timestamp, position: usize, since: Timestamp) -> String {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        let (published, since) = (published.as_millisecond(), since.as_nanosecond());
        pairs.append_pair("after", &format!("{published}_{position}_{since}"));
        if let Some(until) = self.until {
            pairs.append_pair("until", &until.to_string());
        }
        if let Some((filter, _)) = &self.filter {
            pairs.append_pair("filter", filter);
        }
        if let Some(keywords) = &self.keywords {
            pairs.append_pair("q", keywords);
        }
        pairs.append_pair("limit", &self.limit.to_string());
        pairs.append_pair("sortOrder", if self.descending { "DESCENDING" } else { "ASCENDING" });
        pairs.finish()
    }
}

fn invalid(parameter: &str, problem: &str) -> ApiError {
    ApiError::log_bare("E0000001", &format!("Api validation failed: '{parameter}': {problem}"))
}

/// ISO 8601. A date or a date-time without offset is taken as UTC (inferred); an empty value as absent (documented).
fn date(parameter: &'static str, text: &str) -> Result<Option<Timestamp>, ApiError> {
    if text.is_empty() {
        return Ok(None);
    }
    let utc = |text: &str| {
        let local = text.parse::<civil::DateTime>().ok()?;
        local.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    };
    let parsed = text.parse().ok().or_else(|| utc(text));
    parsed.map(Some).ok_or_else(|| ApiError::log_date(parameter))
}

fn cursor(text: &str) -> Result<Cursor, ApiError> {
    let mut parts = text.split('_');
    let _published = parts.next();
    let position = parts.next().and_then(|part| part.parse().ok());
    let since = match parts.next() {
        None => Some(Timestamp::MIN),
        Some(part) => part.parse().ok().and_then(|since| Timestamp::from_nanosecond(since).ok()),
    };
    match (position, since, parts.next()) {
        (Some(position), Some(since), None) => Ok(Cursor { position, since }),
        _ => Err(invalid("after", "is not a value from a next link.")),
    }
}

/// At most ten keywords of at most 40 characters (documented; the text for too many is inferred).
fn keywords(text: &str) -> Result<String, ApiError> {
    if text.split_whitespace().any(|word| word.chars().count() > 40) {
        let problem = "Freeform search cannot contain items longer than 40 characters. Please shorten the items in \
                       your search or use an advanced filter to query by specific fields.";
        return Err(invalid("q", problem));
    }
    if text.split_whitespace().count() > 10 {
        return Err(invalid("q", "Freeform search cannot contain more than 10 items."));
    }
    Ok(text.to_owned())
}

fn limit(text: &str) -> Result<usize, ApiError> {
    let parsed = text.parse().ok().filter(|limit| *limit <= 1000);
    parsed.ok_or_else(|| invalid("limit", "must be a number from 0 to 1000."))
}

fn descending(text: &str) -> Result<bool, ApiError> {
    match text {
        "" | "ASCENDING" => Ok(false),
        "DESCENDING" => Ok(true),
        _ => Err(invalid("sortOrder", "must be ASCENDING or DESCENDING.")),
    }
}

/// All keywords must match, whatever their case; a hyphenated value matches whole or by part (documented).
fn has_all(event: &Value, keywords: &str) -> bool {
    keywords.split_whitespace().all(|keyword| has(event, &keyword.to_lowercase()))
}

fn has(value: &Value, keyword: &str) -> bool {
    match value {
        Value::String(text) => {
            let text = text.to_lowercase();
            text.split_whitespace().any(|word| word == keyword || word.split('-').any(|part| part == keyword))
        }
        Value::Array(items) => items.iter().any(|item| has(item, keyword)),
        Value::Object(members) => members.values().any(|member| has(member, keyword)),
        _ => false,
    }
}
