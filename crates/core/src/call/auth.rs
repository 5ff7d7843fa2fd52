//! The part of a call that proves who asks.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderValue, Request, Response, StatusCode, header};

use super::{Call, Failure, Outgoing, State, Step, backoff};
use crate::auth::dpop::{self, Proof};
use crate::auth::token::{self, AccessToken, Answer, Scheme};
use crate::auth::{Credentials, ServiceApp, Signer};
use crate::error::{ApiError, AuthError, Error, TransportError};
use crate::operation::Operation;
use crate::rate_limit;
use crate::secret::Secret;
use crate::session::Session;
use crate::time::UnixTime;

/// How far a call is with proving who asks.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// How often a token was asked for since the last one was had.
    attempts: u32,
    /// Whether a nonce that the token endpoint demanded has been tried.
    tried_token_nonce: bool,
    /// Whether a nonce that the API demanded has been tried.
    tried_resource_nonce: bool,
    /// Whether a token that the API refused has been renewed.
    renewed: bool,
    /// What was used and must not show: assertions, proofs and tokens that are no longer in hand.
    used: Vec<Secret>,
}

impl Progress {
    /// Begins anew for the next page, which is a request of its own.
    pub(super) fn next_page(&mut self) {
        let used = std::mem::take(&mut self.used);
        *self = Self { used, ..Self::default() };
    }

    /// What must not show in an error.
    pub(super) fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.used.iter()
    }
}

impl<O: Operation> Call<O> {
    /// Adds to a request what proves who asks; `false` if a token must be had first. One that was had just now is used
    /// whatever its lifetime, or there would be no end.
    pub(super) fn authorize(
        &mut self,
        session: &mut Session,
        now: UnixTime,
        request: &mut Request<Vec<u8>>,
        just_had: bool,
    ) -> Result<bool, Error> {
        if let Some(authorization) = &session.authorization {
            request.headers_mut().insert(header::AUTHORIZATION, authorization.clone());
            return Ok(true);
        }
        let Some(token) = session.token.clone().filter(|token| just_had || now < token.renew_at) else {
            return Ok(false);
        };
        request.headers_mut().insert(header::AUTHORIZATION, token.header()?);
        if token.scheme == Scheme::Dpop
            && let Some(key) = dpop_key(session)
        {
            let nonce = session.nonces.resource.clone();
            self.prove(session, now, request, key.as_ref(), nonce.as_deref(), Some(&token.secret))?;
        }
        Ok(true)
    }

    /// Adds a proof to a request.
    fn prove(
        &mut self,
        session: &mut Session,
        now: UnixTime,
        request: &mut Request<Vec<u8>>,
        key: &dyn Signer,
        nonce: Option<&str>,
        token: Option<&Secret>,
    ) -> Result<(), Error> {
        let url = request.uri().to_string();
        let url = url.split('?').next().unwrap_or_default();
        let proof = Proof { method: request.method(), url, nonce, token };
        let key_error = |error| AuthError::key(self.operation.info(), error);
        let proof = dpop::sign(key, &proof, now, session.jti()).map_err(key_error)?;
        self.auth.used.push(proof.as_str().into());
        let mut proof = HeaderValue::try_from(proof).map_err(|error| key_error(error.into()))?;
        proof.set_sensitive(true);
        request.headers_mut().insert("dpop", proof);
        Ok(())
    }

    pub(super) fn send_for_token(&mut self, session: &mut Session, now: UnixTime) -> Step<O::Output> {
        let mut request = match self.token_request(session, now) {
            Ok(request) => request,
            Err(error) => return self.finish(session, Err(error)),
        };
        request.headers_mut().insert(header::USER_AGENT, session.user_agent.clone());
        self.auth.attempts += 1;
        self.state = State::SentForToken;
        Step::Send(Box::new(Outgoing { request, patience: Duration::ZERO }))
    }

    fn token_request(&mut self, session: &mut Session, now: UnixTime) -> Result<Request<Vec<u8>>, Error> {
        let jti = session.jti();
        let info = self.operation.info();
        let Credentials::ServiceApp(app) = &session.credentials else {
            return Err(AuthError::key(info, "the credentials have no key".into()).into());
        };
        let made = token::request(app, &session.org, now, jti);
        let (mut request, assertion) = made.map_err(|error| AuthError::key(info, error))?;
        self.auth.used.push(assertion);
        if let Some(key) = app.dpop.clone() {
            let nonce = session.nonces.token.clone();
            self.prove(session, now, &mut request, key.as_ref(), nonce.as_deref(), None)?;
        }
        Ok(request)
    }

    /// The token endpoint has answered.
    pub(super) fn token_response(
        &mut self,
        session: &mut Session,
        now: UnixTime,
        response: &Response<&[u8]>,
    ) -> Step<O::Output> {
        let info = self.operation.info();
        let headers = response.headers();
        let nonce = dpop::nonce(headers);
        let has_nonce = nonce.is_some();
        session.nonces.token = nonce.or(session.nonces.token.take());
        if response.status() == StatusCode::TOO_MANY_REQUESTS {
            return self.rate_limited(session, now, headers, self.auth.attempts);
        }
        let uses_dpop = dpop_key(session).is_some();
        let error = match token::read(response, now) {
            Answer::Token(token) => match unusable(&token, uses_dpop) {
                None => {
                    session.token = Some(token);
                    self.auth.attempts = 0;
                    return self.send_with(session, now, true);
                }
                Some(why) => AuthError::unreadable(info, response, why),
            },
            Answer::Refused { error, .. }
                if error == "use_dpop_nonce" && uses_dpop && has_nonce && !self.auth.tried_token_nonce =>
            {
                self.auth.tried_token_nonce = true;
                self.auth.attempts -= 1;
                return self.send_for_token(session, now);
            }
            Answer::Refused { error, description } => {
                let clock = token::clock_error(headers, now);
                match &session.credentials {
                    Credentials::ServiceApp(app) => {
                        AuthError::refused(info, response, error, description, clock, app)
                    }
                    _ => AuthError::unreadable(info, response, "nobody asked for a token"),
                }
            }
            Answer::Unreadable(why) => AuthError::unreadable(info, response, why),
        };
        // A request for a token may be repeated: each has an assertion of its own.
        if matches!(response.status().as_u16(), 502..=504) {
            let wait = rate_limit::retry_after(headers, now);
            let wait = wait.unwrap_or_else(|| backoff(session, self.auth.attempts));
            return self.retry(session, now, self.auth.attempts, wait, || error.into());
        }
        self.finish(session, Err(error.into()))
    }

    /// The request for a token has no answer. The operation itself was not sent.
    pub(super) fn token_failure(
        &mut self,
        session: &mut Session,
        now: UnixTime,
        failure: &Failure,
    ) -> Step<O::Output> {
        let failure = Failure::NotSent(format!("no access token: {failure}").into());
        let error = TransportError::new(self.operation.info(), self.auth.attempts, failure);
        let wait = backoff(session, self.auth.attempts);
        self.retry(session, now, self.auth.attempts, wait, || error.into())
    }

    /// Whether the operation is to be sent again with another token or proof. Okta has then done nothing.
    pub(super) fn wants_other_proof(&mut self, session: &mut Session, response: &Response<&[u8]>) -> bool {
        if !matches!(session.credentials, Credentials::ServiceApp(_)) {
            return false;
        }
        let nonce = dpop::nonce(response.headers());
        let has_nonce = nonce.is_some();
        session.nonces.resource = nonce.or(session.nonces.resource.take());
        let status = response.status();
        if status != StatusCode::UNAUTHORIZED && status != StatusCode::BAD_REQUEST {
            return false;
        }
        let error = ApiError::read(self.operation.info(), response).map(Error::from);
        let feature_is_off = error.as_ref().and_then(Error::error_code) == Some("E0000015");
        let wants_nonce = error.as_ref().and_then(Error::error_code) == Some("use_dpop_nonce")
            && dpop_key(session).is_some();
        if wants_nonce && has_nonce && !self.auth.tried_resource_nonce {
            self.auth.tried_resource_nonce = true;
            return true;
        }
        if status == StatusCode::UNAUTHORIZED && !wants_nonce && !feature_is_off && !self.auth.renewed {
            self.auth.renewed = true;
            self.auth.used.extend(session.token.take().map(|token| token.secret));
            return true;
        }
        false
    }
}

fn dpop_key(session: &Session) -> Option<Arc<dyn Signer>> {
    match &session.credentials {
        Credentials::ServiceApp(ServiceApp { dpop, .. }) => dpop.clone(),
        _ => None,
    }
}

/// Why a token cannot be used, if it cannot.
fn unusable(token: &AccessToken, uses_dpop: bool) -> Option<&'static str> {
    if token.header().is_err() {
        return Some("the token is empty, or holds what a header cannot carry");
    }
    match (token.scheme, uses_dpop) {
        (Scheme::Bearer, true) => Some(
            "the token is not bound to the DPoP key; turn on Require DPoP in the app, or leave the key out",
        ),
        (Scheme::Dpop, false) => {
            Some("the token is bound to a DPoP key and there is none; give the service app one")
        }
        _ => None,
    }
}
