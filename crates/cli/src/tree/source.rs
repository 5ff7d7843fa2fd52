//! Reads YAML or JSON, and remembers where each value stands.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, Location, Spanned};

use super::Tree;

/// A text as a tree, and the place of each value by its path, such as `eventHooks[0].name`.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) tree: Tree,
    places: HashMap<String, Place>,
}

/// Where something stands in a text; both count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: u64,
    pub(crate) column: u64,
}

impl From<Location> for Place {
    fn from(at: Location) -> Self {
        Self { line: at.line(), column: at.column() }
    }
}

/// The text is neither YAML nor JSON. The message quotes no value of it: one may be a secret.
#[derive(Debug)]
pub(crate) struct SourceError {
    pub(crate) place: Option<Place>,
    pub(crate) why: String,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl Source {
    pub(crate) fn read(text: &str) -> Result<Self, SourceError> {
        let options = serde_saphyr::options! {
            // `no` is a word, not a truth value; and a member that comes twice is a mistake.
            strict_booleans: true,
            duplicate_keys: DuplicateKeyPolicy::Error,
            with_snippet: false,
        };
        let node: Node = serde_saphyr::from_str_with_options(text, options)
            .map_err(|error| SourceError { place: error.location().map(Place::from), why: why(&error) })?;
        let mut places = HashMap::new();
        let tree = node.settle(String::new(), text, &mut places);
        Ok(Self { tree, places })
    }

    /// Where the value of this path stands; of a member, its name.
    pub(crate) fn place(&self, path: &str) -> Option<Place> {
        self.places.get(path).copied()
    }
}

fn why(error: &serde_saphyr::Error) -> String {
    match error {
        serde_saphyr::Error::DuplicateMappingKey { .. } => "a member comes twice".to_owned(),
        serde_saphyr::Error::MultipleDocuments { .. } => {
            "it is a second document; only one is read".to_owned()
        }
        serde_saphyr::Error::UnknownAnchor { .. } => "it refers to an anchor that is not there".to_owned(),
        // The parser's own words, which quote a character at the most.
        serde_saphyr::Error::ExternalMessage { msg, .. } => msg.clone(),
        _ => "it is not well-formed there".to_owned(),
    }
}

/// A value where it stands.
struct Node(Spanned<Value>);

enum Value {
    Null,
    Bool(bool),
    /// As the parser understood it.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Spanned<String>, Node)>),
}

impl Node {
    fn settle(self, path: String, source: &str, places: &mut HashMap<String, Place>) -> Tree {
        let Spanned { value, referenced, defined, .. } = self.0;
        let tree = match value {
            Value::Null => Tree::Null,
            Value::Bool(value) => Tree::Bool(value),
            Value::Number(number) => Tree::Number(match as_written(source, defined) {
                Some(text) => text.into(),
                None => number.into(),
            }),
            Value::Text(text) => Tree::Text(text),
            Value::List(items) => {
                let items = items.into_iter().enumerate();
                Tree::List(
                    items.map(|(at, item)| item.settle(format!("{path}[{at}]"), source, places)).collect(),
                )
            }
            Value::Map(members) => {
                let mut settled = Vec::with_capacity(members.len());
                for (name, value) in members {
                    let path = join(&path, &name.value);
                    let value = value.settle(path.clone(), source, places);
                    places.insert(path, name.referenced.into());
                    settled.push((name.value, value));
                }
                Tree::Map(settled)
            }
        };
        places.entry(path).or_insert_with(|| referenced.into());
        tree
    }
}

/// The path of a member.
fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The number to the letter, if what stands there is one in JSON as well.
fn as_written(source: &str, at: Location) -> Option<&str> {
    let span = at.span();
    let start = usize::try_from(span.byte_offset()?).ok()?;
    let end = start.checked_add(usize::try_from(span.byte_len()?).ok()?)?;
    let text = source.get(start..end)?.trim();
    let is_number = text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok();
    is_number.then_some(text)
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        serde_json::to_string(&value).map(Value::Number).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Value::Map(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_numbers_are_kept() {
        let text = "eventHooks:\n  - name: no\n    n: [1.10, 123456789012345678901234567890, 0x10]\n    a: &x {b: 1}\n    c: *x\n";
        let source = Source::read(text).unwrap();
        let json = r#"{"eventHooks":[{"name":"no","n":[1.10,123456789012345678901234567890,16],"a":{"b":1},"c":{"b":1}}]}"#;
        assert_eq!(source.tree, Tree::from_json(json).unwrap());
        assert_eq!(source.place("eventHooks[0].n"), Some(Place { line: 3, column: 5 }));
        assert_eq!(source.place("eventHooks[0]"), Some(Place { line: 2, column: 5 }));
        assert_eq!(
            Source::read("{\n\t\"a\": 1.10\n}").unwrap().tree,
            Tree::from_json("{\"a\":1.10}").unwrap()
        );
    }

    #[test]
    fn an_error_has_a_place_and_no_value() {
        for text in [
            "a: \"hunter2",
            "a: [hunter2",
            "a: hunter2\na: 1",
            "a: *hunter2",
            "a: hunter2: x\n",
            "b:\n  - c\n a: hunter2",
        ] {
            let error = Source::read(text).unwrap_err();
            assert!(error.place.is_some(), "{text}: {error}");
            assert!(!error.to_string().contains("hunter2"), "{error}");
        }
    }
}
