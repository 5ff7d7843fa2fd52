//! What was read, as JSON for JavaScript to read.

use napi::bindgen_prelude::Result;
use napi_derive::napi;
use okta_event_hooks::{Item, Unreadable};
use serde::Serialize;

use crate::error::invalid;

/// An item of a list that does not have what its model requires.
#[napi(object, object_from_js = false)]
pub struct UnreadableItem {
    pub position: u32,
    pub json: String,
    pub reason: String,
}

pub(crate) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| invalid(&error))
}

/// The items that can be read, as a JSON array, and the others.
pub(crate) fn parted<T: Serialize>(items: &[Item<T>]) -> Result<(String, Option<Vec<UnreadableItem>>)> {
    let readable: Vec<&T> = items.iter().filter_map(|item| item.as_ref().ok()).collect();
    let unreadable: Vec<UnreadableItem> = items
        .iter()
        .zip(0..)
        .filter_map(|(item, position)| Some(UnreadableItem::of(position, item.as_ref().err()?)))
        .collect();
    Ok((json(&readable)?, Some(unreadable).filter(|items| !items.is_empty())))
}

impl UnreadableItem {
    fn of(position: u32, item: &Unreadable) -> Self {
        Self { position, json: item.json().get().to_owned(), reason: item.reason().to_owned() }
    }
}
