//! The Rust half of the Node.js package `okta-event-hooks`. What is public is in `lib/`, in JavaScript.

#![cfg_attr(test, allow(dead_code, reason = "the macros of napi register nothing in a test"))]
// Arguments come as Node.js passes them; the errors are told in the declarations.
#![allow(clippy::missing_errors_doc, clippy::needless_pass_by_value, reason = "the callers are JavaScript")]
#![allow(missing_docs, unreachable_pub, reason = "the documentation is that of the declarations")]

mod call;
mod command;
mod emulator;
mod error;
mod headers;
mod output;
mod receiver;
mod session;
mod spec;
mod spelling;
mod step;
