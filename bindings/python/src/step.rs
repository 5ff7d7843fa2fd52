//! What a driver has to do next.

use std::sync::Arc;

use okta_event_hooks as core;
use okta_event_hooks::{AnyOutput, Outgoing};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::error;
use crate::model::EventHook;
use crate::page::page;
use crate::response::header_pairs;
use crate::value::Wrapped;

/// What a driver has to do next: a `Send`, a `Wait` or a `Done`.
#[pyclass(frozen, subclass, module = "okta_event_hooks")]
pub struct Step;

/// Send this, without following a redirect; then call `Call.response` or `Call.failure`. Its headers and body carry secrets.
#[pyclass(frozen, extends = Step, module = "okta_event_hooks")]
pub struct Send(pub(crate) Outgoing);

#[pymethods]
impl Send {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("method", "url")
    }

    /// The HTTP method.
    #[getter]
    fn method(&self) -> &str {
        self.0.request.method().as_str()
    }

    /// The address.
    #[getter]
    fn url(&self) -> String {
        self.0.request.uri().to_string()
    }

    /// Names and values. One of them is the token.
    #[getter]
    fn headers(&self) -> Vec<(String, String)> {
        header_pairs(self.0.request.headers())
    }

    /// The body; empty for none.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.request.body())
    }

    /// How long the answer may take at the least, in seconds: do not time out earlier.
    #[getter]
    fn patience(&self) -> f64 {
        self.0.patience.as_secs_f64()
    }

    fn __repr__(&self) -> String {
        format!("Send(method='{}', url='{}')", self.method(), self.url())
    }
}

/// Sleep for this long, then call `Call.resume`.
#[pyclass(frozen, extends = Step, module = "okta_event_hooks", get_all)]
pub struct Wait {
    /// How long, in seconds.
    seconds: f64,
}

#[pymethods]
impl Wait {
    #[classattr]
    fn __match_args__() -> (&'static str,) {
        ("seconds",)
    }

    fn __repr__(&self) -> String {
        format!("Wait(seconds={})", self.seconds)
    }
}

/// The call has ended.
#[pyclass(frozen, generic, extends = Step, module = "okta_event_hooks")]
pub struct Done(Result<Py<PyAny>, PyErr>);

#[pymethods]
impl Done {
    /// What the operation returns; raises what went wrong.
    fn result(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        match &self.0 {
            Ok(output) => Ok(output.clone_ref(py)),
            Err(error) => Err(error.clone_ref(py)),
        }
    }

    fn __repr__(&self) -> &'static str {
        if self.0.is_ok() { "Done(<result>)" } else { "Done(<error>)" }
    }
}

pub(crate) fn to_py(py: Python<'_>, step: core::Step<AnyOutput>) -> PyResult<Py<PyAny>> {
    let base = PyClassInitializer::from(Step);
    Ok(match step {
        core::Step::Send(outgoing) => Py::new(py, base.add_subclass(Send(*outgoing)))?.into_any(),
        core::Step::Wait(wait) => {
            Py::new(py, base.add_subclass(Wait { seconds: wait.as_secs_f64() }))?.into_any()
        }
        core::Step::Done(result) => {
            let result = match result {
                Ok(output) => Ok(output_to_py(py, output)?),
                Err(error) => Err(error::to_py(py, &error)),
            };
            Py::new(py, base.add_subclass(Done(result)))?.into_any()
        }
    })
}

/// The same for a call that a failure has ended: the core does not keep every one as it was.
pub(crate) fn caused(py: Python<'_>, step: core::Step<AnyOutput>, cause: PyErr) -> PyResult<Py<PyAny>> {
    let step = to_py(py, step)?;
    if let Ok(done) = step.bind(py).cast::<Done>()
        && let Err(error) = &done.get().0
    {
        error.set_cause(py, Some(cause));
    }
    Ok(step)
}

pub(crate) fn output_to_py(py: Python<'_>, output: AnyOutput) -> PyResult<Py<PyAny>> {
    Ok(match output {
        AnyOutput::EventHook(hook) => Py::new(py, EventHook(Arc::from(hook)))?.into_any(),
        AnyOutput::EventHooks(found) => {
            page(py, found.items, |py, hook| core::EventHook::wrap(py, Arc::new(hook)), None)?.unbind()
        }
        AnyOutput::LogEvents(found) => {
            let wrap = |py, event| core::LogEvent::wrap(py, Arc::new(event));
            page(py, found.items, wrap, found.next.as_ref())?.unbind()
        }
        _ => py.None(),
    })
}
