//! Passes deliveries on to an application, and takes its answer back.

use std::io::Read as _;
use std::path::Path;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Request, Response, StatusCode, Uri};
use okta_event_hooks::REQUEST_ID_HEADER;

use crate::agent;
use crate::exit::Failure;

/// The sender waits 3 s (documented); the rest is for the way there and back.
const BUDGET: Duration = Duration::from_millis(2500);
/// More of an answer is not passed back. Okta reads none of it.
const MAX_ANSWER: u64 = 1024 * 1024;
/// What is passed on of the sender's headers. Not the secret, whatever its header is called.
const PASSED_ON: [HeaderName; 2] = [CONTENT_TYPE, REQUEST_ID_HEADER];

/// An application behind the receiver.
pub(crate) struct Forward {
    agent: ureq::Agent,
    uri: Uri,
}

/// What became of a delivery that was passed on.
#[derive(Debug)]
pub(crate) struct Forwarded {
    /// What the sender was answered: the application's status, or 502.
    pub(crate) status: StatusCode,
    /// Why there is no answer of the application's.
    pub(crate) error: Option<String>,
    pub(crate) took: Duration,
}

impl Forward {
    pub(crate) fn new(url: &str, ca_file: Option<&Path>) -> Result<Self, Failure> {
        let wrong = |what: &str| {
            Failure::usage(format!("--forward: {what}"))
                .hint("write it like http://127.0.0.1:3000/okta/events")
        };
        let uri: Uri = url.parse().map_err(|_| wrong("this is no URL"))?;
        let authority = uri.authority().ok_or_else(|| wrong("the host is missing"))?;
        if authority.as_str().contains('@') {
            return Err(wrong("a user or a password is not taken"));
        }
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err(wrong("the scheme is neither http nor https"));
        }
        Ok(Self { agent: agent::direct(BUDGET, &agent::certificates(ca_file)?), uri })
    }

    /// Blocks until the application has answered, or what is left of the budget since `arrived` is over.
    pub(crate) fn pass_on(
        &self,
        headers: &HeaderMap,
        body: &Bytes,
        arrived: Instant,
    ) -> (Response<Body>, Forwarded) {
        let since = Instant::now();
        let (response, error) = match self.exchange(headers, body, arrived) {
            Ok(response) => (response, None),
            Err(error) => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::BAD_GATEWAY;
                (response, Some(error))
            }
        };
        let forwarded = Forwarded { status: response.status(), error, took: since.elapsed() };
        (response, forwarded)
    }

    fn exchange(
        &self,
        headers: &HeaderMap,
        body: &Bytes,
        arrived: Instant,
    ) -> Result<Response<Body>, String> {
        let left = BUDGET.saturating_sub(arrived.elapsed());
        if left.is_zero() {
            return Err("too many deliveries wait for it".to_owned());
        }
        let mut request = Request::post(&self.uri).body(&body[..]).map_err(|error| error.to_string())?;
        for name in PASSED_ON {
            if let Some(value) = headers.get(&name) {
                request.headers_mut().insert(name, value.clone());
            }
        }
        let request = self.agent.configure_request(request).timeout_global(Some(left)).build();
        let (head, answer) = self.agent.run(request).map_err(|error| why(&error))?.into_parts();
        // Half an answer is none: better that a delivery comes twice than not at all.
        let mut bytes = Vec::new();
        let read = answer.into_reader().take(MAX_ANSWER).read_to_end(&mut bytes);
        read.map_err(|error| why(&error.into()))?;
        let mut response = Response::new(Body::from(bytes));
        *response.status_mut() = head.status;
        let label: Option<&HeaderValue> = head.headers.get(CONTENT_TYPE);
        if let Some(label) = label {
            response.headers_mut().insert(CONTENT_TYPE, label.clone());
        }
        Ok(response)
    }
}

fn why(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => format!("no answer within {} s", BUDGET.as_secs_f32()),
        error => error.to_string(),
    }
}
