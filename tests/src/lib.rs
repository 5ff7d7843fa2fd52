//! Vectors and end-to-end suites that hold okta-event-hooks to the documented protocol.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::missing_errors_doc,
    reason = "this crate is tests and their tools"
)]

pub mod bystander;
pub mod emulator_page;
pub mod expected_error;
pub mod faults;
pub mod fixed;
pub mod mobile_models;
pub mod node_models;
pub mod operations;
pub mod python_models;
pub mod samples;
pub mod server;
pub mod targets;
pub mod vectors;

/// The examples of the READMEs run as documentation tests.
#[cfg(doctest)]
mod readme {
    #[doc = include_str!("../../README.md")]
    mod project {}
    #[doc = include_str!("../../crates/core/README.md")]
    mod core {}
    #[doc = include_str!("../../crates/signer/README.md")]
    mod signer {}
    #[doc = include_str!("../../crates/client/README.md")]
    mod client {}
    #[doc = include_str!("../../docs/authentication.md")]
    mod authentication {}
    #[doc = include_str!("../../docs/emulator.md")]
    mod emulator {}
    #[doc = include_str!("../../docs/writing-a-driver.md")]
    mod writing_a_driver {}
}
