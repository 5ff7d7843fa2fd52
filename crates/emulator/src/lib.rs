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
//! access token at `/oauth2/v1/token` instead, with an assertion that it signs itself, and with DPoP if it
//! [must](OauthClient::dpop_required); it may do what its scopes allow.
//!
//! # What Okta does not have
//!
//! A test makes events happen ([`Emulator::trigger`]), waits for their deliveries ([`Emulator::flush`]), moves the time
//! ([`Emulator::advance`]), has things go wrong ([`Fault`]), goes back to where it was ([`Emulator::reset`],
//! [`Emulator::restore`]) and looks at what was asked and delivered. A client in another process, or in another language,
//! does the same below `/emulator`, without a token: the README has the list, `GET /emulator/openapi.yaml` all of it.
//! What an org is at its start is a [`Config`], also as a [file](Config::from_file).
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
