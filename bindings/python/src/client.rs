//! The loop that drives a call over the Rust client's transport, detached from Python.

use std::path::PathBuf;
use std::sync::Mutex;
use std::time::SystemTime;

use okta_event_hooks as core;
use okta_event_hooks::{AnyOperation, ClientBuilder, Step};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::call::{Call, Output};
use crate::credentials::{RetryPolicy, credentials, seconds};
use crate::error::{number, object, text, to_py, wrong_type};
use crate::interrupt::{self, Cancel, Cancellable};
use crate::log::Log;
use crate::response::Response;
use crate::secret::secret;
use crate::session::Session;
use crate::step::{Send, output_to_py};

/// The client's half in Rust. After a fork the child makes connections and random values of its own.
#[pyclass(frozen, module = "okta_event_hooks._native")]
pub struct Client {
    /// The org.
    #[pyo3(get)]
    org_url: String,
    builder: ClientBuilder,
    /// Only ever locked while attached, so that no fork finds it locked.
    parts: Mutex<Option<Parts>>,
}

struct Parts {
    process: u32,
    session: Py<Session>,
    transport: Py<Transport>,
}

#[pymethods]
impl Client {
    /// `org_url` and `credentials`, or neither and they come from the environment, or from a profile of its files.
    #[new]
    #[pyo3(signature = (org_url, credentials, *, profile, timeout, connect_timeout, retry, ca_file, proxy, user_agent, max_body))]
    #[allow(clippy::too_many_arguments, reason = "they are options, by name")]
    fn new(
        py: Python<'_>,
        org_url: Option<&Bound<'_, PyAny>>,
        credentials: Option<&Bound<'_, PyAny>>,
        profile: Option<&Bound<'_, PyAny>>,
        timeout: Option<&Bound<'_, PyAny>>,
        connect_timeout: Option<&Bound<'_, PyAny>>,
        retry: Option<&Bound<'_, PyAny>>,
        ca_file: Option<&Bound<'_, PyAny>>,
        proxy: Option<&Bound<'_, PyAny>>,
        user_agent: Option<&Bound<'_, PyAny>>,
        max_body: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut builder = core::Client::builder();
        let configured = match (org_url, credentials, profile) {
            (Some(url), Some(value), _) => {
                Ok(builder.org_url(text("org_url", url)?).credentials(self::credentials(value)?))
            }
            (_, _, Some(name)) => builder.profile(&text("profile", name)?),
            _ => builder.from_env(),
        };
        builder = configured.map_err(|error| to_py(py, &error))?;
        if let Some(timeout) = timeout {
            builder = builder.timeout(seconds("timeout", number("timeout", timeout)?)?);
        }
        if let Some(timeout) = connect_timeout {
            builder =
                builder.connect_timeout(seconds("connect_timeout", number("connect_timeout", timeout)?)?);
        }
        if let Some(policy) = retry {
            let policy =
                policy.cast::<RetryPolicy>().map_err(|_| wrong_type("retry", "RetryPolicy", policy))?;
            builder = builder.retry(policy.get().0);
        }
        if let Some(path) = ca_file {
            let wrong = || wrong_type("ca_file", "str or os.PathLike", path);
            builder = builder.ca_file(path.extract::<PathBuf>().map_err(|_| wrong())?);
        }
        if let Some(url) = proxy {
            builder = builder.proxy(secret("proxy", url)?);
        }
        if let Some(program) = user_agent {
            builder = builder.user_agent(text("user_agent", program)?);
        }
        if let Some(bytes) = max_body {
            builder = builder.max_body(number("max_body", bytes)?);
        }
        // What is wrong with the options is told now, and not by the first call.
        let parts = Parts::make(py, &builder)?;
        let org_url = parts.session.get().lock().org().as_str().to_owned();
        Ok(Self { org_url, builder, parts: Mutex::new(Some(parts)) })
    }

    /// What carries calls out in this process: a `Session` and a `Transport`.
    fn parts(&self, py: Python<'_>) -> PyResult<(Py<Session>, Py<Transport>)> {
        let mut locked = self.locked();
        let Some(parts) = locked.as_mut() else {
            return Err(PyRuntimeError::new_err("the client is closed"));
        };
        if parts.process != std::process::id() {
            // The parent's connections and locks are not touched, not even to free them.
            std::mem::forget(std::mem::replace(parts, Parts::make(py, &self.builder)?));
        }
        Ok((parts.session.clone_ref(py), parts.transport.clone_ref(py)))
    }

    /// Carries out a call and returns what it returns.
    fn call(&self, py: Python<'_>, call: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let call = object::<Call>("call", call)?;
        let (session, transport) = self.parts(py)?;
        let log = Log::new(py)?;
        let operation = call.get().operation.clone();
        let output = py.detach(|| drive(session.get(), &transport.get().0, operation, &log));
        match (interrupt::raised(), output) {
            (Some(raised), _) => Err(raised),
            (None, Ok(output)) => output_to_py(py, output),
            (None, Err(error)) => Err(to_py(py, &error)),
        }
    }

    /// Forgets the connections.
    fn close(&self) {
        let parts = self.locked().take();
        if let Some(parts) = parts
            && parts.process != std::process::id()
        {
            std::mem::forget(parts);
        }
    }
}

impl Client {
    fn locked(&self) -> std::sync::MutexGuard<'_, Option<Parts>> {
        self.parts.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Parts {
    fn make(py: Python<'_>, builder: &ClientBuilder) -> PyResult<Self> {
        let made = builder.clone().into_parts(Some(interrupt::interrupt()));
        let (session, transport) = made.map_err(|error| to_py(py, &error))?;
        Ok(Self {
            process: std::process::id(),
            session: Py::new(py, Session::of(session))?,
            transport: Py::new(py, Transport(transport))?,
        })
    }
}

fn drive(session: &Session, transport: &core::Transport, operation: AnyOperation, log: &Log) -> Output {
    let id = core::Operation::info(&operation).id;
    let mut call = core::Call::new(operation);
    let now = || SystemTime::now().into();
    let mut step = call.start(&mut session.lock(), now());
    loop {
        if interrupt::is_raised() {
            return Err(interrupted());
        }
        step = match step {
            Step::Send(outgoing) => match log.send(transport, *outgoing) {
                Ok(response) => call.response(&mut session.lock(), now(), response),
                Err(failure) => call.failure(&mut session.lock(), now(), failure),
            },
            Step::Wait(wait) => {
                log.wait(id, wait.as_secs_f64());
                if !interrupt::sleep(wait) {
                    return Err(interrupted());
                }
                call.resume(&mut session.lock(), now())
            }
            Step::Done(result) => return result,
        };
    }
}

/// Nobody sees it: what the signal handler raised takes its place.
fn interrupted() -> core::Error {
    core::InvalidInput::new("the call was interrupted").into()
}

/// Sends requests by the Rust client's transport: what `AsyncClient` has unless it is given another.
#[pyclass(frozen, module = "okta_event_hooks._native")]
pub struct Transport(core::Transport);

#[pymethods]
impl Transport {
    /// How long one request may take, in seconds, unless Okta itself works longer.
    #[getter]
    fn timeout(&self) -> f64 {
        self.0.timeout().as_secs_f64()
    }

    /// Sends a request and returns the answer; blocks. Raises `NotSent`, `MaybeSent` or `TimeoutError`.
    fn send(
        &self,
        py: Python<'_>,
        request: &Bound<'_, Send>,
        cancel: &Bound<'_, Cancel>,
    ) -> PyResult<Response> {
        let (outgoing, cancel) = (request.get().0.clone(), cancel.get());
        let log = Log::new(py)?;
        let result = py.detach(|| {
            let _cancellable = Cancellable::by(cancel)?;
            log.send(&self.0, outgoing)
        });
        if let Some(raised) = interrupt::raised() {
            return Err(raised);
        }
        result.map(Response).map_err(|failure| crate::error::failure(py, &failure))
    }
}
