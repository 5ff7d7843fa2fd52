//! From a request to the operation, and from its result to the answer.

use http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, DATE, HOST, LINK, TRANSFER_ENCODING, USER_AGENT,
};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use jiff::Timestamp;
use serde_json::Value;

use super::oauth::TOKEN_PATH;
use super::rate::Rate;
use super::{Answer, Effect, Org, Received};
use crate::error::ApiError;
use crate::log::Query;

/// What outlives the request it belongs to.
#[derive(Debug, Clone)]
pub(super) struct Context {
    pub(super) request_id: String,
    pub(super) path: String,
    pub(super) user_agent: Option<String>,
    /// Scheme and host as the client wrote them, so that links lead back to the emulator.
    pub(super) base: String,
    pub(super) rate: Option<Rate>,
    /// The service app that calls; `None` is the administrator whose API token it is.
    pub(super) client_id: Option<String>,
    /// Its place in the list of received requests; `/emulator` paths have none.
    pub(super) received: Option<usize>,
}

/// What an operation answers.
#[derive(Debug)]
pub(super) enum Reply {
    Json(Value),
    Page(Value, Vec<String>),
    NoContent,
    LengthRequired,
    After(super::Ticket),
}

impl Org {
    pub(super) fn route(
        &mut self,
        request: &Request<Vec<u8>>,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) -> Answer {
        let path = request.uri().path().to_owned();
        let mut context = Context {
            request_id: self.random.request_id(),
            user_agent: header(request.headers(), &USER_AGENT).map(str::to_owned),
            base: base(request.headers()).unwrap_or_else(|| self.url.clone()),
            path,
            rate: None,
            client_id: None,
            received: None,
        };
        let result = if context.path.starts_with("/emulator/") {
            self.control(request, &context.path, now, effects)
        } else {
            self.requests.push(Received {
                method: request.method().to_string(),
                path: context.path.clone(),
                query: request.uri().query().map(str::to_owned),
                status: None,
                request_id: context.request_id.clone(),
            });
            context.received = Some(self.requests.len() - 1);
            if context.path.starts_with("/api/v1/") {
                self.api(request, &mut context, now, effects)
            } else if context.path.starts_with("/oauth2/") {
                self.oauth(request, &mut context, now)
            } else {
                Err(ApiError::no_path())
            }
        };
        match result {
            Ok(Reply::After(ticket)) => Answer::After(ticket),
            Ok(reply) => Answer::Now(self.respond(&context, reply, now)),
            Err(error) => Answer::Now(self.refuse(&context, &error, now)),
        }
    }

    fn api(
        &mut self,
        request: &Request<Vec<u8>>,
        context: &mut Context,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) -> Result<Reply, ApiError> {
        let logs = context.path == "/api/v1/logs";
        let limit = if logs { self.config.logs_rate_limit } else { self.config.rate_limit };
        let bucket = if logs { "logs" } else { "api" };
        let rate = self.rates.count(request.method().as_str(), bucket, limit, now);
        context.rate = Some(rate);
        if rate.exceeded {
            return Err(ApiError::rate_limited(logs));
        }
        let path = context.path.clone();
        let segments: Vec<&str> = path.split('/').skip(3).collect();
        let method = request.method();
        if let Some(grant) = self.authorize(request, context, now)? {
            self.check_scope(&grant, &segments, method)?;
            context.client_id = Some(grant.client_id);
        }
        match (segments.as_slice(), method) {
            (["eventHooks"], &Method::GET) => Ok(self.list(&context.base)),
            (["eventHooks"], &Method::POST) => {
                self.check_body_type(request, "application/json")?;
                self.create(request.body(), context, now)
            }
            (["eventHooks", id], &Method::GET) => self.get(id, &context.base),
            (["eventHooks", id], &Method::PUT) => {
                self.check_body_type(request, "application/json")?;
                self.replace(id, request.body(), context, now)
            }
            (["eventHooks", id], &Method::DELETE) => self.delete(id, context, now),
            (
                ["eventHooks", id, "lifecycle", operation @ ("activate" | "deactivate" | "verify")],
                &Method::POST,
            ) => {
                if self.config.rules.length_required && !has_length(request.headers()) {
                    return Ok(Reply::LengthRequired);
                }
                match *operation {
                    "activate" => self.activate(id, context, now),
                    "deactivate" => self.deactivate(id, context, now),
                    _ => self.verify(id, context, now, effects),
                }
            }
            (["logs"], &Method::GET) => self.logs(request, context, now),
            (
                ["eventHooks" | "logs"]
                | ["eventHooks", _]
                | ["eventHooks", _, "lifecycle", "activate" | "deactivate" | "verify"],
                _,
            ) => Err(ApiError::method()),
            _ => Err(ApiError::no_path()),
        }
    }

    fn logs(
        &mut self,
        request: &Request<Vec<u8>>,
        context: &Context,
        now: Timestamp,
    ) -> Result<Reply, ApiError> {
        let text = request.uri().query().unwrap_or_default();
        let page = self.log.page(&Query::parse(text, now)?, now);
        let url = format!("{}/api/v1/logs", context.base);
        let own = if text.is_empty() { url.clone() } else { format!("{url}?{text}") };
        let mut links = vec![format!("<{own}>; rel=\"self\"")];
        links.extend(page.next.map(|query| format!("<{url}?{query}>; rel=\"next\"")));
        Ok(Reply::Page(Value::Array(page.events), links))
    }

    /// An empty body is reported as such, whatever its label.
    pub(super) fn check_body_type(
        &self,
        request: &Request<Vec<u8>>,
        media_type: &str,
    ) -> Result<(), ApiError> {
        if !self.config.rules.content_type_required || request.body().is_empty() {
            return Ok(());
        }
        match header(request.headers(), &CONTENT_TYPE) {
            None => Err(ApiError::no_content_type()),
            Some(value) if is_media_type(value, media_type) => Ok(()),
            Some(_) => Err(ApiError::media_type()),
        }
    }

    pub(super) fn respond(&mut self, context: &Context, reply: Reply, now: Timestamp) -> Response<Vec<u8>> {
        let (status, body, links) = match reply {
            Reply::Json(value) => (StatusCode::OK, Some(value), Vec::new()),
            Reply::Page(value, links) => (StatusCode::OK, Some(value), links),
            Reply::NoContent => (StatusCode::NO_CONTENT, None, Vec::new()),
            Reply::LengthRequired => (StatusCode::LENGTH_REQUIRED, None, Vec::new()),
            Reply::After(_) => (StatusCode::INTERNAL_SERVER_ERROR, None, Vec::new()),
        };
        let mut response = self.finish(context, status, body.as_ref(), now);
        for link in links {
            if let Ok(value) = HeaderValue::from_str(&link) {
                response.headers_mut().append(LINK, value);
            }
        }
        response
    }

    pub(super) fn refuse(
        &mut self,
        context: &Context,
        error: &ApiError,
        now: Timestamp,
    ) -> Response<Vec<u8>> {
        let body = error.body(&mut self.random);
        let mut response = self.finish(context, error.status, Some(&body), now);
        for (name, value) in &error.headers {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(*name, value);
            }
        }
        response
    }

    /// Every answer has the headers that Okta's SDKs rely on; 204 has no `Content-Type` (observed).
    fn finish(
        &mut self,
        context: &Context,
        status: StatusCode,
        body: Option<&Value>,
        now: Timestamp,
    ) -> Response<Vec<u8>> {
        if let Some(received) = context.received.and_then(|index| self.requests.get_mut(index)) {
            received.status = Some(status.as_u16());
        }
        let mut response = Response::new(body.map(|body| body.to_string().into_bytes()).unwrap_or_default());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        if body.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if context.path == TOKEN_PATH {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        if let Ok(date) = HeaderValue::from_str(&now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()) {
            headers.insert(DATE, date);
        }
        if let Ok(id) = HeaderValue::from_str(&context.request_id) {
            headers.insert("x-okta-request-id", id);
        }
        if let Some(rate) = context.rate {
            headers.insert("x-rate-limit-limit", rate.limit.into());
            headers.insert("x-rate-limit-remaining", rate.remaining.into());
            headers.insert("x-rate-limit-reset", rate.reset.into());
        }
        response
    }
}

pub(super) fn header<'h>(headers: &'h HeaderMap, name: &http::HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Only a plain host goes into links.
fn base(headers: &HeaderMap) -> Option<String> {
    let host = header(headers, &HOST)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    (!host.is_empty() && host.chars().all(plain)).then(|| format!("http://{host}"))
}

fn has_length(headers: &HeaderMap) -> bool {
    headers.contains_key(CONTENT_LENGTH) || headers.contains_key(TRANSFER_ENCODING)
}

/// Parameters such as `charset` do not matter.
fn is_media_type(content_type: &str, wanted: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case(wanted)
}

pub(super) fn is_json(content_type: &str) -> bool {
    is_media_type(content_type, "application/json")
}
