//! Lists, of which one bad item must not lose the others.

use std::fmt;

use serde_json::value::RawValue;

use super::{Lenient, text};

/// An item of a list: what was read, or the JSON that could not be.
pub type Item<T> = Result<T, Unreadable>;

/// An item that does not have the shape it should. The rest of its list is unaffected.
#[derive(Debug, Clone)]
pub struct Unreadable {
    json: Box<RawValue>,
    reason: Box<str>,
}

impl Unreadable {
    /// The item as it came, to the letter.
    pub fn json(&self) -> &RawValue {
        &self.json
    }

    /// Why it could not be read, such as ``channel: config: missing field `uri` ``.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl PartialEq for Unreadable {
    fn eq(&self, other: &Self) -> bool {
        self.json.get() == other.json.get()
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "an item of the list cannot be read ({}); its JSON is kept",
            crate::error::one_line(&self.reason, 200)
        )
    }
}

impl std::error::Error for Unreadable {}

/// A page of a list, and where the next one begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The items, in Okta's order.
    pub items: Vec<Item<T>>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
}

impl<T> IntoIterator for Page<T> {
    type Item = Item<T>;
    type IntoIter = std::vec::IntoIter<Item<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

/// Where a page begins: the query of Okta's `next` link, and never its host.
///
/// Save it as text, and go on from it later:
///
/// ```
/// use okta_event_hooks_core::{Cursor, PollLogEvents};
///
/// let saved = "after=1773634031900_1&limit=100";
/// let poll = PollLogEvents::after(Cursor::from(saved));
/// assert_eq!(Cursor::from(saved).to_string(), saved);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

impl From<&str> for Cursor {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Cursor {
    pub(crate) fn new(query: String) -> Self {
        Self(query)
    }

    pub(crate) fn query(&self) -> &str {
        &self.0
    }
}

/// Reads an array. The fast way reads it at once; if that fails, each item is read leniently on its own.
pub(crate) fn items<T: Lenient>(json: &[u8]) -> serde_json::Result<Vec<Item<T>>> {
    let json = text(json)?;
    match serde_json::from_str::<Vec<T>>(json) {
        Ok(items) => Ok(items.into_iter().map(Ok).collect()),
        Err(_) => Ok(serde_json::from_str::<Vec<&RawValue>>(json)?.into_iter().map(item).collect()),
    }
}

fn item<T: Lenient>(json: &RawValue) -> Item<T> {
    let unreadable =
        |error: serde_json::Error| Unreadable { json: json.to_owned(), reason: error.to_string().into() };
    T::lenient(json).map_err(unreadable)
}
