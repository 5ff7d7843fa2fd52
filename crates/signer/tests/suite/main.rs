//! What a key is read from, what it signs, and what is said of texts that are no key.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod forms;
mod noise;
mod refusals;
mod rfcs;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use okta_event_hooks_core::{Algorithm, Signer};
use okta_event_hooks_signer::LocalKey;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde_json::Value;

/// A file of `tests/keys`.
fn file(name: &str) -> String {
    let path = format!("{}/tests/keys/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn jwk(name: &str) -> Value {
    serde_json::from_str(&file(name)).unwrap()
}

fn decode(text: &str) -> Vec<u8> {
    Base64UrlUnpadded::decode_vec(text).unwrap()
}

/// Whether ring verifies `signature` with no more than the key's public JWK.
fn verifies(key: &LocalKey, message: &[u8], signature: &[u8]) -> bool {
    let public: Value = serde_json::from_str(&key.public_jwk().unwrap()).unwrap();
    let member = |name: &str| decode(public[name].as_str().unwrap());
    match key.algorithm() {
        Algorithm::Rs256 => RsaPublicKeyComponents { n: member("n"), e: member("e") }
            .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            .is_ok(),
        Algorithm::Es256 => {
            let point = [vec![4], member("x"), member("y")].concat();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).is_ok()
        }
        other => panic!("{other:?} is new"),
    }
}
