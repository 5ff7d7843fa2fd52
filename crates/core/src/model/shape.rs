//! Whether JSON has all that a model requires, for a language that then reads it by itself. This keeps nothing of it.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};

use super::HeaderText;

/// What has a shape. JSON that has it can be read; of JSON that has not, some can be read as well, [leniently](super::Lenient).
pub(crate) trait Shape {
    fn shape<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error>;
}

/// Whether a document has a shape.
pub(crate) fn has_shape<T: Shape>(json: &str) -> bool {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    T::shape(&mut deserializer).is_ok() && deserializer.end().is_ok()
}

/// A place in a document where a value of this shape is required.
pub(crate) struct Required<T>(PhantomData<T>);

impl<T> Required<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Shape> DeserializeSeed<'de> for Required<T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        T::shape(deserializer)
    }
}

/// The name of a member: what `F` makes of it.
pub(crate) struct Name<F>(pub(crate) F);

impl<'de, K, F: Fn(&str) -> K> DeserializeSeed<'de> for Name<F> {
    type Value = K;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<K, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<K, F: Fn(&str) -> K> Visitor<'_> for Name<F> {
    type Value = K;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<K, E> {
        Ok((self.0)(text))
    }
}

/// Any text.
pub(crate) struct Text;

impl Shape for Text {
    fn shape<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(Name(|_: &str| ()))
    }
}

impl Shape for String {
    fn shape<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
        Text::shape(deserializer)
    }
}

impl Shape for HeaderText {
    fn shape<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
        Text::shape(deserializer)
    }
}

/// Any value.
pub(crate) struct Anything;

impl Shape for Anything {
    fn shape<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_ignored_any(IgnoredAny).map(drop)
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn shape<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
        struct Items<T>(PhantomData<T>);

        impl<'de, T: Shape> Visitor<'de> for Items<T> {
            type Value = ();

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
                while items.next_element_seed(Required::<T>::new())?.is_some() {}
                Ok(())
            }
        }

        deserializer.deserialize_seq(Items::<T>(PhantomData))
    }
}
