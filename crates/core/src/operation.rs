//! What Okta can be asked: an operation a file, named by Okta's operationId.

use std::ops::ControlFlow;
use std::time::Duration;

use http::Method;

use crate::error::{Error, InvalidInput};
use crate::org::OrgUrl;
use crate::secret::Secret;

mod any;
mod on_hook;
mod request;
mod response;
mod unread;

mod activate_event_hook;
mod create_event_hook;
mod deactivate_event_hook;
mod delete_event_hook;
mod get_event_hook;
mod list_event_hooks;
mod list_log_events;
mod replace_event_hook;
mod verify_event_hook;

pub use activate_event_hook::ActivateEventHook;
pub use any::{AnyOperation, AnyOutput};
pub use create_event_hook::CreateEventHook;
pub use deactivate_event_hook::DeactivateEventHook;
pub use delete_event_hook::DeleteEventHook;
pub use get_event_hook::GetEventHook;
pub use list_event_hooks::ListEventHooks;
pub use list_log_events::{ListLogEvents, PollLogEvents, Polled};
pub use replace_event_hook::ReplaceEventHook;
pub use unread::{Unread, UnreadOutput, Whole};
pub use verify_event_hook::VerifyEventHook;

/// One thing that Okta can be asked. Pure: no authentication, no time, no I/O.
///
/// A [`Call`](crate::Call) carries one out. On its own an operation is two functions:
///
/// ```
/// use okta_event_hooks_core::{GetEventHook, Operation as _, OrgUrl};
///
/// let org: OrgUrl = "https://acme.okta.com".parse()?;
/// let request = GetEventHook::new("who7kd2mQ9vYt3LxB5d7").request(&org)?;
/// assert_eq!(request.method(), "GET");
/// assert_eq!(request.uri(), "https://acme.okta.com/api/v1/eventHooks/who7kd2mQ9vYt3LxB5d7");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Operation {
    /// What a success returns.
    type Output;

    /// The facts about this operation.
    fn info(&self) -> &'static OperationInfo;

    /// The request, without authentication. Each attempt asks for it anew.
    ///
    /// # Errors
    /// When what the caller passed cannot be sent.
    fn request(&self, org: &OrgUrl) -> Result<http::Request<Vec<u8>>, InvalidInput>;

    /// What an answer means.
    ///
    /// # Errors
    /// [`Error::Api`] when Okta refused, [`Error::Protocol`] when the answer is not Okta's.
    fn parse(&self, response: &http::Response<&[u8]>) -> Result<Self::Output, Error>;

    /// Takes what an answer said: `Break` with the result, or `Continue` to be sent again, for the next page.
    ///
    /// # Errors
    /// When there would be no end to the pages.
    fn advance(&mut self, output: Self::Output) -> Result<ControlFlow<Self::Output>, InvalidPaging> {
        Ok(ControlFlow::Break(output))
    }

    /// The result when the answer to an earlier attempt was lost and Okta now says 404: a deletion is done.
    fn already_done(&self) -> Option<Self::Output> {
        None
    }

    /// A secret in the request, which must not show in an error even if a peer echoes it.
    fn secret(&self) -> Option<&Secret> {
        None
    }
}

/// A list whose pages have no end: why, in words.
#[derive(Debug)]
pub struct InvalidPaging(pub(crate) &'static str);

/// The facts about an operation, as Okta documents them.
#[derive(Debug)]
#[non_exhaustive]
pub struct OperationInfo {
    /// Okta's operationId, such as `createEventHook`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path; `{eventHookId}` stands for the hook's id.
    pub path: &'static str,
    /// The names of its parameters, as Okta writes them; `eventHook` is the body.
    pub parameters: &'static [&'static str],
    /// The OAuth 2.0 scope that an access token needs.
    pub scope: &'static str,
    /// Whether doing it twice is the same as doing it once. One that is not is never sent again after an answer
    /// that may have been lost.
    pub idempotent: bool,
    /// How long an answer may take at the least; a driver must not give up earlier.
    pub patience: Duration,
    /// What it does, in a line.
    pub summary: &'static str,
    /// Okta's page.
    pub docs: &'static str,
}

/// Every operation.
///
/// ```
/// use okta_event_hooks_core::OPERATIONS;
///
/// let verify = OPERATIONS.iter().find(|info| info.id == "verifyEventHook").unwrap();
/// assert_eq!(verify.path, "/api/v1/eventHooks/{eventHookId}/lifecycle/verify");
/// assert!(verify.patience.as_secs() >= 10);
/// ```
pub static OPERATIONS: [&OperationInfo; 9] = [
    &list_event_hooks::INFO,
    &create_event_hook::INFO,
    &get_event_hook::INFO,
    &replace_event_hook::INFO,
    &delete_event_hook::INFO,
    &activate_event_hook::INFO,
    &deactivate_event_hook::INFO,
    &verify_event_hook::INFO,
    &list_log_events::INFO,
];

const READ: &str = "okta.eventHooks.read";
const MANAGE: &str = "okta.eventHooks.manage";
const COLLECTION: &str = "/api/v1/eventHooks";
const ITEM: &str = "/api/v1/eventHooks/{eventHookId}";

/// Okta's page on an operation.
macro_rules! docs {
    ($id:literal) => {
        concat!(
            "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/",
            $id
        )
    };
}
use docs;
