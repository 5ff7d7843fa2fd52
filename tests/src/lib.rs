//! Vectors and end-to-end suites that hold okta-event-hooks to the documented protocol.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::needless_pass_by_value,
    clippy::missing_errors_doc,
    reason = "this crate is tests and their tools"
)]

pub mod server;
pub mod vectors;
