//! Access tokens: the request for one, its answer, and how long it lasts.

use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, Response, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::{ServiceApp, client_assertion};
use crate::BoxError;
use crate::error::InvalidInput;
use crate::model::text;
use crate::org::OrgUrl;
use crate::secret::Secret;
use crate::time::UnixTime;

const PATH: &str = "/oauth2/v1/token";
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A token in hand.
#[derive(Debug, Clone)]
pub(crate) struct AccessToken {
    pub(crate) secret: Secret,
    pub(crate) scheme: Scheme,
    /// From here on a new one is asked for.
    pub(crate) renew_at: UnixTime,
}

/// How a token is presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Bearer,
    Dpop,
}

impl AccessToken {
    /// The `Authorization` header.
    pub(crate) fn header(&self) -> Result<HeaderValue, InvalidInput> {
        let scheme = match self.scheme {
            Scheme::Bearer => "Bearer",
            Scheme::Dpop => "DPoP",
        };
        self.secret.header_value(scheme, "the access token that Okta issued")
    }
}

/// Where tokens are had.
pub(crate) fn url(org: &OrgUrl) -> String {
    format!("{org}{PATH}")
}

/// The request for a token, without a proof; and the assertion in it, which must not show.
pub(crate) fn request(
    app: &ServiceApp,
    org: &OrgUrl,
    now: UnixTime,
    jti: String,
) -> Result<(http::Request<Vec<u8>>, Secret), BoxError> {
    let url = url(org);
    let assertion = client_assertion::sign(app, &url, now, jti)?;
    let fields = [
        ("grant_type", "client_credentials"),
        ("scope", &app.scopes.join(" ")),
        ("client_assertion_type", ASSERTION_TYPE),
        ("client_assertion", &assertion),
    ];
    let form: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
        .collect();
    let request = http::Request::builder()
        .method(Method::POST)
        .uri(url)
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    Ok((request.body(form.join("&").into_bytes())?, assertion.into()))
}

/// What the token endpoint said.
pub(crate) enum Answer {
    Token(AccessToken),
    /// An OAuth error, or an error of Okta's own.
    Refused {
        error: String,
        description: String,
    },
    /// Neither: why, without the body, which may hold a token.
    Unreadable(&'static str),
}

#[derive(Deserialize)]
struct Body {
    access_token: Option<Secret>,
    token_type: Option<String>,
    expires_in: Option<u64>,
    #[serde(alias = "errorCode")]
    error: Option<String>,
    #[serde(alias = "errorSummary")]
    error_description: Option<String>,
}

/// Reads an answer of the token endpoint.
pub(crate) fn read(response: &Response<&[u8]>, now: UnixTime) -> Answer {
    if response.status().is_redirection() {
        return Answer::Unreadable("a redirect, which is never followed; check the org URL");
    }
    let Some(body) = text(response.body()).ok().and_then(|text| serde_json::from_str::<Body>(text).ok())
    else {
        return Answer::Unreadable("the answer is no JSON object of the token endpoint's");
    };
    if let Some(error) = body.error {
        return Answer::Refused { error, description: body.error_description.unwrap_or_default() };
    }
    let (true, Some(secret), Some(kind)) =
        (response.status().is_success(), body.access_token, body.token_type)
    else {
        return Answer::Unreadable("the answer has neither a token nor an error");
    };
    let scheme = match kind.to_ascii_lowercase().as_str() {
        "bearer" => Scheme::Bearer,
        "dpop" => Scheme::Dpop,
        _ => return Answer::Unreadable("the token is of a type that is not known"),
    };
    // Okta's tokens last an hour. A tenth early, so that none lapses on the way.
    let lifetime = Duration::from_secs(body.expires_in.unwrap_or(3600));
    let early = (lifetime / 10).min(Duration::from_mins(5));
    Answer::Token(AccessToken { secret, scheme, renew_at: now.after(lifetime.saturating_sub(early)) })
}

/// How far this machine's clock is from the server's, where that is more than a minute.
pub(crate) fn clock_error(headers: &HeaderMap, now: UnixTime) -> Option<String> {
    let date = UnixTime::from_http_date(headers.get(header::DATE)?.to_str().ok()?)?;
    let (by, which) = if now > date { (now.since(date), "ahead of") } else { (date.since(now), "behind") };
    (by > Duration::from_mins(1))
        .then(|| format!("this machine's clock is {} s {which} Okta's", by.as_secs()))
}
