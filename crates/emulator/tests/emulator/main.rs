//! The emulator as a test uses it: in process, over real sockets, with real receivers.

#![allow(clippy::unwrap_used, reason = "tests")]

mod clock;
mod faults;
mod hook;
mod receiver;
mod routes;
mod state;
mod tls;
mod traffic;
