//! What holds for every input.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod calls;
mod ids;
mod json;
mod lossless;
mod receiver;
mod secrets;
mod whole;
