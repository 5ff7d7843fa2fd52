//! Which name may have been meant.

use napi_derive::napi;

#[napi(catch_unwind)]
pub fn likely(name: String, known: Vec<String>) -> Option<String> {
    okta_event_hooks::likely(&name, known.iter().map(String::as_str)).map(str::to_owned)
}
