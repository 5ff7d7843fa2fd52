//! Sends one request to a receiver, and takes down what comes back. Bounded in time and in size.

use std::io::Read as _;
use std::time::{Duration, Instant};

use http::header::{ACCEPT, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderName, HeaderValue, Method, Request, Uri};

use super::judge::{Answer, Outcome};
use super::message;
use crate::exit::Failure;

/// More of an answer is not read: the longest that is of use repeats a challenge.
const MAX_ANSWER: u64 = 64 * 1024;

/// What stands in the header for the secret.
#[derive(Debug, Clone, Copy)]
pub(super) enum Key<'a> {
    None,
    Is(&'a HeaderValue),
}

pub(super) struct Prober {
    pub(super) agent: ureq::Agent,
    pub(super) uri: Uri,
    pub(super) header: HeaderName,
    /// How long an answer is waited for, which is more than Okta waits, to tell a slow receiver from a dead one.
    pub(super) patience: Duration,
}

impl Prober {
    /// A verification, or a GET that is none.
    pub(super) fn get(&self, key: Key<'_>, challenge: Option<&str>) -> Result<Outcome, Failure> {
        let mut request = self.request(Method::GET, key, ())?;
        if let Some(challenge) = challenge {
            let value = HeaderValue::try_from(challenge)
                .map_err(|_| Failure::failed("the challenge cannot be sent"))?;
            request.headers_mut().insert("x-okta-verification-challenge", value);
        }
        Ok(self.send(request))
    }

    /// A delivery.
    pub(super) fn deliver(&self, method: Method, key: Key<'_>, body: &[u8]) -> Result<Outcome, Failure> {
        let mut request = self.request(method, key, body.to_vec())?;
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Ok(self.send(request))
    }

    /// The headers are Okta's; the request's id tells the receiver's log that it was the doctor.
    fn request<B>(&self, method: Method, key: Key<'_>, body: B) -> Result<Request<B>, Failure> {
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, HeaderValue::from_static("Okta-Integrations"));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let id = HeaderValue::try_from(format!("doctor-{}", message::random_hex(8)?))
            .map_err(|_| Failure::failed("the request's id cannot be sent"))?;
        headers.insert("x-okta-request-id", id);
        if let Key::Is(value) = key {
            headers.insert(self.header.clone(), value.clone());
        }
        Ok(request)
    }

    fn send(&self, request: Request<impl ureq::AsSendBody>) -> Outcome {
        let since = Instant::now();
        match self.exchange(request) {
            Ok(answer) => Outcome::Answered(Answer { took: since.elapsed(), ..answer }),
            Err(ureq::Error::Timeout(_)) => Outcome::Silent(self.patience),
            Err(error) => Outcome::Broken(error.to_string()),
        }
    }

    fn exchange(&self, request: Request<impl ureq::AsSendBody>) -> Result<Answer, ureq::Error> {
        let (head, body) = self.agent.run(request)?.into_parts();
        let text =
            |name| head.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let mut bytes = Vec::new();
        body.into_reader().take(MAX_ANSWER).read_to_end(&mut bytes)?;
        Ok(Answer {
            status: head.status.as_u16(),
            content_type: text(CONTENT_TYPE),
            location: text(LOCATION),
            body: bytes,
            took: Duration::ZERO,
        })
    }
}
