//! A private key in memory, from PEM or JWK, that signs for an Okta service app.
//!
//! [`LocalKey`] implements `okta_event_hooks_core::Signer`: RS256 with an RSA key, ES256 with an EC key on P-256. A key in
//! a KMS or an enclave needs nothing of this crate: implement that trait for it.
//!
//! ```
//! use std::sync::Arc;
//! use okta_event_hooks_core::{Credentials, ServiceApp};
//! use okta_event_hooks_signer::LocalKey;
//!
//! # let text = std::fs::read_to_string("tests/keys/rsa.jwk.json")?;
//! // let text = std::env::var("OKTA_CLIENT_PRIVATEKEY")?; // PEM or JWK
//! let key = LocalKey::parse(&text)?;
//! let key_id = key.key_id().map(str::to_owned);
//! let mut app = ServiceApp::new("0oa1example2Client5d7", Arc::new(key)).dpop(Arc::new(LocalKey::generate()?));
//! if let Some(id) = key_id {
//!     app = app.key_id(id);
//! }
//! let credentials = Credentials::ServiceApp(app);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is absent on purpose: files and environment (the text is an argument), passwords of encrypted keys, other
//! algorithms, and a way to get a private key out again.
//!
//! This project is not affiliated with Okta, and nothing in it has been run against an org of Okta's.

#![deny(clippy::indexing_slicing)]

mod der;
mod error;
mod jwk;
mod key;
mod pem;

pub use error::KeyError;
pub use key::LocalKey;
