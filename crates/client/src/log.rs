//! The pages of the System Log.

use okta_event_hooks_core::{Cursor, Error, Item, ListLogEvents, LogEvent, Page, PollLogEvents, Polled};

use crate::Client;

/// The pages of a bounded query; ends after the last one, or after an error.
#[derive(Debug)]
pub struct LogPages {
    client: Client,
    next: Option<ListLogEvents>,
    cursor: Option<Cursor>,
}

impl LogPages {
    pub(crate) fn new(client: Client, first: ListLogEvents) -> Self {
        Self { client, next: Some(first), cursor: None }
    }

    /// Where the next page begins; `None` before the first page and after the last one.
    ///
    /// Save it, and [`Client::resume_log_events`] goes on from there.
    pub fn cursor(&self) -> Option<&Cursor> {
        self.cursor.as_ref()
    }
}

impl Iterator for LogPages {
    type Item = Result<Page<LogEvent>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let page = self.client.call(self.next.take()?);
        if let Ok(page) = &page {
            self.cursor.clone_from(&page.next);
            self.next = page.next.clone().map(ListLogEvents::after);
        }
        Some(page)
    }
}

/// A poll of the System Log, which never ends. How long to wait when nothing has happened is the caller's to say; an org
/// allows few requests a minute for its log.
#[derive(Debug)]
pub struct LogPoller {
    client: Client,
    next: PollLogEvents,
    cursor: Option<Cursor>,
}

impl LogPoller {
    pub(crate) fn new(client: Client, first: PollLogEvents) -> Self {
        Self { client, next: first, cursor: None }
    }

    pub(crate) fn resume(client: Client, cursor: Cursor) -> Self {
        Self { client, next: PollLogEvents::after(cursor.clone()), cursor: Some(cursor) }
    }

    /// The entries stored since the last poll, a page of them at the most; empty when there are none.
    ///
    /// # Errors
    /// See [`Error`]. The poller stays where it is: poll again.
    pub fn poll(&mut self) -> Result<Vec<Item<LogEvent>>, Error> {
        let Polled { items, next, .. } = self.client.call(self.next.clone())?;
        self.next = PollLogEvents::after(next.clone());
        self.cursor = Some(next);
        Ok(items)
    }

    /// Where the next poll begins; `None` before the first one.
    ///
    /// Save it when the entries are stored, and [`Client::resume_poll`] goes on from there: nothing is missed over a restart.
    pub fn cursor(&self) -> Option<&Cursor> {
        self.cursor.as_ref()
    }
}
