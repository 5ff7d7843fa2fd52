use super::*;

fn changed(app: &mut App, name: &str, value: Option<&str>) -> Reply {
    let assertion = app.assertion();
    let mut pairs = vec![
        ("grant_type", "client_credentials"),
        ("scope", SCOPES),
        ("client_assertion_type", ASSERTION_TYPE),
        ("client_assertion", &assertion),
    ];
    pairs.retain(|(other, _)| *other != name);
    pairs.extend(value.map(|value| (name, value)));
    app.post(&form(&pairs), &[])
}

#[test]
fn parameters() {
    let mut app = App::new();
    let missing = "The token request must specify a 'grant_type'. Valid values: [client_credentials]";
    for value in [None, Some("")] {
        pair(&changed(&mut app, "grant_type", value), 400, "invalid_request", missing);
    }
    let reply = changed(&mut app, "grant_type", Some("password"));
    assert_eq!((reply.status, &reply.body["error"]), (400, &json!("unsupported_grant_type")));
    for value in [None, Some(""), Some("jwt-bearer"), Some("urn:ietf:params:oauth:grant-type:jwt-bearer")] {
        let reply = changed(&mut app, "client_assertion_type", value);
        pair(&reply, 400, "invalid_request", "The client_assertion_type is invalid.");
    }
    let reply = changed(&mut app, "client_assertion", None);
    pair(&reply, 401, "invalid_client", "No client credentials found.");
    pair(&app.post("", &[]), 400, "invalid_request", missing);
    let assertion = app.assertion();
    let twice = "scope=a&scope=b&grant_type=client_credentials";
    let duplicated = "The request contained multiple parameters with the same name.";
    pair(&app.post(twice, &[]), 400, "invalid_request", duplicated);
    assert_eq!(changed(&mut app, "client_id", Some(ID)).status, 200);
    let reply = changed(&mut app, "client_id", Some("0oaOther"));
    pair(&reply, 401, "invalid_client", "Invalid value for 'client_id' parameter.");
    let reply = changed(&mut app, "client_secret", Some("s"));
    assert_eq!((reply.status, &reply.body["error"]), (401, &json!("invalid_request")));
    assert_eq!(app.send(&assertion, SCOPES, &[]).status, 200);
}

#[test]
fn scopes() {
    let mut app =
        App::with(|config| config.oauth_clients[0].scopes = vec!["okta.eventHooks.read".to_owned()]);
    for value in [None, Some(""), Some("  ")] {
        let reply = changed(&mut app, "scope", value);
        pair(&reply, 400, "invalid_scope", "No scopes were requested.");
    }
    let unknown = "One or more scopes are not configured for the authorization server resource.";
    for value in ["custom", "okta.eventHooks.read custom", "OKTA.eventHooks.read"] {
        pair(&changed(&mut app, "scope", Some(value)), 400, "invalid_scope", unknown);
    }
    let reply = changed(&mut app, "scope", Some("openid okta.eventHooks.read"));
    pair(&reply, 400, "invalid_scope", "Cannot request 'openid' scopes using client credentials.");
    let reply = changed(&mut app, "scope", Some("okta.logs.read okta.users.read"));
    pair(&reply, 400, "consent_required", "You are not allowed any of the requested scopes.");
    for value in ["okta.eventHooks.read", "okta.logs.read  okta.eventHooks.read okta.eventHooks.read"] {
        let reply = changed(&mut app, "scope", Some(value));
        assert_eq!((reply.status, &reply.body["scope"]), (200, &json!("okta.eventHooks.read")));
    }
    app.bench.org.config.rules.partly_granted_scopes = false;
    pair(&changed(&mut app, "scope", Some(SCOPES)), 400, "invalid_scope", unknown);
}

#[test]
fn other_ways_to_authenticate_are_refused() {
    let wrong = "Client Credentials requests to the Org Authorization Server must use the private_key_jwt \
                 token_endpoint_auth_method.";
    let mut app = App::new();
    let body = form(&[("grant_type", "client_credentials"), ("client_id", ID), ("client_secret", "s")]);
    pair(&app.post(&body, &[]), 401, "invalid_client", wrong);
    let body = form(&[("grant_type", "client_credentials"), ("client_id", "x"), ("client_secret", "s")]);
    pair(&app.post(&body, &[]), 401, "invalid_client", "Invalid value for 'client_id' parameter.");
    let not_basic = "Found Authentication header but was not valid client credentials.";
    for (value, description) in [
        // 0oa1example2Client5d7:s
        ("Basic MG9hMWV4YW1wbGUyQ2xpZW50NWQ3OnM=", wrong),
        ("Basic eDpz", not_basic),
        ("Basic %%%", not_basic),
        ("Basic /w==", not_basic),
        ("Bearer x", not_basic),
        ("", not_basic),
    ] {
        let request = Request::post("/oauth2/v1/token")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", value)
            .body(b"grant_type=client_credentials".to_vec())
            .unwrap();
        pair(&now_of(app.bench.raw(&request)), 401, "invalid_client", description);
    }
    let request = Request::post("/oauth2/v1/token?client_assertion=x").body(Vec::new()).unwrap();
    let description = "Client credentials cannot be supplied via query parameters.";
    pair(&now_of(app.bench.raw(&request)), 400, "invalid_request", description);

    let mut app = App::with(|config| config.oauth_clients[0].private_key_jwt = false);
    let assertion = app.assertion();
    pair(&app.send(&assertion, SCOPES, &[]), 401, "invalid_client", wrong);
    let mut app = App::with(|config| config.oauth_clients[0].service = false);
    let assertion = app.assertion();
    let description = "Only clients with 'application_type' of 'service' may use the client_credentials 'grant_type' \
                       with the Org Authorization Server.";
    pair(&app.send(&assertion, SCOPES, &[]), 401, "invalid_client", description);
}

#[test]
fn http() {
    let mut app = App::with(|config| config.rate_limit = 3);
    for path in ["/oauth2/v1/authorize", "/oauth2/default/v1/token", "/oauth2/"] {
        refused(&app.bench.get(path), 404, "E0000008", "");
    }
    refused(&app.bench.get("/oauth2/v1/token"), 429, "E0000047", "");
    assert_eq!(app.bench.get(HOOKS).status, 200, "another bucket");
    refused(&app.bench.send("PUT", "/oauth2/v1/token", &Value::Null), 405, "E0000022", "");
    // A form that is labelled as JSON.
    refused(&app.bench.send("POST", "/oauth2/v1/token", &json!({})), 404, "E0000012", "");
    let unlabelled = Request::post("/oauth2/v1/token").body(b"a=b".to_vec()).unwrap();
    refused(&now_of(app.bench.raw(&unlabelled)), 400, "E0000018", "");
    let list = app.bench.get("/emulator/requests").body;
    assert_eq!((&list[3]["path"], &list[3]["status"]), (&json!("/oauth2/v1/token"), &json!(429)));
    let errors = app.post("", &[]);
    assert_eq!(errors.headers["cache-control"], "no-store");
    assert_eq!(app.post("", &[]).status, 429);
}

#[test]
fn the_audience_follows_the_host_header() {
    let mut app = App::new();
    let mut claims = app.claims();
    claims["aud"] = json!("http://okta.test:8080/oauth2/v1/token");
    let assertion = app.key.jwt(&app.assertion_header(), &claims);
    let body = form(&[
        ("grant_type", "client_credentials"),
        ("scope", SCOPES),
        ("client_assertion_type", ASSERTION_TYPE),
        ("client_assertion", &assertion),
    ]);
    let request = Request::post("/oauth2/v1/token")
        .header("Host", "okta.test:8080")
        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
        .body(body.into_bytes())
        .unwrap();
    assert_eq!(now_of(app.bench.raw(&request)).status, 200);
}

#[test]
fn a_client_that_cannot_be_registered_is_no_org() {
    let config = Config { oauth_clients: vec![OauthClient::new(ID, "not JSON")], ..Config::default() };
    let error = Org::new(config, "", Timestamp::UNIX_EPOCH).unwrap_err().to_string();
    assert!(
        error.starts_with("oauthClients[0]: \"0oa1example2Client5d7\": key 1 is not the JSON text"),
        "{error}"
    );
}
