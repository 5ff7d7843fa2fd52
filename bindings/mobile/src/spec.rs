//! Hooks and events as JSON, and specs from few words.

use std::collections::HashMap;

use okta_event_hooks_core as core;
use okta_event_hooks_core::{HeaderText, Secret};

use crate::error::{Refused, invalid};
use crate::model::{EventHook, EventHookSpec, LogEvent};

/// The name and the secret value of the header by which Okta authenticates itself.
#[derive(uniffi::Record)]
pub struct AuthHeader {
    pub name: String,
    pub value: Secret,
}

#[derive(uniffi::Record)]
pub struct SpecOptions {
    pub name: String,
    pub uri: String,
    pub events: Vec<String>,
    pub description: Option<String>,
    pub filters: HashMap<String, String>,
    pub headers: HashMap<String, HeaderText>,
    pub auth_header: Option<AuthHeader>,
}

#[uniffi::export]
fn spec_of_options(options: SpecOptions) -> Result<EventHookSpec, Refused> {
    let mut spec = core::EventHookSpec::new(options.name, options.uri);
    for event in options.events {
        spec = spec.event(event);
    }
    if let Some(text) = options.description {
        spec = spec.description(text);
    }
    for (event, expression) in sorted(options.filters) {
        spec = spec.event_if(event, expression);
    }
    for (name, value) in sorted(options.headers) {
        spec = spec.header(name, value.as_str());
    }
    if let Some(header) = options.auth_header {
        spec = spec.auth_header(header.name, header.value);
    }
    Ok(spec.into())
}

/// A map has lost its order on the way.
fn sorted<T>(map: HashMap<String, T>) -> Vec<(String, T)> {
    let mut pairs: Vec<(String, T)> = map.into_iter().collect();
    pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
    pairs
}

#[uniffi::export]
fn spec_of_event_hook(hook: EventHook) -> Result<EventHookSpec, Refused> {
    Ok(core::EventHook::try_from(hook)?.into_spec().into())
}

/// As what a person wrote: a member that looks misspelt is refused.
#[uniffi::export]
fn spec_from_json(json: String) -> Result<EventHookSpec, Refused> {
    Ok(core::EventHookSpec::from_input(&json).map_err(invalid)?.into())
}

/// With the value of its authentication scheme.
#[uniffi::export]
fn spec_to_json(spec: EventHookSpec) -> Result<String, Refused> {
    serde_json::to_string(&core::EventHookSpec::try_from(spec)?).map_err(invalid)
}

#[uniffi::export]
fn event_hook_from_json(json: String) -> Result<EventHook, Refused> {
    Ok(core::EventHook::from_json(json).map_err(invalid)?.into())
}

#[uniffi::export]
fn event_hook_to_json(hook: EventHook) -> Result<String, Refused> {
    serde_json::to_string(&core::EventHook::try_from(hook)?).map_err(invalid)
}

#[uniffi::export]
fn log_event_from_json(json: String) -> Result<LogEvent, Refused> {
    Ok(core::LogEvent::from_json(json).map_err(invalid)?.into())
}

#[uniffi::export]
fn log_event_to_json(event: LogEvent) -> Result<String, Refused> {
    serde_json::to_string(&core::LogEvent::try_from(event)?).map_err(invalid)
}
