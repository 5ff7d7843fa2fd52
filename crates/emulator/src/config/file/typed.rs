//! A tree as what it is to be. serde's derive is compiled for this alone, and not once a format.

use std::fmt;
use std::vec::IntoIter;

use serde::de::value::StringDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer as _, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_saphyr::Location;

use super::node::{Kind, Name, Node};

/// What is wrong, and where.
#[derive(Debug)]
pub(crate) struct Wrong {
    /// Names of members and numbers of items, the innermost first.
    path: Vec<Step>,
    pub(super) place: Option<Location>,
    pub(super) problem: String,
}

#[derive(Debug)]
enum Step {
    Member(String),
    Item(usize),
}

impl Wrong {
    fn within(mut self, step: Step, place: Option<Location>) -> Self {
        self.path.push(step);
        self.place = self.place.or(place);
        self
    }

    /// Where the same stands in a tree that has places.
    pub(super) fn place_in(&self, root: &Node) -> Option<Location> {
        let (mut node, mut name) = (root, None);
        for step in self.path.iter().rev() {
            (node, name) = match step {
                Step::Member(member) => node.child(member)?,
                Step::Item(index) => node.child(&index.to_string())?,
            };
        }
        if self.problem.starts_with("unknown field") { name } else { node.place }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut dot = "";
        for step in self.path.iter().rev() {
            match step {
                Step::Member(name) => write!(f, "{dot}{name}")?,
                Step::Item(index) => write!(f, "[{index}]")?,
            }
            dot = ".";
        }
        let colon = if self.path.is_empty() { "" } else { ": " };
        write!(f, "{colon}{}", self.problem)
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: fmt::Display>(problem: T) -> Self {
        Self { path: Vec::new(), place: None, problem: problem.to_string() }
    }
}

impl Node {
    pub(crate) fn typed<T: DeserializeOwned>(self) -> Result<T, Wrong> {
        let place = self.place;
        T::deserialize(self).map_err(|wrong| Wrong { place: wrong.place.or(place), ..wrong })
    }

    /// What is empty in YAML has no members and no items.
    fn is_empty(&self) -> bool {
        matches!(self.is, Kind::Null) && self.place.is_some()
    }

    fn unexpected(&self) -> Unexpected<'_> {
        match &self.is {
            Kind::Null => Unexpected::Other("null"),
            Kind::Bool(value) => Unexpected::Bool(*value),
            Kind::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => Unexpected::Unsigned(number),
                (_, Some(number)) => Unexpected::Signed(number),
                _ => Unexpected::Float(number.as_f64().unwrap_or_default()),
            },
            Kind::Text(text) => Unexpected::Str(text),
            Kind::List(_) => Unexpected::Seq,
            Kind::Map(_) => Unexpected::Map,
        }
    }

    fn wrong<'de, V: Visitor<'de>>(&self, visitor: &V) -> Wrong {
        de::Error::invalid_type(self.unexpected(), visitor)
    }
}

impl<'de> Deserializer<'de> for Node {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.is {
            Kind::Null => visitor.visit_unit(),
            Kind::Bool(value) => visitor.visit_bool(value),
            Kind::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => visitor.visit_u64(number),
                (_, Some(number)) => visitor.visit_i64(number),
                _ => visitor.visit_f64(number.as_f64().unwrap_or_default()),
            },
            Kind::Text(text) => visitor.visit_string(text),
            Kind::List(items) => visitor.visit_seq(Items { next: 0, items: items.into_iter() }),
            Kind::Map(members) => visitor.visit_map(Members { members: members.into_iter(), value: None }),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.written {
            Some(text) => visitor.visit_string(text),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_string(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if matches!(self.is, Kind::Null) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.is_empty() {
            return visitor.visit_seq(Items { next: 0, items: Vec::new().into_iter() });
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.is_empty() {
            return visitor.visit_map(Members { members: Vec::new().into_iter(), value: None });
        }
        self.deserialize_any(visitor)
    }

    /// A list is none, although serde would take one for the members in their order.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        if matches!(self.is, Kind::List(_)) {
            Err(self.wrong(&visitor))
        } else {
            self.deserialize_map(visitor)
        }
    }

    /// Only such without data: there are no others.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        match (self.is, self.written) {
            (Kind::Text(text), _) | (_, Some(text)) => {
                let text: StringDeserializer<Wrong> = text.into_deserializer();
                visitor.visit_enum(text)
            }
            (is, written) => Err(Self { is, place: self.place, written }.wrong(&visitor)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple
        tuple_struct identifier
    }
}

struct Items {
    next: usize,
    items: IntoIter<Node>,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        let Some(item) = self.items.next() else { return Ok(None) };
        let (index, place) = (self.next, item.place);
        self.next += 1;
        seed.deserialize(item).map(Some).map_err(|wrong| wrong.within(Step::Item(index), place))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Members {
    members: IntoIter<(Name, Node)>,
    value: Option<(String, Node)>,
}

impl<'de> MapAccess<'de> for Members {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        let Some((name, value)) = self.members.next() else { return Ok(None) };
        self.value = Some((name.text.clone(), value));
        let text: StringDeserializer<Wrong> = name.text.clone().into_deserializer();
        seed.deserialize(text).map(Some).map_err(|wrong| wrong.within(Step::Member(name.text), name.place))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let Some((name, value)) = self.value.take() else {
            return Err(de::Error::custom("a value was asked for before its name"));
        };
        let place = value.place;
        seed.deserialize(value).map_err(|wrong| wrong.within(Step::Member(name), place))
    }
}
