//! Lists, of which one bad item does not lose the others; and what the System Log says of deliveries.

use std::sync::Arc;

use okta_event_hooks as core;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::call::{Call, moment};
use crate::error::{input_error, number, object, text};
use crate::model::LogEvent;
use crate::value::Value;

/// An item of a list that cannot be read. The rest of its list is unaffected.
#[pyclass(frozen, eq, hash, module = "okta_event_hooks", get_all)]
#[derive(PartialEq, Hash)]
pub struct Unreadable {
    /// Its place among all the items of its list, from 0.
    position: usize,
    /// The item as it came, to the letter.
    json: String,
    /// Why it could not be read.
    reason: String,
}

#[pymethods]
impl Unreadable {
    #[new]
    fn new(
        position: &Bound<'_, PyAny>,
        json: &Bound<'_, PyAny>,
        reason: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let position = number("position", position)?;
        Ok(Self { position, json: text("json", json)?, reason: text("reason", reason)? })
    }

    fn __repr__(&self) -> String {
        let mut out = format!("Unreadable(position={}, reason=", self.position);
        crate::value::quote(&self.reason, &mut out);
        out + ")"
    }

    fn __reduce__(slf: &Bound<'_, Self>) -> (Py<PyAny>, (usize, String, String)) {
        let this = slf.get();
        (slf.get_type().into_any().unbind(), (this.position, this.json.clone(), this.reason.clone()))
    }
}

impl Unreadable {
    pub(crate) fn of<T>(items: &[core::Item<T>]) -> Vec<Self> {
        let unreadable = |(position, item): (usize, &core::Item<T>)| {
            let error = item.as_ref().err()?;
            Some(Self { position, json: error.json().get().to_owned(), reason: error.reason().to_owned() })
        };
        items.iter().enumerate().filter_map(unreadable).collect()
    }
}

/// A `Page` of `okta_event_hooks._page`.
pub(crate) fn page<'py, T: Value>(
    py: Python<'py>,
    items: Vec<core::Item<T>>,
    wrap: impl Fn(Python<'py>, T) -> PyResult<Bound<'py, PyAny>>,
    next: Option<&core::Cursor>,
) -> PyResult<Bound<'py, PyAny>> {
    let unreadable = Unreadable::of(&items);
    let readable: PyResult<Vec<_>> = items.into_iter().flatten().map(|item| wrap(py, item)).collect();
    let attributes = PyDict::new(py);
    if !unreadable.is_empty() {
        attributes.set_item("unreadable", PyTuple::new(py, unreadable)?)?;
    }
    if let Some(next) = next {
        attributes.set_item("next", next.to_string())?;
    }
    let class = py.import("okta_event_hooks._page")?.getattr("Page")?;
    class.call((PyTuple::new(py, readable?)?,), Some(&attributes))
}

/// What the System Log says of a delivery. Okta keeps no list of deliveries, so this is none.
#[pyclass(frozen, module = "okta_event_hooks", get_all)]
pub struct DeliveryRecord {
    /// `configured`: an event for which the hook was configured, which is no proof of delivery. `failed`: a delivery that failed
    /// for good. `quota`: the org is near its daily limit of events, or over it.
    kind: String,
    /// The entry of the System Log.
    event: Py<LogEvent>,
}

#[pymethods]
impl DeliveryRecord {
    #[new]
    fn new(kind: &Bound<'_, PyAny>, event: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self { kind: text("kind", kind)?, event: object::<LogEvent>("event", event)?.clone().unbind() })
    }

    fn __repr__(&self) -> String {
        let event = &self.event.get().0;
        format!("DeliveryRecord(kind='{}', event=<{} {}>)", self.kind, event.event_type, event.uuid)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| {
            other.get().kind == self.kind && other.get().event.get().0 == self.event.get().0
        })
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.event.bind(py).hash()
    }

    fn __reduce__(slf: &Bound<'_, Self>) -> (Py<PyAny>, (String, Py<LogEvent>)) {
        let this = slf.get();
        (slf.get_type().into_any().unbind(), (this.kind.clone(), this.event.clone_ref(slf.py())))
    }
}

/// The calls that ask the System Log for what concerns a hook.
#[pyfunction]
pub fn delivery_queries(
    event_hook_id: &Bound<'_, PyAny>,
    since: &Bound<'_, PyAny>,
    until: &Bound<'_, PyAny>,
) -> PyResult<Vec<Call>> {
    let event_hook_id = text("event_hook_id", event_hook_id)?;
    let text = |name: &str, time| moment(name, time)?.extract::<String>();
    let (since, until) = (text("since", since)?, text("until", until)?);
    let queries =
        core::DeliveryRecord::queries(&event_hook_id, &since.as_str().into(), &until.as_str().into());
    let queries = queries.map_err(|error| input_error(&error))?;
    Ok(queries
        .into_iter()
        .map(|query| Call::of(core::AnyOperation::ListLogEvents(core::ListLogEvents::new(query))))
        .collect())
}

/// What entries of the System Log say of a hook, in the order in which it happened.
#[pyfunction]
pub fn delivery_records(
    py: Python<'_>,
    event_hook_id: &str,
    events: Vec<Py<LogEvent>>,
) -> PyResult<Vec<DeliveryRecord>> {
    if event_hook_id.is_empty() {
        return Err(PyValueError::new_err("event_hook_id is empty"));
    }
    let events = events.iter().map(|event| core::LogEvent::clone(&event.get().0));
    let record = |record: core::DeliveryRecord| {
        let event = LogEvent(Arc::new(record.event().clone()));
        Ok(DeliveryRecord { kind: record.kind().to_owned(), event: Py::new(py, event)? })
    };
    core::DeliveryRecord::all_of(event_hook_id, events).into_iter().map(record).collect()
}
