//! The forms that a key comes in.

use base64ct::{Base64, Encoding as _};
use okta_event_hooks_core::{Algorithm, Signer};
use okta_event_hooks_signer::{KeyError, LocalKey};

use crate::{file, jwk, verifies};

const RSA: [&str; 3] = ["rsa.pkcs8.pem", "rsa.pkcs1.pem", "rsa.jwk.json"];
const EC: [&str; 3] = ["p256.pkcs8.pem", "p256.sec1.pem", "p256.jwk.json"];

#[test]
fn every_form_of_a_key_signs_what_its_public_half_verifies() {
    for (forms, algorithm) in [(RSA, Algorithm::Rs256), (EC, Algorithm::Es256)] {
        let keys = forms.map(|name| LocalKey::parse(&file(name)).unwrap());
        for key in &keys {
            assert_eq!(key.algorithm(), algorithm);
            let signature = key.sign(b"header.claims").unwrap();
            for other in &keys {
                assert!(verifies(other, b"header.claims", &signature));
                assert!(!verifies(other, b"header.other", &signature));
                assert_eq!(key.public_jwk().unwrap(), other.public_jwk().unwrap());
            }
        }
    }
}

#[test]
fn the_largest_rsa_key_signs() {
    let key = LocalKey::from_pem(&file("rsa-4096.pem")).unwrap();
    let signature = key.sign(b"header.claims").unwrap();
    assert_eq!(signature.len(), 512);
    assert!(verifies(&key, b"header.claims", &signature));
}

#[test]
fn an_rs256_signature_is_the_one_that_openssl_makes() {
    let expected = Base64::decode_vec(file("rsa.signature.txt").trim()).unwrap();
    let message = file("rsa.message.txt");
    for name in RSA {
        let key = LocalKey::parse(&file(name)).unwrap();
        assert_eq!(key.sign(message.as_bytes()).unwrap(), expected, "{name}");
    }
}

#[test]
fn an_es256_signature_is_64_bytes_and_fresh_each_time() {
    let key = LocalKey::parse(&file("p256.jwk.json")).unwrap();
    let signatures = [key.sign(b"").unwrap(), key.sign(b"").unwrap()];
    assert_eq!(signatures.each_ref().map(Vec::len), [64, 64]);
    assert_ne!(signatures[0], signatures[1]);
}

#[test]
fn a_public_jwk_has_the_required_members_in_order_and_no_more() {
    let rsa = jwk("rsa.jwk.json");
    let key = LocalKey::parse(&rsa.to_string()).unwrap();
    assert_eq!(key.public_jwk().unwrap(), format!(r#"{{"e":{},"kty":"RSA","n":{}}}"#, rsa["e"], rsa["n"]));
    let ec = jwk("p256.jwk.json");
    let key = LocalKey::parse(&ec.to_string()).unwrap();
    assert_eq!(
        key.public_jwk().unwrap(),
        format!(r#"{{"crv":"P-256","kty":"EC","x":{},"y":{}}}"#, ec["x"], ec["y"])
    );
}

#[test]
fn generated_keys_differ_and_sign() {
    let keys = [LocalKey::generate().unwrap(), LocalKey::generate().unwrap()];
    assert_ne!(keys[0].public_jwk().unwrap(), keys[1].public_jwk().unwrap());
    let signature = keys[0].sign(b"header.claims").unwrap();
    assert!(verifies(&keys[0], b"header.claims", &signature));
    assert!(!verifies(&keys[1], b"header.claims", &signature));
    assert_eq!(keys[0].key_id(), None);
}

#[test]
fn the_key_id_is_the_jwks_kid() {
    assert_eq!(LocalKey::parse(&file("rsa.jwk.json")).unwrap().key_id(), Some("rsa-test"));
    assert_eq!(LocalKey::parse(&file("rsa.pkcs8.pem")).unwrap().key_id(), None);
    for kid in [r#""""#, "null"] {
        let text = file("p256.jwk.json").replace(r#""p256-test""#, kid);
        assert_eq!(LocalKey::parse(&text).unwrap().key_id(), None);
    }
    let text = file("p256.jwk.json").replace("p256-test", r"caf\u00e9 \/ 1");
    assert_eq!(LocalKey::parse(&text).unwrap().key_id(), Some("café / 1"));
}

#[test]
fn pem_survives_what_editors_and_environments_do_to_it() {
    for name in ["rsa.pkcs8.pem", "rsa.pkcs1.pem", "p256.pkcs8.pem", "p256.sec1.pem"] {
        let text = file(name);
        let same = LocalKey::parse(&text).unwrap().public_jwk().unwrap();
        let bodies_unwrapped: String = text
            .lines()
            .map(|line| if line.starts_with("-----") { format!("\n{line}\n") } else { line.into() })
            .collect();
        let variants = [
            ("byte order mark", format!("\u{feff}{text}")),
            ("CRLF", text.replace('\n', "\r\n")),
            ("CR", text.replace('\n', "\r")),
            ("white space around", format!("\n\n \t{text}\n \u{a0}\n")),
            ("no line feed at the end", text.trim_end().to_owned()),
            (r"literal \n", text.replace('\n', r"\n")),
            (r"literal \n and a line feed at the end", text.replace('\n', r"\n") + "\n"),
            (r"literal \r\n", text.replace('\n', r"\r\n")),
            (r"literal \\n", text.replace('\n', r"\\n")),
            ("literal \\n in quotes", format!("\"{}\"", text.replace('\n', r"\n"))),
            ("spaces for line feeds", text.replace('\n', " ")),
            ("an indent", text.replace('\n', "\n    ")),
            ("white space at the ends of lines", text.replace('\n', " \n")),
            ("empty lines", text.replace('\n', "\n\n")),
            ("one long line", bodies_unwrapped),
            (
                "text before",
                format!("Bag Attributes\n    friendlyName: okta\nKey Attributes: <None>\n{text}"),
            ),
            ("text after", format!("{text}\nkept by the platform team\n")),
            ("a certificate before", format!("{}{text}", file("rsa.certificate.pem"))),
            ("a public key after", format!("{text}{}", file("p256.public.pem"))),
        ];
        for (what, variant) in variants {
            let key = LocalKey::parse(&variant).unwrap_or_else(|error| panic!("{name}, {what}: {error}"));
            assert_eq!(key.public_jwk().unwrap(), same, "{name}, {what}");
        }
    }
}

/// Programs write PKCS#8 under `RSA PRIVATE KEY` and the other way round.
#[test]
fn a_wrong_label_on_a_right_key_does_not_matter() {
    for (name, from, to) in [
        ("rsa.pkcs8.pem", "PRIVATE KEY", "RSA PRIVATE KEY"),
        ("rsa.pkcs1.pem", "RSA PRIVATE KEY", "PRIVATE KEY"),
        ("p256.sec1.pem", "EC PRIVATE KEY", "PRIVATE KEY"),
    ] {
        let text = file(name);
        let key = LocalKey::parse(&text.replace(from, to)).unwrap();
        assert_eq!(key.public_jwk().unwrap(), LocalKey::parse(&text).unwrap().public_jwk().unwrap());
    }
}

/// Windows adds attributes to PKCS#8; its second version holds the public half beside the private one.
#[test]
fn the_optional_parts_of_pkcs8_are_read() {
    let pem = |der: &[u8]| {
        format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----", Base64::encode_string(der))
    };
    let sequence = |body: &[u8]| [&[0x30, 0x81, u8::try_from(body.len()).unwrap()], body].concat();

    let text = file("p256.pkcs8.pem");
    let same = LocalKey::parse(&text).unwrap().public_jwk().unwrap();
    let base64: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    let der = Base64::decode_vec(&base64).unwrap();
    let (header, body) = der.split_at(3);
    assert_eq!(header, [0x30, 0x81, 135]);

    let usage = [0xa0, 13, 0x30, 11, 6, 3, 0x55, 0x1d, 0x0f, 0x31, 4, 3, 2, 0, 0x80];
    let with_attributes = sequence(&[body, &usage].concat());
    assert_eq!(LocalKey::parse(&pem(&with_attributes)).unwrap().public_jwk().unwrap(), same);

    let (algorithm, d, point) = (&body[3..24], &body[33..65], &body[body.len() - 65..]);
    let sec1 = [&[4, 39, 0x30, 37, 2, 1, 1, 4, 32], d].concat();
    let public = [&[0x81, 66, 0], point].concat();
    let second_version = sequence(&[&[2, 1, 1], algorithm, &sec1, &public].concat());
    assert_eq!(LocalKey::parse(&pem(&second_version)).unwrap().public_jwk().unwrap(), same);
}

#[test]
fn a_jwk_survives_what_editors_and_writers_do_to_it() {
    for name in ["rsa.jwk.json", "p256.jwk.json"] {
        let text = file(name);
        let same = LocalKey::parse(&text).unwrap().public_jwk().unwrap();
        let padded = {
            let mut jwk = jwk(name);
            for (member, value) in jwk.as_object_mut().unwrap() {
                if ["n", "d", "p", "x", "y"].contains(&member.as_str()) {
                    *value = format!("{}=", value.as_str().unwrap()).into();
                }
            }
            jwk.to_string()
        };
        let variants = [
            ("byte order mark", format!("\u{feff}{text}")),
            ("CRLF and white space", format!("\r\n {} ", text.replace('\n', "\r\n"))),
            ("one line", jwk(name).to_string()),
            ("padding", padded),
            (
                "unknown members",
                text.replacen('{', r#"{"x5t":"a","key_ops":["sign"],"ext":true,"iat":1,"#, 1),
            ),
            ("escapes in base64url", text.replace(r#""d": ""#, r#""\u0064": ""#)),
        ];
        for (what, variant) in variants {
            let key = LocalKey::parse(&variant).unwrap_or_else(|error| panic!("{name}, {what}: {error}"));
            assert_eq!(key.public_jwk().unwrap(), same, "{name}, {what}");
        }
    }
}

/// Some writers keep the sign byte of a DER integer, others drop the zeros that belong to a scalar.
#[test]
fn zeros_in_front_do_not_matter() {
    use base64ct::Base64UrlUnpadded;

    let mut key = jwk("rsa.jwk.json");
    for member in ["n", "e", "d", "p", "q", "dp", "dq", "qi"] {
        let bytes = [vec![0], crate::decode(key[member].as_str().unwrap())].concat();
        key[member] = Base64UrlUnpadded::encode_string(&bytes).into();
    }
    let same = LocalKey::parse(&file("rsa.jwk.json")).unwrap().public_jwk().unwrap();
    assert_eq!(LocalKey::parse(&key.to_string()).unwrap().public_jwk().unwrap(), same);

    // The generator of P-256 is the public half of 1.
    let text = |d: &str| {
        format!(
            r#"{{"kty":"EC","crv":"P-256","d":"{d}","x":"axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
                 "y":"T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"}}"#
        )
    };
    for d in ["AQ", "AAE", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE"] {
        let key = LocalKey::parse(&text(d)).unwrap();
        assert!(verifies(&key, b"1", &key.sign(b"1").unwrap()));
    }
    assert!(matches!(LocalKey::parse(&text("AA")).unwrap_err(), KeyError::Damaged(_)));
    assert!(matches!(LocalKey::parse(&text("")).unwrap_err(), KeyError::Damaged(_)));
}

#[test]
fn debug_shows_the_algorithm_and_the_key_id_only() {
    let key = LocalKey::parse(&file("rsa.jwk.json")).unwrap();
    assert_eq!(format!("{key:?}"), r#"LocalKey { algorithm: Rs256, key_id: Some("rsa-test"), .. }"#);
    let key = LocalKey::parse(&file("p256.pkcs8.pem")).unwrap();
    assert_eq!(format!("{key:?}"), "LocalKey { algorithm: Es256, key_id: None, .. }");
}

#[test]
fn a_key_is_used_by_many_threads() {
    let key = std::sync::Arc::new(LocalKey::generate().unwrap());
    let signer: std::sync::Arc<dyn Signer> = key.clone();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert!(verifies(&key, b"message", &signer.sign(b"message").unwrap())));
        }
    });
}
