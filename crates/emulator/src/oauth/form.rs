//! What a token request says about itself, before anything is verified.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;

use super::client::Clients;
use super::{Call, invalid_client, invalid_request};
use crate::error::ApiError;
use http::StatusCode;

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const WRONG_METHOD: &str = "Client Credentials requests to the Org Authorization Server must use the private_key_jwt \
                            token_endpoint_auth_method.";

/// The parameters that matter here.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) assertion: String,
    pub(super) client_id: Option<String>,
    pub(super) scope: String,
}

impl Form {
    pub(super) fn parse(call: &Call<'_>, clients: &Clients) -> Result<Self, ApiError> {
        if has_credentials(call.query.unwrap_or_default()) {
            return Err(invalid_request("Client credentials cannot be supplied via query parameters."));
        }
        let mut parameters = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(call.body) {
            if parameters.insert(name.into_owned(), value.into_owned()).is_some() {
                let description = "The request contained multiple parameters with the same name.";
                return Err(invalid_request(description));
            }
        }
        let mut take = |name: &str| parameters.remove(name).filter(|value| !value.is_empty());
        check_grant_type(take("grant_type").as_deref())?;
        let client_id = take("client_id");
        let (secret, basic) = (take("client_secret"), call.headers.get(AUTHORIZATION));
        let Some(assertion) = take("client_assertion") else {
            return Err(match basic {
                Some(value) => without_assertion(basic_id(value.to_str().unwrap_or_default()), clients, true),
                None => without_assertion(client_id, clients, false),
            });
        };
        if secret.is_some() || basic.is_some() {
            let description = "Cannot supply multiple client credentials. Use one of the following: credentials in \
                               the Authorization header, credentials in the post body, or a client_assertion in the \
                               post body.";
            return Err(ApiError::oauth(StatusCode::UNAUTHORIZED, "invalid_request", description));
        }
        if take("client_assertion_type").as_deref() != Some(ASSERTION_TYPE) {
            return Err(invalid_request("The client_assertion_type is invalid."));
        }
        Ok(Self { assertion, client_id, scope: take("scope").unwrap_or_default() })
    }
}

/// The lists of grant types in these texts are inferred: this emulator has one.
fn check_grant_type(grant_type: Option<&str>) -> Result<(), ApiError> {
    match grant_type {
        Some("client_credentials") => Ok(()),
        None => {
            let description =
                "The token request must specify a 'grant_type'. Valid values: [client_credentials]";
            Err(invalid_request(description))
        }
        Some(_) => {
            let description = "The authorization grant type is not supported by the authorization server. Configured \
                               grant types: [client_credentials].";
            Err(ApiError::oauth(StatusCode::BAD_REQUEST, "unsupported_grant_type", description))
        }
    }
}

fn has_credentials(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes())
        .any(|(name, _)| matches!(name.as_ref(), "client_id" | "client_secret" | "client_assertion"))
}

/// A client without `private_key_jwt`. Which text comes when is inferred.
fn without_assertion(client_id: Option<String>, clients: &Clients, basic: bool) -> ApiError {
    match client_id {
        Some(id) if clients.contains_key(&id) => invalid_client(WRONG_METHOD),
        _ if basic => invalid_client("Found Authentication header but was not valid client credentials."),
        Some(_) => invalid_client("Invalid value for 'client_id' parameter."),
        None => invalid_client("No client credentials found."),
    }
}

pub(super) fn wrong_method() -> ApiError {
    invalid_client(WRONG_METHOD)
}

fn basic_id(value: &str) -> Option<String> {
    let decoded = STANDARD.decode(value.strip_prefix("Basic ")?.trim()).ok()?;
    Some(String::from_utf8(decoded).ok()?.split_once(':')?.0.to_owned())
}
