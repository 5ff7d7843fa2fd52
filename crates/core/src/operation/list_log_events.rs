//! `listLogEvents`

use std::time::Duration;

use http::Method;

use super::request::{next_page, query, set_query};
use super::{Operation, OperationInfo};
use crate::error::{Error, InvalidInput};
use crate::log_query::{Conditions, LogPoll, LogQuery};
use crate::model::{Cursor, Item, LogEvent, Page, items};
use crate::org::OrgUrl;
use crate::time::Timestamp;

pub(super) static INFO: OperationInfo = OperationInfo {
    id: "listLogEvents",
    method: Method::GET,
    path: "/api/v1/logs",
    parameters: &["since", "until", "filter", "q", "limit", "sortOrder", "after"],
    scope: "okta.logs.read",
    idempotent: true,
    // Okta ends a query by itself after 30 s.
    patience: Duration::from_secs(35),
    summary: "Lists System Log entries",
    docs: "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents",
};

const MOST_ENTRIES: u32 = 1_000;

/// Lists one page of a bounded query. The last page has no next one.
///
/// Okta's page: [`listLogEvents`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents).
#[derive(Debug, Clone)]
pub struct ListLogEvents(Begin<LogQuery>);

/// Lists one page of a poll. There is always a next one.
///
/// Okta's page: [`listLogEvents`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents).
#[derive(Debug, Clone)]
pub struct PollLogEvents(Begin<LogPoll>);

/// Where a page begins: at the beginning of what is asked for, or where another page ended.
#[derive(Debug, Clone)]
enum Begin<T> {
    Start(T),
    Cursor(Cursor),
}

/// A page of a poll.
#[derive(Debug, Clone, PartialEq)]
pub struct Polled {
    /// What has been stored since the page before; empty when nothing has.
    pub items: Vec<Item<LogEvent>>,
    /// Where to go on. Save it, and nothing is missed over a restart.
    pub next: Cursor,
}

impl ListLogEvents {
    /// The first page of a query.
    pub fn new(query: LogQuery) -> Self {
        Self(Begin::Start(query))
    }

    /// The page that begins at a cursor.
    pub fn after(cursor: Cursor) -> Self {
        Self(Begin::Cursor(cursor))
    }
}

impl PollLogEvents {
    /// The first page of a poll.
    pub fn new(poll: LogPoll) -> Self {
        Self(Begin::Start(poll))
    }

    /// The page that begins at a cursor, also one saved earlier.
    pub fn after(cursor: Cursor) -> Self {
        Self(Begin::Cursor(cursor))
    }
}

impl Operation for ListLogEvents {
    type Output = Page<LogEvent>;

    fn info(&self) -> &'static OperationInfo {
        &INFO
    }

    fn request(&self, org: &OrgUrl) -> Result<http::Request<Vec<u8>>, InvalidInput> {
        let Begin::Start(bounded) = &self.0 else { return self.0.request(org) };
        let order = bounded.newest_first.then_some("DESCENDING");
        first(org, bounded.since.as_ref(), Some(&bounded.until), &bounded.conditions, order)
    }

    fn parse(&self, response: &http::Response<&[u8]>) -> Result<Page<LogEvent>, Error> {
        page(response)
    }
}

impl Operation for PollLogEvents {
    type Output = Polled;

    fn info(&self) -> &'static OperationInfo {
        &INFO
    }

    fn request(&self, org: &OrgUrl) -> Result<http::Request<Vec<u8>>, InvalidInput> {
        let Begin::Start(poll) = &self.0 else { return self.0.request(org) };
        first(org, poll.since.as_ref(), None, &poll.conditions, None)
    }

    fn parse(&self, response: &http::Response<&[u8]>) -> Result<Polled, Error> {
        let Page { items, next } = page(response)?;
        let Some(next) = next else {
            return Err(INFO.protocol(response, "a poll without a link to the next page"));
        };
        Ok(Polled { items, next })
    }
}

impl<T> Begin<T> {
    /// The request of a page that begins at a cursor.
    fn request(&self, org: &OrgUrl) -> Result<http::Request<Vec<u8>>, InvalidInput> {
        let mut request = INFO.request(org, None)?;
        if let Self::Cursor(cursor) = self {
            set_query(&mut request, cursor.query()).map_err(|error| error.of(&INFO))?;
        }
        Ok(request)
    }
}

/// The request of a first page.
fn first(
    org: &OrgUrl,
    since: Option<&Timestamp>,
    until: Option<&Timestamp>,
    conditions: &Conditions,
    order: Option<&str>,
) -> Result<http::Request<Vec<u8>>, InvalidInput> {
    if conditions.limit.is_some_and(|limit| limit > MOST_ENTRIES) {
        return Err(InvalidInput::new("limit is over 1000; ask for more pages instead").of(&INFO));
    }
    let limit = conditions.limit.map(|limit| limit.to_string());
    let fields = [
        ("since", since.map(Timestamp::as_str)),
        ("until", until.map(Timestamp::as_str)),
        ("filter", conditions.filter.as_deref()),
        ("q", conditions.q.as_deref()),
        ("limit", limit.as_deref()),
        ("sortOrder", order),
    ];
    let mut request = INFO.request(org, None)?;
    let query = query(fields.into_iter().filter_map(|(name, value)| Some((name, value?))));
    if !query.is_empty() {
        set_query(&mut request, &query).map_err(|error| error.of(&INFO))?;
    }
    Ok(request)
}

fn page(response: &http::Response<&[u8]>) -> Result<Page<LogEvent>, Error> {
    INFO.success(response)?;
    let items = items(response.body()).map_err(|error| INFO.unreadable(response, &error))?;
    let next = next_page(&INFO, response)?;
    if next.as_ref().is_some_and(|next| next.query().is_empty()) {
        return Err(INFO.protocol(response, "the link to the next page leads back to the first"));
    }
    Ok(Page { items, next })
}
