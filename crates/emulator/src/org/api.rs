//! From a request to the operation, and from its result to the answer.

use http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, DATE, HOST, LINK, TRANSFER_ENCODING, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use serde::Serialize;
use serde_json::Value;

use super::attempt::Received;
use super::fault::Happening;
use super::oauth::TOKEN_PATH;
use super::rate::Rate;
use super::{Answer, Effect, Org};
use crate::error::ApiError;
use crate::log::{self, Query};

const HTTP_DATE: DateTimePrinter = DateTimePrinter::new();

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
    pub(super) happening: Option<Happening>,
}

/// What an operation answers.
#[derive(Debug)]
pub(super) enum Reply {
    Json(Value),
    /// A text that is JSON already.
    Text(String),
    Page(String, Vec<String>),
    Yaml(&'static str),
    NoContent,
    LengthRequired,
    After(super::Ticket),
}

impl Reply {
    pub(super) fn of(answer: &impl Serialize) -> Self {
        // No answer holds anything that is not JSON.
        Self::Text(serde_json::to_string(answer).unwrap_or_default())
    }
}

/// Okta's operationIds: what a fault may name.
pub(crate) const OPERATIONS: [&str; 9] = [
    "listEventHooks",
    "createEventHook",
    "getEventHook",
    "replaceEventHook",
    "deleteEventHook",
    "activateEventHook",
    "deactivateEventHook",
    "verifyEventHook",
    "listLogEvents",
];

/// Which operation a request is.
fn operation(method: &Method, path: &str) -> Option<&'static str> {
    let mut segments = path.strip_prefix("/api/v1/")?.split('/');
    let parts = [segments.next(), segments.next(), segments.next(), segments.next(), segments.next()];
    Some(match (parts, method.as_str()) {
        ([Some("eventHooks"), None, ..], "GET") => "listEventHooks",
        ([Some("eventHooks"), None, ..], "POST") => "createEventHook",
        ([Some("eventHooks"), Some(_), None, ..], "GET") => "getEventHook",
        ([Some("eventHooks"), Some(_), None, ..], "PUT") => "replaceEventHook",
        ([Some("eventHooks"), Some(_), None, ..], "DELETE") => "deleteEventHook",
        ([Some("eventHooks"), Some(_), Some("lifecycle"), Some("activate"), None], "POST") => {
            "activateEventHook"
        }
        ([Some("eventHooks"), Some(_), Some("lifecycle"), Some("deactivate"), None], "POST") => {
            "deactivateEventHook"
        }
        ([Some("eventHooks"), Some(_), Some("lifecycle"), Some("verify"), None], "POST") => "verifyEventHook",
        ([Some("logs"), None, ..], "GET") => "listLogEvents",
        _ => return None,
    })
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
            base: self.base(request.headers()),
            path,
            rate: None,
            client_id: None,
            received: None,
            happening: None,
        };
        let result = if context.path.starts_with("/emulator/") {
            self.control(request, &context.path, now, effects)
        } else {
            self.receive(request, &mut context, now);
            if withheld(&context) {
                return Answer::Now(self.finish(&context, StatusCode::OK, None, now));
            }
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

    /// Lists the request, and finds the fault that befalls it.
    fn receive(&mut self, request: &Request<Vec<u8>>, context: &mut Context, now: Timestamp) {
        let (method, path) = (request.method(), &context.path);
        let operation = operation(method, path);
        context.happening = self.faults.of_request(operation, method.as_str(), path);
        context.received = Some(self.requests.push(Received {
            at: now,
            ended_at: None,
            operation,
            method: method.to_string(),
            path: path.clone(),
            query: request.uri().query().map(str::to_owned),
            status: None,
            request_id: context.request_id.clone(),
            client_id: None,
            fault: context.happening.as_ref().map(|happening| happening.id.clone()),
        }));
    }

    /// Scheme and host as the client wrote them. Only a plain host goes into links.
    fn base(&self, headers: &HeaderMap) -> String {
        let host = header(headers, &HOST).unwrap_or_default();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
        if host.is_empty() || !host.chars().all(plain) {
            return self.url.clone();
        }
        let scheme = if self.config.tls { "https" } else { "http" };
        format!("{scheme}://{host}")
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
        let page =
            self.log.page(&Query::parse(text, self.config.rules.logs_refuse_unknown_parameters, now)?, now);
        let url = format!("{}/api/v1/logs", context.base);
        let own = if text.is_empty() { url.clone() } else { format!("{url}?{text}") };
        let mut links = vec![format!("<{own}>; rel=\"self\"")];
        links.extend(page.next.map(|query| format!("<{url}?{query}>; rel=\"next\"")));
        Ok(Reply::Page(page.events, links))
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
            Reply::Json(value) => (StatusCode::OK, Some(log::text(&value)), Vec::new()),
            Reply::Text(text) => (StatusCode::OK, Some(text), Vec::new()),
            Reply::Page(text, links) => (StatusCode::OK, Some(text), links),
            Reply::Yaml(text) => {
                let mut response = self.finish(context, StatusCode::OK, Some(text.to_owned()), now);
                response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/yaml"));
                return response;
            }
            Reply::NoContent => (StatusCode::NO_CONTENT, None, Vec::new()),
            Reply::LengthRequired => (StatusCode::LENGTH_REQUIRED, None, Vec::new()),
            Reply::After(_) => (StatusCode::INTERNAL_SERVER_ERROR, None, Vec::new()),
        };
        let links = links.iter().map(|link| (LINK, link.as_str()));
        self.finish_with(context, status, body, links, now)
    }

    pub(super) fn refuse(
        &mut self,
        context: &Context,
        error: &ApiError,
        now: Timestamp,
    ) -> Response<Vec<u8>> {
        let body = error.body(&mut self.random).to_string();
        let headers =
            error.headers.iter().map(|(name, value)| (HeaderName::from_static(name), value.as_str()));
        self.finish_with(context, error.status, Some(body), headers, now)
    }

    fn finish(
        &mut self,
        context: &Context,
        status: StatusCode,
        body: Option<String>,
        now: Timestamp,
    ) -> Response<Vec<u8>> {
        self.finish_with(context, status, body, [], now)
    }

    /// Every answer has the headers that Okta's SDKs rely on; 204 has no `Content-Type` (observed).
    fn finish_with<'h>(
        &mut self,
        context: &Context,
        status: StatusCode,
        body: Option<String>,
        more: impl IntoIterator<Item = (HeaderName, &'h str)>,
        now: Timestamp,
    ) -> Response<Vec<u8>> {
        let has_body = body.is_some();
        let mut response = Response::new(body.unwrap_or_default().into_bytes());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        if has_body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if context.path == TOKEN_PATH {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        let date = HTTP_DATE.timestamp_to_rfc9110_string(&now).ok();
        if let Some(date) = date.and_then(|date| HeaderValue::from_str(&date).ok()) {
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
        for (name, value) in more {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.append(name, value);
            }
        }
        if let Some(happening) = &context.happening {
            response = self.befall(&happening.fault, response, context, now);
        }
        if let Some(received) = context.received.and_then(|number| self.requests.get_mut(number)) {
            received.ended_at = Some(now);
            received.status = (!is_reset(context)).then_some(response.status().as_u16());
            received.client_id.clone_from(&context.client_id);
        }
        response
    }
}

/// Nobody sees an answer to a request whose connection is reset.
fn is_reset(context: &Context) -> bool {
    context.happening.as_ref().is_some_and(|happening| happening.fault.reset)
}

pub(super) fn header<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether a fault keeps the request from being done.
fn withheld(context: &Context) -> bool {
    context.happening.as_ref().is_some_and(|Happening { fault, .. }| fault.answers() && !fault.applied)
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
