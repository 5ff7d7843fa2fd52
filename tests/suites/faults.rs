//! The client over real sockets, against a server that misbehaves to the byte.
//!
//! Each case looks at three things: what the client returns, what the server was sent and in which order, and that no
//! error shows the token or the hook's secret.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail a test like the tests themselves"
)]

mod faults {
    mod answers;
    mod bodies;
    mod bystander;
    mod connections;
    mod framing;
    mod gzip;
    mod ids;
    mod lists;
    mod lost;
    mod oversized;
    mod proxies;
    mod rate_limits;
    mod redirects;
    mod requests;
    mod secrets;
    mod setup;
    mod slow;
    mod tls;
    mod unavailable;
    mod unreachable;
}
