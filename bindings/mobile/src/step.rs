//! What a driver has to do next.

use std::time::Duration;

use okta_event_hooks_core as core;
use okta_event_hooks_core::{AnyOutput, Item, Page};

use crate::error::ErrorInfo;
use crate::http_message::HttpRequest;
use crate::model::{EventHook, LogEvent};
use crate::text::Json;

#[derive(uniffi::Enum)]
#[allow(clippy::large_enum_variant, reason = "it lives for the crossing alone")]
pub enum Step {
    /// Send this; the answer may take so long at the least.
    Send {
        request: HttpRequest,
        patience: Duration,
    },
    Wait {
        duration: Duration,
    },
    EventHooks {
        items: Vec<EventHook>,
        unreadable: Vec<Unreadable>,
    },
    EventHook {
        hook: EventHook,
    },
    LogEvents {
        items: Vec<LogEvent>,
        unreadable: Vec<Unreadable>,
        next: Option<String>,
    },
    Nothing,
    Failed {
        error: ErrorInfo,
    },
}

/// An item of a list that does not have what its model requires. The rest of the list is unaffected.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Unreadable {
    /// Its place in Okta's list, from 0.
    pub position: i32,
    /// The item as it came, to the letter.
    pub json: Json,
    /// Why it could not be read.
    pub reason: String,
}

impl Step {
    pub(crate) fn new(step: core::Step<AnyOutput>, repeatable: bool) -> Self {
        match step {
            core::Step::Send(outgoing) => {
                let request = HttpRequest::new(outgoing.request, repeatable);
                Self::Send { request, patience: outgoing.patience }
            }
            core::Step::Wait(duration) => Self::Wait { duration },
            core::Step::Done(Err(error)) => Self::Failed { error: error.into() },
            core::Step::Done(Ok(output)) => match output {
                AnyOutput::EventHooks(page) => {
                    let (items, unreadable) = parted(page);
                    Self::EventHooks { items, unreadable }
                }
                AnyOutput::EventHook(hook) => Self::EventHook { hook: (*hook).into() },
                AnyOutput::LogEvents(page) => {
                    let next = page.next.as_ref().map(ToString::to_string);
                    let (items, unreadable) = parted(page);
                    Self::LogEvents { items, unreadable, next }
                }
                _ => Self::Nothing,
            },
        }
    }
}

/// The items that can be read, and the others.
fn parted<T, R: From<T>>(page: Page<T>) -> (Vec<R>, Vec<Unreadable>) {
    let mut items = Vec::with_capacity(page.items.len());
    let mut unreadable = Vec::new();
    for (item, position) in page.items.into_iter().zip(0..) {
        match item {
            Item::Ok(item) => items.push(item.into()),
            Item::Err(item) => unreadable.push(Unreadable {
                position,
                json: Json(item.json().get().to_owned()),
                reason: item.reason().to_owned(),
            }),
        }
    }
    (items, unreadable)
}
