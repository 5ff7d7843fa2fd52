//! The short form of a spec.

use napi::bindgen_prelude::Result;
use napi_derive::napi;
use okta_event_hooks::EventHookSpec;

use crate::output::json;

#[napi(object)]
pub struct SpecOptions {
    pub name: String,
    pub uri: String,
    pub events: Vec<String>,
    pub description: Option<String>,
    /// Event types and expressions in turn.
    pub filters: Vec<String>,
    /// Names and values in turn.
    pub headers: Vec<String>,
    /// The name of the header with the secret, and the secret.
    pub auth_header: Vec<String>,
}

/// The JSON of a spec; the value of its authentication scheme included.
#[napi(catch_unwind)]
pub fn spec(options: SpecOptions) -> Result<String> {
    let mut spec = EventHookSpec::new(options.name, options.uri);
    for event in options.events {
        spec = spec.event(event);
    }
    if let Some(text) = options.description {
        spec = spec.description(text);
    }
    for (event, expression) in pairs(&options.filters) {
        spec = spec.event_if(event, expression);
    }
    for (name, value) in pairs(&options.headers) {
        spec = spec.header(name, value);
    }
    for (name, secret) in pairs(&options.auth_header) {
        spec = spec.auth_header(name, secret);
    }
    json(&spec)
}

fn pairs(texts: &[String]) -> impl Iterator<Item = (&str, &str)> {
    texts.chunks_exact(2).filter_map(|pair| match pair {
        [name, value] => Some((name.as_str(), value.as_str())),
        _ => None,
    })
}
