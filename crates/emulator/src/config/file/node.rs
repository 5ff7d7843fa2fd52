//! A YAML or JSON document as a tree, in which each value of YAML knows its place.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};
use serde_saphyr::{Location, Spanned};

#[derive(Debug)]
pub(crate) struct Node {
    pub(super) is: Kind,
    /// Unknown in JSON, which is read by a reader of its own.
    pub(super) place: Option<Location>,
    /// What stands there, if it may be meant as text: a version or a number in YAML needs no quotes.
    pub(super) written: Option<String>,
}

#[derive(Debug)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Name, Node)>),
}

#[derive(Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) place: Option<Location>,
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        let named = |(text, value): (String, Value)| (Name { text, place: None }, value.into());
        let is = match value {
            Value::Null => Kind::Null,
            Value::Bool(value) => Kind::Bool(value),
            Value::Number(number) => Kind::Number(number),
            Value::String(text) => Kind::Text(text),
            Value::Array(items) => Kind::List(items.into_iter().map(Self::from).collect()),
            Value::Object(members) => Kind::Map(members.into_iter().map(named).collect()),
        };
        Self { is, place: None, written: None }
    }
}

impl Node {
    pub(super) fn from_yaml(text: &str) -> Result<Self, serde_saphyr::Error> {
        serde_saphyr::from_str(text).map(|tree: Tree| tree.settle(text))
    }

    /// A member of a map, or an item of a list by its number, and the place of its name.
    pub(super) fn child(&self, name: &str) -> Option<(&Self, Option<Location>)> {
        match &self.is {
            Kind::Map(members) => {
                let (found, node) = members.iter().find(|(known, _)| known.text == name)?;
                Some((node, found.place))
            }
            Kind::List(items) => items.get(name.parse::<usize>().ok()?).map(|item| (item, item.place)),
            _ => None,
        }
    }
}

/// The same as YAML's reader makes it.
struct Tree(Spanned<Branch>);

enum Branch {
    Scalar(Kind),
    List(Vec<Tree>),
    Map(Vec<(Spanned<String>, Tree)>),
}

impl Tree {
    fn settle(self, source: &str) -> Node {
        let Spanned { value, referenced, defined, .. } = self.0;
        let mut written = None;
        let is = match value {
            Branch::Scalar(kind) => {
                if matches!(kind, Kind::Bool(_) | Kind::Number(_)) {
                    written = text_at(source, defined);
                }
                kind
            }
            Branch::List(items) => Kind::List(items.into_iter().map(|item| item.settle(source)).collect()),
            Branch::Map(members) => Kind::Map(
                members
                    .into_iter()
                    .map(|(name, value)| {
                        (Name { text: name.value, place: Some(name.referenced) }, value.settle(source))
                    })
                    .collect(),
            ),
        };
        Node { is, place: Some(referenced), written }
    }
}

fn text_at(source: &str, at: Location) -> Option<String> {
    let span = at.span();
    let start = usize::try_from(span.byte_offset()?).ok()?;
    let end = start.checked_add(usize::try_from(span.byte_len()?).ok()?)?;
    Some(source.get(start..end)?.trim().to_owned())
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for Branch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyBranch)
    }
}

struct AnyBranch;

impl<'de> Visitor<'de> for AnyBranch {
    type Value = Branch;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Branch, E> {
        Ok(Branch::Scalar(Kind::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Branch, E> {
        Ok(Branch::Scalar(Kind::Bool(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Branch, E> {
        Ok(Branch::Scalar(Kind::Number(value.into())))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Branch, E> {
        Ok(Branch::Scalar(Kind::Number(value.into())))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Branch, E> {
        Ok(Branch::Scalar(Number::from_f64(value).map_or(Kind::Null, Kind::Number)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Branch, E> {
        Ok(Branch::Scalar(Kind::Text(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Branch, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Branch::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Branch, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Branch::Map(members))
    }
}
