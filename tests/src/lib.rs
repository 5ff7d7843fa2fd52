//! Vectors and end-to-end suites that hold okta-event-hooks to the documented protocol.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "this crate is tests and their tools"
)]

pub mod server;
pub mod vectors;
