//! What a caller writes: specs of hooks.

use std::sync::Arc;

use okta_event_hooks as core;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::error::{invalid_input, text, wrong_type};
use crate::json;
use crate::model::{EventHook, EventHookChannel, EventHookSpec, EventSubscriptions};
use crate::secret::secret;

#[pymethods]
impl EventHookSpec {
    #[new]
    #[pyo3(signature = (name, uri, events, *, description = None, filters = None, headers = None, auth_header = None, extra = None))]
    #[allow(clippy::too_many_arguments, reason = "they are members, by name")]
    fn new(
        name: &Bound<'_, PyAny>,
        uri: &Bound<'_, PyAny>,
        events: &Bound<'_, PyAny>,
        description: Option<&Bound<'_, PyAny>>,
        filters: Option<&Bound<'_, PyAny>>,
        headers: Option<&Bound<'_, PyAny>>,
        auth_header: Option<&Bound<'_, PyAny>>,
        extra: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut spec = core::EventHookSpec::new(text("name", name)?, text("uri", uri)?);
        set(&mut spec, "events", events)?;
        for (name, value) in [
            ("description", description),
            ("filters", filters),
            ("headers", headers),
            ("auth_header", auth_header),
            ("extra", extra),
        ] {
            if let Some(value) = value {
                set(&mut spec, name, value)?;
            }
        }
        Ok(Self(Arc::new(spec)))
    }

    /// Where it delivers to: `channel.config.uri`.
    #[getter]
    fn uri(&self) -> &str {
        &self.0.channel.config.uri
    }

    /// The same with changes, by the names of the constructor, and `channel`. `None` takes an optional one out.
    #[pyo3(signature = (**changes))]
    fn replace(&self, changes: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let mut spec = core::EventHookSpec::clone(&self.0);
        let mut changes: Vec<(String, Bound<'_, PyAny>)> = changes
            .into_iter()
            .flatten()
            .map(|(name, value)| Ok((name.extract()?, value)))
            .collect::<PyResult<_>>()?;
        // What replaces a whole comes before what changes a part of it.
        changes.sort_by_key(|(name, _)| !matches!(name.as_str(), "events" | "channel"));
        for (name, value) in changes {
            set(&mut spec, &name, &value)?;
        }
        Ok(Self(Arc::new(spec)))
    }

    /// What `copy.replace` calls.
    #[pyo3(signature = (**changes))]
    fn __replace__(&self, changes: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        self.replace(changes)
    }
}

fn set(spec: &mut core::EventHookSpec, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let config = &mut spec.channel.config;
    match name {
        "name" => spec.name = text(name, value)?,
        "uri" => config.uri = text(name, value)?,
        "description" if value.is_none() => spec.description = None,
        "description" => spec.description = Some(text(name, value)?),
        "events" => set_events(spec, value)?,
        "filters" if value.is_none() => spec.events.filter = None,
        "filters" => {
            spec.events.filter = None;
            for (event, expression) in texts(name, value)? {
                *spec = spec.clone().event_if(event, expression);
            }
        }
        "headers" if value.is_none() => config.headers = None,
        "headers" => {
            let headers = texts(name, value)?;
            config.headers =
                Some(headers.into_iter().map(|(key, value)| core::Header::new(key, value)).collect());
        }
        "auth_header" if value.is_none() => config.auth_scheme = None,
        "auth_header" => {
            let wrong = || wrong_type(name, "a pair of a header's name and its value", value);
            let (key, found): (Bound<'_, PyAny>, Bound<'_, PyAny>) = value.extract().map_err(|_| wrong())?;
            let key = key.extract::<String>().map_err(|_| wrong())?;
            *spec = spec.clone().auth_header(key, secret("the value of auth_header", &found)?);
        }
        "channel" => match value.cast::<EventHookChannel>() {
            Ok(channel) => spec.channel = core::EventHookChannel::clone(&channel.get().0),
            Err(_) if !value.hasattr("keys")? => {
                return Err(wrong_type(name, "EventHookChannel or a mapping", value));
            }
            Err(_) => {
                // Read as part of a spec, so that a misspelt name is told.
                let text = format!(
                    r#"{{"name":"a","events":{{"type":"EVENT_TYPE","items":["a"]}},"channel":{}}}"#,
                    json::dumps(value)?
                );
                let read = core::EventHookSpec::from_input(&text);
                spec.channel = read.map_err(|error| broken(value, &error))?.channel;
            }
        },
        "extra" => {
            let unknown: Vec<String> = spec.extra.iter().map(|(name, _)| name.to_owned()).collect();
            for name in unknown {
                spec.extra.remove(&name);
            }
            if !value.is_none() {
                let members =
                    value.call_method0("items").map_err(|_| wrong_type(name, "a mapping", value))?;
                for item in members.try_iter()? {
                    let (member, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item?.extract()?;
                    let member = text("a name in extra", &member)?;
                    if ["name", "events", "channel"].contains(&member.as_str()) {
                        return Err(PyTypeError::new_err(format!(
                            "extra cannot have {member}: pass it by that name"
                        )));
                    }
                    spec.extra.insert(&member, json::raw(&value)?);
                }
            }
        }
        _ => {
            return Err(PyTypeError::new_err(format!(
                "EventHookSpec.replace() got an unexpected keyword argument '{name}'; there are name, uri, events, \
                 description, filters, headers, auth_header, channel, extra"
            )));
        }
    }
    Ok(())
}

fn broken(value: &Bound<'_, PyAny>, error: &dyn std::fmt::Display) -> PyErr {
    invalid_input(value.py(), &format!("EventHookSpec: {error}"))
}

/// Event types keep the filters that there are; a whole subscription replaces them.
fn set_events(spec: &mut core::EventHookSpec, value: &Bound<'_, PyAny>) -> PyResult<()> {
    if let Ok(events) = value.cast::<EventSubscriptions>() {
        spec.events = core::EventSubscriptions::clone(&events.get().0);
        return Ok(());
    }
    let wrong = || wrong_type("events", "a list of event types", value);
    if value.is_instance_of::<PyString>() || value.hasattr("keys")? {
        return Err(wrong());
    }
    spec.events.items.clear();
    for item in value.try_iter().map_err(|_| wrong())? {
        let event: String = item?.extract().map_err(|_| wrong())?;
        if !spec.events.items.contains(&event) {
            spec.events.items.push(event);
        }
    }
    Ok(())
}

/// The items of a mapping of texts.
fn texts(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<(String, String)>> {
    let items = value.call_method0("items").map_err(|_| wrong_type(argument, "a mapping of texts", value))?;
    let pairs = items.try_iter()?.map(|item| {
        let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item?.extract()?;
        Ok((text(&format!("a key of {argument}"), &name)?, text(&format!("a value of {argument}"), &value)?))
    });
    pairs.collect()
}

/// What was passed where a spec is expected.
pub(crate) fn spec(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<core::EventHookSpec> {
    if let Ok(spec) = value.cast::<EventHookSpec>() {
        return Ok(core::EventHookSpec::clone(&spec.get().0));
    }
    if value.cast::<EventHook>().is_ok() {
        return Err(PyTypeError::new_err(format!(
            "{argument} must be EventHookSpec or a mapping, not EventHook; pass hook.to_spec()"
        )));
    }
    if !value.hasattr("keys")? {
        return Err(wrong_type(argument, "EventHookSpec or a mapping", value));
    }
    core::EventHookSpec::from_input(&json::dumps(value)?)
        .map_err(|error| invalid_input(value.py(), &format!("{argument}: {error}")))
}
