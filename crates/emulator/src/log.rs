//! The System Log: <https://developer.okta.com/docs/reference/system-log-query/>.

mod filter;
mod query;
pub(crate) mod record;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

pub(crate) use query::Query;

/// Older entries are not returned (documented).
const RETENTION: SignedDuration = SignedDuration::from_hours(90 * 24);

#[derive(Debug)]
struct Entry {
    published: Timestamp,
    /// When it was written. Polling goes by this, a bounded query by `published` (documented).
    persisted: Timestamp,
    event: Value,
}

/// Everything that happened, in the order in which it was written.
#[derive(Debug, Default)]
pub(crate) struct SystemLog {
    entries: Vec<Entry>,
}

/// One answer of `GET /api/v1/logs`.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) events: Vec<Value>,
    /// The query of the `next` link.
    pub(crate) next: Option<String>,
}

impl SystemLog {
    pub(crate) fn push(&mut self, published: Timestamp, persisted: Timestamp, event: Value) {
        self.entries.push(Entry { published, persisted, event });
    }

    pub(crate) fn page(&self, query: &Query, now: Timestamp) -> Page {
        if query.is_polling() { self.poll(query, now) } else { self.bounded(query, now) }
    }

    /// There is always a `next` link, also on an empty page (documented).
    fn poll(&self, query: &Query, now: Timestamp) -> Page {
        let since = query.lower_bound(now);
        let start = query.after.as_ref().map_or(0, |cursor| cursor.position);
        let mut position = start.min(self.entries.len());
        let mut events = Vec::new();
        for entry in self.entries.iter().skip(position) {
            if events.len() == query.limit {
                break;
            }
            position += 1;
            if entry.persisted >= since && retained(entry, now) && query.accepts(&entry.event) {
                events.push(entry.event.clone());
            }
        }
        let milliseconds = self.entries.get(position.saturating_sub(1)).map_or(now, |entry| entry.published);
        Page { events, next: Some(query.next(milliseconds, position, since)) }
    }

    /// Sorted by `published`; the last page has no `next` link (documented).
    fn bounded(&self, query: &Query, now: Timestamp) -> Page {
        let since = query.lower_bound(now);
        let mut found: Vec<(Timestamp, usize, &Value)> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.published >= since && retained(entry, now))
            .filter(|(_, entry)| query.until.is_none_or(|until| entry.published <= until))
            .filter(|(_, entry)| query.accepts(&entry.event))
            .map(|(position, entry)| (entry.published, position, &entry.event))
            .collect();
        found.sort_by_key(|(published, position, _)| (*published, *position));
        if query.descending {
            found.reverse();
        }
        if let Some(last) = query.after.as_ref().map(|cursor| cursor.position) {
            let Some(seen) = self.entries.get(last).map(|entry| (entry.published, last)) else {
                return Page { events: Vec::new(), next: None };
            };
            found.retain(|(published, position, _)| {
                let this = (*published, *position);
                if query.descending { this < seen } else { this > seen }
            });
        }
        let more = found.len() > query.limit;
        found.truncate(query.limit);
        let next = found
            .last()
            .filter(|_| more)
            .map(|(published, position, _)| query.next(*published, *position, since));
        Page { events: found.into_iter().map(|(_, _, event)| event.clone()).collect(), next }
    }
}

fn retained(entry: &Entry, now: Timestamp) -> bool {
    now.duration_since(entry.published) <= RETENTION
}

#[cfg(test)]
mod tests;
