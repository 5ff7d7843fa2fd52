//! The client over real sockets, against a server that misbehaves to the byte.
//!
//! Each case looks at three things: what the client returns, what the server was sent and in which order, and that no
//! error shows the token or the hook's secret. What can be told as data is in `tests/vectors/faults` and played by
//! [`faults::vectors`]; the other modules have what needs TLS, a proxy, threads or a look at an idle connection.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail a test like the tests themselves"
)]

mod faults {
    mod answers;
    mod bodies;
    mod connections;
    mod proxies;
    mod requests;
    mod secrets;
    mod setup;
    mod slow;
    mod tls;
    mod unreachable;
    mod vectors;
}
