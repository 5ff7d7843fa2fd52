//! A service app over loopback: a token with its own key, then calls with it.

use super::*;
use crate::OauthClient;
use crate::oauth::testing::{ASSERTION_TYPE, Key, ath, form};

const ID: &str = "0oa1example2Client5d7";
const SCOPES: &str = "okta.eventHooks.read okta.logs.read";

struct App {
    emulator: Emulator,
    key: Key,
    proof_key: Key,
    number: u32,
}

impl App {
    fn start(dpop_required: bool) -> Self {
        let key = Key::rsa();
        let client = OauthClient { dpop_required, ..OauthClient::new(ID, key.named("k1")) };
        let config = Config { oauth_clients: vec![client], ..Config::default() };
        let emulator = Emulator::start(config).unwrap();
        Self { emulator, key, proof_key: Key::p256(), number: 0 }
    }

    fn jti(&mut self) -> String {
        self.number += 1;
        self.number.to_string()
    }

    fn exchange(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Message {
        let host = self.emulator.url().trim_start_matches("http://");
        let stream = TcpStream::connect(host).unwrap();
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = body.len();
        write!(
            &stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\
             \r\n{body}"
        )
        .unwrap();
        Message::read(&stream).unwrap()
    }

    fn token(&mut self, proof: Option<&str>) -> Message {
        let now = jiff::Timestamp::now().as_second();
        let audience = format!("{}/oauth2/v1/token", self.emulator.url());
        let claims =
            json!({"iss": ID, "sub": ID, "aud": audience, "iat": now, "exp": now + 300, "jti": self.jti()});
        let assertion = self.key.jwt(&json!({"alg": "RS256", "kid": "k1"}), &claims);
        let body = form(&[
            ("grant_type", "client_credentials"),
            ("scope", SCOPES),
            ("client_assertion_type", ASSERTION_TYPE),
            ("client_assertion", &assertion),
        ]);
        let mut headers = vec![("Content-Type", "application/x-www-form-urlencoded")];
        headers.extend(proof.map(|proof| ("DPoP", proof)));
        self.exchange("POST", "/oauth2/v1/token", &headers, &body)
    }

    fn proof(&mut self, method: &str, path: &str, more: Option<(&str, &str)>) -> String {
        let url = format!("{}{path}", self.emulator.url());
        let now = jiff::Timestamp::now().as_second();
        let mut claims = json!({"htm": method, "htu": url, "iat": now, "jti": self.jti()});
        if let Some((name, value)) = more {
            claims[name] = json!(value);
        }
        let header = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": self.proof_key.jwk()});
        self.proof_key.jwt(&header, &claims)
    }
}

fn access_token(answer: &Message, token_type: &str) -> String {
    assert_eq!(answer.status(), 200, "{answer:?}");
    let body = answer.json();
    assert_eq!((&body["token_type"], &body["scope"]), (&json!(token_type), &json!(SCOPES)));
    assert_eq!(answer.header("cache-control").unwrap(), "no-store");
    body["access_token"].as_str().unwrap().to_owned()
}

#[test]
fn bearer() {
    let mut app = App::start(false);
    let answer = app.token(None);
    let token = access_token(&answer, "Bearer");
    let authorization = format!("Bearer {token}");
    let headers = [("Authorization", authorization.as_str())];
    assert_eq!(app.exchange("GET", "/api/v1/eventHooks", &headers, "").json(), json!([]));
    let denied = app.exchange("POST", "/api/v1/eventHooks", &headers, "");
    assert_eq!((denied.status(), denied.json()["errorCode"].as_str()), (403, Some("E0000006")));
    assert!(denied.header("www-authenticate").unwrap().starts_with("Bearer error=\"insufficient_scope\""));
}

#[test]
fn dpop() {
    let mut app = App::start(true);
    let answer = app.token(None);
    assert_eq!(answer.json()["error"], "invalid_dpop_proof");
    let proof = app.proof("POST", "/oauth2/v1/token", None);
    let answer = app.token(Some(&proof));
    assert_eq!((answer.status(), &answer.json()["error"]), (400, &json!("use_dpop_nonce")));
    let nonce = answer.header("dpop-nonce").unwrap();
    let proof = app.proof("POST", "/oauth2/v1/token", Some(("nonce", &nonce)));
    let token = access_token(&app.token(Some(&proof)), "DPoP");

    let authorization = format!("DPoP {token}");
    let proof = app.proof("GET", "/api/v1/logs", Some(("ath", &ath(&token))));
    let headers = [("Authorization", authorization.as_str()), ("DPoP", &proof)];
    assert_eq!(app.exchange("GET", "/api/v1/logs?limit=5", &headers, "").status(), 200);
    let again = app.exchange("GET", "/api/v1/logs?limit=5", &headers, "");
    assert_eq!(again.json()["error_description"], "The DPoP proof JWT has already been used.");
    let bare = app.exchange("GET", "/api/v1/logs", &headers[..1], "");
    assert_eq!(bare.json()["error_description"], "The resource request requires a DPoP proof.");
}

#[test]
fn a_key_that_cannot_be_read_is_reported() {
    let client = OauthClient::new(ID, r#"{"kty": "RSA", "e": "AQAB"}"#);
    let config = Config { oauth_clients: vec![client], ..Config::default() };
    let error = Emulator::start(config).unwrap_err();
    assert!(matches!(error, StartError::Config(_)));
    assert_eq!(
        error.to_string(),
        "starting the emulator: oauthClients[0]: \"0oa1example2Client5d7\": key 1: the member \"n\" is missing or not a \
         string"
    );
}
