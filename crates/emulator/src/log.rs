//! The System Log: <https://developer.okta.com/docs/reference/system-log-query/>.

mod filter;
mod query;
pub(crate) mod record;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

pub(crate) use query::Query;

/// Older entries are not returned (documented).
const RETENTION: SignedDuration = SignedDuration::from_hours(90 * 24);

#[derive(Debug, Clone)]
struct Entry {
    published: Timestamp,
    /// When it was written. Polling goes by this, a bounded query by `published` (documented).
    persisted: Timestamp,
    /// One text for all of a type.
    event_type: Arc<str>,
    /// Its text takes a tenth of the memory that a `Value` does.
    json: Box<str>,
}

/// Everything that happened, in the order in which it was written.
#[derive(Debug, Clone, Default)]
pub(crate) struct SystemLog {
    entries: Vec<Entry>,
    event_types: BTreeSet<Arc<str>>,
}

/// One answer of `GET /api/v1/logs`.
#[derive(Debug)]
pub(crate) struct Page {
    /// A JSON array.
    pub(crate) events: String,
    /// The query of the `next` link.
    pub(crate) next: Option<String>,
}

impl SystemLog {
    pub(crate) fn push(&mut self, published: Timestamp, persisted: Timestamp, event: &Value) {
        let event_type = self.event_type(event.get("eventType").and_then(Value::as_str).unwrap_or_default());
        self.entries.push(Entry { published, persisted, event_type, json: text(event).into() });
    }

    fn event_type(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.event_types.get(name) {
            return Arc::clone(known);
        }
        let new: Arc<str> = name.into();
        self.event_types.insert(Arc::clone(&new));
        new
    }

    /// The entries, the first written first.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| &*entry.json)
    }

    pub(crate) fn page(&self, query: &Query, now: Timestamp) -> Page {
        if query.is_polling() { self.poll(query, now) } else { self.bounded(query, now) }
    }

    /// Whether an entry is asked for. Its text is read only if its type does not tell.
    fn accepts(&self, query: &Query) -> impl Fn(&Entry) -> bool {
        let decided: BTreeMap<Arc<str>, Option<bool>> =
            self.event_types.iter().map(|name| (Arc::clone(name), query.decides(name))).collect();
        move |entry| match decided.get(&entry.event_type) {
            Some(Some(accepted)) => *accepted,
            _ => query.accepts(&entry.json),
        }
    }

    /// There is always a `next` link, also on an empty page (documented).
    fn poll(&self, query: &Query, now: Timestamp) -> Page {
        let since = query.lower_bound(now);
        let accepts = self.accepts(query);
        let start = query.after.as_ref().map_or(0, |cursor| cursor.position);
        let mut position = start.min(self.entries.len());
        let mut events = Array::default();
        for entry in self.entries.iter().skip(position) {
            if events.count == query.limit {
                break;
            }
            position += 1;
            if entry.persisted >= since && retained(entry, now) && accepts(entry) {
                events.push(&entry.json);
            }
        }
        let milliseconds = self.entries.get(position.saturating_sub(1)).map_or(now, |entry| entry.published);
        Page { events: events.finish(), next: Some(query.next(milliseconds, position, since)) }
    }

    /// Sorted by `published`; the last page has no `next` link (documented).
    fn bounded(&self, query: &Query, now: Timestamp) -> Page {
        let since = query.lower_bound(now);
        let seen = match query.after.as_ref().map(|cursor| cursor.position) {
            None => None,
            Some(last) => match self.entries.get(last) {
                Some(entry) => Some((entry.published, last)),
                None => return Page { events: "[]".to_owned(), next: None },
            },
        };
        let mut found: Vec<(Timestamp, usize)> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.published >= since && retained(entry, now))
            .filter(|(_, entry)| query.until.is_none_or(|until| entry.published <= until))
            .map(|(position, entry)| (entry.published, position))
            .filter(|this| seen.is_none_or(|seen| if query.descending { *this < seen } else { *this > seen }))
            .collect();
        found.sort_unstable();
        if query.descending {
            found.reverse();
        }
        let accepted =
            |position: usize| self.entries.get(position).filter(|entry| query.accepts(&entry.json));
        let mut accepted = found.into_iter().filter_map(|(published, position)| {
            accepted(position).map(|entry| (published, position, &*entry.json))
        });
        let (mut events, mut last) = (Array::default(), None);
        for (published, position, json) in accepted.by_ref().take(query.limit) {
            events.push(json);
            last = Some((published, position));
        }
        let more = last.filter(|_| accepted.next().is_some());
        let next = more.map(|(published, position)| query.next(published, position, since));
        Page { events: events.finish(), next }
    }
}

/// The JSON text of a value; a value cannot fail to have one.
pub(crate) fn text(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A JSON array of texts that are JSON already.
#[derive(Debug, Default)]
struct Array {
    text: String,
    count: usize,
}

impl Array {
    fn push(&mut self, json: &str) {
        self.text.push(if self.count == 0 { '[' } else { ',' });
        self.text.push_str(json);
        self.count += 1;
    }

    fn finish(mut self) -> String {
        if self.count == 0 {
            self.text.push('[');
        }
        self.text.push(']');
        self.text
    }
}

fn retained(entry: &Entry, now: Timestamp) -> bool {
    now.duration_since(entry.published) <= RETENTION
}

#[cfg(test)]
mod tests;
