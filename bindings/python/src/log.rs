//! One line a request, through Python's `logging`. Neither header values nor bodies.

use std::time::Instant;

use http::Response;
use okta_event_hooks::{Failure, Outgoing, Transport};
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

use crate::interrupt;

/// The logger, if somebody listens to requests.
pub(crate) struct Log(Option<Py<PyAny>>);

impl Log {
    /// A program that has not imported `logging` listens to nothing, and need not load it.
    pub(crate) fn new(py: Python<'_>) -> PyResult<Self> {
        let modules = py.import("sys")?.getattr("modules")?;
        let Ok(logging) = modules.get_item("logging") else { return Ok(Self(None)) };
        let logger = logging.call_method1("getLogger", ("okta_event_hooks",))?;
        let debug = logging.getattr("DEBUG")?;
        let listens: bool = logger.call_method1("isEnabledFor", (debug,))?.extract()?;
        Ok(Self(listens.then(|| logger.unbind())))
    }

    /// Sends a request, and says how that went.
    pub(crate) fn send(
        &self,
        transport: &Transport,
        outgoing: Outgoing,
    ) -> Result<Response<Vec<u8>>, Failure> {
        let Some(logger) = &self.0 else { return transport.send(outgoing) };
        let what = format!("{} {}", outgoing.request.method(), outgoing.request.uri());
        let secrets = secrets(&outgoing);
        let began = Instant::now();
        let result = transport.send(outgoing);
        let outcome = match &result {
            Ok(response) => response.status().as_u16().to_string(),
            Err(failure) => described(failure, &secrets),
        };
        say(logger, &format!("{what}: {outcome}, {:.0} ms", began.elapsed().as_secs_f64() * 1e3));
        result
    }

    pub(crate) fn wait(&self, operation: &str, secs: f64) {
        let Some(logger) = &self.0 else { return };
        say(logger, &format!("{operation}: waits {secs:.1} s before it is sent again"));
    }
}

/// A failure in words. A peer may have echoed the token, or sent what a terminal obeys.
fn described(failure: &Failure, secrets: &[String]) -> String {
    let text = secrets.iter().fold(failure.to_string(), |text, secret| text.replace(secret, "<hidden>"));
    text.chars().take(500).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// What a peer may echo: each value that is marked as one to keep, without its scheme.
fn secrets(outgoing: &Outgoing) -> Vec<String> {
    let values = outgoing.request.headers().values().filter(|value| value.is_sensitive());
    let words = values.filter_map(|value| value.to_str().ok()?.rsplit(' ').next());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A log that fails must not fail the call. But Ctrl-C may come while Python writes the line.
fn say(logger: &Py<PyAny>, line: &str) {
    Python::try_attach(|py| {
        if let Err(error) = logger.bind(py).call_method1("debug", ("%s", line))
            && !error.is_instance_of::<PyException>(py)
        {
            interrupt::raise(error);
        }
    });
}
