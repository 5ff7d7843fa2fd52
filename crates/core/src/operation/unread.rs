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
