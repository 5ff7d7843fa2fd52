//! The receiving side, pure.

use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};
use okta_event_hooks as core;
use okta_event_hooks::Received;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use crate::error::{input_error, text};
use crate::json;
use crate::model::Delivery;
use crate::response::{Response, bytes, pairs};
use crate::secret::secret;

/// The pure half of a receiver.
#[pyclass(frozen, subclass, module = "okta_event_hooks._native")]
pub struct Receiver(core::Receiver);

#[pymethods]
impl Receiver {
    #[new]
    fn new(secrets: &Bound<'_, PyList>, header: &str, max_body: usize) -> PyResult<Self> {
        let secrets: PyResult<Vec<core::Secret>> =
            secrets.iter().map(|item| secret("secrets", &item)).collect();
        let receiver = core::Receiver::new(secrets?).and_then(|receiver| receiver.with_header(header));
        Ok(Self(receiver.map_err(|error| input_error(&error))?.with_max_body(max_body)))
    }

    /// What a request is: a `Verification`, a `Delivery` or a `Rejected`, each with the `response` to send. Does no I/O.
    ///
    /// `headers` is a mapping or pairs, of text or bytes, in any case. `body` is bytes, text, or JSON that was read already.
    #[pyo3(signature = (method, headers, body = None))]
    fn receive(
        &self,
        py: Python<'_>,
        method: &Bound<'_, PyAny>,
        headers: &Bound<'_, PyAny>,
        body: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let mut request = Request::new(body.map(body_of).transpose()?.unwrap_or_default());
        *request.method_mut() = method_of(&text("method", method)?);
        *request.headers_mut() = header_map(&pairs("headers", headers)?);
        let received = py.detach(|| self.0.receive(&request));
        Ok(match received {
            Received::Verification(verification) => Py::new(py, Verification(verification))?.into_any(),
            Received::Delivery(delivery) => Py::new(py, Delivery(Arc::from(delivery)))?.into_any(),
            Received::Rejected(rejected) => Py::new(py, Rejected(rejected))?.into_any(),
        })
    }

    /// Looks at all but the body: the `Rejected` that it will be whatever the body, or `None`.
    fn authenticate(&self, method: &str, headers: &Bound<'_, PyAny>) -> PyResult<Option<Rejected>> {
        let headers = header_map(&pairs("headers", headers)?);
        Ok(self.0.authenticate(&method_of(method), &headers).err().map(Rejected))
    }

    fn __repr__(&self) -> String {
        format!("{:?}", self.0)
    }
}

/// A method that is none is one that is not allowed.
fn method_of(method: &str) -> Method {
    method.parse().unwrap_or(Method::TRACE)
}

fn header_map(pairs: &[(Vec<u8>, Vec<u8>)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        // What is no name of a header is not the one that is looked for.
        if let Ok(name) = HeaderName::from_bytes(name) {
            // A value that cannot be one is no secret, but it counts: of two values one may be ours.
            headers.append(name, HeaderValue::from_bytes(value).unwrap_or(HeaderValue::from_static("")));
        }
    }
    headers
}

/// The bytes of a body; those of JSON that was read already.
fn body_of(body: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if body.is_instance_of::<PyString>() {
        return Ok(body.extract::<String>()?.into_bytes());
    }
    match bytes(body)? {
        Some(bytes) => Ok(bytes),
        None => json::dumps(body).map(String::into_bytes),
    }
}

/// Okta asks whether this endpoint wants the events; the response says yes. It may come again at any time.
#[pyclass(frozen, module = "okta_event_hooks")]
pub struct Verification(core::Verification);

#[pymethods]
impl Verification {
    /// The challenge, which the response repeats.
    #[getter]
    fn challenge(&self) -> &str {
        self.0.challenge()
    }

    /// The response to send.
    #[getter]
    fn response(&self) -> Response {
        Response(self.0.response())
    }

    fn __repr__(&self) -> &'static str {
        "Verification()"
    }
}

/// A request that was refused, and why.
#[pyclass(frozen, module = "okta_event_hooks")]
pub struct Rejected(core::Rejected);

#[pymethods]
impl Rejected {
    /// The status to answer with.
    #[getter]
    fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    /// Why, for the log; the sender is not told.
    #[getter]
    fn reason(&self) -> String {
        self.0.to_string()
    }

    /// The response to send.
    #[getter]
    fn response(&self) -> Response {
        Response(self.0.response())
    }

    fn __repr__(&self) -> String {
        let mut out = "Rejected(".to_owned();
        crate::value::quote(&self.reason(), &mut out);
        out + ")"
    }
}

#[pymethods]
impl Delivery {
    /// The response to send, as soon as the events are where they cannot be lost.
    #[getter]
    fn response(&self) -> Response {
        Response(self.0.response())
    }

    /// The response to send in its place when the events cannot be kept: Okta then tries once more.
    #[getter]
    fn retry_response(&self) -> Response {
        Response(self.0.retry_response())
    }
}
