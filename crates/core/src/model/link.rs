//! The `_links` of a resource.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Lenient, model};

/// What can be done with a resource in its state, by relation: `self`, `verify`, `activate`, `deactivate`, `delete`
/// and whatever Okta adds.
///
/// Okta offers a relation only where it applies: an active hook has `deactivate`, an inactive one `activate` and
/// `delete`. Every operation finds its own path; links are for information.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Links(Box<RawValue>);

impl Lenient for Links {}

impl Links {
    /// The first link of a relation.
    ///
    /// ```
    /// # use okta_event_hooks_core::Links;
    /// let links: Links = serde_json::from_str(r#"{"verify":{"href":"https://acme.okta.com/v","hints":{"allow":["POST"]}}}"#)?;
    /// assert_eq!(links.get("verify").and_then(|link| link.href).as_deref(), Some("https://acme.okta.com/v"));
    /// assert!(links.get("delete").is_none());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn get(&self, relation: &str) -> Option<Link> {
        self.relations().into_iter().find(|(name, _)| name == relation)?.1.into_iter().next()
    }

    /// Every relation with its links. One whose value is no link and no array of links has none; see [`Self::json`].
    pub fn relations(&self) -> Vec<(String, Vec<Link>)> {
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(self.0.get()).unwrap_or_default();
        let links = |value: &RawValue| match serde_json::from_str(value.get()) {
            Ok(link) => vec![link],
            Err(_) => serde_json::from_str(value.get()).unwrap_or_default(),
        };
        members.into_iter().map(|(name, value)| (name, links(value))).collect()
    }

    /// The JSON text as Okta sent it.
    pub fn json(&self) -> &RawValue {
        &self.0
    }
}

impl PartialEq for Links {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

model! {
    /// A link to what can be done.
    pub struct Link {
        /// Its address.
        href: optional String = "href",
        /// How to use it.
        hints: optional LinkHints = "hints",
        /// Its name.
        name: optional String = "name",
        /// The media type behind it.
        r#type: optional String = "type",
    }
}

model! {
    /// How to use a link.
    pub struct LinkHints {
        /// The HTTP methods that it takes.
        allow: optional Vec<String> = "allow",
    }
}
