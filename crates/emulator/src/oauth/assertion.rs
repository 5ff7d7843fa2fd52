//! Client authentication with `private_key_jwt`. The texts are documented, the order of the checks is inferred.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::client::{Client, Clients};
use super::form::{Form, wrong_method};
use super::jwt::{Jwt, latest};
use super::replay::Replays;
use super::{invalid_client, url};
use crate::error::ApiError;

/// The longest lifetime of an assertion (documented).
const LONGEST: SignedDuration = SignedDuration::from_hours(1);
const UNREADABLE: &str = "The parsing of the client_assertion failed.";

/// Who sent the form: `endpoint` is the URL that the request went to.
pub(super) fn authenticate<'c>(
    form: &Form,
    endpoint: &str,
    clients: &'c Clients,
    used: &mut Replays,
    now: Timestamp,
) -> Result<&'c Client, ApiError> {
    let jwt = Jwt::parse(&form.assertion).ok_or_else(|| invalid_client(UNREADABLE))?;
    let algorithm = jwt
        .algorithm()
        .ok_or_else(|| invalid_client("The client_assertion JWT signature algorithm is invalid."))?;
    let client = jwt.text("iss").and_then(|issuer| clients.get(issuer));
    let client = client
        .ok_or_else(|| invalid_client("The issuer claim for client_assertion is not a valid client_id."))?;
    if jwt.text("sub") != Some(&client.id) {
        return Err(invalid_client("The subject claim for client_assertion is not a valid client_id."));
    }
    if form.client_id.as_ref().is_some_and(|id| *id != client.id) {
        return Err(invalid_client("Invalid value for 'client_id' parameter."));
    }
    if !client.service {
        return Err(invalid_client(
            "Only clients with 'application_type' of 'service' may use the client_credentials 'grant_type' with the \
             Org Authorization Server.",
        ));
    }
    if !client.private_key_jwt {
        return Err(wrong_method());
    }
    if client.keys.is_empty() {
        return Err(invalid_client(
            "The client does not have a JWKSet configured, but the client_assertion requires one.",
        ));
    }
    let key = client.key(jwt.header("kid"));
    let key = key.ok_or_else(|| invalid_client("The client_assertion JWT kid is invalid."))?;
    if !jwt.is_signed_by(key, algorithm) {
        return Err(invalid_client("The client_assertion signature is invalid."));
    }
    if !is_for(&jwt, endpoint) {
        return Err(invalid_client(
            "The audience claim for client_assertion must be the endpoint invoked for the request.",
        ));
    }
    check_times(&jwt, &client.id, used, now)?;
    Ok(client)
}

/// `aud` is one URL or a list of them (RFC 7519).
fn is_for(jwt: &Jwt<'_>, endpoint: &str) -> bool {
    let names = |value: &Value| value.as_str().is_some_and(|claimed| url::is_same(claimed, endpoint));
    match jwt.claim("aud") {
        Some(Value::Array(several)) => several.iter().any(names),
        Some(one) => names(one),
        None => false,
    }
}

fn check_times(jwt: &Jwt<'_>, client_id: &str, used: &mut Replays, now: Timestamp) -> Result<(), ApiError> {
    let expires = jwt.date("exp").ok_or_else(|| {
        invalid_client("The client_assertion must contain the 'exp' claim as seconds since epoch.")
    })?;
    if expires <= now.as_duration() {
        return Err(invalid_client("The client_assertion token is expired."));
    }
    if expires > latest(now) + LONGEST {
        return Err(invalid_client("The client_assertion token has an expiration too far into the future."));
    }
    if jwt.claim("iat").is_some() {
        let issued = jwt.date("iat").ok_or_else(|| invalid_client(UNREADABLE))?;
        if issued > latest(now) {
            return Err(invalid_client("The client_assertion token must be issued before the current time."));
        }
    }
    match jwt.claim("jti") {
        None | Some(Value::Null) => Ok(()),
        Some(Value::String(jti)) if used.is_first(client_id, jti, expires, now) => Ok(()),
        Some(Value::String(_)) => Err(invalid_client("The client_assertion token has already been used.")),
        Some(_) => Err(invalid_client(UNREADABLE)),
    }
}
