//! `model!` writes lossless structs, `open_enum!` enums that survive a value they do not know.

/// A JSON object with some known members; all others are kept, verbatim, in `extra`.
///
/// A `required` member has its type, an `optional` one is an `Option`. An optional member that was `null` prints
/// as `null` again unless it has been set.
macro_rules! model {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[doc = $field_docs:literal])* $field:ident : $need:ident $type:ty = $key:literal ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[doc = $field_docs])* pub $field: model!(@type $need $type), )*
            /// All other members, verbatim.
            pub extra: $crate::model::Extra,
        }

        impl $name {
            const KEYS: &'static [&'static str] = &[$($key),*];

            pub(crate) const MODEL: $crate::model::ModelInfo = $crate::model::ModelInfo {
                name: stringify!($name),
                fields: &[$($crate::model::FieldInfo {
                    name: stringify!($field),
                    key: $key,
                    required: model!(@required $need),
                    r#type: stringify!($type),
                    docs: concat!($($field_docs),*),
                }),*],
            };

            /// Reads JSON text, as every answer and delivery is read.
            ///
            /// Unlike `Deserialize`, this keeps an optional member of an unexpected type in `extra`.
            ///
            /// # Errors
            /// When the text is no JSON, or a required member is missing or of another type; it names the member.
            pub fn from_json(text: impl AsRef<[u8]>) -> serde_json::Result<Self> {
                $crate::model::read(text.as_ref())
            }

            /// All of it, for a binding that has a type of its own for this.
            #[doc(hidden)]
            #[allow(clippy::too_many_arguments, reason = "a member each")]
            pub fn from_fields($($field: model!(@type $need $type),)* extra: $crate::model::Extra) -> Self {
                Self { $($field,)* extra: extra.with_nulls_of(Self::KEYS) }
            }

            /// What [`Self::from_fields`] takes last: the other members, and each known one that was `null`.
            #[doc(hidden)]
            pub fn take_extra(&mut self) -> $crate::model::Extra {
                std::mem::take(&mut self.extra).with_nulls_as_members(Self::KEYS)
            }

            /// Whether a member of this name has a value: one in `extra` then gives way to it.
            fn is_set(&self, name: &str) -> bool {
                match name {
                    $( $key => model!(@is_set $need self $field), )*
                    _ => false,
                }
            }

            #[allow(dead_code, reason = "not every model is turned into another")]
            pub(crate) fn was_null(&self, key: &str) -> bool {
                self.extra.was_null(Self::KEYS, key)
            }

            #[allow(dead_code, reason = "not every model is turned into another")]
            pub(crate) fn set_null(&mut self, key: &str) {
                self.extra.set_null(Self::KEYS, key);
            }

            #[allow(dead_code, reason = "not every model is turned into another")]
            pub(crate) fn forget_null(&mut self, key: &str) {
                self.extra.forget_null(Self::KEYS, key);
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #[allow(non_camel_case_types, reason = "a variant for each field")]
                enum Known { $($field),* }

                struct Visitor;

                impl<'de> serde::de::Visitor<'de> for Visitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        $( let mut $field: Option<$type> = None; )*
                        let mut extra = $crate::model::Extra::default();
                        while let Some(key) = map.next_key_seed($crate::model::extra::Key(|key: &str| match key {
                            $( $key => Some(Known::$field), )*
                            _ => None,
                        }))? {
                            match key {
                                $( Ok(Known::$field) => match map.next_value::<Option<$type>>() {
                                    Ok(None) => { $field = None; extra.set_null($name::KEYS, $key); }
                                    Ok(value) => { $field = value; extra.forget_null($name::KEYS, $key); }
                                    Err(error) => return Err($crate::model::extra::at($key, &error)),
                                }, )*
                                Err(name) => extra.push(name, map.next_value()?),
                            }
                        }
                        Ok($name { $( $field: model!(@take $need $field $key), )* extra })
                    }
                }

                deserializer.deserialize_map(Visitor)
            }
        }

        impl $crate::model::Lenient for $name {
            fn lenient(json: &serde_json::value::RawValue) -> serde_json::Result<Self> {
                let mut extra: $crate::model::Extra = serde_json::from_str(json.get())?;
                $( model!(@take_leniently $need $field $type, $key, extra, $name); )*
                Ok(Self { $( $field: model!(@take $need $field $key), )* extra })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(None)?;
                $( model!(@write $need self $field $key map); )*
                for (name, value) in self.extra.iter().filter(|(name, _)| !self.is_set(name)) {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    };

    (@required required) => { true };
    (@required optional) => { false };

    (@type required $type:ty) => { $type };
    (@type optional $type:ty) => { Option<$type> };

    (@take required $field:ident $key:literal) => {
        match $field {
            Some(value) => value,
            None => return Err(serde::de::Error::missing_field($key)),
        }
    };
    (@take optional $field:ident $key:literal) => { $field };

    (@take_leniently required $field:ident $type:ty, $key:literal, $extra:ident, $name:ident) => {
        let $field: Option<$type> = match $extra.take_last($key) {
            Some(json) => Some(<$type as $crate::model::Lenient>::lenient(&json)
                .map_err(|error| $crate::model::extra::at($key, &error))?),
            None => None,
        };
    };
    (@take_leniently optional $field:ident $type:ty, $key:literal, $extra:ident, $name:ident) => {
        let $field: Option<$type> = match $extra.take_last($key) {
            Some(json) if json.get() == "null" => {
                $extra.set_null($name::KEYS, $key);
                None
            }
            Some(json) => match <$type as $crate::model::Lenient>::lenient(&json) {
                Ok(value) => Some(value),
                Err(_) => {
                    $extra.insert($key, json);
                    None
                }
            },
            None => None,
        };
    };

    (@is_set required $self:ident $field:ident) => { true };
    (@is_set optional $self:ident $field:ident) => { $self.$field.is_some() };

    (@write required $self:ident $field:ident $key:literal $map:ident) => {
        $map.serialize_entry($key, &$self.$field)?;
    };
    (@write optional $self:ident $field:ident $key:literal $map:ident) => {
        match &$self.$field {
            Some(value) => $map.serialize_entry($key, value)?,
            None if $self.was_null($key) => $map.serialize_entry($key, &())?,
            None => {}
        }
    };
}

/// An enum of strings that keeps a value it does not know; a variant added later breaks nobody.
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[doc = $variant_docs:literal])* $variant:ident = $text:literal ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[doc = $variant_docs])* $variant, )*
            /// A value that this version does not know; [`Self::as_str`] has it.
            Unrecognized($crate::model::Unrecognized),
        }

        impl $name {
            pub(crate) const ENUM: $crate::model::EnumInfo = $crate::model::EnumInfo {
                name: stringify!($name),
                values: &[$(($text, concat!($($variant_docs),*))),*],
            };

            /// The value as Okta writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $text, )*
                    Self::Unrecognized(text) => text.as_str(),
                }
            }
        }

        impl $crate::model::Lenient for $name {}

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $( $text => Self::$variant, )*
                    other => Self::Unrecognized($crate::model::Unrecognized::new(other)),
                }
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::model::FromText(std::marker::PhantomData))
            }
        }
    };
}

pub(crate) use {model, open_enum};
