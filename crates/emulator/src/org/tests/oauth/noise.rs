//! Nothing that a peer sends to the token endpoint, or as a token or a proof, may panic the org or open it.

use super::*;
use crate::org::tests::noise::{noisy, number};
use crate::random::Random;

#[test]
fn the_token_endpoint() {
    let mut app = App::with(|config| {
        config.rate_limit = u32::MAX;
        config.oauth_clients[0].dpop_required = true;
    });
    let mut random = Random::new(7);
    let nonce = app.nonce();
    let mut answers = std::collections::BTreeSet::new();
    for round in 0..3_000 {
        let (assertion, proof) = (app.assertion(), app.proof("POST", TOKEN_URL, &[("nonce", &nonce)]));
        let body = form(&[
            ("grant_type", "client_credentials"),
            ("scope", SCOPES),
            ("client_assertion_type", ASSERTION_TYPE),
            ("client_assertion", &assertion),
        ]);
        let (mut body, mut proof) = (body.into_bytes(), proof.into_bytes());
        if round % 3 != 0 {
            body = noisy(&body, &mut random);
        }
        if round % 3 != 1 {
            proof = noisy(&proof, &mut random);
        }
        let Ok(proof) = http::HeaderValue::from_bytes(&proof) else {
            continue;
        };
        let mut request = Request::post("/oauth2/v1/token")
            .header("Host", "127.0.0.1:1234")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("DPoP", proof);
        if number(&mut random, 50) == 0 {
            request = request.header("Authorization", "Basic eDpz");
        }
        let reply = now_of(app.bench.raw(&request.body(body).unwrap()));
        match reply.status {
            200 => assert!(reply.body["access_token"].is_string()),
            400 | 401 => {
                assert_eq!(reply.body.as_object().unwrap().len(), 2, "{reply:?}");
                answers.insert(reply.body["error"].as_str().unwrap().to_owned());
            }
            other => panic!("{other} {reply:?}"),
        }
    }
    for error in ["invalid_client", "invalid_request", "invalid_dpop_proof"] {
        assert!(answers.contains(error), "{answers:?}");
    }
}

#[test]
fn changed_tokens_and_proofs_open_nothing() {
    let mut app = App::with(|config| {
        config.rate_limit = u32::MAX;
        config.oauth_clients[0].dpop_required = true;
    });
    let mut random = Random::new(8);
    let token = app.bound();
    let ath = ath(&token);
    let right = format!("DPoP {token}");
    for _ in 0..1_500 {
        let proof = app.proof("GET", "http://127.0.0.1:1234/api/v1/eventHooks", &[("ath", &ath)]);
        let authorization = noisy(right.as_bytes(), &mut random);
        let changed = noisy(proof.as_bytes(), &mut random);
        for (authorization, proof) in
            [(authorization.as_slice(), proof.as_bytes()), (right.as_bytes(), changed.as_slice())]
        {
            let same = authorization == right.as_bytes() && changed == proof;
            let (Ok(authorization), Ok(proof)) =
                (http::HeaderValue::from_bytes(authorization), http::HeaderValue::from_bytes(proof))
            else {
                continue;
            };
            // Blanks round a token are trimmed.
            let blank = authorization
                .to_str()
                .is_ok_and(|text| text.split_once(' ').is_some_and(|(_, text)| text.trim() == token));
            let request = Request::get(HOOKS)
                .header("Host", "127.0.0.1:1234")
                .header("Authorization", &authorization)
                .header("DPoP", proof)
                .body(Vec::new())
                .unwrap();
            let reply = now_of(app.bench.raw(&request));
            let opened = reply.status == 200;
            assert!(!opened || same || (blank && authorization != right), "{authorization:?}");
            assert!(opened || matches!(reply.status, 400 | 401), "{reply:?}");
        }
    }
}
