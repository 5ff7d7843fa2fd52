//! Every vector, played through the core.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod calls;
mod log;
mod models;
mod receiver;
mod requests;
mod responses;

use okta_event_hooks::Error;

/// All that an error shows to a person or writes to a log.
fn text(error: &Error) -> String {
    format!("{error} {error:?}")
}
