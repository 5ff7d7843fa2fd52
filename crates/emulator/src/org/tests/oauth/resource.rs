use super::*;

const HOOKS_URL: &str = "http://127.0.0.1:1234/api/v1/eventHooks";

#[test]
fn bearer() {
    let mut app = App::new();
    let token = app.bearer(SCOPES);
    assert_eq!(app.call("GET", HOOKS, &format!("Bearer {token}"), &[]).status, 200);
    assert_eq!(app.call("GET", "/api/v1/logs", &format!("Bearer {token}"), &[]).status, 200);
    for authorization in [
        format!("SSWS {token}"),
        format!("Bearer {token}x"),
        format!("bearer {token}"),
        "Bearer ".to_owned(),
        "Bearer".to_owned(),
        "DPoP x".to_owned(),
        "DPoP token".to_owned(),
    ] {
        refused(&app.call("GET", HOOKS, &authorization, &[]), 401, "E0000011", "");
    }
    assert_eq!(app.call("GET", HOOKS, "Bearer token", &[]).status, 200, "the API token");
    refused(&app.call("GET", "/api/v1/users", &format!("Bearer {token}"), &[]), 404, "E0000008", "");
    refused(&app.call("PATCH", HOOKS, &format!("Bearer {token}"), &[]), 405, "E0000022", "");
}

#[test]
fn tokens_expire() {
    let mut app = App::with(|config| config.token_lifetime = std::time::Duration::from_secs(5));
    let assertion = app.assertion();
    let reply = app.send(&assertion, SCOPES, &[]);
    assert_eq!(reply.body["expires_in"], 5);
    let authorization = format!("Bearer {}", reply.body["access_token"].as_str().unwrap());
    app.bench.wait(4_999);
    assert_eq!(app.call("GET", HOOKS, &authorization, &[]).status, 200);
    app.bench.wait(1);
    refused(&app.call("GET", HOOKS, &authorization, &[]), 401, "E0000011", "");

    let mut default = App::new();
    let authorization = format!("Bearer {}", default.bearer(SCOPES));
    default.bench.wait(3_599_999);
    assert_eq!(default.call("GET", HOOKS, &authorization, &[]).status, 200);
    default.bench.wait(1);
    refused(&default.call("GET", HOOKS, &authorization, &[]), 401, "E0000011", "");
}

#[test]
fn the_form_of_a_refusal_is_a_switch() {
    let mut app = App::with(|config| {
        config.rules.api_oauth_errors = true;
        config.token_lifetime = std::time::Duration::from_secs(5);
    });
    let authorization = format!("Bearer {}", app.bearer("okta.logs.read"));
    let reply = app.call("GET", HOOKS, &authorization, &[]);
    assert_eq!((reply.status, &reply.body["error"]), (403, &json!("insufficient_scope")));
    assert!(reply.headers["www-authenticate"].to_str().unwrap().contains("scope=\"okta.eventHooks.read\""));
    app.bench.wait(5_000);
    let reply = app.call("GET", "/api/v1/logs", &authorization, &[]);
    assert_eq!((reply.status, &reply.body["error"]), (401, &json!("invalid_token")));
    assert!(
        reply.headers["www-authenticate"].to_str().unwrap().starts_with("Bearer error=\"invalid_token\"")
    );
    refused(&app.call("GET", HOOKS, "SSWS another", &[]), 401, "E0000011", "");
}

#[test]
fn scopes_open_operations() {
    let (read, manage, logs) = ("okta.eventHooks.read", "okta.eventHooks.manage", "okta.logs.read");
    let mut app = App::new();
    let operations = [
        ("GET", "", read, 200),
        ("GET", "/who1", read, 404),
        ("POST", "", manage, 400),
        ("PUT", "/who1", manage, 404),
        ("DELETE", "/who1", manage, 404),
        ("POST", "/who1/lifecycle/activate", manage, 404),
        ("POST", "/who1/lifecycle/deactivate", manage, 404),
        ("POST", "/who1/lifecycle/verify", manage, 404),
    ];
    for granted in [read, manage, logs] {
        let authorization = format!("Bearer {}", app.bearer(granted));
        for (method, path, needed, status) in operations {
            let reply = app.call(method, &format!("{HOOKS}{path}"), &authorization, &[]);
            if granted == needed {
                assert_eq!(reply.status, status, "{method} {path} {reply:?}");
                continue;
            }
            refused(&reply, 403, "E0000006", "");
            let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{needed}\"");
            assert_eq!(reply.headers["www-authenticate"], challenge.as_str());
        }
        let status = app.call("GET", "/api/v1/logs", &authorization, &[]).status;
        assert_eq!(status, if granted == logs { 200 } else { 403 });
    }
    let mut app = App::rules(Rules { manage_implies_read: true, ..Rules::default() });
    let authorization = format!("Bearer {}", app.bearer(manage));
    assert_eq!(app.call("GET", HOOKS, &authorization, &[]).status, 200);
    assert_eq!(app.call("GET", "/api/v1/logs", &authorization, &[]).status, 403);
}

#[test]
fn dpop() {
    let mut app = App::dpop();
    let token = app.bound();
    let authorization = format!("DPoP {token}");
    let ath = ath(&token);
    let proof = app.proof("GET", HOOKS_URL, &[("ath", &ath)]);
    assert_eq!(app.call("GET", HOOKS, &authorization, &[&proof]).status, 200);
    let reply = app.call("GET", HOOKS, &authorization, &[&proof]);
    pair(&reply, 400, "invalid_dpop_proof", "The DPoP proof JWT has already been used.");
    let proof = app.proof("GET", "http://127.0.0.1:1234/api/v1/logs", &[("ath", &ath)]);
    assert_eq!(app.call("GET", "/api/v1/logs?limit=1", &authorization, &[&proof]).status, 200);

    let reply = app.call("GET", HOOKS, &authorization, &[]);
    pair(&reply, 400, "invalid_request", "The resource request requires a DPoP proof.");
    let proof = app.proof("GET", HOOKS_URL, &[("ath", &ath)]);
    let scheme =
        "The resource request must use the DPoP authentication scheme when using a DPoP bound token.";
    for proofs in [&[][..], &[proof.as_str()]] {
        let reply = app.call("GET", HOOKS, &format!("Bearer {token}"), proofs);
        pair(&reply, 400, "invalid_request", scheme);
    }
    let reply = app.call("GET", HOOKS, &authorization, &[&proof, &proof]);
    pair(&reply, 400, "invalid_dpop_proof", "Multiple DPoP proof JWT headers are not allowed.");
    let reply = app.call("POST", HOOKS, &authorization, &[&proof]);
    pair(&reply, 400, "invalid_dpop_proof", "'htm' claim in the DPoP proof JWT is invalid.");
    let reply = app.call("GET", "/api/v1/logs", &authorization, &[&proof]);
    pair(&reply, 400, "invalid_dpop_proof", "'htu' claim in the DPoP proof JWT is invalid.");
    assert_eq!(app.call("GET", HOOKS, &authorization, &[&proof]).status, 200, "still unused");
    app.bench.wait(60_000);
    let old = app.proof("GET", HOOKS_URL, &[("ath", &ath)]);
    app.bench.wait(301_000);
    let reply = app.call("GET", HOOKS, &authorization, &[&old]);
    let too_old = "The DPoP proof JWT is issued more than five minutes in the past.";
    pair(&reply, 400, "invalid_dpop_proof", too_old);
}

#[test]
fn ath_and_binding() {
    let mut app = App::dpop();
    let token = app.bound();
    let authorization = format!("DPoP {token}");
    let description = "'ath' claim in the DPoP proof does not match the presented access_token.";
    for more in [&[][..], &[("ath", "")], &[("ath", "other")], &[("ath", token.as_str())]] {
        let proof = app.proof("GET", HOOKS_URL, more);
        let reply = app.call("GET", HOOKS, &authorization, &[&proof]);
        pair(&reply, 400, "invalid_dpop_proof", description);
    }
    app.proof_key = Key::p256();
    let proof = app.proof("GET", HOOKS_URL, &[("ath", &ath(&token))]);
    let reply = app.call("GET", HOOKS, &authorization, &[&proof]);
    let description = "The access_token is not bound to the provided DPoP proof.";
    pair(&reply, 400, "invalid_dpop_proof", description);
}

#[test]
fn a_bearer_token_is_not_bound() {
    let mut app = App::new();
    let token = app.bearer(SCOPES);
    let proof = app.proof("GET", HOOKS_URL, &[("ath", &ath(&token))]);
    let reply = app.call("GET", HOOKS, &format!("DPoP {token}"), &[&proof]);
    pair(&reply, 401, "invalid_token", "The presented access_token is not DPoP bound.");
    assert_eq!(app.call("GET", HOOKS, &format!("Bearer {token}"), &[&proof]).status, 200);
}

#[test]
fn a_challenge_repeats_the_scheme() {
    let mut app = App::dpop();
    app.bench.org.config.rules.partly_granted_scopes = false;
    let nonce = app.nonce();
    let (assertion, proof) = (app.assertion(), app.proof("POST", TOKEN_URL, &[("nonce", &nonce)]));
    let reply = app.send(&assertion, "okta.logs.read", &[&proof]);
    let token = reply.body["access_token"].as_str().unwrap();
    let proof = app.proof("GET", HOOKS_URL, &[("ath", &ath(token))]);
    let reply = app.call("GET", HOOKS, &format!("DPoP {token}"), &[&proof]);
    refused(&reply, 403, "E0000006", "");
    let challenge = "DPoP error=\"insufficient_scope\", scope=\"okta.eventHooks.read\"";
    assert_eq!(reply.headers["www-authenticate"], challenge);
}

#[test]
fn the_api_asks_for_a_nonce_only_on_wish() {
    let mut app = App::with(|config| {
        config.rules.resource_dpop_nonce = true;
        config.oauth_clients[0].dpop_required = true;
    });
    let token = app.bound();
    let (authorization, ath) = (format!("DPoP {token}"), ath(&token));
    let proof = app.proof("GET", HOOKS_URL, &[("ath", &ath)]);
    let reply = app.call("GET", HOOKS, &authorization, &[&proof]);
    pair(&reply, 401, "use_dpop_nonce", "Resource server requires nonce in DPoP proof.");
    assert!(reply.headers["www-authenticate"].to_str().unwrap().starts_with("DPoP error=\"use_dpop_nonce\""));
    let nonce = reply.headers["dpop-nonce"].to_str().unwrap().to_owned();
    let proof = app.proof("GET", HOOKS_URL, &[("ath", &ath), ("nonce", &nonce)]);
    assert_eq!(app.call("GET", HOOKS, &authorization, &[&proof]).status, 200);
    let other = app.nonce();
    let proof = app.proof("GET", HOOKS_URL, &[("ath", &ath), ("nonce", &other)]);
    assert_eq!(app.call("GET", HOOKS, &authorization, &[&proof]).status, 401, "the token endpoint's nonce");
    let mut app = App::rules(Rules { resource_dpop_nonce: true, ..Rules::default() });
    let bearer = app.bearer(SCOPES);
    assert_eq!(app.call("GET", HOOKS, &format!("Bearer {bearer}"), &[]).status, 200);
}

#[test]
fn an_app_is_the_actor_of_what_it_does() {
    let mut app = App::new();
    let authorization = format!("Bearer {}", app.bearer(SCOPES));
    let request = Request::post(HOOKS)
        .header("Authorization", authorization)
        .header("Content-Type", "application/json")
        .body(minimal().to_string().into_bytes())
        .unwrap();
    let reply = now_of(app.bench.raw(&request));
    assert_eq!((reply.status, &reply.body["createdBy"]), (200, &json!(ID)));
    let record = &app.bench.log("event_hook.created")[0];
    assert_eq!(record["actor"]["id"], ID);
    assert_eq!(record["actor"]["type"], "PublicClientApp");
}
