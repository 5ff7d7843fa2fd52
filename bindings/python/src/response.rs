//! An HTTP response: one that a transport brings, and one that a receiver sends.

use http::{HeaderName, HeaderValue, StatusCode};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyMemoryView, PyString};

use crate::error::{number, wrong_type};

/// An HTTP response. `headers` are pairs of texts, or a mapping of them.
#[pyclass(frozen, module = "okta_event_hooks")]
pub struct Response(pub(crate) http::Response<Vec<u8>>);

#[pymethods]
impl Response {
    #[new]
    #[pyo3(signature = (status, headers = None, body = None))]
    fn new(
        status: &Bound<'_, PyAny>,
        headers: Option<&Bound<'_, PyAny>>,
        body: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let status = number::<u16>("status", status)?;
        let body = body.map(|body| bytes(body)?.ok_or_else(|| wrong_type("body", "bytes", body)));
        let mut response = http::Response::new(body.transpose()?.unwrap_or_default());
        *response.status_mut() = StatusCode::from_u16(status)
            .map_err(|_| PyValueError::new_err(format!("status {status} is no status of HTTP")))?;
        if let Some(headers) = headers {
            for (name, value) in pairs("headers", headers)? {
                // What is no header cannot be one that means something.
                if let (Ok(name), Ok(value)) =
                    (HeaderName::from_bytes(&name), HeaderValue::from_bytes(&value))
                {
                    response.headers_mut().append(name, value);
                }
            }
        }
        Ok(Self(response))
    }

    /// The status.
    #[getter]
    fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    /// Names, in lower case, and values.
    #[getter]
    fn headers(&self) -> Vec<(String, String)> {
        header_pairs(self.0.headers())
    }

    /// The body.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.body())
    }

    fn __repr__(&self) -> String {
        format!("Response(status={}, body=<{} bytes>)", self.status(), self.0.body().len())
    }
}

pub(crate) fn header_pairs(headers: &http::HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// Names and values, from a mapping or from pairs.
pub(crate) fn pairs(argument: &str, headers: &Bound<'_, PyAny>) -> PyResult<Vec<(Vec<u8>, Vec<u8>)>> {
    let items = if headers.hasattr("items")? { headers.call_method0("items")? } else { headers.clone() };
    let wrong = || wrong_type(argument, "a mapping or pairs of names and values", headers);
    let mut pairs = Vec::new();
    for pair in items.try_iter().map_err(|_| wrong())? {
        let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair?.extract().map_err(|_| wrong())?;
        pairs.push((header(&name)?.ok_or_else(wrong)?, header(&value)?.ok_or_else(wrong)?));
    }
    Ok(pairs)
}

/// A name or a value of a header. Frameworks decode it as Latin-1 (PEP 3333), so that is how it becomes bytes again.
fn header(value: &Bound<'_, PyAny>) -> PyResult<Option<Vec<u8>>> {
    if !value.is_instance_of::<PyString>() {
        return bytes(value);
    }
    let text: String = value.extract()?;
    let latin_1: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
    Ok(Some(latin_1.unwrap_or_else(|| text.into_bytes())))
}

/// The bytes of an object that holds bytes.
pub(crate) fn bytes(value: &Bound<'_, PyAny>) -> PyResult<Option<Vec<u8>>> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(Some(bytes.as_bytes().to_vec()));
    }
    if let Ok(bytes) = value.cast::<PyByteArray>() {
        return Ok(Some(bytes.to_vec()));
    }
    if let Ok(view) = value.cast::<PyMemoryView>() {
        return Ok(Some(view.call_method0("tobytes")?.cast::<PyBytes>()?.as_bytes().to_vec()));
    }
    Ok(None)
}
