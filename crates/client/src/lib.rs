//! A small blocking client for Okta event hooks, and the receiving side.
//!
//! Okta calls your HTTPS endpoint when something happens in an org: an *event hook*. [`Client`] manages the hooks of an
//! org, [`Receiver`] is what the endpoint does with Okta's requests. This runs as it stands, against the emulator:
//!
//! ```
//! use okta_event_hooks::{Client, EventHookSpec, Secret};
//! use okta_event_hooks_emulator::{Config, Emulator};
//!
//! let org = Emulator::start(Config::default())?; // a local org; your own is https://acme.okta.com
//! let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
//!
//! let spec = EventHookSpec::new("User lifecycle feed", "https://hooks.example.com/okta/events")
//!     .event("user.lifecycle.deactivate")
//!     .auth_header("Authorization", Secret::from("s3cr3t-shared-with-receiver"));
//! let hook = client.create_event_hook(spec)?;
//! println!("{} is {} and {}", hook.name, hook.status, hook.verification_status);
//! # assert_eq!(hook.verification_status, "UNVERIFIED");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A client retries what is safe to retry and waits for rate limits ([`RetryPolicy`] has the table). It never creates a
//! hook twice, never follows a redirect and never sends the token to another host.
//!
//! Everything of `okta-event-hooks-core` is here too; use that crate alone to drive the same machine over another HTTP
//! library.
//!
//! This project is not affiliated with Okta, and nothing in it has been run against an org of Okta's.

mod client;
mod config;
mod drive;
mod interrupt;
mod log;
mod tls;

pub use client::{Client, ClientBuilder, Connection};
pub use drive::Transport;
pub use interrupt::Interrupt;
pub use log::{LogPages, LogPoller};
pub use okta_event_hooks_core::*;
pub use okta_event_hooks_signer::{KeyError, LocalKey};
