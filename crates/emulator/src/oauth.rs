//! OAuth 2.0 for service apps: <https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/>, and
//! DPoP: <https://developer.okta.com/docs/guides/dpop/>.
//!
//! The pairs of `error` and `error_description` are documented, with their status, on
//! <https://developer.okta.com/docs/reference/error-codes/>; where a text was chosen for a case that Okta does not
//! describe, it is marked as inferred. Signatures are checked for real.

mod assertion;
mod client;
mod form;
mod jwk;
mod jwt;
mod nonce;
mod proof;
mod replay;
#[cfg(test)]
pub(crate) mod testing;
mod token;
mod url;

use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::config::{ConfigError, OauthClient};
use crate::error::ApiError;
use crate::random::Random;
use crate::rules::Rules;
use client::{Client, Clients};
use form::Form;
use nonce::Nonces;
use proof::Proof;
use replay::Replays;
use token::{AccessToken, Tokens};

/// What a request says, as far as this module reads it.
#[derive(Debug)]
pub(crate) struct Call<'r> {
    pub(crate) method: &'r str,
    /// Scheme and host, as the client wrote them.
    pub(crate) base: &'r str,
    /// That and the path, without the query.
    pub(crate) url: String,
    pub(crate) query: Option<&'r str>,
    pub(crate) headers: &'r HeaderMap,
    pub(crate) body: &'r [u8],
    /// The time by the client's clock: its JWTs are judged by it.
    pub(crate) sent: Timestamp,
}

/// A service app that calls the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) client_id: String,
    pub(crate) scopes: Vec<String>,
    /// The authentication scheme, as a challenge has to repeat it.
    pub(crate) scheme: &'static str,
}

/// The authorization server of the org, and what the API needs of it.
#[derive(Debug, Clone)]
pub(crate) struct Oauth {
    clients: Arc<Clients>,
    tokens: Tokens,
    assertions: Replays,
    proofs: Replays,
    nonces: Nonces,
    /// The API's own; a nonce of the token endpoint is none (RFC 9449).
    resource_nonces: Nonces,
}

impl Oauth {
    pub(crate) fn new(clients: &[OauthClient]) -> Result<Self, ConfigError> {
        Ok(Self {
            clients: Arc::new(client::register(clients)?),
            tokens: Tokens::default(),
            assertions: Replays::default(),
            proofs: Replays::default(),
            nonces: Nonces::default(),
            resource_nonces: Nonces::default(),
        })
    }

    /// `POST /oauth2/v1/token`: first who it is, then the proof, then the scopes (observed). An assertion is used up
    /// although the proof is refused (observed).
    pub(crate) fn token(
        &mut self,
        call: &Call<'_>,
        rules: &Rules,
        lifetime: Duration,
        random: &mut Random,
        now: Timestamp,
    ) -> Result<Value, ApiError> {
        let form = Form::parse(call, &self.clients)?;
        let client =
            assertion::authenticate(&form, &call.url, &self.clients, &mut self.assertions, call.sent)?;
        // Okta's own Node SDK sends a proof with every token request, made with the client's own key, and takes a
        // demand for a nonce for the app's setting. So without the setting a proof is passed over, and its key may be
        // the client's, although the guide wants another one.
        let key = if client.dpop_required {
            let key = bound_key(call, &mut self.proofs, &mut self.nonces, random, now)?;
            if rules.dpop_refuses_client_keys && client.keys.iter().any(|own| own.thumbprint == key) {
                return Err(proof::invalid("The DPoP proof JWT is invalid."));
            }
            Some(key)
        } else {
            None
        };
        let scopes = grant(client, &form.scope, rules)?;
        let scope = scopes.join(" ");
        let expires = now.checked_add(SignedDuration::try_from(lifetime).unwrap_or(SignedDuration::MAX));
        let expires = expires.unwrap_or(Timestamp::MAX);
        let token_type = if key.is_some() { "DPoP" } else { "Bearer" };
        let token = AccessToken { client_id: client.id.clone(), scopes, expires, key };
        let text = self.tokens.issue(token, call.base, random, now);
        Ok(json!({
            "token_type": token_type,
            "expires_in": lifetime.as_secs(),
            "access_token": text,
            "scope": scope,
        }))
    }

    /// Whose access token a call to the API carries.
    pub(crate) fn authorize(
        &mut self,
        call: &Call<'_>,
        rules: &Rules,
        random: &mut Random,
        now: Timestamp,
    ) -> Result<Grant, ApiError> {
        let value = call.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (scheme, text) = value.split_once(' ').unwrap_or_default();
        let scheme = match scheme {
            "Bearer" => "Bearer",
            "DPoP" => "DPoP",
            _ => return Err(ApiError::invalid_token()),
        };
        let token = self.tokens.find(text.trim(), now).ok_or_else(|| unknown_token(scheme, rules))?;
        let grant = Grant { client_id: token.client_id.clone(), scopes: token.scopes.clone(), scheme };
        match (&token.key, scheme) {
            (None, "Bearer") => return Ok(grant),
            (None, _) => {
                let description = "The presented access_token is not DPoP bound.";
                return Err(ApiError::oauth(StatusCode::UNAUTHORIZED, "invalid_token", description));
            }
            (Some(_), "Bearer") => {
                return Err(invalid_request(
                    "The resource request must use the DPoP authentication scheme when using a DPoP bound token.",
                ));
            }
            (Some(_), _) => {}
        }
        let proof = proof::header(call.headers)?
            .ok_or_else(|| invalid_request("The resource request requires a DPoP proof."))?;
        let proof = Proof::check(proof, call)?;
        if proof.ath.as_deref() != Some(&jwk::digest(text.trim().as_bytes())) {
            let description = "'ath' claim in the DPoP proof does not match the presented access_token.";
            return Err(proof::invalid(description));
        }
        if token.key.as_ref() != Some(&proof.key) {
            return Err(proof::invalid("The access_token is not bound to the provided DPoP proof."));
        }
        let fresh = proof.nonce.as_ref().is_some_and(|nonce| self.resource_nonces.accepts(nonce, now));
        if rules.resource_dpop_nonce && !fresh {
            let description = "Resource server requires nonce in DPoP proof.";
            let error = ApiError::oauth(StatusCode::UNAUTHORIZED, "use_dpop_nonce", description);
            let challenge = format!("DPoP error=\"use_dpop_nonce\", error_description=\"{description}\"");
            return Err(error
                .with_header("dpop-nonce", self.resource_nonces.current(random, now))
                .with_header("www-authenticate", challenge));
        }
        proof.spend(&mut self.proofs, call.sent)?;
        Ok(grant)
    }
}

/// The key that a token is to be bound to: that of the request's proof.
fn bound_key(
    call: &Call<'_>,
    used: &mut Replays,
    nonces: &mut Nonces,
    random: &mut Random,
    now: Timestamp,
) -> Result<String, ApiError> {
    let text = proof::header(call.headers)?
        .ok_or_else(|| proof::invalid("The DPoP proof JWT header is missing."))?;
    let proof = Proof::check(text, call)?;
    if !proof.nonce.as_ref().is_some_and(|nonce| nonces.accepts(nonce, now)) {
        let description = "Authorization server requires nonce in DPoP proof.";
        let error = ApiError::oauth(StatusCode::BAD_REQUEST, "use_dpop_nonce", description);
        return Err(error.with_header("dpop-nonce", nonces.current(random, now)));
    }
    proof.spend(used, call.sent)?;
    Ok(proof.key)
}

/// The scopes of the token, in the order of the request. A scope of Okta's that is granted to no app here and one that
/// is granted to another app are the same to the client.
fn grant(client: &Client, requested: &str, rules: &Rules) -> Result<Vec<String>, ApiError> {
    let refuse = |error, description| Err(ApiError::oauth(StatusCode::BAD_REQUEST, error, description));
    let mut scopes: Vec<String> = Vec::new();
    for scope in requested.split_whitespace().map(str::to_owned) {
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    if scopes.is_empty() {
        return refuse("invalid_scope", "No scopes were requested.");
    }
    if scopes.iter().any(|scope| scope == "openid") {
        return refuse("invalid_scope", "Cannot request 'openid' scopes using client credentials.");
    }
    let unknown = "One or more scopes are not configured for the authorization server resource.";
    if scopes.iter().any(|scope| !scope.starts_with("okta.")) {
        return refuse("invalid_scope", unknown);
    }
    let asked = scopes.len();
    scopes.retain(|scope| client.scopes.contains(scope));
    if scopes.is_empty() {
        return refuse("consent_required", "You are not allowed any of the requested scopes.");
    }
    if scopes.len() < asked && !rules.partly_granted_scopes {
        return refuse("invalid_scope", unknown);
    }
    Ok(scopes)
}

/// 401 E0000011, or OAuth's own form (both inferred).
fn unknown_token(scheme: &str, rules: &Rules) -> ApiError {
    if !rules.api_oauth_errors {
        return ApiError::invalid_token();
    }
    let description = "The presented access_token is unknown or expired.";
    let challenge = format!("{scheme} error=\"invalid_token\", error_description=\"{description}\"");
    ApiError::oauth(StatusCode::UNAUTHORIZED, "invalid_token", description)
        .with_header("www-authenticate", challenge)
}

fn invalid_client(description: &str) -> ApiError {
    ApiError::oauth(StatusCode::UNAUTHORIZED, "invalid_client", description)
}

fn invalid_request(description: &str) -> ApiError {
    ApiError::oauth(StatusCode::BAD_REQUEST, "invalid_request", description)
}
