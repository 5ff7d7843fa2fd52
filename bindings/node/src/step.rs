//! What a driver has to do next.

use napi::bindgen_prelude::{Buffer, Result};
use napi_derive::napi;
use okta_event_hooks as core;
use okta_event_hooks::{AnyOutput, UnreadOutput};

use crate::error::ErrorInfo;
use crate::headers;
use crate::output::{UnreadableItem, json, parted};
use crate::session::milliseconds;

/// What is there tells which it is: a `method` to send, a `wait`, an `error`, or else what was read. It is one flat object, for
/// each object and each member takes its time to make.
#[napi(object, object_from_js = false)]
#[derive(Default)]
pub struct Step {
    pub method: Option<String>,
    pub url: Option<String>,
    /// Names and values, each a line.
    pub headers: Option<String>,
    pub body: Option<Buffer>,
    /// Milliseconds.
    pub patience: Option<f64>,

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
    pub(crate) fn of(step: core::Step<UnreadOutput>) -> Result<Self> {
        match step {
            core::Step::Send(outgoing) => Ok(Self::send(*outgoing)),
            core::Step::Wait(wait) => Ok(Self { wait: Some(milliseconds(wait)), ..Self::default() }),
            core::Step::Done(Ok(output)) => Self::done(output),
            core::Step::Done(Err(error)) => Ok(Self { error: Some(error.into()), ..Self::default() }),
        }
    }

    fn send(outgoing: core::Outgoing) -> Self {
        let (head, body) = outgoing.request.into_parts();
        Self {
            method: Some(head.method.as_str().to_owned()),
            url: Some(head.uri.to_string()),
            headers: Some(headers::from_map(&head.headers)),
            body: Some(body).filter(|body| !body.is_empty()).map(Buffer::from),
            patience: Some(milliseconds(outgoing.patience)),
            ..Self::default()
        }
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
