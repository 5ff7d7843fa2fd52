//! A local Okta org with event hooks: for tests without an account and without a network.
//!
//! The emulator speaks the part of Okta's API that concerns event hooks, calls receivers as Okta does, and keeps a
//! System Log. It is written from Okta's public documentation; nothing here has been run against Okta, and the
//! project is not affiliated with Okta. Which rule is documented, which was observed in published recordings, and
//! which is only inferred is said at each rule and, all together, in [`rulebook`]; each inferred one that matters is a
//! switch in [`Rules`].
//!
//! ```
//! use std::io::{Read, Write};
//! use std::net::TcpStream;
//!
//! use okta_event_hooks_emulator::{Config, Emulator};
//!
//! let emulator = Emulator::start(Config::default())?;
//!
//! // Any HTTP client will do. Here a hook's list is fetched by hand.
//! let host = emulator.url().trim_start_matches("http://");
//! let mut connection = TcpStream::connect(host)?;
//! write!(
//!     connection,
//!     "GET /api/v1/eventHooks HTTP/1.1\r\nHost: {host}\r\nAuthorization: SSWS {}\r\nConnection: close\r\n\r\n",
//!     emulator.api_token(),
//! )?;
//! let mut answer = String::new();
//! connection.read_to_string(&mut answer)?;
//! assert!(answer.starts_with("HTTP/1.1 200 OK"));
//! assert!(answer.ends_with("[]"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Service apps
//!
//! `Authorization: SSWS` with [`Emulator::api_token`] opens everything. An app of [`Config::oauth_clients`] fetches an
//! access token at `/oauth2/v1/token` instead, with an assertion that it signs itself, and with DPoP if it likes or
//! [must](OauthClient::dpop_required); it may do what its scopes allow.
//!
//! # What Okta does not have
//!
//! Paths under `/emulator/` need no token:
//!
//! | Request | Does |
//! |---|---|
//! | `POST /emulator/events` | makes an event happen, or an array of them: `{"eventType": "user.lifecycle.create"}` is enough, what is missing is filled in. Answers with the event; hooks that are due are named in `debugContext.debugData.targetEventHookIds` |
//! | `POST /emulator/flush` | ends the batch window now; answers, with the attempts, when all deliveries are finished |
//! | `GET /emulator/deliveries` | every attempt to deliver |
//! | `GET /emulator/verifications` | every attempt to verify, with the reason of a failure, which Okta's answer does not tell |
//! | `GET /emulator/requests` | every other request that was received, without header values |
//!
//! # What is deliberately absent
//!
//! Other parts of Okta's API, grants other than client credentials, and persistence: an org ends with its process. More
//! in [`rulebook::GAPS`].

mod config;
mod emulator;
mod error;
mod event_types;
mod fault;
mod filter;
mod log;
mod oauth;
pub mod org;
mod random;
pub mod rulebook;
mod rules;
mod serve;

pub use config::{Config, ConfigError, OauthClient};
pub use emulator::{ControlError, Emulator, StartError};
pub use fault::{Drip, Fault, RateLimit, RateLimitKind, Target, Times};
pub use rules::{ActiveHookLimit, AuthSchemeValueOmitted, DeleteActive, EventTypes, ReservedHeaders, Rules};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
