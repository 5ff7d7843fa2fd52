//! A member of a model as a Python value, and as its `repr`.

use std::sync::Arc;

use okta_event_hooks as core;
use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDelta, PyString, PyTuple};

use crate::json;
use crate::secret::Secret;

pub(crate) trait Value {
    fn to_py<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>;

    /// As Python would write it; secrets are hidden.
    fn repr(&self, out: &mut String);

    /// Whether there is nothing to show.
    fn is_none(&self) -> bool {
        false
    }
}

impl Value for String {
    fn to_py<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, self).into_any())
    }

    fn repr(&self, out: &mut String) {
        quote(self, out);
    }
}

/// A text as Python would write it.
pub(crate) fn quote(text: &str, out: &mut String) {
    // Python knows what can be printed: neither control characters nor those that turn a line round.
    let written = Python::attach(|py| PyString::new(py, text).repr().map(|text| text.to_string()));
    out.push_str(&written.unwrap_or_default());
}

impl<T: Value> Value for Option<T> {
    fn to_py<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Some(value) => value.to_py(py),
            None => Ok(py.None().into_bound(py)),
        }
    }

    fn repr(&self, out: &mut String) {
        match self {
            Some(value) => value.repr(out),
            None => out.push_str("None"),
        }
    }

    fn is_none(&self) -> bool {
        self.is_none()
    }
}

impl<T: Value> Value for Vec<T> {
    fn to_py<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let items: PyResult<Vec<_>> = self.iter().map(|item| item.to_py(py)).collect();
        Ok(PyTuple::new(py, items?)?.into_any())
    }

    fn repr(&self, out: &mut String) {
        out.push('(');
        for (at, item) in self.iter().enumerate() {
            if at > 0 {
                out.push_str(", ");
            }
            item.repr(out);
        }
        out.push_str(if self.len() == 1 { ",)" } else { ")" });
    }
}

impl Value for core::Secret {
    fn to_py<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(Bound::new(py, Secret(self.clone()))?.into_any())
    }

    fn repr(&self, out: &mut String) {
        out.push_str("<hidden>");
    }
}

impl Value for core::HeaderText {
    fn to_py<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, self.as_str()).into_any())
    }

    fn repr(&self, out: &mut String) {
        out.push_str("<hidden>");
    }
}

impl Value for core::Timestamp {
    fn to_py<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self.time() {
            Some(time) => datetime(py, time).into_bound_py_any(py),
            None => Ok(py.None().into_bound(py)),
        }
    }

    fn repr(&self, out: &mut String) {
        quote(self.as_str(), out);
    }
}

/// An aware `datetime` in UTC. It has the years 1 to 9999 only, so that there is none of some times.
pub(crate) fn datetime(py: Python<'_>, time: core::UnixTime) -> Option<Bound<'_, PyAny>> {
    static EPOCH: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let epoch = EPOCH.get_or_try_init(py, || {
        let module = py.import("datetime")?;
        let utc = module.getattr("timezone")?.getattr("utc")?;
        PyResult::Ok(module.getattr("datetime")?.call1((1970, 1, 1, 0, 0, 0, 0, utc))?.unbind())
    });
    let micros = time.as_micros();
    let (secs, micros) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
    let (days, secs) = (secs.div_euclid(86_400), secs.rem_euclid(86_400));
    let number = |number: i64| i32::try_from(number).unwrap_or(i32::MAX);
    let delta = PyDelta::new(py, number(days), number(secs), number(micros), true).ok()?;
    epoch.ok()?.bind(py).add(delta).ok()
}

impl Value for core::Json {
    fn to_py<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::loads(py, self.as_str())
    }

    fn repr(&self, out: &mut String) {
        json_repr(self.as_str(), out);
    }
}

impl Value for core::Links {
    fn to_py<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::loads(py, self.json().get())
    }

    fn repr(&self, out: &mut String) {
        json_repr(self.json().get(), out);
    }
}

/// JSON text as it came, but for what cannot be printed: JSON has an escape for that too.
fn json_repr(text: &str, out: &mut String) {
    let mut units = [0; 2];
    for c in text.chars() {
        if c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        {
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
}

macro_rules! texts {
    ($($name:ty),*) => {
        $(impl Value for $name {
            fn to_py<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                Ok(PyString::intern(py, self.as_str()).into_any())
            }

            fn repr(&self, out: &mut String) {
                quote(self.as_str(), out);
            }
        })*
    };
}

texts!(
    core::Status,
    core::VerificationStatus,
    core::SubscriptionType,
    core::FilterType,
    core::ChannelType,
    core::AuthSchemeType,
    core::log_event::Severity
);

/// A model, of which Python has a class of its own.
pub(crate) trait Wrapped: Sized {
    fn wrap(py: Python<'_>, inner: Arc<Self>) -> PyResult<Bound<'_, PyAny>>;
    fn repr_of(&self, out: &mut String);
}

impl<T: Wrapped + Clone> Value for T {
    fn to_py<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        T::wrap(py, Arc::new(self.clone()))
    }

    fn repr(&self, out: &mut String) {
        self.repr_of(out);
    }
}
