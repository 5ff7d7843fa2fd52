//! The models: frozen classes over the core's. What is known of each is in the table, written from the core's.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use okta_event_hooks as core;
use pyo3::basic::CompareOp;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString, PyTuple, PyType};

use crate::error::{invalid_input, text, wrong_type};
use crate::json;
use crate::page::Unreadable;
use crate::response::bytes;
use crate::value::{Value, Wrapped};

/// What a class has that the table does not say.
macro_rules! model {
    (
        $name:ident over $inner:ty, $docs:literal, {
            $( $(#[doc = $field_docs:literal])* $getter:ident: $field:ident $(as $how:ident)? = $key:literal, )*
        }
    ) => {
        #[doc = $docs]
        #[pyclass(frozen, module = "okta_event_hooks")]
        pub struct $name(pub(crate) Arc<$inner>);

        impl Wrapped for $inner {
            fn wrap(py: Python<'_>, inner: Arc<Self>) -> PyResult<Bound<'_, PyAny>> {
                Ok(Bound::new(py, $name(inner))?.into_any())
            }

            fn repr_of(&self, out: &mut String) {
                out.push_str(concat!(stringify!($name), "("));
                let mut separator = "";
                $( model!(@repr self, out, separator, $getter, $field $(as $how)?); )*
                if !self.extra.is_empty() {
                    let names: Vec<&str> = self.extra.iter().map(|(name, _)| name).collect();
                    out.push_str(&format!("{separator}extra=<{}>", names.join(", ")));
                }
                out.push(')');
            }
        }

        #[pymethods]
        impl $name {
            $(
                $(#[doc = $field_docs])*
                #[getter]
                fn $getter<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    model!(@get self, py, $field $(as $how)?)
                }
            )*

            /// All members that have no attribute, by Okta's names; a copy.
            #[getter]
            fn extra<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                extra(py, &self.0.extra)
            }

            /// The JSON text, with every member: unknown ones to the letter, a secret in clear.
            fn to_json(&self, py: Python<'_>) -> PyResult<String> {
                print(py, self.0.as_ref())
            }

            /// A dict by Okta's names, with every member; a secret in clear.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                json::loads(py, &self.to_json(py)?)
            }

            /// Reads JSON text. An optional member of an unexpected type is kept in `extra`.
            #[classmethod]
            fn from_json(_cls: &Bound<'_, PyType>, py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<Self> {
                model!(@read $name, py, text_of(text)?)
            }

            /// Reads a mapping by Okta's names.
            #[classmethod]
            fn from_dict(_cls: &Bound<'_, PyType>, py: Python<'_>, members: &Bound<'_, PyAny>) -> PyResult<Self> {
                model!(@read $name, py, mapping(members)?)
            }

            fn __repr__(&self) -> String {
                let mut out = String::new();
                self.0.repr_of(&mut out);
                out
            }

            fn __richcmp__(&self, other: &Bound<'_, PyAny>, operator: CompareOp) -> Py<PyAny> {
                compare(other.py(), operator, other.cast::<Self>().ok().map(|other| other.get().0 == self.0))
            }

            fn __hash__(&self, py: Python<'_>) -> PyResult<u64> {
                let mut hasher = DefaultHasher::new();
                self.to_json(py)?.hash(&mut hasher);
                Ok(hasher.finish())
            }

            fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
                Ok((slf.get_type().getattr("from_json")?, (slf.get().to_json(slf.py())?,)))
            }
        }

        model!(@lenient $name over $inner);
        model!(@replace $name over $inner { $($getter = $key),* });
    };

    // What a person wrote is read strictly, what Okta sent is not.
    (@lenient EventHookSpec over $inner:ty) => {};
    (@lenient $name:ident over $inner:ty) => {
        impl $name {
            fn read(py: Python<'_>, text: &str) -> PyResult<Self> {
                match <$inner>::from_json(text) {
                    Ok(inner) => Ok(Self(Arc::new(inner))),
                    Err(error) => Err(invalid_input(py, &format!("{}: {error}", stringify!($name)))),
                }
            }
        }
    };

    // Its own takes the names of its constructor.
    (@replace EventHookSpec over $inner:ty { $($rest:tt)* }) => {};
    (@replace $name:ident over $inner:ty { $($getter:ident = $key:literal),* }) => {
        #[pymethods]
        impl $name {
            /// The same with changes, by the names of the attributes; `None` takes an optional member out, and `extra` replaces
            /// all unknown members.
            #[pyo3(signature = (**changes))]
            fn replace(&self, py: Python<'_>, changes: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
                let Some(changes) = changes else { return Ok(Self(Arc::clone(&self.0))) };
                let names: &[(&str, &str)] = &[$((stringify!($getter), $key)),*];
                let before = self.to_json(py)?;
                let text = replaced(stringify!($name), &before, names, changes)?;
                match strict(py, stringify!($name), &text) {
                    Ok(inner) => Ok(Self(Arc::new(inner))),
                    // What was odd before may stay so; what was changed may not become so.
                    Err(error) if strict::<$inner>(py, stringify!($name), &before).is_ok() => Err(error),
                    Err(error) => {
                        let after = Self::read(py, &text)?;
                        let odd = |(name, key): &(&str, &str)| {
                            after.0.extra.get(key).is_some()
                                && changes.contains(name.trim_start_matches("r#")).unwrap_or(true)
                        };
                        if names.iter().any(odd) { Err(error) } else { Ok(after) }
                    }
                }
            }

            /// What `copy.replace` calls.
            #[pyo3(signature = (**changes))]
            fn __replace__(&self, py: Python<'_>, changes: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
                self.replace(py, changes)
            }
        }
    };

    (@get $self:ident, $py:ident, $field:ident) => { $self.0.$field.to_py($py) };
    (@get $self:ident, $py:ident, $field:ident as text) => {
        $self.0.$field.as_ref().map(|time| time.as_str().to_owned()).to_py($py)
    };

    (@repr $self:ident, $out:ident, $separator:ident, $getter:ident, $field:ident) => {
        if !Value::is_none(&$self.$field) {
            $out.push_str(&format!("{}{}=", $separator, stringify!($getter).trim_start_matches("r#")));
            $self.$field.repr($out);
            $separator = ", ";
        }
    };
    (@repr $self:ident, $out:ident, $separator:ident, $getter:ident, $field:ident as text) => {};

    (@read EventHookSpec, $py:ident, $text:expr) => {
        core::EventHookSpec::from_input(&$text)
            .map(|inner| Self(Arc::new(inner)))
            .map_err(|error| invalid_input($py, &format!("EventHookSpec: {error}")))
    };
    (@read $name:ident, $py:ident, $text:expr) => {
        Self::read($py, &$text)
    };
}

mod table;

pub use table::*;

fn print<T: serde::Serialize>(py: Python<'_>, model: &T) -> PyResult<String> {
    serde_json::to_string(model).map_err(|error| invalid_input(py, &error.to_string()))
}

#[pymethods]
impl EventHook {
    /// Whether Okta delivers events to it: only when it is active and verified. After a change it takes up to several
    /// minutes before events flow.
    #[getter]
    fn delivers(&self) -> bool {
        self.0.delivers()
    }

    /// What may be sent back to replace this hook: everything but its read-only members. Okta never returns the value of an
    /// auth scheme: supply it with `.replace(auth_header=(name, value))`.
    fn to_spec(&self) -> EventHookSpec {
        EventHookSpec(Arc::new(core::EventHook::clone(&self.0).into_spec()))
    }
}

#[pymethods]
impl LogEvent {
    /// The ids of the hooks that were configured for this event; being named is no proof of delivery.
    #[getter]
    fn target_event_hook_ids(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        Ok(PyTuple::new(py, self.0.target_event_hook_ids())?.unbind())
    }

    /// The addresses through which the request came, from wherever this event keeps them.
    #[getter]
    fn ip_chain(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Ok(self.0.ip_chain().to_vec().to_py(py)?.unbind())
    }

    /// A text in `debug_context.debug_data`. Its names are no contract: they change by release.
    fn debug_data(&self, name: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
        Ok(self.0.debug_data(&text("name", name)?))
    }

    /// The first target of a type, such as `User` or `UserGroup`.
    fn target_of_type(&self, r#type: &Bound<'_, PyAny>) -> PyResult<Option<Target>> {
        let found = self.0.target_of_type(&text("type", r#type)?);
        Ok(found.map(|target| Target(Arc::new(target.clone()))))
    }
}

#[pymethods]
impl Delivery {
    /// Every event of the batch that can be read, in Okta's order, which is not that of their times.
    #[getter]
    fn events(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        let readable = self.0.events().iter().filter_map(|item| item.as_ref().ok());
        let events: PyResult<Vec<_>> = readable.map(|event| event.to_py(py)).collect();
        Ok(PyTuple::new(py, events?)?.unbind())
    }

    /// The events that cannot be read, with their JSON.
    #[getter]
    fn unreadable(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        Ok(PyTuple::new(py, Unreadable::of(self.0.events()))?.unbind())
    }

    /// The id of the hook. With an event's `uuid` it is what to deduplicate on.
    #[getter]
    fn hook_id(&self) -> Option<&str> {
        self.0.hook_id()
    }
}

fn extra<'py>(py: Python<'py>, extra: &core::Extra) -> PyResult<Bound<'py, PyDict>> {
    let members = PyDict::new(py);
    for (name, value) in extra.iter() {
        members.set_item(name, json::loads(py, value.get())?)?;
    }
    Ok(members)
}

/// Text, or its UTF-8 bytes.
fn text_of(text: &Bound<'_, PyAny>) -> PyResult<String> {
    if text.is_instance_of::<PyString>() {
        return text.extract();
    }
    let bytes = bytes(text)?.ok_or_else(|| wrong_type("text", "str or bytes", text))?;
    String::from_utf8(bytes).map_err(|_| invalid_input(text.py(), "text is not UTF-8"))
}

fn mapping(members: &Bound<'_, PyAny>) -> PyResult<String> {
    if !members.hasattr("keys")? {
        return Err(wrong_type("members", "a mapping", members));
    }
    json::dumps(members)
}

fn strict<T: serde::de::DeserializeOwned>(py: Python<'_>, class: &str, text: &str) -> PyResult<T> {
    serde_json::from_str(text).map_err(|error| invalid_input(py, &format!("{class}: {error}")))
}

fn replaced(
    class: &str,
    text: &str,
    names: &[(&str, &str)],
    changes: &Bound<'_, PyDict>,
) -> PyResult<String> {
    let py = changes.py();
    let broken = |error: serde_json::Error| invalid_input(py, &error.to_string());
    let mut members: core::Extra = serde_json::from_str(text).map_err(broken)?;
    for (name, value) in changes {
        let name: String = name.extract()?;
        if name == "extra" {
            // The events of a delivery have no name here.
            let is_known = |member: &str| {
                (class == "Delivery" && member == "data") || names.iter().any(|(_, key)| *key == member)
            };
            let unknown: Vec<String> =
                members.iter().map(|(name, _)| name.to_owned()).filter(|name| !is_known(name)).collect();
            for name in unknown {
                members.remove(&name);
            }
            let extra = value.cast::<PyMapping>().map_err(|_| wrong_type("extra", "a mapping", &value))?;
            for item in extra.items()? {
                let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
                members.insert(&name.extract::<String>()?, json::raw(&value)?);
            }
            continue;
        }
        let found = names.iter().find(|(known, _)| known.trim_start_matches("r#") == name);
        let Some((_, key)) = found else {
            let known: Vec<&str> = names.iter().map(|(known, _)| known.trim_start_matches("r#")).collect();
            return Err(PyTypeError::new_err(format!(
                "{class}.replace() got an unexpected keyword argument {name:?}; there are {}, extra",
                known.join(", ")
            )));
        };
        if value.is_none() {
            members.remove(key);
        } else {
            members.insert(key, json::raw(&value)?);
        }
    }
    serde_json::to_string(&members).map_err(broken)
}

/// The answer of a comparison: `NotImplemented` for another type, and for an order.
fn compare(py: Python<'_>, operator: CompareOp, equal: Option<bool>) -> Py<PyAny> {
    let answer = match (operator, equal) {
        (CompareOp::Eq, Some(equal)) => equal,
        (CompareOp::Ne, Some(equal)) => !equal,
        _ => return py.NotImplemented(),
    };
    pyo3::types::PyBool::new(py, answer).to_owned().into_any().unbind()
}
