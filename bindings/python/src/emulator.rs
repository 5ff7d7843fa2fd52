//! The emulator, in this process.

use std::sync::Mutex;

use okta_event_hooks_emulator as emulator;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

use crate::error::invalid_input;

/// A running org. `okta_event_hooks.testing.Emulator` is what to use.
#[pyclass(frozen, module = "okta_event_hooks._native")]
pub struct Emulator {
    running: Mutex<Option<emulator::Emulator>>,
    #[pyo3(get)]
    url: String,
    #[pyo3(get)]
    api_token: String,
    #[pyo3(get)]
    ca_certificate: Option<String>,
}

#[pymethods]
impl Emulator {
    #[new]
    fn new(py: Python<'_>, config: &str) -> PyResult<Self> {
        let config =
            emulator::Config::parse(config).map_err(|error| invalid_input(py, &error.to_string()))?;
        let started = py.detach(|| emulator::Emulator::start(config));
        let running = started.map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        let (url, api_token) = (running.url().to_owned(), running.api_token().to_owned());
        let ca_certificate = running.ca_certificate().map(str::to_owned);
        Ok(Self { running: Mutex::new(Some(running)), url, api_token, ca_certificate })
    }

    /// A request to the control API; JSON in and out.
    #[pyo3(signature = (method, path, body = None))]
    fn control(&self, py: Python<'_>, method: &str, path: &str, body: Option<&str>) -> PyResult<String> {
        let body = match body {
            Some(text) => {
                serde_json::from_str(text).map_err(|error| PyValueError::new_err(error.to_string()))?
            }
            None => serde_json::Value::Null,
        };
        let answer = py.detach(|| {
            let running = self.running.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            running.as_ref().map(|running| running.control(method, path, &body))
        });
        match answer {
            Some(Ok(json)) => Ok(json.to_string()),
            Some(Err(error)) => Err(PyRuntimeError::new_err(error.to_string())),
            None => Err(PyRuntimeError::new_err("the emulator is closed")),
        }
    }

    /// Ends it.
    fn close(&self, py: Python<'_>) {
        py.detach(|| drop(self.running.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take()));
    }
}
