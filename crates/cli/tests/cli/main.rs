//! Runs the real command, on loopback addresses only.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "these helpers are tests too")]

mod apply;
mod child;
mod colour;
mod demo;
mod dry_run;
mod emulator;
mod errors;
mod fake_org;
mod help;
mod hooks;
mod listen;
mod logs;
mod lost;
mod profiles;
mod secrets;
mod trigger;
