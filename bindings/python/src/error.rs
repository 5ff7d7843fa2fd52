//! The core's errors as the exceptions of `okta_event_hooks._errors`.

use std::error::Error as _;
use std::io;

use okta_event_hooks as core;
use okta_event_hooks::{ApiErrorKind, Error, Failure};
use pyo3::PyClass;
use pyo3::exceptions::{PyConnectionError, PyException, PyTimeoutError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyTuple};

use crate::value::datetime;

/// An exception of the package.
fn raise(py: Python<'_>, class: &str, message: &str, attributes: &Bound<'_, PyDict>) -> PyErr {
    let made = py
        .import("okta_event_hooks._errors")
        .and_then(|module| module.getattr(class))
        .and_then(|class| class.call((message,), Some(attributes)));
    made.map_or_else(|error| error, PyErr::from_value)
}

pub(crate) fn invalid_input(py: Python<'_>, message: &str) -> PyErr {
    raise(py, "InvalidInputError", message, &PyDict::new(py))
}

/// An argument of another type than it may have. Its value is not quoted: it may be a secret.
pub(crate) fn wrong_type(argument: &str, expected: &str, value: &Bound<'_, PyAny>) -> PyErr {
    let found = value.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!("{argument} must be {expected}, not {found}"))
}

/// An argument that is text.
pub(crate) fn text(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    value.extract().map_err(|_| wrong_type(argument, "str", value))
}

/// The same, when it is given.
pub(crate) fn optional_text(argument: &str, value: Option<&Bound<'_, PyAny>>) -> PyResult<Option<String>> {
    value.map(|value| text(argument, value)).transpose()
}

/// An argument that is a number which is not negative.
pub(crate) fn number<'py, T: for<'a> FromPyObject<'a, 'py>>(
    argument: &str,
    value: &Bound<'py, PyAny>,
) -> PyResult<T> {
    value.extract().map_err(|_| {
        if value.is_instance_of::<PyInt>() {
            PyValueError::new_err(format!("{argument} must be a number that is not negative, nor too large"))
        } else {
            wrong_type(argument, "a number that is not negative", value)
        }
    })
}

/// An argument that is an object of a class of ours.
pub(crate) fn object<'a, 'py, T: PyClass>(
    argument: &str,
    value: &'a Bound<'py, PyAny>,
) -> PyResult<&'a Bound<'py, T>> {
    value.cast().map_err(|_| {
        let class = value.py().get_type::<T>().name();
        wrong_type(argument, &class.map_or_else(|_| String::new(), |name| name.to_string()), value)
    })
}

pub(crate) fn input_error(error: &core::InvalidInput) -> PyErr {
    Python::attach(|py| invalid_input(py, &error.to_string()))
}

pub(crate) fn to_py(py: Python<'_>, error: &Error) -> PyErr {
    let attributes = PyDict::new(py);
    let (class, cause) = match describe(py, error, &attributes) {
        Ok(described) => described,
        Err(error) => return error,
    };
    let raised = raise(py, class, &error.to_string(), &attributes);
    if cause.is_some() {
        raised.set_cause(py, cause);
    }
    raised
}

/// The class of the exception, and its cause; the attributes are put into the dictionary.
fn describe(
    py: Python<'_>,
    error: &Error,
    attributes: &Bound<'_, PyDict>,
) -> PyResult<(&'static str, Option<PyErr>)> {
    attributes.set_item("status", error.status())?;
    attributes.set_item("error_code", error.error_code())?;
    attributes.set_item("request_id", error.request_id())?;
    attributes.set_item("is_retryable", error.is_retryable())?;
    attributes.set_item("maybe_applied", error.maybe_applied())?;
    Ok(match error {
        Error::Api(api) => {
            let causes = api.error_causes().iter().map(|cause| cause.error_summary.as_str());
            attributes.set_item("error_summary", api.error_summary())?;
            attributes.set_item("error_id", api.error_id())?;
            attributes.set_item("error_causes", PyTuple::new(py, causes.collect::<Vec<_>>())?)?;
            let class = match api.kind() {
                ApiErrorKind::NotFound => "NotFoundError",
                ApiErrorKind::AccessDenied => "AccessDeniedError",
                ApiErrorKind::Validation => "ValidationError",
                _ => "ApiError",
            };
            (class, None)
        }
        Error::RateLimited(limited) => {
            attributes.set_item("reset", limited.reset().and_then(|time| datetime(py, time)))?;
            attributes.set_item("wait", limited.wait().as_secs_f64())?;
            attributes.set_item("attempts", limited.attempts())?;
            ("RateLimitedError", None)
        }
        Error::Auth(auth) => {
            attributes.set_item("error_description", auth.error_description())?;
            let cause = auth.source().map(|source| cause(py, source));
            match cause {
                // Ctrl-C while a key of Python's was signing.
                Some(raised) if !raised.is_instance_of::<PyException>(py) => return Err(raised),
                cause => ("AuthError", cause),
            }
        }
        Error::Protocol(protocol) => {
            attributes.set_item("media_type", protocol.media_type())?;
            attributes.set_item("excerpt", protocol.excerpt())?;
            ("ProtocolError", None)
        }
        Error::Transport(transport) => {
            attributes.set_item("maybe_sent", transport.maybe_sent())?;
            attributes.set_item("attempts", transport.attempts())?;
            let cause = match transport.failure() {
                Failure::TimedOut => PyTimeoutError::new_err("no complete answer in time"),
                Failure::NotSent(error) | Failure::MaybeSent(error) => cause(py, error.as_ref()),
            };
            ("TransportError", Some(cause))
        }
        _ => ("InvalidInputError", None),
    })
}

/// An exception of a transport or key in Python is itself again; one of Rust's is what Python would have raised.
fn cause(py: Python<'_>, error: &(dyn std::error::Error + 'static)) -> PyErr {
    let mut source = Some(error);
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<PyErr>() {
            return error.clone_ref(py);
        }
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return PyErr::from(io::Error::new(error.kind(), error.to_string()));
        }
        source = error.source();
    }
    PyConnectionError::new_err(error.to_string())
}

/// What a driver is told, as the exception that a transport raises.
pub(crate) fn failure(py: Python<'_>, failure: &Failure) -> PyErr {
    let (class, error) = match failure {
        Failure::TimedOut => return PyTimeoutError::new_err("no complete answer in time"),
        Failure::NotSent(error) => ("NotSent", error),
        Failure::MaybeSent(error) => ("MaybeSent", error),
    };
    let raised = raise(py, class, &error.to_string(), &PyDict::new(py));
    raised.set_cause(py, Some(cause(py, error.as_ref())));
    raised
}
