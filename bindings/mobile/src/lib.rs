//! The Rust half of the Swift package `OktaEventHooks` and of the Kotlin library `okta.eventhooks`. What is public are the
//! models, and beside them what `bindings/swift` and `bindings/kotlin` write by hand; they carry the bytes.
//!
//! Every function returns a `Result`, that a panic may become an error; but for the texts of the enums, which cannot panic.

// Arguments come as the languages pass them, and errors are told where the languages show them.
#![allow(
    clippy::missing_errors_doc,
    clippy::needless_pass_by_value,
    reason = "the callers are Swift and Kotlin"
)]
#![allow(clippy::unnecessary_wraps, reason = "without a `Result`, Swift ends the app after a panic")]
#![allow(
    missing_docs,
    unreachable_pub,
    reason = "what the languages show of it is in `model`, which has documentation"
)]
#![allow(unsafe_code, reason = "what the macros of uniffi write, and what `bytes` does in their place")]

#[cfg(panic = "abort")]
compile_error!("a panic has to become an error, and must not end the app: build with panic = \"unwind\"");

mod bytes;
mod call;
mod error;
mod http_message;
mod model;
mod operation;
mod session;
mod spec;
mod step;
mod text;

uniffi::setup_scaffolding!("okta_event_hooks");
