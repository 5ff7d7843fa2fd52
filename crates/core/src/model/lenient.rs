//! The slow way to read: an optional member of an unexpected type does not lose the object it is in.

use serde::de::{DeserializeOwned, Error as _};
use serde_json::value::RawValue;

use super::HeaderText;
use crate::secret::Secret;
use crate::time::Timestamp;

/// What can be read leniently.
pub(crate) trait Lenient: DeserializeOwned {
    /// Reads a value. A model keeps an optional member that does not fit, verbatim, in its `extra`.
    fn lenient(json: &RawValue) -> serde_json::Result<Self> {
        serde_json::from_str(json.get())
    }
}

impl Lenient for String {}
impl Lenient for Secret {}
impl Lenient for Timestamp {}
impl Lenient for HeaderText {}

impl<T: Lenient> Lenient for Vec<T> {
    fn lenient(json: &RawValue) -> serde_json::Result<Self> {
        serde_json::from_str::<Vec<&RawValue>>(json.get())?.into_iter().map(T::lenient).collect()
    }
}

/// Reads a document: the fast way, and if that fails the lenient one. The error is that of the fast way.
pub(crate) fn read<T: Lenient>(json: &[u8]) -> serde_json::Result<T> {
    let json = text(json)?;
    serde_json::from_str(json)
        .or_else(|error| serde_json::from_str(json).and_then(T::lenient).map_err(|_| error))
}

/// A body as text. To look at it once as a whole is faster than to look at each string in it.
pub(crate) fn text(json: &[u8]) -> serde_json::Result<&str> {
    // A byte-order mark has no place in JSON, yet some proxies write one.
    let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
    std::str::from_utf8(json).map_err(serde_json::Error::custom)
}
