//! Members that a model does not name.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// The members of a JSON object that its model does not name, in their order and to the letter.
///
/// They are sent back when a hook is replaced: what a newer Okta adds is not lost by an older client.
///
/// ```
/// use okta_event_hooks_core::EventHookSpec;
///
/// let text = r#"{"name":"n","events":{"type":"EVENT_TYPE","items":["user.lifecycle.create"]},
///     "channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://hooks.example.com"}},"new":1.10}"#;
/// let spec: EventHookSpec = serde_json::from_str(text)?;
/// assert_eq!(spec.extra.get("new").map(|value| value.get()), Some("1.10"));
/// assert!(serde_json::to_string(&spec)?.ends_with(r#""new":1.10}"#));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// `Debug` prints the names only: a member that is not known may hold a secret.
#[derive(Clone, Default)]
pub struct Extra {
    members: Vec<(Box<str>, Box<RawValue>)>,
    /// Which known members were `null`, a bit each in the order of the model.
    nulls: u32,
}

impl Extra {
    /// The JSON text of a member, if it is there.
    pub fn get(&self, name: &str) -> Option<&RawValue> {
        self.iter().find(|(member, _)| *member == name).map(|(_, value)| value)
    }

    /// Names and JSON texts, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.members.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))
    }

    /// Sets a member, in its old place if it was there.
    ///
    /// Use it for a member that this crate does not name; one that it names has a field.
    pub fn insert(&mut self, name: &str, value: Box<RawValue>) {
        match self.members.iter_mut().find(|(member, _)| member.as_ref() == name) {
            Some((_, old)) => *old = value,
            None => self.members.push((name.into(), value)),
        }
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Box<RawValue>> {
        let at = self.members.iter().position(|(member, _)| member.as_ref() == name)?;
        Some(self.members.remove(at).1)
    }

    /// Whether there are no such members.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(crate) fn push(&mut self, name: Box<str>, value: Box<RawValue>) {
        self.members.push((name, value));
    }

    pub(crate) fn set_null(&mut self, keys: &[&str], key: &str) {
        self.nulls |= bit(keys, key);
    }

    /// Without the memory of which known members were null, for a model that names others.
    pub(crate) fn with_members_only(mut self) -> Self {
        self.nulls = 0;
        self
    }

    /// With the known members that were `null` as members, ahead of the others.
    pub(crate) fn with_nulls_as_members(mut self, keys: &[&str]) -> Self {
        let nulls = keys.iter().filter(|key| self.was_null(keys, key));
        let nulls: Vec<_> = nulls.map(|key| ((*key).into(), RawValue::NULL.to_owned())).collect();
        self.members.splice(..0, nulls);
        self.nulls = 0;
        self
    }

    /// The reverse.
    pub(crate) fn with_nulls_of(mut self, keys: &[&str]) -> Self {
        let is_null = |member: &mut (Box<str>, Box<RawValue>)| {
            member.1.get() == "null" && keys.contains(&member.0.as_ref())
        };
        let nulls: Vec<_> = self.members.extract_if(.., is_null).collect();
        for (key, _) in nulls {
            self.set_null(keys, &key);
        }
        self
    }

    pub(crate) fn forget_null(&mut self, keys: &[&str], key: &str) {
        if self.nulls != 0 {
            self.nulls &= !bit(keys, key);
        }
    }

    /// Takes out a member that a model names. Of several, the last one counts, as everywhere.
    pub(crate) fn take_last(&mut self, name: &str) -> Option<Box<RawValue>> {
        let is_named = |member: &mut (Box<str>, Box<RawValue>)| member.0.as_ref() == name;
        self.members.extract_if(.., is_named).last().map(|(_, value)| value)
    }

    pub(crate) fn was_null(&self, keys: &[&str], key: &str) -> bool {
        self.nulls != 0 && self.nulls & bit(keys, key) != 0
    }
}

fn bit(keys: &[&str], key: &str) -> u32 {
    keys.iter().position(|k| *k == key).and_then(|at| 1_u32.checked_shl(u32::try_from(at).ok()?)).unwrap_or(0)
}

impl FromIterator<(Box<str>, Box<RawValue>)> for Extra {
    fn from_iter<T: IntoIterator<Item = (Box<str>, Box<RawValue>)>>(members: T) -> Self {
        Self { members: members.into_iter().collect(), nulls: 0 }
    }
}

/// All members of an object, for a place where no model fits.
impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Extra;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Extra, A::Error> {
                let mut extra = Extra::default();
                while let Some((name, value)) = map.next_entry()? {
                    extra.push(name, value);
                }
                Ok(extra)
            }
        }

        deserializer.deserialize_map(Members)
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.nulls == other.nulls
            && self.members.len() == other.members.len()
            && self.iter().zip(other.iter()).all(|(a, b)| a.0 == b.0 && a.1.get() == b.1.get())
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

/// Reads a member's name: `Ok` the known one, or `Err` the text of another.
pub(crate) struct Key<F>(pub(crate) F);

impl<'de, K, F: Fn(&str) -> Option<K>> DeserializeSeed<'de> for Key<F> {
    type Value = Result<K, Box<str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<K, F: Fn(&str) -> Option<K>> Visitor<'_> for Key<F> {
    type Value = Result<K, Box<str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok((self.0)(text).ok_or_else(|| text.into()))
    }
}

/// Names the member in which an error occurred, so that a message has the whole path.
pub(crate) fn at<E: Error>(key: &str, error: &E) -> E {
    E::custom(format_args!("{key}: {error}"))
}

/// The text of an enum value that this version does not know.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Unrecognized(Box<str>);

impl Unrecognized {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads anything that is made from a text, without keeping a copy of the text.
pub(crate) struct FromText<T>(pub(crate) PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for FromText<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(text.into())
    }
}
