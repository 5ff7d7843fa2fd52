//! The models as records, written from the core's table.

use okta_event_hooks_core as core;
use serde_json::value::RawValue;

use crate::error::{Refused, invalid};
use crate::text::Json;

mod table;
#[cfg(test)]
mod tests;

pub use table::*;

/// A member that a model does not name, with its JSON.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its value, to the letter.
    pub json: Json,
}

fn members(extra: &core::Extra) -> Vec<Member> {
    let member =
        |(name, json): (&str, &RawValue)| Member { name: name.to_owned(), json: Json(json.get().to_owned()) };
    extra.iter().map(member).collect()
}

fn extra(members: Vec<Member>) -> Result<core::Extra, Refused> {
    let pair = |Member { name, json }: Member| {
        let value = RawValue::from_string(json.0)
            .map_err(|error| invalid(format!("the value of {name} is no JSON: {error}")))?;
        Ok((name.into(), value))
    };
    members.into_iter().map(pair).collect()
}

fn free_form<T: serde::de::DeserializeOwned>(json: Json) -> Result<T, Refused> {
    serde_json::from_str(&json.0)
        .map_err(|error| invalid(format!("a value of free form is no JSON: {error}")))
}

fn each<T, R: TryFrom<T, Error = Refused>>(items: Vec<T>) -> Result<Vec<R>, Refused> {
    items.into_iter().map(R::try_from).collect()
}

/// A record's field for an optional member.
fn optional<T, R: TryFrom<T, Error = Refused>>(item: Option<T>) -> Result<Option<R>, Refused> {
    item.map(R::try_from).transpose()
}
