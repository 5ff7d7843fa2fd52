//! A service app whose private key never leaves the place where it is kept: a KMS, a Secure Enclave, a Keystore.

#![allow(clippy::print_stdout, clippy::missing_errors_doc, reason = "an example")]

use std::sync::Arc;

use okta_event_hooks::{Algorithm, BoxError, Client, Credentials, LocalKey, ServiceApp, Signer};
use okta_event_hooks_emulator::{Config, Emulator, OauthClient};

/// A key in a service. Here the service is a local key; a real one is asked over the network.
struct Kms {
    key: LocalKey,
}

impl Signer for Kms {
    fn algorithm(&self) -> Algorithm {
        self.key.algorithm()
    }

    /// Most services return an ECDSA signature as DER: turn it into the 64 bytes of r and s.
    fn sign(&self, input: &[u8]) -> Result<Vec<u8>, BoxError> {
        println!("asked to sign {} bytes", input.len());
        self.key.sign(input)
    }

    /// Needed for DPoP only.
    fn public_jwk(&self) -> Result<String, BoxError> {
        self.key.public_jwk()
    }
}

/// Runs the example.
pub fn main() -> Result<(), BoxError> {
    let key = LocalKey::generate()?;
    let registered = OauthClient::new("0oa1example2Client5d7", key.public_jwk()?);
    let org = Emulator::start(Config { oauth_clients: vec![registered], ..Config::default() })?;

    let app = ServiceApp::new("0oa1example2Client5d7", Arc::new(Kms { key }));
    let client = Client::new(org.url(), Credentials::ServiceApp(app))?;
    println!("{} hooks", client.list_event_hooks()?.len());
    println!("{} hooks, with the same token", client.list_event_hooks()?.len());
    Ok(())
}
