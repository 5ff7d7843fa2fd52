use super::*;

fn refused_as(reply: &Reply, description: &str) {
    pair(reply, 400, "invalid_dpop_proof", description);
}

/// What the token endpoint says to a proof with this header and these claims; `nonce` is right unless changed.
fn token_with(app: &mut App, header: &Value, claims: &Value) -> Reply {
    let (assertion, proof) = (app.assertion(), app.proof_key.jwt(header, claims));
    app.send(&assertion, SCOPES, &[&proof])
}

fn claims(app: &mut App, nonce: &str) -> Value {
    json!({"htm": "POST", "htu": TOKEN_URL, "iat": app.second(), "nonce": nonce, "jti": app.unique()})
}

#[test]
fn a_client_that_needs_dpop() {
    let mut app = App::dpop();
    let assertion = app.assertion();
    refused_as(&app.send(&assertion, SCOPES, &[]), "The DPoP proof JWT header is missing.");
    let token = app.bound();
    let used = app.assertion();
    let proof = app.proof("POST", TOKEN_URL, &[]);
    assert_eq!(app.send(&used, SCOPES, &[&proof]).body["error"], "use_dpop_nonce");
    // The assertion is used up although the proof was refused.
    let description = "The client_assertion token has already been used.";
    pair(&app.send(&used, SCOPES, &[&proof]), 401, "invalid_client", description);
    assert_eq!(token.split('.').count(), 3);
}

#[test]
fn a_proof_without_need_is_passed_over() {
    let mut app = App::new();
    for proof in [app.proof("POST", TOKEN_URL, &[]), "x".to_owned()] {
        let assertion = app.assertion();
        let reply = app.send(&assertion, SCOPES, &[&proof]);
        assert_eq!((reply.status, &reply.body["token_type"]), (200, &json!("Bearer")), "{reply:?}");
        let token = format!("Bearer {}", reply.body["access_token"].as_str().unwrap());
        assert_eq!(app.call("GET", HOOKS, &token, &[]).status, 200);
    }
}

#[test]
fn headers() {
    let mut app = App::dpop();
    let (assertion, proof) = (app.assertion(), app.proof("POST", TOKEN_URL, &[]));
    let reply = app.send(&assertion, SCOPES, &[&proof, &proof]);
    refused_as(&reply, "Multiple DPoP proof JWT headers are not allowed.");
    let unreadable = "The DPoP proof JWT cannot be parsed.";
    let two = format!("{proof}, {proof}");
    let padded = format!("{proof}=");
    for value in ["", "x", "a.b.c", "...", "é", &two, &padded, &assertion[1..]] {
        let assertion = app.assertion();
        refused_as(&app.send(&assertion, SCOPES, &[value]), unreadable);
    }
    for (name, value, description) in [
        ("typ", json!("jwt"), "'typ' must be 'dpop+jwt' in the DPoP proof JWT."),
        ("typ", json!(null), "'typ' must be 'dpop+jwt' in the DPoP proof JWT."),
        ("alg", json!("none"), "The DPoP proof JWT signature algorithm is invalid."),
        ("alg", json!("HS256"), "The DPoP proof JWT signature algorithm is invalid."),
        ("alg", json!("RS256"), "The DPoP proof JWT signature is invalid."),
        ("jwk", json!(null), "The DPoP proof JWT is invalid."),
        ("jwk", json!({"kty": "oct", "k": "AAAA"}), "The DPoP proof JWT is invalid."),
        ("jwk", Key::p256().jwk(), "The DPoP proof JWT signature is invalid."),
        ("jwk", Key::rsa().jwk(), "The DPoP proof JWT signature is invalid."),
        ("crit", json!(["x"]), unreadable),
    ] {
        let mut header = app.proof_header();
        header[name] = value;
        let claims = claims(&mut app, "");
        refused_as(&token_with(&mut app, &header, &claims), description);
    }
    let mut private = app.proof_header();
    private["jwk"]["d"] = json!("AAAA");
    let claims = claims(&mut app, "");
    refused_as(&token_with(&mut app, &private, &claims), "The DPoP proof JWT is invalid.");
}

#[test]
fn claims_of_a_proof() {
    let mut app = App::dpop();
    let nonce = app.nonce();
    let now = app.second();
    for (name, value, description) in [
        ("htm", json!("GET"), "'htm' claim in the DPoP proof JWT is invalid."),
        ("htm", json!("post"), "'htm' claim in the DPoP proof JWT is invalid."),
        ("htm", Value::Null, "'htm' claim in the DPoP proof JWT is invalid."),
        ("htu", json!("http://127.0.0.1:1234"), "'htu' claim in the DPoP proof JWT is invalid."),
        ("htu", json!(format!("{TOKEN_URL}?a=b")), "'htu' claim in the DPoP proof JWT is invalid."),
        ("htu", Value::Null, "'htu' claim in the DPoP proof JWT is invalid."),
        ("iat", Value::Null, "'iat' claim in the DPoP proof JWT is invalid."),
        ("iat", json!("1773633600"), "'iat' claim in the DPoP proof JWT is invalid."),
        ("iat", json!(now + 2), "The DPoP proof JWT is issued in the future."),
        ("iat", json!(1e300), "The DPoP proof JWT is issued in the future."),
        ("iat", json!(now - 301), "The DPoP proof JWT is issued more than five minutes in the past."),
        ("iat", json!(-1e300), "The DPoP proof JWT is issued more than five minutes in the past."),
        ("exp", json!(now), "The DPoP proof JWT is expired."),
        ("jti", Value::Null, "'jti' claim in the DPoP proof JWT is invalid."),
        ("jti", json!(""), "'jti' claim in the DPoP proof JWT is invalid."),
        ("jti", json!(7), "'jti' claim in the DPoP proof JWT is invalid."),
    ] {
        let mut claims = claims(&mut app, &nonce);
        claims[name] = value;
        let header = app.proof_header();
        refused_as(&token_with(&mut app, &header, &claims), description);
    }
    for value in [Value::Null, json!(""), json!("other"), json!([nonce])] {
        let mut claims = claims(&mut app, &nonce);
        claims["nonce"] = value;
        let header = app.proof_header();
        let reply = token_with(&mut app, &header, &claims);
        pair(&reply, 400, "use_dpop_nonce", "Authorization server requires nonce in DPoP proof.");
        assert_eq!(reply.headers["dpop-nonce"], nonce.as_str());
    }
    let mut claims = claims(&mut app, &nonce);
    claims["iat"] = json!(now - 300);
    let header = app.proof_header();
    assert_eq!(token_with(&mut app, &header, &claims).status, 200);
    refused_as(&token_with(&mut app, &header, &claims), "The DPoP proof JWT has already been used.");
}

/// As Okta's Node SDK does it.
#[test]
fn the_key_may_be_that_of_the_assertions() {
    let reply = with_the_assertions_key(&mut App::dpop());
    assert_eq!((reply.status, &reply.body["token_type"]), (200, &json!("DPoP")), "{reply:?}");
    let rules = Rules { dpop_refuses_client_keys: true, ..Rules::default() };
    let mut strict = App::with(|config| {
        config.rules = rules;
        config.oauth_clients[0].dpop_required = true;
    });
    refused_as(&with_the_assertions_key(&mut strict), "The DPoP proof JWT is invalid.");
}

fn with_the_assertions_key(app: &mut App) -> Reply {
    let nonce = app.nonce();
    let header = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": app.key.jwk()});
    let claims = claims(app, &nonce);
    let (assertion, proof) = (app.assertion(), app.key.jwt(&header, &claims));
    app.send(&assertion, SCOPES, &[&proof])
}

#[test]
fn every_algorithm_makes_proofs() {
    for key in [Key::rsa(), Key::p256(), Key::p384()] {
        let mut app = App::dpop();
        app.proof_key = key;
        app.bound();
    }
}

#[test]
fn a_nonce_is_renewed_daily_and_good_for_three_days() {
    let mut app = App::dpop();
    let old = app.nonce();
    let status = |app: &mut App, nonce: &str| {
        let claims = claims(app, nonce);
        let header = app.proof_header();
        token_with(app, &header, &claims).status
    };
    app.bench.wait(24 * 3600 * 1000);
    let new = app.nonce();
    assert_ne!(new, old);
    assert_eq!((status(&mut app, &old), status(&mut app, &new)), (200, 200));
    app.bench.wait(48 * 3600 * 1000);
    assert_eq!((status(&mut app, &old), status(&mut app, &new)), (200, 200));
    app.bench.wait(1000);
    assert_eq!((status(&mut app, &old), status(&mut app, &new)), (400, 200));
}
