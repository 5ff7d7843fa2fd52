//! One operation under way.

use std::fmt;
use std::ops::ControlFlow;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::BoxError;
use crate::error::{
    Error, InvalidInput, ProtocolError, REQUEST_ID_HEADER, RateLimited, TransportError, request_id,
};
use crate::operation::Operation;
use crate::rate_limit::{self, RateLimit};
use crate::secret::Secret;
use crate::session::Session;
use crate::time::UnixTime;

mod auth;
mod retry;

pub use retry::RetryPolicy;

/// Okta's code for a hook that does not exist.
const NOT_FOUND: &str = "E0000007";

/// One operation under way: authentication, rate limits, retries, pages, parsing.
///
/// Every event returns the next [`Step`]. A call holds no resource: dropping it cancels it. An event that does not
/// fit its state ends it with an error, and never sends anything twice.
///
/// The loop that drives a call does four things: it sends without following a redirect, caps the body, sleeps, and
/// supplies the time. See [the crate's front page](crate) for one.
#[derive(Debug)]
pub struct Call<O> {
    operation: O,
    state: State,
    policy: Option<RetryPolicy>,
    /// How often the request was sent, for this page.
    attempts: u32,
    started: UnixTime,
    /// Okta's id of the first answer, if it had one.
    retry_for: Option<HeaderValue>,
    /// Whether an earlier attempt may have taken effect.
    answer_lost: bool,
    auth: auth::Progress,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// A token was asked for; the operation comes after it.
    SentForToken,
    Sent,
    Waiting,
    Finished,
}

/// What the driver has to do next.
#[derive(Debug)]
#[must_use = "a call goes on only if its step is carried out"]
pub enum Step<T> {
    /// Send this, then call [`Call::response`] or [`Call::failure`].
    Send(Box<Outgoing>),
    /// Sleep for this long, then call [`Call::resume`].
    Wait(Duration),
    /// The call has ended.
    Done(Result<T, Error>),
}

/// A request to send.
#[derive(Clone)]
#[non_exhaustive]
pub struct Outgoing {
    /// The request, complete. `http` types its headers; its body may hold a secret.
    pub request: http::Request<Vec<u8>>,
    /// How long the answer may take at the least: do not time out earlier.
    pub patience: Duration,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither header values nor the body: they carry secrets.
        f.debug_struct("Outgoing")
            .field("method", self.request.method())
            .field("uri", self.request.uri())
            .field("body_bytes", &self.request.body().len())
            .field("patience", &self.patience)
            .finish()
    }
}

/// Why a driver has no answer.
#[derive(Debug)]
pub enum Failure {
    /// Nothing of the request left: the name did not resolve, the connection was refused.
    NotSent(BoxError),
    /// Okta may have received the request: the connection broke, or the answer is incomplete.
    MaybeSent(BoxError),
    /// The answer took too long; Okta may have received the request.
    TimedOut,
}

impl Failure {
    /// Takes a secret that a peer echoed out of the text.
    pub(crate) fn hide(&mut self, secret: &Secret) {
        if let Self::NotSent(error) | Self::MaybeSent(error) = self {
            let mut text = error.to_string();
            secret.hide_in(&mut text);
            if text != error.to_string() {
                *error = text.into();
            }
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(error) => write!(f, "the request could not be sent: {error}"),
            Self::MaybeSent(error) => write!(f, "the answer was lost: {error}"),
            Self::TimedOut => f.write_str("no complete answer in time"),
        }
    }
}

impl<O: Operation> Call<O> {
    /// A call that has not begun.
    pub fn new(operation: O) -> Self {
        Self {
            operation,
            state: State::New,
            policy: None,
            attempts: 0,
            started: UnixTime::from_secs(0),
            retry_for: None,
            answer_lost: false,
            auth: auth::Progress::default(),
        }
    }

    /// Retries this call by a policy of its own.
    #[must_use]
    pub fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.policy = Some(policy);
        self
    }

    /// The operation.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// Whether Okta may be at work on what must not be done twice: a driver that drops the call now says so.
    ///
    /// ```
    /// use okta_event_hooks_core::{Call, CreateEventHook, Credentials, EventHookSpec, Session, UnixTime};
    ///
    /// let spec = EventHookSpec::new("Feed", "https://hooks.example.com/okta/events").event("user.lifecycle.create");
    /// let mut call = Call::new(CreateEventHook::new(spec));
    /// let credentials = Credentials::ApiToken("00token".into());
    /// let mut session = Session::new("https://acme.okta.com".parse()?, credentials, [0; 32])?;
    /// assert!(!call.may_have_applied());
    /// let step = call.start(&mut session, UnixTime::from_secs(1_773_634_031));
    /// assert!(call.may_have_applied());
    /// # Ok::<(), okta_event_hooks_core::InvalidInput>(())
    /// ```
    pub fn may_have_applied(&self) -> bool {
        self.state == State::Sent && !self.operation.info().idempotent
    }

    /// Begins.
    pub fn start(&mut self, session: &mut Session, now: UnixTime) -> Step<O::Output> {
        if self.state != State::New {
            return self.misfit("start");
        }
        self.started = now;
        self.send(session, now)
    }

    /// An answer has come, whole.
    pub fn response(
        &mut self,
        session: &mut Session,
        now: UnixTime,
        response: Response<impl AsRef<[u8]>>,
    ) -> Step<O::Output> {
        let (head, body) = response.into_parts();
        let response = Response::from_parts(head, body.as_ref());
        match self.state {
            State::Sent => {}
            State::SentForToken => return self.token_response(session, now, &response),
            _ => return self.misfit("response"),
        }
        if self.wants_other_proof(session, &response) {
            self.attempts = self.attempts.saturating_sub(1);
            return self.send(session, now);
        }
        let headers = response.headers();
        if self.attempts == 1 {
            self.retry_for = headers.get(REQUEST_ID_HEADER).cloned();
        }
        match response.status() {
            StatusCode::TOO_MANY_REQUESTS => self.rate_limited(session, now, headers, self.attempts),
            StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT
                if self.operation.info().idempotent =>
            {
                self.answer_lost = true;
                let wait =
                    rate_limit::retry_after(headers, now).unwrap_or_else(|| backoff(session, self.attempts));
                match self.operation.parse(&response) {
                    Err(error) => self.retry(session, now, self.attempts, wait, || error),
                    Ok(output) => self.finish(session, Ok(output)),
                }
            }
            _ => self.parse(session, now, &response),
        }
    }

    /// The driver has no answer.
    pub fn failure(&mut self, session: &mut Session, now: UnixTime, failure: Failure) -> Step<O::Output> {
        match self.state {
            State::Sent => {}
            State::SentForToken => return self.token_failure(session, now, &failure),
            _ => return self.misfit("failure"),
        }
        let info = self.operation.info();
        let not_sent = matches!(failure, Failure::NotSent(_));
        let mut error = Error::from(TransportError::new(info, self.attempts, failure));
        if !not_sent {
            self.answer_lost = true;
            if !info.idempotent {
                error.set_maybe_applied();
                return self.finish(session, Err(error));
            }
        }
        let wait = backoff(session, self.attempts);
        self.retry(session, now, self.attempts, wait, || error)
    }

    /// The wait is over.
    pub fn resume(&mut self, session: &mut Session, now: UnixTime) -> Step<O::Output> {
        if self.state != State::Waiting {
            return self.misfit("resume");
        }
        self.send(session, now)
    }

    /// Sends the operation; for a service app without a token, first the request for one.
    fn send(&mut self, session: &mut Session, now: UnixTime) -> Step<O::Output> {
        self.send_with(session, now, false)
    }

    fn send_with(&mut self, session: &mut Session, now: UnixTime, token_just_had: bool) -> Step<O::Output> {
        // Before a token is asked for: what cannot be sent needs none.
        let mut request = match self.operation.request(&session.org) {
            Ok(request) => request,
            Err(error) => return self.finish(session, Err(error.into())),
        };
        match self.authorize(session, now, &mut request, token_just_had) {
            Ok(true) => {}
            Ok(false) => return self.send_for_token(session, now),
            Err(error) => return self.finish(session, Err(error)),
        }
        let headers = request.headers_mut();
        headers.insert(header::USER_AGENT, session.user_agent.clone());
        if self.attempts > 0 {
            headers.insert("x-okta-retry-count", HeaderValue::from(self.attempts));
            if let Some(id) = &self.retry_for {
                headers.insert("x-okta-retry-for", id.clone());
            }
        }
        self.attempts += 1;
        self.state = State::Sent;
        Step::Send(Box::new(Outgoing { request, patience: self.operation.info().patience }))
    }

    fn parse(&mut self, session: &mut Session, now: UnixTime, response: &Response<&[u8]>) -> Step<O::Output> {
        let info = self.operation.info();
        let mut error = match self.operation.parse(response) {
            Ok(output) => match self.operation.advance(output) {
                Ok(ControlFlow::Break(output)) => return self.finish(session, Ok(output)),
                Ok(ControlFlow::Continue(())) => return self.next_page(session, now),
                Err(why) => ProtocolError::new(info, response, why.0).into(),
            },
            Err(error) => error,
        };
        if self.answer_lost
            && error.error_code() == Some(NOT_FOUND)
            && let Some(output) = self.operation.already_done()
        {
            return self.finish(session, Ok(output));
        }
        let status = response.status();
        if !info.idempotent && (status.is_success() || status.is_server_error()) {
            error.set_maybe_applied();
        }
        self.finish(session, Err(error))
    }

    fn next_page(&mut self, session: &mut Session, now: UnixTime) -> Step<O::Output> {
        self.started = now;
        self.attempts = 0;
        self.retry_for = None;
        self.answer_lost = false;
        self.auth.next_page();
        self.send(session, now)
    }

    fn rate_limited(
        &mut self,
        session: &mut Session,
        now: UnixTime,
        headers: &HeaderMap,
        attempts: u32,
    ) -> Step<O::Output> {
        let limit = RateLimit::read(headers, now);
        let wait = limit.wait.unwrap_or_else(|| backoff(session, attempts));
        let operation = self.operation.info().id;
        let error =
            RateLimited { operation, reset: limit.reset, wait, attempts, request_id: request_id(headers) };
        self.retry(session, now, attempts, wait, || error.into())
    }

    fn retry(
        &mut self,
        session: &Session,
        now: UnixTime,
        attempts: u32,
        wait: Duration,
        error: impl FnOnce() -> Error,
    ) -> Step<O::Output> {
        let policy = self.policy.unwrap_or(session.retry);
        if policy.allows(attempts, wait, now.since(self.started)) {
            self.state = State::Waiting;
            Step::Wait(wait)
        } else {
            self.finish(session, Err(error()))
        }
    }

    fn finish(&mut self, session: &Session, mut result: Result<O::Output, Error>) -> Step<O::Output> {
        self.state = State::Finished;
        if let Err(error) = &mut result {
            self.secrets(session).for_each(|secret| error.hide(secret));
        }
        Step::Done(result)
    }

    /// What must not show in an error even if a peer echoes it.
    fn secrets<'a>(&'a self, session: &'a Session) -> impl Iterator<Item = &'a Secret> {
        let token = session.token.as_ref().map(|token| &token.secret);
        let secrets = [session.credentials.secret(), token, self.operation.secret()];
        secrets.into_iter().flatten().chain(self.auth.secrets())
    }

    /// Takes the secrets of this call out of a text, such as that of an HTTP library's error which repeats the request.
    ///
    /// ```
    /// use okta_event_hooks_core::{Call, Credentials, GetEventHook, Session};
    ///
    /// let credentials = Credentials::ApiToken("00token".into());
    /// let session = Session::new("https://acme.okta.com".parse()?, credentials, [0; 32])?;
    /// let mut text = "no answer to GET /, authorization: SSWS 00token".to_owned();
    /// Call::new(GetEventHook::new("who1")).hide_secrets(&session, &mut text);
    /// assert!(!text.contains("00token"));
    /// # Ok::<(), okta_event_hooks_core::InvalidInput>(())
    /// ```
    pub fn hide_secrets(&self, session: &Session, text: &mut String) {
        self.secrets(session).for_each(|secret| secret.hide_in(text));
    }

    /// An event that does not fit: the driver is wrong, and nothing more is sent.
    fn misfit(&mut self, event: &str) -> Step<O::Output> {
        let state = match std::mem::replace(&mut self.state, State::Finished) {
            State::New => "has not started",
            State::Sent | State::SentForToken => "waits for an answer",
            State::Waiting => "waits to be resumed",
            State::Finished => "has ended",
        };
        let error =
            InvalidInput::new(format!("{event} does not fit a call that {state}; drive each step once"));
        Step::Done(Err(error.of(self.operation.info()).into()))
    }
}

fn backoff(session: &mut Session, attempts: u32) -> Duration {
    session.jitter(retry::backoff(attempts))
}
