//! Between Python's values and JSON text, by Python's own `json`: its numbers are exact where Python's are.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use serde_json::value::RawValue;

use crate::error::invalid_input;

/// The value of a JSON text.
pub(crate) fn loads<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    LOADS.import(py, "json", "loads")?.call1((text,))
}

/// The JSON text of a value; a model is what it prints, and a datetime its RFC 3339 text.
pub(crate) fn dumps(value: &Bound<'_, PyAny>) -> PyResult<String> {
    static DUMPS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    DUMPS.import(value.py(), "okta_event_hooks._json", "dumps")?.call1((value,))?.extract()
}

/// The same, for a member that is put among others.
pub(crate) fn raw(value: &Bound<'_, PyAny>) -> PyResult<Box<RawValue>> {
    RawValue::from_string(dumps(value)?).map_err(|error| invalid_input(value.py(), &error.to_string()))
}
