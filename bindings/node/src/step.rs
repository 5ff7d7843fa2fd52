//! What a driver has to do next.

use napi::bindgen_prelude::{Buffer, Either3, Null, Result};
use napi_derive::napi;
use okta_event_hooks as core;
use okta_event_hooks::{AnyOutput, UnreadOutput};

use crate::error::ErrorInfo;
use crate::headers;
use crate::output::{UnreadableItem, json, parted};
use crate::session::milliseconds;

/// The next step. The two that most calls have are no objects, for an object and each of its members take their time to make: a
/// text is a request without a body, and null says that the body of the answer is what the operation returns, and all of it.
pub type Next = Either3<String, Null, Step>;

/// What is there tells which it is: something to `send`, a `wait`, an `error`, or else what was read.
#[napi(object, object_from_js = false)]
#[derive(Default)]
pub struct Step {
    /// Each a line: the method, the URL, the patience in milliseconds, and names and values of headers.
    pub send: Option<String>,
    pub body: Option<Buffer>,

    /// Milliseconds.
    pub wait: Option<f64>,

    pub error: Option<ErrorInfo>,

    /// Whether the body of the answer is what was read.
    pub is_body: Option<bool>,
    /// The JSON otherwise; none when the operation returns nothing.
    pub json: Option<String>,
    /// What of a list could not be read.
    pub unreadable: Option<Vec<UnreadableItem>>,
    /// Where the next page of the System Log begins.
    pub next: Option<String>,
}

impl Step {
    pub(crate) fn of(step: core::Step<UnreadOutput>) -> Result<Next> {
        Ok(Either3::C(match step {
            core::Step::Send(outgoing) => return Ok(Self::send(*outgoing)),
            core::Step::Done(Ok(UnreadOutput::Body { next: None })) => return Ok(Either3::B(Null)),
            core::Step::Wait(wait) => Self { wait: Some(milliseconds(wait)), ..Self::default() },
            core::Step::Done(Ok(output)) => Self::done(output)?,
            core::Step::Done(Err(error)) => Self { error: Some(error.into()), ..Self::default() },
        }))
    }

    fn send(outgoing: core::Outgoing) -> Next {
        let (head, body) = outgoing.request.into_parts();
        let mut text = format!("{}\n{}\n{}", head.method, head.uri, outgoing.patience.as_millis());
        headers::write(&head.headers, &mut text);
        if body.is_empty() {
            return Either3::A(text);
        }
        Either3::C(Self { send: Some(text), body: Some(body.into()), ..Self::default() })
    }

    fn done(output: UnreadOutput) -> Result<Self> {
        let nothing = Self::default();
        Ok(match output {
            UnreadOutput::Body { next } => {
                Self { is_body: Some(true), next: next.map(|next| next.to_string()), ..nothing }
            }
            UnreadOutput::Read(AnyOutput::EventHook(hook)) => Self { json: Some(json(&hook)?), ..nothing },
            UnreadOutput::Read(AnyOutput::EventHooks(page)) => {
                let (json, unreadable) = parted(&page.items)?;
                Self { json: Some(json), unreadable, ..nothing }
            }
            UnreadOutput::Read(AnyOutput::LogEvents(page)) => {
                let (json, unreadable) = parted(&page.items)?;
                Self { json: Some(json), unreadable, next: page.next.map(|next| next.to_string()), ..nothing }
            }
            UnreadOutput::Read(_) => nothing,
        })
    }
}
