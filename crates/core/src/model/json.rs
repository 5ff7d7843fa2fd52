//! JSON that is kept as text.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Lenient;

/// A JSON value of free form, kept as the text that Okta sent until it is asked for.
///
/// ```
/// use okta_event_hooks_core::Json;
///
/// let json: Json = serde_json::from_str(r#"{"risk":"{level=LOW}","exact":1.10}"#)?;
/// assert_eq!(json.member("risk"), Some("{level=LOW}".to_owned()));
/// assert_eq!(json.as_str(), r#"{"risk":"{level=LOW}","exact":1.10}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json(Box<RawValue>);

impl Json {
    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// The value, as any type that reads JSON.
    ///
    /// # Errors
    /// When the text is not of that type.
    pub fn parse<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_str(self.0.get())
    }

    /// A member of an object; `None` when there is none, or none of this type.
    pub fn member<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(self.0.get()).ok()?;
        serde_json::from_str(members.get(name)?.get()).ok()
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Lenient for Json {}
