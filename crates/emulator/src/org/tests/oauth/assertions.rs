use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::*;

const UNREADABLE: &str = "The parsing of the client_assertion failed.";

fn refused_as(reply: &Reply, description: &str) {
    pair(reply, 401, "invalid_client", description);
}

#[test]
fn a_token() {
    let mut app = App::new();
    let assertion = app.assertion();
    let reply = app.send(&assertion, SCOPES, &[]);
    assert_eq!(reply.status, 200, "{reply:?}");
    let token = reply.body["access_token"].as_str().unwrap();
    let expected =
        json!({"token_type": "Bearer", "expires_in": 3600, "access_token": token, "scope": SCOPES});
    assert_eq!(reply.body, expected);
    for (name, value) in [
        ("cache-control", "no-store"),
        ("content-type", "application/json"),
        ("date", "Mon, 16 Mar 2026 04:00:00 GMT"),
        ("x-rate-limit-limit", "600"),
        ("x-rate-limit-remaining", "599"),
    ] {
        assert_eq!(reply.headers[name], value);
    }
    assert_eq!(reply.headers["x-okta-request-id"].len(), 27);
    let parts: Vec<&str> = token.split('.').collect();
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
    assert_eq!((parts.len(), &claims["cid"], &claims["exp"]), (3, &json!(ID), &json!(1_773_637_200)));
    assert_ne!(app.bearer(SCOPES), token);
}

#[test]
fn the_same_seed_gives_the_same_token() {
    let token = || App::new().bearer(SCOPES);
    assert_eq!(token(), token());
}

#[test]
fn claims() {
    let far = "The client_assertion token has an expiration too far into the future.";
    let needs_exp = "The client_assertion must contain the 'exp' claim as seconds since epoch.";
    let expired = "The client_assertion token is expired.";
    let future = "The client_assertion token must be issued before the current time.";
    let audience = "The audience claim for client_assertion must be the endpoint invoked for the request.";
    let issuer = "The issuer claim for client_assertion is not a valid client_id.";
    let subject = "The subject claim for client_assertion is not a valid client_id.";
    let mut app = App::new();
    let now = app.second();
    for (name, value, description) in [
        ("aud", json!("http://127.0.0.1:1234"), audience),
        ("aud", json!("http://127.0.0.1:1234/oauth2/default/v1/token"), audience),
        ("aud", json!("https://acme.okta.com/oauth2/v1/token"), audience),
        ("aud", json!([]), audience),
        ("aud", json!(["http://127.0.0.1:1234", 5]), audience),
        ("aud", Value::Null, audience),
        ("iss", json!("0oaOther"), issuer),
        ("iss", json!(5), issuer),
        ("iss", Value::Null, issuer),
        ("sub", json!("0oaOther"), subject),
        ("sub", Value::Null, subject),
        ("exp", Value::Null, needs_exp),
        ("exp", json!("1773637200"), needs_exp),
        ("exp", json!(true), needs_exp),
        ("exp", json!(now), expired),
        ("exp", json!(now - 1), expired),
        ("exp", json!(-1e300), expired),
        ("exp", json!(i64::MIN), expired),
        // The clock stands at 04:00:00.250, and claims have whole seconds.
        ("exp", json!(now + 3602), far),
        ("exp", json!(now * 1000), far),
        ("exp", json!(u64::MAX), far),
        ("exp", json!(1e300), far),
        ("iat", json!(now + 2), future),
        ("iat", json!(i64::MAX), future),
        ("iat", json!("now"), UNREADABLE),
        ("jti", json!(["a"]), UNREADABLE),
    ] {
        let mut claims = app.claims();
        claims[name] = value.clone();
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        }
        let assertion = app.key.jwt(&app.assertion_header(), &claims);
        refused_as(&app.send(&assertion, SCOPES, &[]), description);
    }
    for (name, value) in [
        ("aud", json!(["other", TOKEN_URL])),
        ("exp", json!(now + 3600)),
        ("exp", json!(now + 1)),
        ("iat", json!(now + 1)),
        ("iat", json!(0.5)),
        ("jti", Value::Null),
        ("more", json!({"nested": [1, null]})),
    ] {
        let mut claims = app.claims();
        claims[name] = value;
        let assertion = app.key.jwt(&app.assertion_header(), &claims);
        let reply = app.send(&assertion, SCOPES, &[]);
        assert_eq!(reply.status, 200, "{name} {reply:?}");
    }
    let minimal = json!({"iss": ID, "sub": ID, "aud": TOKEN_URL, "exp": now + 60});
    let minimal = app.key.jwt(&app.assertion_header(), &minimal);
    assert_eq!(app.send(&minimal, SCOPES, &[]).status, 200);
    assert_eq!(app.send(&minimal, SCOPES, &[]).status, 200, "without a jti nothing tells the two apart");
}

#[test]
fn a_jti_is_good_for_once() {
    let used = "The client_assertion token has already been used.";
    let mut app = App::new();
    let assertion = app.assertion();
    assert_eq!(app.send(&assertion, SCOPES, &[]).status, 200);
    refused_as(&app.send(&assertion, SCOPES, &[]), used);
    let mut claims = app.claims();
    claims["jti"] = json!("jti-1");
    let other = app.key.jwt(&app.assertion_header(), &claims);
    refused_as(&app.send(&other, SCOPES, &[]), used);
    app.bench.wait(299_000);
    refused_as(&app.send(&assertion, SCOPES, &[]), used);
    app.bench.wait(1_000);
    refused_as(&app.send(&assertion, SCOPES, &[]), "The client_assertion token is expired.");
}

#[test]
fn a_jti_belongs_to_one_client() {
    let other = Key::p256();
    let mut app =
        App::with(|config| config.oauth_clients.push(OauthClient::new("0oaOther", other.named("k1"))));
    let mut claims = app.claims();
    let first = app.key.jwt(&app.assertion_header(), &claims);
    claims["iss"] = json!("0oaOther");
    claims["sub"] = json!("0oaOther");
    let second = other.jwt(&json!({"alg": "ES256"}), &claims);
    assert_eq!(app.send(&first, SCOPES, &[]).status, 200);
    assert_eq!(app.send(&second, SCOPES, &[]).status, 200);
}

#[test]
fn algorithms() {
    let (rsa, p384) = (Key::rsa(), Key::p384());
    let mut app = App::with(|config| {
        config.oauth_clients[0].keys.extend([rsa.named("rsa"), p384.named("p384")]);
    });
    for (alg, kid) in
        [("ES256", "k1"), ("RS256", "rsa"), ("RS384", "rsa"), ("RS512", "rsa"), ("ES384", "p384")]
    {
        let claims = app.claims();
        let key = match kid {
            "rsa" => &rsa,
            "p384" => &p384,
            _ => &app.key,
        };
        let assertion = key.jwt(&json!({"alg": alg, "kid": kid}), &claims);
        assert_eq!(app.send(&assertion, SCOPES, &[]).status, 200, "{alg}");
    }
    for alg in
        [json!("none"), json!("HS256"), json!("ES512"), json!("rs256"), json!(""), json!(1), Value::Null]
    {
        let claims = app.claims();
        let assertion = rsa.jwt(&json!({"alg": alg, "kid": "rsa"}), &claims);
        let description = "The client_assertion JWT signature algorithm is invalid.";
        refused_as(&app.send(&assertion, SCOPES, &[]), description);
    }
    // An algorithm that is not the key's.
    let claims = app.claims();
    for (alg, kid) in [("RS256", "k1"), ("ES256", "rsa"), ("ES384", "k1"), ("ES256", "p384")] {
        let assertion = app.key.jwt(&json!({"alg": alg, "kid": kid}), &claims);
        refused_as(&app.send(&assertion, SCOPES, &[]), "The client_assertion signature is invalid.");
    }
}

#[test]
fn keys() {
    let invalid = "The client_assertion JWT kid is invalid.";
    let mut app = App::new();
    for (header, status) in [
        (json!({"alg": "ES256"}), 200),
        (json!({"alg": "ES256", "kid": "k1"}), 200),
        (json!({"alg": "ES256", "kid": "k2"}), 401),
        (json!({"alg": "ES256", "kid": 1}), 401),
    ] {
        let claims = app.claims();
        let assertion = app.key.jwt(&header, &claims);
        let reply = app.send(&assertion, SCOPES, &[]);
        assert_eq!(reply.status, status, "{header}");
        if status == 401 {
            refused_as(&reply, invalid);
        }
    }
    let other = Key::p256();
    let mut two = App::with(|config| config.oauth_clients[0].keys.push(other.named("k2")));
    let claims = two.claims();
    let nameless = two.key.jwt(&json!({"alg": "ES256"}), &claims);
    refused_as(&two.send(&nameless, SCOPES, &[]), invalid);
    let foreign = two.key.jwt(&json!({"alg": "ES256", "kid": "k2"}), &claims);
    refused_as(&two.send(&foreign, SCOPES, &[]), "The client_assertion signature is invalid.");
    let own = other.jwt(&json!({"alg": "ES256", "kid": "k2"}), &claims);
    assert_eq!(two.send(&own, SCOPES, &[]).status, 200, "a refused one does not use up the jti");

    let bare = Key::p256();
    let mut any = App::with(|config| config.oauth_clients[0].keys = vec![bare.jwk().to_string()]);
    let claims = any.claims();
    let assertion = bare.jwt(&json!({"alg": "ES256", "kid": "whatever"}), &claims);
    assert_eq!(any.send(&assertion, SCOPES, &[]).status, 200);
    let mut none = App::with(|config| config.oauth_clients[0].keys.clear());
    let assertion = none.assertion();
    let description = "The client does not have a JWKSet configured, but the client_assertion requires one.";
    refused_as(&none.send(&assertion, SCOPES, &[]), description);
}

#[test]
fn malformed_assertions() {
    let mut app = App::new();
    let good = app.assertion();
    let parts: Vec<&str> = good.split('.').collect();
    let (header, claims, signature) = (parts[0], parts[1], parts[2]);
    let text = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let critical = app.key.jwt(&json!({"alg": "ES256", "crit": ["b64"], "b64": false}), &json!({}));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for malformed in [
        "x".to_owned(),
        ".".to_owned(),
        "..".to_owned(),
        "...".to_owned(),
        "\0\u{1F600}".to_owned(),
        format!("{header}.{claims}"),
        format!("{header}.{claims}.{signature}.{signature}"),
        format!("{header}.{claims}.{signature}="),
        format!("{header}.{claims}.{signature}+/"),
        format!(" {header}.{claims}.{signature}"),
        format!("{header}=.{claims}.{signature}"),
        format!(".{claims}.{signature}"),
        format!("{header}..{signature}"),
        format!("{}.{claims}.{signature}", text("[]")),
        format!("{}.{claims}.{signature}", text("{")),
        format!("{}.{claims}.{signature}", text("{}}")),
        format!("{}.{claims}.{signature}", text("null")),
        format!("{header}.{}.{signature}", text("\"iss\"")),
        format!("{header}.{}.{signature}", text("{\"exp\": 1e999}")),
        format!("{header}.{}.{signature}", text("{\"iss\": \"\u{e9}\"").replace('w', "_")),
        format!("{header}.{}.{signature}", URL_SAFE_NO_PAD.encode(b"{\"iss\": \"\xff\"}")),
        format!("{header}.{}.{signature}", text(&format!("{{\"a\": {deep}}}"))),
        critical,
    ] {
        refused_as(&app.send(&malformed, SCOPES, &[]), UNREADABLE);
    }
    for signature in [String::new(), "AA".to_owned(), signature[..84].to_owned(), signature.repeat(2)] {
        let forged = format!("{header}.{claims}.{signature}");
        refused_as(&app.send(&forged, SCOPES, &[]), "The client_assertion signature is invalid.");
    }
    let another = app.assertion();
    let mixed = format!("{header}.{}.{signature}", another.split('.').nth(1).unwrap());
    refused_as(&app.send(&mixed, SCOPES, &[]), "The client_assertion signature is invalid.");
    assert_eq!(app.send(&good, SCOPES, &[]).status, 200);
}
