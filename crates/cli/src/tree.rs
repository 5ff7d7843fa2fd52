//! JSON as it is compared and laid out: members in their order, numbers to the letter.
//!
//! `serde_json::Value` would turn a number of thirty digits into a float.

use okta_event_hooks::Extra;
use serde::{Deserialize as _, Serialize, Serializer};
use serde_json::value::RawValue;

mod source;
mod yaml;

pub(crate) use source::{Place, Source, SourceError};

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tree {
    Null,
    Bool(bool),
    /// As it was written.
    Number(Box<str>),
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// Anything that can be JSON.
    pub(crate) fn of(value: &impl Serialize) -> serde_json::Result<Self> {
        Self::from_json(&serde_json::to_string(value)?)
    }

    pub(crate) fn from_json(text: &str) -> serde_json::Result<Self> {
        Self::from_raw(serde_json::from_str(text)?)
    }

    fn from_raw(raw: &RawValue) -> serde_json::Result<Self> {
        let text = raw.get();
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let mut json = serde_json::Deserializer::from_str(text);
                let members = Extra::deserialize(&mut json)?;
                let members = members.iter().map(|(name, raw)| Ok((name.to_owned(), Self::from_raw(raw)?)));
                Self::Map(members.collect::<serde_json::Result<_>>()?)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                Self::List(items.into_iter().map(Self::from_raw).collect::<serde_json::Result<_>>()?)
            }
            Some(b'"') => Self::Text(serde_json::from_str(text)?),
            Some(b't') => Self::Bool(true),
            Some(b'f') => Self::Bool(false),
            Some(b'n') | None => Self::Null,
            Some(_) => Self::Number(text.into()),
        })
    }

    /// As YAML in block style, the same each time. A terminal obeys nothing in it.
    pub(crate) fn to_yaml(&self) -> String {
        yaml::write(self)
    }

    /// A member of a map.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        self.members().iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        let Self::Map(members) = self else { return None };
        members.iter_mut().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    /// Follows names through maps.
    pub(crate) fn at_mut(&mut self, path: &[&str]) -> Option<&mut Self> {
        path.iter().try_fold(self, |tree, name| tree.get_mut(name))
    }

    /// Takes a member out of a map.
    pub(crate) fn take(&mut self, name: &str) -> Option<Self> {
        let Self::Map(members) = self else { return None };
        let at = members.iter().position(|(member, _)| member == name)?;
        Some(members.remove(at).1)
    }

    /// Sets a member of a map, in its old place if it was there.
    pub(crate) fn set(&mut self, name: &str, value: Self) {
        match self.get_mut(name) {
            Some(old) => *old = value,
            None => {
                if let Self::Map(members) = self {
                    members.push((name.to_owned(), value));
                }
            }
        }
    }

    /// The members of a map; of anything else there are none.
    pub(crate) fn members(&self) -> &[(String, Self)] {
        if let Self::Map(members) = self { members } else { &[] }
    }

    /// The items of a list; of anything else there are none.
    pub(crate) fn items(&self) -> &[Self] {
        if let Self::List(items) = self { items } else { &[] }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

impl From<&str> for Tree {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(text) => {
                let raw = RawValue::from_string(text.to_string()).map_err(serde::ser::Error::custom)?;
                raw.serialize(serializer)
            }
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(members) => serializer.collect_map(members.iter().map(|(name, value)| (name, value))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_comes_back_to_the_letter() {
        let json = r#"{"b":[1.10,123456789012345678901234567890,-1e5,null,true],"a":{"x":"\"é"},"c":{}}"#;
        let tree = Tree::from_json(json).unwrap();
        assert_eq!(serde_json::to_string(&tree).unwrap(), json);
        assert_eq!(tree.get("a").and_then(|a| a.get("x")), Some(&"\"é".into()));
    }
}
