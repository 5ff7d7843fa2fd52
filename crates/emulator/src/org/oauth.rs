//! Who calls, and what that caller may do.

use http::header::AUTHORIZATION;
use http::{Method, Request, StatusCode};
use jiff::Timestamp;

use super::api::{Context, Reply, header};
use super::{ClientTime, Org};
use crate::error::ApiError;
use crate::oauth::{Call, Grant};

pub(super) const TOKEN_PATH: &str = "/oauth2/v1/token";

impl Org {
    /// `/oauth2/*`: a rate limit bucket of its own (documented); the limit is that of `/api/v1`.
    pub(super) fn oauth(
        &mut self,
        request: &Request<Vec<u8>>,
        context: &mut Context,
        now: Timestamp,
    ) -> Result<Reply, ApiError> {
        let rate = self.rates.count(request.method().as_str(), "oauth2", self.config.rate_limit, now);
        context.rate = Some(rate);
        if rate.exceeded {
            return Err(ApiError::rate_limited(false));
        }
        if context.path != TOKEN_PATH {
            return Err(ApiError::no_path());
        }
        if request.method() != Method::POST {
            return Err(ApiError::method());
        }
        self.check_body_type(request, "application/x-www-form-urlencoded")?;
        let call = call(request, context, now);
        let config = &self.config;
        let token = self.oauth.token(&call, &config.rules, config.token_lifetime, &mut self.random, now)?;
        Ok(Reply::Json(token))
    }

    /// `SSWS <token>` (documented), `SSWS<token>` as the official Python SDK sends it (observed), and `Bearer` with
    /// the same token; these may do everything. Other tokens are access tokens: `None` or what was granted.
    pub(super) fn authorize(
        &mut self,
        request: &Request<Vec<u8>>,
        context: &Context,
        now: Timestamp,
    ) -> Result<Option<Grant>, ApiError> {
        let value = header(request.headers(), &AUTHORIZATION).unwrap_or_default();
        let token = value.strip_prefix("SSWS").or_else(|| value.strip_prefix("Bearer "));
        if token.is_some_and(|token| token.trim() == self.api_token) {
            return Ok(None);
        }
        let call = call(request, context, now);
        self.oauth.authorize(&call, &self.config.rules, &mut self.random, now).map(Some)
    }

    /// Whether the token has the operation's scope (documented). The refusal, E0000006 or OAuth's own form, and its
    /// header are inferred. Paths without an operation need no scope: they are refused in any case.
    pub(super) fn check_scope(
        &self,
        grant: &Grant,
        segments: &[&str],
        method: &Method,
    ) -> Result<(), ApiError> {
        const READ: &str = "okta.eventHooks.read";
        const MANAGE: &str = "okta.eventHooks.manage";
        let needed = match (segments, method) {
            (["eventHooks"] | ["eventHooks", _], &Method::GET) => READ,
            (["eventHooks", ..], _) => MANAGE,
            (["logs"], _) => "okta.logs.read",
            _ => return Ok(()),
        };
        let has = |scope: &str| grant.scopes.iter().any(|granted| granted == scope);
        if has(needed) || (needed == READ && self.config.rules.manage_implies_read && has(MANAGE)) {
            return Ok(());
        }
        let challenge = format!("{} error=\"insufficient_scope\", scope=\"{needed}\"", grant.scheme);
        let error = if self.config.rules.api_oauth_errors {
            let description = "The access token provided does not contain the required scopes.";
            ApiError::oauth(StatusCode::FORBIDDEN, "insufficient_scope", description)
        } else {
            ApiError::forbidden()
        };
        Err(error.with_header("www-authenticate", challenge))
    }
}

fn call<'r>(request: &'r Request<Vec<u8>>, context: &'r Context, now: Timestamp) -> Call<'r> {
    Call {
        method: request.method().as_str(),
        base: &context.base,
        url: format!("{}{}", context.base, context.path),
        query: request.uri().query(),
        headers: request.headers(),
        body: request.body(),
        sent: request.extensions().get::<ClientTime>().map_or(now, |time| time.0),
    }
}
