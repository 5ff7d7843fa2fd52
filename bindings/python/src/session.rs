//! What outlives a call.

use std::sync::{Mutex, MutexGuard, PoisonError};

use okta_event_hooks as core;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::credentials::{RetryPolicy, credentials};
use crate::error::{input_error, text, to_py, wrong_type};
use crate::response::bytes;

/// An org, who asks it, and how patiently. One session serves any number of calls, one thread or several.
///
/// `seed` is 32 random bytes, from the system unless given: with the same seed, times and answers every step is the same. So
/// make another session after a fork.
#[pyclass(frozen, module = "okta_event_hooks")]
pub struct Session(Mutex<core::Session>);

#[pymethods]
impl Session {
    #[new]
    #[pyo3(signature = (org_url, credentials, *, retry = None, user_agent = None, seed = None))]
    fn new(
        py: Python<'_>,
        org_url: &Bound<'_, PyAny>,
        credentials: &Bound<'_, PyAny>,
        retry: Option<&Bound<'_, PyAny>>,
        user_agent: Option<&Bound<'_, PyAny>>,
        seed: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let org = text("org_url", org_url)?.parse().map_err(|error| input_error(&error))?;
        let seed = match seed {
            Some(seed) => {
                <[u8; 32]>::try_from(bytes(seed)?.ok_or_else(|| wrong_type("seed", "bytes", seed))?)
                    .map_err(|_| PyValueError::new_err("seed must be 32 bytes"))?
            }
            None => random()?,
        };
        let wrong = |error: core::InvalidInput| to_py(py, &error.into());
        let mut session = core::Session::new(org, self::credentials(credentials)?, seed).map_err(wrong)?;
        if let Some(policy) = retry {
            let policy =
                policy.cast::<RetryPolicy>().map_err(|_| wrong_type("retry", "RetryPolicy", policy))?;
            session = session.with_retry(policy.get().0);
        }
        if let Some(program) = user_agent {
            session = session.with_user_agent(&text("user_agent", program)?).map_err(wrong)?;
        }
        Ok(Self(Mutex::new(session)))
    }

    /// The org.
    #[getter]
    fn org_url(&self, py: Python<'_>) -> String {
        // Never wait for the lock while attached: who has it may wait to attach.
        py.detach(|| self.lock().org().as_str().to_owned())
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("Session('{}')", self.org_url(py))
    }
}

impl Session {
    pub(crate) fn of(session: core::Session) -> Self {
        Self(Mutex::new(session))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, core::Session> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn random() -> PyResult<[u8; 32]> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|error| PyValueError::new_err(format!("the system has no random bytes: {error}")))?;
    Ok(seed)
}
