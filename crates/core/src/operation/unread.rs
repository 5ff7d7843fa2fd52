//! Any operation, for a language that reads JSON by itself.

use std::ops::ControlFlow;

use super::request::next_page;
use super::{AnyOperation, AnyOutput, InvalidPaging, Operation, OperationInfo};
use crate::error::{Error, InvalidInput};
use crate::model::Cursor;
use crate::org::OrgUrl;
use crate::secret::Secret;

/// The same operation, for a language that has objects and a JSON reader of its own, and needs none of this crate's.
///
/// Such a language reads the body of an answer first. If it finds it [`Whole`] it says so in the extensions of the response,
/// and the body is not read again. What is not whole is read here, leniently.
///
/// ```
/// use okta_event_hooks_core::{AnyOperation, Operation as _, Unread, UnreadOutput, Whole};
///
/// let operation = Unread(AnyOperation::from_json("listEventHooks", "{}")?);
/// let mut response = http::Response::new(b"[]".as_slice());
/// response.extensions_mut().insert(Whole);
/// assert!(matches!(operation.parse(&response)?, UnreadOutput::Body { next: None }));
/// # Ok::<(), okta_event_hooks_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Unread(pub AnyOperation);

/// Says of a response that its body is UTF-8 without a byte-order mark, and JSON in which the operation's result, and everything
/// in it, has what its model in [`MODELS`](crate::MODELS) requires.
#[derive(Debug, Clone, Copy)]
pub struct Whole;

/// What an [`Unread`] operation returns.
#[derive(Debug, Clone)]
pub enum UnreadOutput {
    /// The body of the answer is what the operation returns.
    Body {
        /// Where the next page of the System Log begins.
        next: Option<Cursor>,
    },
    /// What was read, where the body is not all of it or not only that.
    Read(AnyOutput),
}

impl Operation for Unread {
    type Output = UnreadOutput;

    fn info(&self) -> &'static OperationInfo {
        self.0.info()
    }

    fn request(&self, org: &OrgUrl) -> Result<http::Request<Vec<u8>>, InvalidInput> {
        self.0.request(org)
    }

    fn parse(&self, response: &http::Response<&[u8]>) -> Result<UnreadOutput, Error> {
        match self.body(response) {
            Some(body) => Ok(body),
            None => self.0.parse(response).map(UnreadOutput::Read),
        }
    }

    fn advance(&mut self, output: UnreadOutput) -> Result<ControlFlow<UnreadOutput>, InvalidPaging> {
        let UnreadOutput::Read(output) = output else { return Ok(ControlFlow::Break(output)) };
        Ok(match self.0.advance(output)? {
            ControlFlow::Break(output) => ControlFlow::Break(UnreadOutput::Read(output)),
            ControlFlow::Continue(()) => ControlFlow::Continue(()),
        })
    }

    fn already_done(&self) -> Option<UnreadOutput> {
        self.0.already_done().map(UnreadOutput::Read)
    }

    fn secret(&self) -> Option<&Secret> {
        self.0.secret()
    }
}

impl Unread {
    /// The body, when it is what the operation returns.
    fn body(&self, response: &http::Response<&[u8]>) -> Option<UnreadOutput> {
        response.extensions().get::<Whole>()?;
        if !response.status().is_success() {
            return None;
        }
        let next = next_page(self.info(), response).ok()?;
        let (may_have_next, may_end) = match &self.0 {
            AnyOperation::DeleteEventHook(_) => return None,
            AnyOperation::ListEventHooks(list) if !list.is_at_first_page() => return None,
            AnyOperation::ListLogEvents(_) => (true, true),
            AnyOperation::PollLogEvents(_) => (true, false),
            _ => (false, true),
        };
        let is_as_expected = match &next {
            Some(next) => may_have_next && !next.query().is_empty(),
            None => may_end,
        };
        is_as_expected.then_some(UnreadOutput::Body { next })
    }
}

#[cfg(test)]
mod tests {
    use http::{Response, header};

    use super::*;

    fn unread(operation_id: &str, parameters: &str) -> Unread {
        Unread(AnyOperation::from_json(operation_id, parameters).unwrap())
    }

    fn whole(body: &'static str, link: Option<&str>) -> Response<&'static [u8]> {
        let mut response = Response::new(body.as_bytes());
        response.extensions_mut().insert(Whole);
        if let Some(link) = link {
            response.headers_mut().insert(header::LINK, link.parse().unwrap());
        }
        response
    }

    const NEXT: &str = r#"<https://acme.okta.com/api/v1/x?after=1>; rel="next""#;

    #[test]
    fn a_body_that_is_not_said_to_be_whole_is_read() {
        let list = unread("listEventHooks", "{}");
        let output = list.parse(&Response::new(b"[]")).unwrap();
        assert!(matches!(output, UnreadOutput::Read(AnyOutput::EventHooks(page)) if page.items.is_empty()));
    }

    #[test]
    fn a_refusal_is_one_whatever_is_said_of_its_body() {
        let mut response = whole("{}", None);
        *response.status_mut() = http::StatusCode::NOT_FOUND;
        assert!(unread("getEventHook", r#"{"eventHookId":"who1"}"#).parse(&response).is_err());
    }

    #[test]
    fn pages_of_hooks_are_read_to_be_returned_as_one() {
        let mut list = unread("listEventHooks", "{}");
        let first = list.parse(&whole("[]", Some(NEXT))).unwrap();
        assert!(matches!(list.advance(first), Ok(ControlFlow::Continue(()))));
        let last = list.parse(&whole("[]", None)).unwrap();
        assert!(matches!(last, UnreadOutput::Read(_)), "the pages before it would be lost");
    }

    #[test]
    fn a_page_of_the_log_comes_with_where_the_next_begins() {
        let bounded = unread("listLogEvents", r#"{"until":"2026-04-02T10:15:00Z"}"#);
        let next = |response| match bounded.parse(&response).unwrap() {
            UnreadOutput::Body { next } => next.map(|next| next.to_string()),
            UnreadOutput::Read(output) => panic!("{output:?}"),
        };
        assert_eq!(next(whole("[]", Some(NEXT))).as_deref(), Some("after=1"));
        assert_eq!(next(whole("[]", None)), None);
        let poll = unread("listLogEvents", "{}");
        assert!(poll.parse(&whole("[]", None)).is_err(), "a poll always has a next page");
    }

    #[test]
    fn a_deletion_returns_nothing() {
        let delete = unread("deleteEventHook", r#"{"eventHookId":"who1"}"#);
        let output = delete.parse(&whole("{}", None)).unwrap();
        assert!(matches!(output, UnreadOutput::Read(AnyOutput::Nothing)));
    }
}
