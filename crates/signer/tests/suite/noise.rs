//! Nothing that is read can panic, and no refusal quotes what was read.

use okta_event_hooks_core::Signer;
use okta_event_hooks_signer::LocalKey;
use proptest::prelude::*;

use crate::refusals::assert_not_quoted;
use crate::{file, verifies};

const FILES: [&str; 8] = [
    "rsa.pkcs8.pem",
    "rsa.pkcs1.pem",
    "rsa.jwk.json",
    "rsa.encrypted.pkcs1.pem",
    "p256.pkcs8.pem",
    "p256.sec1.pem",
    "p256.jwk.json",
    "ed25519.pem",
];

/// A key that is still one signs as before; anything else is refused without being quoted.
fn check(text: &str) {
    for result in [LocalKey::parse(text), LocalKey::from_pem(text), LocalKey::from_jwk(text)] {
        match result {
            Ok(key) => assert!(verifies(&key, b"message", &key.sign(b"message").unwrap())),
            Err(error) => assert_not_quoted(text, &format!("{error} {error:?}")),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC*") {
        check(&text);
    }

    #[test]
    fn any_text_between_dashes(label in "(PRIVATE|RSA PRIVATE|EC PRIVATE|PUBLIC)? ?KEY", body in "[A-Za-z0-9+/=\\\\nr \n:-]{0,200}") {
        check(&format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----"));
    }

    #[test]
    fn any_members(
        kty in "RSA|EC|OKP|oct",
        numbers in proptest::collection::vec("[A-Za-z0-9_=-]{0,90}", 8),
        x in "[A-Za-z0-9_-]{43}",
    ) {
        let members = ["n", "e", "d", "p", "q", "dp", "dq", "qi"].iter().zip(&numbers);
        let members: String = members.map(|(name, value)| format!(r#","{name}":"{value}""#)).collect();
        check(&format!(r#"{{"kty":"{kty}","crv":"P-256","x":"{x}","y":"{x}"{members}}}"#));
    }

    #[test]
    fn one_change(name in proptest::sample::select(&FILES[..]), at in any::<prop::sample::Index>(), by in any::<char>()) {
        let mut text: Vec<char> = file(name).chars().collect();
        let at = at.index(text.len());
        text[at] = by;
        check(&text.iter().collect::<String>());
    }

    #[test]
    fn one_change_that_stays_base64(
        name in proptest::sample::select(&FILES[..]),
        at in any::<prop::sample::Index>(),
        by in "[A-Za-z0-9]",
    ) {
        let mut text = file(name);
        let at = at.index(text.len());
        text.replace_range(at..=at, &by);
        check(&text);
    }

    #[test]
    fn one_cut(name in proptest::sample::select(&FILES[..]), from in any::<prop::sample::Index>(), length in 1..200_usize) {
        let mut text = file(name);
        let from = from.index(text.len());
        let to = text.len().min(from + length);
        text.drain(from..to);
        check(&text);
    }

    #[test]
    fn two_halves(
        first in proptest::sample::select(&FILES[..]),
        second in proptest::sample::select(&FILES[..]),
        at in any::<prop::sample::Index>(),
    ) {
        let (first, second) = (file(first), file(second));
        let at = at.index(first.len().min(second.len()));
        check(&format!("{}{}", &first[..at], &second[at..]));
    }
}
