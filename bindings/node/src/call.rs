//! One operation under way.

use http::{Response, StatusCode};
use napi::bindgen_prelude::Result;
use napi_derive::napi;
use okta_event_hooks as core;
use okta_event_hooks::{
    AnyOperation, DeliveryRecord, EventHookSpec, Failure, LogEvent, Operation as _, UnixTime, Unread, Whole,
};

use serde::Serialize;
use serde_json::value::RawValue;

use crate::error::invalid;
use crate::headers;
use crate::output::json;
use crate::session::{RetryPolicy, Session};
use crate::step::{Next, Step};

/// One operation under way. `now` is in milliseconds since 1970.
#[napi]
pub struct Call(core::Call<Unread>);

#[napi]
impl Call {
    /// The operation of this operationId; its parameters are JSON under Okta's names. A hook in them is read strictly, as what
    /// a person wrote.
    #[napi(factory, catch_unwind)]
    pub fn of(operation_id: String, parameters: String, event_hook: Option<String>) -> Result<Self> {
        let operation = match event_hook {
            None => AnyOperation::from_json(&operation_id, &parameters),
            Some(spec) => {
                let spec = EventHookSpec::from_input(&spec)
                    .map_err(|error| invalid(&format!("eventHook: {error}")))?;
                AnyOperation::with_event_hook(&operation_id, &parameters, spec)
            }
        };
        Ok(Self(core::Call::new(Unread(operation.map_err(|error| invalid(&error))?))))
    }

    /// An operation that is told a hook's id alone.
    #[napi(factory, catch_unwind)]
    pub fn on_event_hook(operation_id: String, event_hook_id: String) -> Result<Self> {
        Ok(Self(call_on_event_hook(&operation_id, event_hook_id)?))
    }

    /// The page of a poll that begins at a cursor.
    #[napi(factory, catch_unwind)]
    pub fn poll_log_events_after(cursor: String) -> Self {
        let operation = AnyOperation::PollLogEvents(core::PollLogEvents::after(cursor.as_str().into()));
        Self(core::Call::new(Unread(operation)))
    }

    /// The calls that ask the System Log for what concerns a hook.
    #[napi(catch_unwind)]
    pub fn of_hook_deliveries(event_hook_id: String, since: String, until: String) -> Result<Vec<Self>> {
        let queries = DeliveryRecord::queries(&event_hook_id, &since.as_str().into(), &until.as_str().into());
        let queries = queries.map_err(|error| invalid(&error))?;
        let operation = |query| AnyOperation::ListLogEvents(core::ListLogEvents::new(query));
        Ok(queries.map(|query| Self(core::Call::new(Unread(operation(query))))).into())
    }

    /// The same operation, not begun; what its policy leaves out is as in the session.
    #[napi(catch_unwind)]
    pub fn with_retry(&self, session: &Session, retry: RetryPolicy) -> Result<Self> {
        let call = core::Call::new(self.0.operation().clone());
        Ok(Self(call.with_retry(retry.build(session.0.retry())?)))
    }

    #[napi(getter, catch_unwind)]
    pub fn operation_id(&self) -> &'static str {
        self.0.operation().info().id
    }

    /// Whether Okta may be at work on what must not be done twice.
    #[napi(getter, catch_unwind)]
    pub fn may_have_applied(&self) -> bool {
        self.0.may_have_applied()
    }

    #[napi(catch_unwind)]
    pub fn start(&mut self, session: &mut Session, now: f64) -> Result<Next> {
        Step::of(self.0.start(&mut session.0, time(now)))
    }

    /// An answer has come. `is_whole` says that JavaScript has read the body and found in it all that is required.
    #[napi(catch_unwind)]
    pub fn response(
        &mut self,
        session: &mut Session,
        now: f64,
        status: u16,
        headers: String,
        body: &[u8],
        is_whole: bool,
    ) -> Result<Next> {
        let mut response = Response::new(body);
        *response.status_mut() = StatusCode::from_u16(status)
            .map_err(|_| invalid(&format!("status {status} is no status of HTTP")))?;
        *response.headers_mut() = headers::to_map(&headers);
        if is_whole {
            response.extensions_mut().insert(Whole);
        }
        Step::of(self.0.response(&mut session.0, time(now), response))
    }

    /// A text without the secrets of this call.
    #[napi(catch_unwind)]
    pub fn without_secrets(&self, session: &Session, mut text: String) -> String {
        self.0.hide_secrets(&session.0, &mut text);
        text
    }

    /// There is no answer: `not-sent`, `maybe-sent` or `timed-out`, and why.
    #[napi(catch_unwind)]
    pub fn failure(&mut self, session: &mut Session, now: f64, kind: String, reason: String) -> Result<Next> {
        let failure = match kind.as_str() {
            "not-sent" => Failure::NotSent(reason.into()),
            "timed-out" => Failure::TimedOut,
            _ => Failure::MaybeSent(reason.into()),
        };
        Step::of(self.0.failure(&mut session.0, time(now), failure))
    }

    #[napi(catch_unwind)]
    pub fn resume(&mut self, session: &mut Session, now: f64) -> Result<Next> {
        Step::of(self.0.resume(&mut session.0, time(now)))
    }
}

pub(crate) fn call_on_event_hook(operation_id: &str, id: String) -> Result<core::Call<Unread>> {
    Ok(core::Call::new(Unread(match operation_id {
        "getEventHook" => AnyOperation::GetEventHook(core::GetEventHook::new(id)),
        "deleteEventHook" => AnyOperation::DeleteEventHook(core::DeleteEventHook::new(id)),
        "activateEventHook" => AnyOperation::ActivateEventHook(core::ActivateEventHook::new(id)),
        "deactivateEventHook" => AnyOperation::DeactivateEventHook(core::DeactivateEventHook::new(id)),
        "verifyEventHook" => AnyOperation::VerifyEventHook(core::VerifyEventHook::new(id)),
        other => return Err(invalid(&format!("{other} is no operation on a hook alone"))),
    })))
}

#[allow(clippy::cast_possible_truncation, reason = "`as` saturates, and so does the core")]
fn time(now: f64) -> UnixTime {
    UnixTime::from_micros((now * 1e3) as i64)
}

#[derive(Serialize)]
struct Record<'a> {
    kind: &'static str,
    event: &'a LogEvent,
}

/// What entries of the System Log, as a JSON array, say of a hook: a JSON array of `{"kind", "event"}`.
#[napi(catch_unwind)]
pub fn delivery_records(event_hook_id: String, events: String) -> Result<String> {
    let events: Vec<&RawValue> = serde_json::from_str(&events).map_err(|error| invalid(&error))?;
    let events = events.into_iter().filter_map(|event| LogEvent::from_json(event.get()).ok());
    let records = DeliveryRecord::all_of(&event_hook_id, events);
    let records: Vec<Record<'_>> =
        records.iter().map(|record| Record { kind: record.kind(), event: record.event() }).collect();
    json(&records)
}
