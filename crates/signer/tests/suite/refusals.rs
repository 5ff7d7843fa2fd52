//! What is refused, in which words.

use base64ct::{Base64, Encoding as _};
use okta_event_hooks_signer::{KeyError, LocalKey};
use serde_json::{Value, json};

use crate::{file, jwk};

/// The words of the refusal. None may hold a piece of the text that was refused.
fn refused(text: &str) -> String {
    let error = LocalKey::parse(text).err().unwrap_or_else(|| panic!("accepted"));
    let words = error.to_string();
    assert_not_quoted(text, &format!("{words} {error:?}"));
    words
}

/// No 12 characters in a row of what may be key text.
pub(crate) fn assert_not_quoted(text: &str, words: &str) {
    let key_text = |c: char| c.is_ascii_alphanumeric() || "+/=-_".contains(c);
    for piece in text.split(|c| !key_text(c)).filter(|piece| piece.len() >= 12 && !piece.starts_with("---")) {
        for start in 0..=piece.len() - 12 {
            let quoted = &piece[start..start + 12];
            assert!(!words.contains(quoted), "{quoted:?} is quoted in {words:?}");
        }
    }
}

fn with(name: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut jwk = jwk(name);
    change(&mut jwk);
    jwk.to_string()
}

fn without(name: &str, members: &[&str]) -> String {
    with(name, |jwk| {
        for member in members {
            jwk.as_object_mut().unwrap().remove(*member).unwrap();
        }
    })
}

#[test]
fn what_is_not_a_key() {
    let neither = "expected a private key as PEM or JWK, found text that is neither; if it is the path of a file, \
                   read the file";
    for text in ["/run/secrets/okta.pem", "0oa1example2Client5d7", "-----", "[]", "\"-----BEGIN\""] {
        assert_eq!(refused(text), neither);
    }
    for text in ["", " \n", "\u{feff}"] {
        assert_eq!(refused(text), "expected a private key as PEM or JWK, found nothing");
        assert_eq!(
            LocalKey::from_jwk(text).unwrap_err().to_string(),
            "expected a private key as PEM or JWK, found nothing"
        );
    }
    let error = LocalKey::from_pem(&file("p256.jwk.json")).unwrap_err();
    assert_eq!(error.to_string(), "expected a private key as PEM or JWK, found JSON where PEM should be");
    let error = LocalKey::from_jwk(&file("p256.sec1.pem")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a private key as PEM or JWK, found text that is not a JSON object"
    );
}

#[test]
fn public_halves() {
    let public = "expected a private key, found a public key: Okta gets that one, this needs the other half";
    for name in ["rsa.public.pem", "rsa.public.pkcs1.pem", "p256.public.pem"] {
        assert_eq!(refused(&file(name)), public);
    }
    assert_eq!(
        refused(&file("rsa.certificate.pem")),
        "expected a private key, found a certificate: it holds a public key only"
    );
    assert_eq!(
        refused(&file("rsa.request.pem")),
        "expected a private key, found a request for a certificate"
    );
    let parameters = file("p256.sec1.pem").split_once("-----BEGIN EC PRIVATE KEY").unwrap().0.to_owned();
    assert_eq!(
        refused(&parameters),
        "expected a private key, found the name of a curve (EC PARAMETERS) without a key"
    );
    assert_eq!(
        refused("-----BEGIN X-----\n-----END X-----"),
        "expected a private key, found PEM of another kind"
    );
    assert_eq!(
        refused(&without("rsa.jwk.json", &["d", "p", "q", "dp", "dq", "qi"])),
        "expected a private key, found the JWK of a public RSA key: it has no d"
    );
    assert_eq!(
        refused(&without("p256.jwk.json", &["d"])),
        "expected a private key, found the JWK of a public EC key: it has no d"
    );
}

#[test]
fn encrypted_keys() {
    for name in ["rsa.encrypted.pkcs8.pem", "rsa.encrypted.pkcs1.pem"] {
        for text in [file(name), file(name).replace('\n', r"\n")] {
            assert_eq!(
                refused(&text),
                "expected a private key in the clear, found an encrypted one: decrypt it first, e.g. \
                 openssl pkcs8 -topk8 -nocrypt -in key.pem -out decrypted.pem"
            );
        }
    }
}

#[test]
fn several_keys() {
    let two = format!("{}{}", file("rsa.pkcs8.pem"), file("p256.sec1.pem"));
    assert_eq!(refused(&two), "expected one private key, found 2: keep only the one that is to sign");
    assert_eq!(LocalKey::parse(&two).unwrap_err(), KeyError::SeveralKeys(2));
    let set = json!({ "keys": [jwk("rsa.jwk.json")] }).to_string();
    assert_eq!(
        refused(&set),
        "expected a private key as PEM or JWK, found a JWK Set: pass the one JWK in it that is to sign"
    );
}

#[test]
fn other_kinds_of_keys() {
    let pgp = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nxcFGBF\n-----END PGP PRIVATE KEY BLOCK-----";
    let dsa = "-----BEGIN DSA PRIVATE KEY-----\nMAA=\n-----END DSA PRIVATE KEY-----";
    let odd = "-----BEGIN MY PRIVATE KEY-----\nMAA=\n-----END MY PRIVATE KEY-----";
    for (text, found) in [
        (file("p384.pkcs8.pem"), "an EC key on P-384"),
        (file("p384.sec1.pem"), "an EC key on P-384"),
        (file("p384.jwk.json"), "a JWK on P-384"),
        (file("secp256k1.pkcs8.pem"), "an EC key on secp256k1"),
        (file("secp256k1.sec1.pem"), "an EC key on secp256k1"),
        (file("ed25519.pem"), "an Ed25519 key"),
        (
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#.into(),
            "a JWK on Ed25519",
        ),
        (with("p256.jwk.json", |jwk| jwk["crv"] = "P-512".into()), "a JWK on another curve"),
        (without("p256.jwk.json", &["crv"]), "a JWK on no curve (crv)"),
        (file("p256.explicit.pkcs8.pem"), "an EC key whose curve is spelt out, not named"),
        (file("rsa-1024.pem"), "an RSA key of 1024 bits"),
        (file("rsa-5120.pem"), "an RSA key of 5120 bits"),
        (file("rsa-2200.pem"), "an RSA key of 2200 bits, which is not a multiple of 512"),
        (file("rsa-e3.pem"), "an RSA key whose public exponent is below 65537"),
        (file("rsa-three-primes.pem"), "an RSA key of more than two primes"),
        (
            with("rsa.jwk.json", |jwk| jwk["oth"] = json!([])),
            "a JWK of an RSA key of more than two primes (oth)",
        ),
        (file("rsa-pss.pem"), "an RSA key that may sign PSS only"),
        (
            file("openssh.pem"),
            "an OpenSSH private key: convert a copy of it, e.g. ssh-keygen -p -m PKCS8 -f copy_of_key",
        ),
        (dsa.into(), "a DSA key"),
        (pgp.into(), "a PGP key"),
        (odd.into(), "a private key of another kind"),
        (
            r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75"}"#.into(),
            "a JWK of a symmetric key (oct): Okta takes signatures of private keys only",
        ),
        (r#"{"kty":"rsa"}"#.into(), "a JWK of another type (kty)"),
    ] {
        assert_eq!(
            refused(&text),
            format!("expected an RSA key of 2048 to 4096 bits or an EC key on P-256, found {found}")
        );
    }
}

#[test]
fn a_jwk_for_another_purpose() {
    for (name, alg, found) in [
        ("p256.jwk.json", "ES384", "a JWK for ES384 (alg), where ES256 is signed"),
        ("p256.jwk.json", "RS256", "a JWK for RS256 (alg), where ES256 is signed"),
        ("rsa.jwk.json", "RS512", "a JWK for RS512 (alg), where RS256 is signed"),
        ("rsa.jwk.json", "PS256", "a JWK for PS256 (alg), where RS256 is signed"),
        ("rsa.jwk.json", "rs256", "a JWK for another algorithm (alg), where RS256 is signed"),
    ] {
        let words = refused(&with(name, |jwk| jwk["alg"] = alg.into()));
        assert!(words.ends_with(&format!("found {found}")), "{words}");
    }
    let words = refused(&with("rsa.jwk.json", |jwk| jwk["use"] = "enc".into()));
    assert!(words.ends_with("found a JWK whose use is not sig"), "{words}");
}

#[test]
fn keys_that_lack_a_part() {
    let mend = "mend it, e.g. openssl ec -conv_form uncompressed -in key.pem -out mended.pem";
    for (text, found) in [
        (
            without("rsa.jwk.json", &["p", "q", "dp", "dq", "qi"]),
            "the JWK of an RSA key without p, q, dp, dq, qi: write it again with its primes",
        ),
        (
            without("rsa.jwk.json", &["qi"]),
            "the JWK of an RSA key without qi: write it again with its primes",
        ),
        (without("rsa.jwk.json", &["n"]), "a JWK without n"),
        (without("p256.jwk.json", &["y"]), "a JWK without y"),
        (file("p256.without-public.pem"), &format!("an EC key without its public half: {mend}")),
        (file("p256.compressed.pem"), &format!("an EC key whose public half is compressed: {mend}")),
    ] {
        assert_eq!(refused(&text), format!("expected a whole private key, found {found}"));
    }
    assert_eq!(
        refused(&without("rsa.jwk.json", &["kty"])),
        "expected a private key as PEM or JWK, found JSON without kty, which every JWK has"
    );
}

#[test]
fn damaged_pem() {
    let text = file("rsa.pkcs8.pem");
    let cut_off = "PEM whose END line is missing or misspelt: is it cut off?";
    let half = &text[..text.len() / 2];
    let end = "-----END PRIVATE KEY-----";
    let unreadable = "bytes that are not PKCS#8, PKCS#1 or SEC1 with a named curve";
    for (text, found) in [
        (half.to_owned(), cut_off),
        (text.replace(end, "-----END PRIVATE KEY----"), cut_off),
        (text.replace(end, "-----END RSA PRIVATE KEY-----"), cut_off),
        (format!("{half}\n{text}"), cut_off),
        ("-----BEGIN PRIVATE KEY".into(), "PEM whose BEGIN line does not end in five dashes"),
        (
            "-----BEGIN PRIVATE KEY----------END PRIVATE KEY-----".into(),
            "PEM with nothing between its BEGIN and END lines",
        ),
        (text.replacen("MII", "MI*", 1), "PEM with characters that are not base64"),
        (text.replacen("MII", r"MI\", 1), "PEM with characters that are not base64"),
        (text.replacen("MII", "MIé", 1), "PEM with characters that are not base64"),
        (text.replacen("MII", "MI", 1), "PEM whose base64 is cut off or damaged"),
        (text.replacen("MII", "MI=", 1), "PEM whose base64 is cut off or damaged"),
        (format!("{}\n{end}", half.trim_end_matches(|c: char| c != '\n')), unreadable),
        (text.replacen("MII", "MIJ", 1), unreadable),
        (file("p256.explicit.sec1.pem"), unreadable),
        (file("p256.public.pem").replace("PUBLIC", "PRIVATE"), unreadable),
    ] {
        assert_eq!(refused(&text), format!("expected a sound private key, found {found}"));
    }
}

#[test]
fn damaged_jwks() {
    let not_json = file("rsa.jwk.json").replacen(',', "", 1);
    let twice = file("p256.jwk.json").replacen('{', r#"{"d":"AA","#, 1);
    for (text, found) in [
        (not_json, "text that begins like a JWK and is not JSON (line 3, column 3)"),
        ("{".into(), "text that begins like a JWK and is not JSON (line 1, column 1)"),
        (twice, "a JWK with a member that is not text or is there twice (line 7, column 5)"),
        (
            r#"{"kty":"RSA","d":12345678901234567890}"#.into(),
            "a JWK with a member that is not text or is there twice (line 1, column 37)",
        ),
        (with("rsa.jwk.json", |jwk| jwk["p"] = "a+/b".into()), "a JWK whose p is base64, not base64url"),
        (
            with("rsa.jwk.json", |jwk| jwk["p"] = "a b".into()),
            "a JWK whose p is not base64url, or is cut off",
        ),
        (
            with("p256.jwk.json", |jwk| jwk["d"] = "AAAAA".into()),
            "a JWK whose d is not base64url, or is cut off",
        ),
        (with("p256.jwk.json", |jwk| jwk["x"] = "AAAA".into()), "a JWK on P-256 whose x has 3 bytes, not 32"),
        (
            with("p256.jwk.json", |jwk| jwk["d"] = "_".repeat(44).into()),
            "an EC key on P-256 whose private number has 33 bytes, not 32",
        ),
    ] {
        assert_eq!(refused(&text), format!("expected a sound private key, found {found}"));
    }
}

#[test]
fn parts_that_do_not_belong_together() {
    let found =
        "an EC key whose public half (x, y) does not belong to its private one (d), or that is not on P-256";
    let swapped = with("p256.jwk.json", |jwk| {
        let x = jwk["x"].take();
        jwk["x"] = jwk["y"].take();
        jwk["y"] = x;
    });
    let other = with("p256.jwk.json", |jwk| jwk["d"] = "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI".into());
    // SEC1 may leave out its curve; then only its halves tell that it is not P-256.
    let nameless = {
        let text = file("secp256k1.sec1.pem");
        let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
        let mut der = Base64::decode_vec(&body).unwrap();
        let parameters = der.windows(2).position(|pair| pair == [0xa0, 0x07]).unwrap();
        der.drain(parameters..parameters + 9);
        der[1] -= 9;
        format!(
            "-----BEGIN EC PRIVATE KEY-----\n{}\n-----END EC PRIVATE KEY-----",
            Base64::encode_string(&der)
        )
    };
    for text in [swapped, other, nameless] {
        assert_eq!(refused(&text), format!("expected a sound private key, found {found}"));
    }
    // The order of P-256 itself, which is one too many.
    let order = with("p256.jwk.json", |jwk| jwk["d"] = "_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE".into());
    assert_eq!(
        refused(&order),
        "expected a sound private key, found numbers that are no EC key on P-256 (InvalidComponent)"
    );

    for member in ["n", "d", "p", "q", "dp", "dq", "qi"] {
        let text = with("rsa.jwk.json", |jwk| {
            let number = jwk[member].as_str().unwrap().to_owned();
            let (start, end) = number.split_at(number.len() - 8);
            jwk[member] =
                format!("{start}{}", if end == "AAAAAAAA" { "AAAAAAAB" } else { "AAAAAAAA" }).into();
        });
        // The private exponent is not what ring computes with; it looks at its size only.
        match LocalKey::parse(&text) {
            Ok(_) => assert_eq!(member, "d"),
            Err(error) => assert!(
                error.to_string().starts_with(
                    "expected a sound private key, found an RSA key whose parts do not belong together"
                ),
                "{member}: {error}"
            ),
        }
    }
}
