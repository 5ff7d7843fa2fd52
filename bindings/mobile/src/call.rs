//! One operation under way.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::{Response, StatusCode};
use okta_event_hooks_core as core;
use okta_event_hooks_core::{AnyOperation, AnyOutput, Failure, Operation as _, UnixTime};

use crate::error::{Refused, invalid};
use crate::http_message::{HttpResponse, header_map};
use crate::session::Session;
use crate::step::Step;

/// One operation under way. Times are in milliseconds since 1970.
#[derive(uniffi::Object)]
pub struct Call {
    session: Arc<Session>,
    call: Mutex<core::Call<AnyOperation>>,
}

#[derive(Clone, Copy, uniffi::Enum)]
pub enum FailureKind {
    NotSent,
    MaybeSent,
    TimedOut,
}

#[uniffi::export]
impl Call {
    /// Refuses what cannot be sent, without starting.
    pub fn check(&self) -> Result<(), Refused> {
        let call = self.lock();
        call.operation().request(self.session.lock().org()).map(drop).map_err(invalid)
    }

    pub fn start(&self, now: i64) -> Result<Step, Refused> {
        if self.session.is_without_token() {
            return Err(invalid("there is no access token"));
        }
        self.next(|call, session| call.start(session, UnixTime::from_millis(now)))
    }

    pub fn response(&self, now: i64, response: HttpResponse) -> Result<Step, Refused> {
        let status = u16::try_from(response.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
        let Some(status) = status else {
            let reason =
                format!("the transport returned the status {}, which is none of HTTP", response.status);
            return self.failure(now, FailureKind::MaybeSent, reason);
        };
        let mut answer = Response::new(response.body.0);
        *answer.status_mut() = status;
        *answer.headers_mut() = header_map(&response.headers);
        self.next(|call, session| call.response(session, UnixTime::from_millis(now), answer))
    }

    pub fn failure(&self, now: i64, kind: FailureKind, reason: String) -> Result<Step, Refused> {
        let failure = match kind {
            FailureKind::NotSent => Failure::NotSent(reason.into()),
            FailureKind::MaybeSent => Failure::MaybeSent(reason.into()),
            FailureKind::TimedOut => Failure::TimedOut,
        };
        self.next(|call, session| call.failure(session, UnixTime::from_millis(now), failure))
    }

    pub fn resume(&self, now: i64) -> Result<Step, Refused> {
        self.next(|call, session| call.resume(session, UnixTime::from_millis(now)))
    }

    /// Whether Okta may be at work on what must not be done twice.
    pub fn may_have_applied(&self) -> Result<bool, Refused> {
        Ok(self.lock().may_have_applied())
    }

    /// A text without the secrets of this call.
    pub fn without_secrets(&self, mut text: String) -> Result<String, Refused> {
        self.lock().hide_secrets(&self.session.lock(), &mut text);
        Ok(text)
    }
}

impl Call {
    pub(crate) fn new(
        session: Arc<Session>,
        operation: AnyOperation,
        retry: Option<core::RetryPolicy>,
    ) -> Self {
        let call = core::Call::new(operation);
        let call = match retry {
            Some(policy) => call.with_retry(policy),
            None => call,
        };
        Self { session, call: Mutex::new(call) }
    }

    fn next(
        &self,
        event: impl FnOnce(&mut core::Call<AnyOperation>, &mut core::Session) -> core::Step<AnyOutput>,
    ) -> Result<Step, Refused> {
        let mut call = self.lock();
        let step = event(&mut call, &mut self.session.lock());
        Ok(Step::new(step, !call.may_have_applied()))
    }

    /// After a panic the call is wherever it was: an event that does not fit ends it.
    fn lock(&self) -> MutexGuard<'_, core::Call<AnyOperation>> {
        self.call.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::Bytes;
    use crate::operation::Operation;
    use crate::session::SessionCredentials;
    use crate::session::tests::session;

    /// A transport of the app's own may return anything.
    #[test]
    fn a_create_that_was_answered_with_no_status_may_exist() {
        let session = session(SessionCredentials::ApiToken { token: "00token".into() });
        let spec =
            core::EventHookSpec::new("Feed", "https://hooks.example.com/okta").event("user.lifecycle.create");
        for status in [-1, 0, 99, 1000, 70_000] {
            let id = "createEventHook".to_owned();
            let operation = Operation { id, event_hook: Some(spec.clone().into()), ..Operation::default() };
            let call = session.clone().call(operation).unwrap();
            assert!(matches!(call.start(0).unwrap(), Step::Send { .. }));
            let answer = HttpResponse { status, headers: Vec::new(), body: Bytes(Vec::new()) };
            let Step::Failed { error } = call.response(1, answer).unwrap() else { panic!("sent again") };
            assert!(error.maybe_applied, "{}", error.text);
        }
    }
}
