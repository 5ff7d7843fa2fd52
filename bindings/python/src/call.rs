//! One operation under way.

use std::sync::{Mutex, MutexGuard, PoisonError};

use okta_event_hooks as core;
use okta_event_hooks::{AnyOperation, AnyOutput, Failure, UnixTime};
use pyo3::exceptions::{PyTimeoutError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyType};

use crate::error::{input_error, number, object, optional_text, text, wrong_type};
use crate::json;
use crate::response::Response;
use crate::session::Session;
use crate::spec::spec;
use crate::step::{caused, to_py};

/// One operation under way: authentication, rate limits, retries, pages, parsing; without I/O.
///
/// Every event returns the next `Step`. A call holds no resource: dropping it cancels it. `now` is the time in seconds since
/// 1970, as `time.time()` tells it.
#[pyclass(frozen, generic, module = "okta_event_hooks")]
pub struct Call {
    pub(crate) operation: AnyOperation,
    state: Mutex<core::Call<AnyOperation>>,
}

#[pymethods]
impl Call {
    /// Lists all event hooks of the org. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/listEventHooks>.
    #[staticmethod]
    fn list_event_hooks() -> Self {
        Self::of(AnyOperation::ListEventHooks(core::ListEventHooks::new()))
    }

    /// Creates an event hook: active, and unverified. It is never sent again after an answer that may have been lost. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/createEventHook>.
    #[staticmethod]
    fn create_event_hook(event_hook: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self::of(AnyOperation::CreateEventHook(core::CreateEventHook::new(spec(
            "event_hook",
            event_hook,
        )?))))
    }

    /// Retrieves an event hook. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/getEventHook>.
    #[staticmethod]
    fn get_event_hook(event_hook_id: &Bound<'_, PyAny>) -> PyResult<Self> {
        let id = text("event_hook_id", event_hook_id)?;
        Ok(Self::of(AnyOperation::GetEventHook(core::GetEventHook::new(id))))
    }

    /// Replaces an event hook as a whole: what the spec leaves out is gone. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/replaceEventHook>.
    #[staticmethod]
    #[pyo3(signature = (event_hook_id, event_hook, *, keep_auth_scheme = None), text_signature = "(event_hook_id, event_hook, *, keep_auth_scheme=False)")]
    fn replace_event_hook(
        event_hook_id: &Bound<'_, PyAny>,
        event_hook: &Bound<'_, PyAny>,
        keep_auth_scheme: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let keep = keep_auth_scheme
            .map(|keep| keep.extract::<bool>().map_err(|_| wrong_type("keep_auth_scheme", "bool", keep)));
        let id = text("event_hook_id", event_hook_id)?;
        let replace = core::ReplaceEventHook::new(id, spec("event_hook", event_hook)?);
        let replace = if keep.transpose()?.unwrap_or(false) { replace.keep_auth_scheme() } else { replace };
        Ok(Self::of(AnyOperation::ReplaceEventHook(replace)))
    }

    /// Deletes an event hook, which must be inactive. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deleteEventHook>.
    #[staticmethod]
    fn delete_event_hook(event_hook_id: &Bound<'_, PyAny>) -> PyResult<Self> {
        let id = text("event_hook_id", event_hook_id)?;
        Ok(Self::of(AnyOperation::DeleteEventHook(core::DeleteEventHook::new(id))))
    }

    /// Activates an event hook. It delivers once it is also verified. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/activateEventHook>.
    #[staticmethod]
    fn activate_event_hook(event_hook_id: &Bound<'_, PyAny>) -> PyResult<Self> {
        let id = text("event_hook_id", event_hook_id)?;
        Ok(Self::of(AnyOperation::ActivateEventHook(core::ActivateEventHook::new(id))))
    }

    /// Deactivates an event hook. Events that happen meanwhile are lost for it. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deactivateEventHook>.
    #[staticmethod]
    fn deactivate_event_hook(event_hook_id: &Bound<'_, PyAny>) -> PyResult<Self> {
        let id = text("event_hook_id", event_hook_id)?;
        Ok(Self::of(AnyOperation::DeactivateEventHook(core::DeactivateEventHook::new(id))))
    }

    /// Has Okta verify the endpoint of an event hook by a one-time request. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/verifyEventHook>.
    #[staticmethod]
    fn verify_event_hook(event_hook_id: &Bound<'_, PyAny>) -> PyResult<Self> {
        let id = text("event_hook_id", event_hook_id)?;
        Ok(Self::of(AnyOperation::VerifyEventHook(core::VerifyEventHook::new(id))))
    }

    /// Lists one page of the System Log, from one time to another. `after` is the `next` of a page, and goes alone. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents>.
    #[staticmethod]
    #[pyo3(signature = (*, since = None, until = None, filter = None, q = None, limit = None, sort_order = None, after = None))]
    #[allow(clippy::too_many_arguments, reason = "they are the operation's, by name")]
    fn log_events(
        py: Python<'_>,
        since: Option<&Bound<'_, PyAny>>,
        until: Option<&Bound<'_, PyAny>>,
        filter: Option<&Bound<'_, PyAny>>,
        q: Option<&Bound<'_, PyAny>>,
        limit: Option<&Bound<'_, PyAny>>,
        sort_order: Option<&Bound<'_, PyAny>>,
        after: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let parameters = PyDict::new(py);
        for (name, time) in [("since", since), ("until", until)] {
            if let Some(time) = time {
                parameters.set_item(name, moment(name, time)?)?;
            }
        }
        let texts = [
            ("filter", "filter", filter),
            ("q", "q", q),
            ("sort_order", "sortOrder", sort_order),
            ("after", "after", after),
        ];
        for (argument, name, value) in texts {
            if let Some(value) = optional_text(argument, value)? {
                parameters.set_item(name, value)?;
            }
        }
        if let Some(limit) = limit {
            parameters.set_item("limit", number::<u32>("limit", limit)?)?;
        }
        Self::parse("listLogEvents", &json::dumps(&parameters)?)
    }

    /// Lists one page of what has been stored in the System Log since the last page; there is always a next one. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents>.
    #[staticmethod]
    #[pyo3(signature = (*, since = None, filter = None, q = None, limit = None, after = None))]
    fn poll_log_events(
        py: Python<'_>,
        since: Option<&Bound<'_, PyAny>>,
        filter: Option<&Bound<'_, PyAny>>,
        q: Option<&Bound<'_, PyAny>>,
        limit: Option<&Bound<'_, PyAny>>,
        after: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let Some(after) = after else {
            return Self::log_events(py, since, None, filter, q, limit, None, None);
        };
        if since.is_some() || filter.is_some() || q.is_some() || limit.is_some() {
            return Err(PyValueError::new_err("after goes alone: it holds all that was asked for"));
        }
        Ok(Self::of(AnyOperation::PollLogEvents(core::PollLogEvents::after(
            text("after", after)?.as_str().into(),
        ))))
    }

    /// The operation of this operationId, with its parameters as JSON under Okta's names: for tools.
    #[classmethod]
    fn from_json(
        _cls: &Bound<'_, PyType>,
        operation_id: &Bound<'_, PyAny>,
        parameters: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        Self::parse(&text("operation_id", operation_id)?, &text("parameters", parameters)?)
    }

    /// Okta's operationId.
    #[getter]
    fn operation_id(&self) -> &'static str {
        use core::Operation as _;
        self.operation.info().id
    }

    /// Begins.
    fn start(
        &self,
        py: Python<'_>,
        session: &Bound<'_, PyAny>,
        now: &Bound<'_, PyAny>,
    ) -> PyResult<Py<PyAny>> {
        let (session, now) = (session_of(session)?, time(now)?);
        let step = py.detach(|| self.lock().start(&mut session.lock(), now));
        to_py(py, step)
    }

    /// An answer has come, whole.
    fn response(
        &self,
        py: Python<'_>,
        session: &Bound<'_, PyAny>,
        now: &Bound<'_, PyAny>,
        response: &Bound<'_, PyAny>,
    ) -> PyResult<Py<PyAny>> {
        let (session, now, response) =
            (session_of(session)?, time(now)?, object::<Response>("response", response)?.get().0.clone());
        let step = py.detach(|| self.lock().response(&mut session.lock(), now, response));
        to_py(py, step)
    }

    /// There is no answer. A `NotSent` says that nothing left, a `TimeoutError` that it took too long; after any other
    /// exception Okta may have received the request. It becomes the `__cause__` of the error.
    fn failure(
        &self,
        py: Python<'_>,
        session: &Bound<'_, PyAny>,
        now: &Bound<'_, PyAny>,
        failure: &Bound<'_, PyAny>,
    ) -> PyResult<Py<PyAny>> {
        let (session, now, (failure, cause)) = (session_of(session)?, time(now)?, failure_of(failure)?);
        let step = py.detach(|| self.lock().failure(&mut session.lock(), now, failure));
        match &step {
            core::Step::Done(Err(core::Error::Transport(_))) => caused(py, step, cause),
            _ => to_py(py, step),
        }
    }

    /// The wait is over.
    fn resume(
        &self,
        py: Python<'_>,
        session: &Bound<'_, PyAny>,
        now: &Bound<'_, PyAny>,
    ) -> PyResult<Py<PyAny>> {
        let (session, now) = (session_of(session)?, time(now)?);
        let step = py.detach(|| self.lock().resume(&mut session.lock(), now));
        to_py(py, step)
    }

    /// The same operation, not begun.
    fn __copy__(&self) -> Self {
        Self::of(self.operation.clone())
    }

    fn __repr__(&self) -> String {
        format!("Call(operation_id='{}')", self.operation_id())
    }
}

impl Call {
    pub(crate) fn of(operation: AnyOperation) -> Self {
        Self { state: Mutex::new(core::Call::new(operation.clone())), operation }
    }

    fn parse(operation_id: &str, parameters: &str) -> PyResult<Self> {
        AnyOperation::from_json(operation_id, parameters).map(Self::of).map_err(|error| input_error(&error))
    }

    fn lock(&self) -> MutexGuard<'_, core::Call<AnyOperation>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) type Output = Result<AnyOutput, core::Error>;

fn session_of<'a>(session: &'a Bound<'_, PyAny>) -> PyResult<&'a Session> {
    object::<Session>("session", session).map(Bound::get)
}

fn time(now: &Bound<'_, PyAny>) -> PyResult<UnixTime> {
    let now: f64 = now.extract().map_err(|_| wrong_type("now", "a number of seconds", now))?;
    #[allow(clippy::cast_possible_truncation, reason = "`as` saturates, and so does the core")]
    if now.is_finite() {
        Ok(UnixTime::from_micros((now * 1e6).round() as i64))
    } else {
        Err(PyValueError::new_err("now must be seconds since 1970, as time.time() tells them"))
    }
}

/// A time as Okta's text: of an aware datetime, or text as it is.
pub(crate) fn moment<'py>(argument: &str, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if value.is_instance_of::<PyString>() {
        return Ok(value.clone());
    }
    if !value.hasattr("tzinfo")? {
        return Err(wrong_type(argument, "an aware datetime or text", value));
    }
    value.py().import("okta_event_hooks._json")?.call_method1("moment", (argument, value))
}

/// What is told to the core, and the exception that it stands for.
fn failure_of(failure: &Bound<'_, PyAny>) -> PyResult<(Failure, PyErr)> {
    if !failure.is_instance_of::<pyo3::exceptions::PyBaseException>() {
        return Err(wrong_type("failure", "an exception", failure));
    }
    let errors = failure.py().import("okta_event_hooks._errors")?;
    let not_sent = failure.is_instance(&errors.getattr("NotSent")?)?;
    let maybe_sent = failure.is_instance(&errors.getattr("MaybeSent")?)?;
    if !not_sent && !maybe_sent && failure.is_instance_of::<PyTimeoutError>() {
        return Ok((Failure::TimedOut, PyErr::from_value(failure.clone())));
    }
    // What a transport raised from is nearer to the cause.
    let cause = if not_sent || maybe_sent { failure.getattr("__cause__")? } else { failure.clone() };
    let error = PyErr::from_value(if cause.is_none() { failure.clone() } else { cause });
    let told = error.clone_ref(failure.py()).into();
    Ok((if not_sent { Failure::NotSent(told) } else { Failure::MaybeSent(told) }, error))
}
