//! Text that is not printed.

use okta_event_hooks as core;
use pyo3::prelude::*;

use crate::error::{text, wrong_type};

/// Text that never prints. `expose()` gives it out.
#[pyclass(frozen, module = "okta_event_hooks")]
pub struct Secret(pub(crate) core::Secret);

#[pymethods]
impl Secret {
    #[new]
    fn new(text: &Bound<'_, PyAny>) -> PyResult<Self> {
        self::text("text", text).map(|text| Self(text.into()))
    }

    /// The value of an `Authorization` header for Basic authentication, scheme and all.
    #[staticmethod]
    fn basic(user: &Bound<'_, PyAny>, password: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self(core::Secret::basic(&text("user", user)?, &text("password", password)?)))
    }

    /// The text itself. Every use of this is a place to look at in a review.
    fn expose(&self) -> &str {
        self.0.expose()
    }

    fn __repr__(&self) -> &'static str {
        "Secret(<hidden>)"
    }

    fn __str__(&self) -> &'static str {
        "<hidden>"
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().0 == self.0)
    }

    fn __hash__(&self) -> u64 {
        // The same for all: a hash of the text would tell of it.
        0
    }

    fn __reduce__(slf: &Bound<'_, Self>) -> (Py<PyAny>, (String,)) {
        (slf.get_type().into_any().unbind(), (slf.get().0.expose().to_owned(),))
    }
}

/// A secret that was passed as text or as a `Secret`.
pub(crate) fn secret(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<core::Secret> {
    if let Ok(secret) = value.cast::<Secret>() {
        return Ok(secret.get().0.clone());
    }
    match value.extract::<String>() {
        Ok(text) => Ok(text.into()),
        Err(_) => Err(wrong_type(argument, "str or Secret", value)),
    }
}
