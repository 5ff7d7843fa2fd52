//! Runs the real command, on loopback addresses only.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "these helpers are tests too")]

mod apply;
mod child;
mod colour;
mod completions;
mod demo;
mod doctor;
mod dry_run;
mod emulator;
mod errors;
mod events;
mod fake_org;
mod forward;
mod help;
mod hooks;
mod listen;
mod logs;
mod lost;
mod profiles;
mod secrets;
mod trigger;
