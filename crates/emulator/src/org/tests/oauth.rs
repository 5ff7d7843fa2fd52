//! Service apps: the token endpoint, DPoP, and what a token opens.

mod assertions;
mod forms;
mod noise;
mod proofs;
mod resource;

use serde_json::{Value, json};

use super::*;
use crate::OauthClient;
use crate::oauth::testing::{ASSERTION_TYPE, Key, ath, form};

const ID: &str = "0oa1example2Client5d7";
const TOKEN_URL: &str = "http://127.0.0.1:1234/oauth2/v1/token";
const HOOKS: &str = "/api/v1/eventHooks";
const SCOPES: &str = "okta.eventHooks.manage okta.eventHooks.read okta.logs.read";

/// A service app and the org that knows it.
struct App {
    bench: Bench,
    key: Key,
    proof_key: Key,
    number: u64,
}

impl App {
    fn new() -> Self {
        Self::with(|_| {})
    }

    fn with(change: impl FnOnce(&mut Config)) -> Self {
        let key = Key::p256();
        let client = OauthClient::new(ID, key.named("k1"));
        let mut config = Config { oauth_clients: vec![client], ..Config::default() };
        change(&mut config);
        Self { bench: Bench::with(config), key, proof_key: Key::p256(), number: 0 }
    }

    fn dpop() -> Self {
        Self::with(|config| config.oauth_clients[0].dpop_required = true)
    }

    fn rules(rules: Rules) -> Self {
        Self::with(|config| config.rules = rules)
    }

    fn unique(&mut self) -> String {
        self.number += 1;
        format!("jti-{}", self.number)
    }

    fn second(&self) -> i64 {
        self.bench.now.as_second()
    }

    fn assertion_header(&self) -> Value {
        json!({"alg": self.key.alg(), "kid": "k1"})
    }

    fn claims(&mut self) -> Value {
        let now = self.second();
        let jti = self.unique();
        json!({"iss": ID, "sub": ID, "aud": TOKEN_URL, "iat": now, "exp": now + 300, "jti": jti})
    }

    fn assertion(&mut self) -> String {
        let claims = self.claims();
        self.key.jwt(&self.assertion_header(), &claims)
    }

    /// `DPoP` headers are given by their values.
    fn post(&mut self, body: &str, proofs: &[&str]) -> Reply {
        let mut request = Request::post("/oauth2/v1/token")
            .header("Host", "127.0.0.1:1234")
            .header("Content-Type", "application/x-www-form-urlencoded");
        for proof in proofs {
            request = request.header("DPoP", *proof);
        }
        now_of(self.bench.raw(&request.body(body.as_bytes().to_vec()).unwrap()))
    }

    fn send(&mut self, assertion: &str, scope: &str, proofs: &[&str]) -> Reply {
        let body = form(&[
            ("grant_type", "client_credentials"),
            ("scope", scope),
            ("client_assertion_type", ASSERTION_TYPE),
            ("client_assertion", assertion),
        ]);
        self.post(&body, proofs)
    }

    fn proof_header(&self) -> Value {
        json!({"typ": "dpop+jwt", "alg": self.proof_key.alg(), "jwk": self.proof_key.jwk()})
    }

    fn proof(&mut self, method: &str, url: &str, more: &[(&str, &str)]) -> String {
        let mut claims = json!({"htm": method, "htu": url, "iat": self.second(), "jti": self.unique()});
        for (name, value) in more {
            claims[*name] = json!(value);
        }
        self.proof_key.jwt(&self.proof_header(), &claims)
    }

    fn bearer(&mut self, scope: &str) -> String {
        let assertion = self.assertion();
        let reply = self.send(&assertion, scope, &[]);
        assert_eq!((reply.status, &reply.body["token_type"]), (200, &json!("Bearer")), "{reply:?}");
        reply.body["access_token"].as_str().unwrap().to_owned()
    }

    fn nonce(&mut self) -> String {
        let (assertion, proof) = (self.assertion(), self.proof("POST", TOKEN_URL, &[]));
        let reply = self.send(&assertion, SCOPES, &[&proof]);
        pair(&reply, 400, "use_dpop_nonce", "Authorization server requires nonce in DPoP proof.");
        reply.headers["dpop-nonce"].to_str().unwrap().to_owned()
    }

    fn bound(&mut self) -> String {
        let nonce = self.nonce();
        let (assertion, proof) = (self.assertion(), self.proof("POST", TOKEN_URL, &[("nonce", &nonce)]));
        let reply = self.send(&assertion, SCOPES, &[&proof]);
        assert_eq!((reply.status, &reply.body["token_type"]), (200, &json!("DPoP")), "{reply:?}");
        reply.body["access_token"].as_str().unwrap().to_owned()
    }

    fn call(&mut self, method: &str, path: &str, authorization: &str, proofs: &[&str]) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header("Host", "127.0.0.1:1234").header("Authorization", authorization);
        request = request.header("Content-Length", "0");
        for proof in proofs {
            request = request.header("DPoP", *proof);
        }
        now_of(self.bench.raw(&request.body(Vec::new()).unwrap()))
    }
}

fn pair(reply: &Reply, status: u16, error: &str, description: &str) {
    let expected = json!({"error": error, "error_description": description});
    assert_eq!((reply.status, &reply.body), (status, &expected));
}
