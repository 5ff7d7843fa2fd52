//! `listEventHooks`

use std::ops::ControlFlow;
use std::time::Duration;

use http::Method;

use super::request::{next_page, set_query};
use super::{InvalidPaging, Operation, OperationInfo, docs};
use crate::error::{Error, InvalidInput};
use crate::model::{Cursor, EventHook, Item, Page, items};
use crate::org::OrgUrl;

pub(super) static INFO: OperationInfo = OperationInfo {
    id: "listEventHooks",
    method: Method::GET,
    path: super::COLLECTION,
    parameters: &[],
    scope: super::READ,
    idempotent: true,
    patience: Duration::ZERO,
    summary: "Lists all event hooks",
    docs: docs!("listEventHooks"),
};

/// Lists all event hooks of the org.
///
/// Okta does not page this list. Should it begin to, a [`Call`](crate::Call) follows the pages on the org's own
/// origin and returns all of them as one.
///
/// Okta's page: [`listEventHooks`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/listEventHooks).
#[derive(Debug, Clone, Default)]
pub struct ListEventHooks {
    /// The pages asked for so far; the last one is the one to ask for.
    cursors: Vec<Cursor>,
    items: Vec<Item<EventHook>>,
}

impl ListEventHooks {
    /// The operation that lists all hooks.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether no page has been read yet.
    pub(super) fn is_at_first_page(&self) -> bool {
        self.cursors.is_empty()
    }
}

impl Operation for ListEventHooks {
    type Output = Page<EventHook>;

    fn info(&self) -> &'static OperationInfo {
        &INFO
    }

    fn request(&self, org: &OrgUrl) -> Result<http::Request<Vec<u8>>, InvalidInput> {
        let mut request = INFO.request(org, None)?;
        if let Some(cursor) = self.cursors.last() {
            set_query(&mut request, cursor.query()).map_err(|error| error.of(&INFO))?;
        }
        Ok(request)
    }

    fn parse(&self, response: &http::Response<&[u8]>) -> Result<Page<EventHook>, Error> {
        INFO.success(response)?;
        let items = items(response.body()).map_err(|error| INFO.unreadable(response, &error))?;
        Ok(Page { items, next: next_page(&INFO, response)? })
    }

    fn advance(&mut self, page: Page<EventHook>) -> Result<ControlFlow<Page<EventHook>>, InvalidPaging> {
        self.items.extend(page.items);
        let Some(next) = page.next else {
            let items = std::mem::take(&mut self.items);
            return Ok(ControlFlow::Break(Page { items, next: None }));
        };
        if next.query().is_empty() || self.cursors.contains(&next) {
            return Err(InvalidPaging("the link to the next page leads back to a page already seen"));
        }
        if self.cursors.len() >= MOST_PAGES {
            return Err(InvalidPaging("there are more pages than an org can have hooks for"));
        }
        self.cursors.push(next);
        Ok(ControlFlow::Continue(()))
    }
}

/// An org has a few dozen hooks at the most; this only ends what would have no end.
const MOST_PAGES: usize = 1_000;
