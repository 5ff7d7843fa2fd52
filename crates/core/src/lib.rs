//! Okta event hooks without I/O: the requests and answers of every operation, retries and rate limits, and the
//! receiving side. A driver carries the bytes, sleeps and knows the time; this crate knows everything else.
//!
//! Most programs want the crate `okta-event-hooks`, a blocking client on top of this one. Use this crate alone to
//! drive the same machine over another HTTP library. A driver is this loop:
//!
//! ```
//! use okta_event_hooks_core::{
//!     Call, Credentials, Error, Failure, GetEventHook, Operation, Session, Status, Step, UnixTime,
//! };
//!
//! /// Carries out one operation. `send` must not follow redirects, and must cap the body it reads.
//! fn drive<O: Operation>(
//!     session: &mut Session,
//!     operation: O,
//!     now: impl Fn() -> UnixTime,
//!     sleep: impl Fn(std::time::Duration),
//!     mut send: impl FnMut(http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, Failure>,
//! ) -> Result<O::Output, Error> {
//!     let mut call = Call::new(operation);
//!     let mut step = call.start(session, now());
//!     loop {
//!         step = match step {
//!             Step::Send(outgoing) => match send(outgoing.request) {
//!                 Ok(response) => call.response(session, now(), response),
//!                 Err(failure) => call.failure(session, now(), failure),
//!             },
//!             Step::Wait(duration) => {
//!                 sleep(duration);
//!                 call.resume(session, now())
//!             }
//!             Step::Done(result) => return result,
//!         };
//!     }
//! }
//!
//! // An HTTP library stands here; this one is busy at first.
//! let mut answers = vec![
//!     http::Response::builder().status(200).body(
//!         br#"{"id":"who1","name":"Feed","status":"ACTIVE","verificationStatus":"VERIFIED",
//!              "events":{"type":"EVENT_TYPE","items":["user.lifecycle.create"]},
//!              "channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://hooks.example.com"}}}"#
//!             .to_vec(),
//!     )?,
//!     http::Response::builder().status(503).body(Vec::new())?,
//! ];
//! let send = |request: http::Request<Vec<u8>>| {
//!     assert_eq!(request.uri(), "https://acme.okta.com/api/v1/eventHooks/who1");
//!     answers.pop().ok_or_else(|| Failure::NotSent("no answer is left".into()))
//! };
//!
//! let seed = [0; 32]; // from a random source
//! let credentials = Credentials::ApiToken("00token".into());
//! let mut session = Session::new("https://acme.okta.com".parse()?, credentials, seed)?;
//! let now = || UnixTime::from_secs(1_773_634_031);
//! let hook = drive(&mut session, GetEventHook::new("who1"), now, |_| {}, send)?;
//! assert_eq!(hook.status, Status::Active);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`Operation`] is one thing that Okta can be asked; [`OPERATIONS`] lists them all.
//! - [`Call`] is one operation under way, [`Session`] what outlives it.
//! - [`EventHook`] and [`EventHookSpec`] lose nothing: unknown members, nulls and new enum values survive.
//! - [`Receiver`] is what an endpoint does with Okta's requests.
//!
//! What is absent on purpose: an HTTP client, an executor, a clock, logging, and "signatures", for Okta signs nothing.
//!
//! This project is not affiliated with Okta, and nothing in it has been run against an org of Okta's.

#![deny(clippy::indexing_slicing)]

mod auth;
mod call;
mod error;
mod hook_deliveries;
mod link_header;
mod log_filter;
mod log_query;
mod model;
mod operation;
mod org;
mod rate_limit;
mod receiver;
mod secret;
mod session;
mod time;

/// An error from outside, of whatever type it has; a text will do.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The parts of a [`LogEvent`].
pub mod log_event {
    pub use crate::model::{
        Actor, Client, DebugContext, IpAddress, Outcome, Request, Severity, Target, Transaction,
    };
}

pub use auth::{Algorithm, Credentials, ServiceApp, Signer};
pub use call::{Call, Failure, Outgoing, RetryPolicy, Step};
pub use error::{
    ApiError, ApiErrorKind, AuthError, Error, ErrorCause, ErrorKind, InvalidInput, ProtocolError,
    REQUEST_ID_HEADER, RateLimited, TransportError,
};
pub use hook_deliveries::DeliveryRecord;
pub use log_filter::LogFilter;
pub use log_query::{LogPoll, LogQuery};
pub use model::{
    AuthScheme, AuthSchemeType, ChannelType, Condition, Cursor, ENUMS, EnumInfo, EventFilter, EventHook,
    EventHookChannel, EventHookChannelConfig, EventHookFilters, EventHookSpec, EventSubscriptions, Extra,
    FieldInfo, FilterType, Header, HeaderText, Item, Json, Link, LinkHints, Links, LogEvent, MODELS,
    ModelInfo, Page, Status, SubscriptionType, Unreadable, Unrecognized, VerificationStatus, likely,
};
pub use operation::{
    ActivateEventHook, AnyOperation, AnyOutput, CreateEventHook, DeactivateEventHook, DeleteEventHook,
    GetEventHook, InvalidPaging, ListEventHooks, ListLogEvents, OPERATIONS, Operation, OperationInfo,
    PollLogEvents, Polled, ReplaceEventHook, Unread, UnreadOutput, VerifyEventHook, Whole,
};
pub use org::OrgUrl;
pub use receiver::{Delivery, DeliveryData, Events, Received, Receiver, Rejected, Verification};
pub use secret::Secret;
pub use session::Session;
pub use time::{Timestamp, UnixTime};
