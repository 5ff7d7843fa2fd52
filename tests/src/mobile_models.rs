//! The models of the Swift and Kotlin packages, written from the core's table: the records in Rust, with conversions.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use okta_event_hooks_core::{ENUMS, EnumInfo, FieldInfo, MODELS};

use crate::python_models::CLASSES;

/// Each file, with what belongs into it.
pub fn files() -> [(PathBuf, String); 1] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bindings/mobile/src");
    [(folder.join("model/table.rs"), table())]
}

fn table() -> String {
    let mut out = "//! Every model and enum. Written by `cargo xtask codegen` from the core's table.\n\n\
         #![cfg_attr(rustfmt, rustfmt_skip)]\n\n\
         use std::fmt;\n\n\
         use okta_event_hooks_core as core;\n\
         use okta_event_hooks_core::{HeaderText, Secret, Timestamp};\n\n\
         use super::{Member, each, extra, free_form, members, optional};\n\
         use crate::error::Refused;\n\
         use crate::text::Json;\n"
        .to_owned();
    for known in ENUMS {
        open_enum(known, &mut out).unwrap_or_default();
    }
    for (record, name, docs) in CLASSES {
        // Hooks are received by servers.
        if let Some(model) = MODELS.iter().find(|model| model.name == name && name != "Delivery") {
            record_of(record, name, docs, model.fields, &mut out).unwrap_or_default();
        }
    }
    out
}

fn open_enum(known: &EnumInfo, out: &mut String) -> std::fmt::Result {
    let name = known.name;
    let of_core = format!("core::{}{name}", module(name));
    let docs = match name {
        "Status" => "Whether a hook is switched on.",
        "VerificationStatus" => "Whether the endpoint of a hook has proved that it wants the events.",
        "SubscriptionType" => "What the items of a subscription are.",
        "FilterType" => "The language of filters.",
        "ChannelType" => "How a channel carries events.",
        "AuthSchemeType" => "How a request is authenticated to the endpoint.",
        _ => "How grave an event is.",
    };
    let variants: Vec<(String, &str, &str)> =
        known.values.iter().map(|(text, docs)| (camel_case(text), *text, docs.trim())).collect();
    writeln!(
        out,
        "\n/// {docs} Okta may add values at any time; its description is the value as Okta writes it."
    )?;
    writeln!(out, "#[derive(Clone, Debug, uniffi::Enum)]\n#[uniffi::export(Display)]\npub enum {name} {{")?;
    for (variant, text, docs) in &variants {
        writeln!(out, "    /// `{text}`: {docs}\n    {variant},")?;
    }
    writeln!(
        out,
        "    /// A value that this version does not know.\n    Unrecognized {{ value: String }},\n}}\n"
    )?;
    writeln!(
        out,
        "impl fmt::Display for {name} {{\n    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {{"
    )?;
    writeln!(out, "        f.write_str(match self {{")?;
    for (variant, text, _) in &variants {
        writeln!(out, "            Self::{variant} => {text:?},")?;
    }
    writeln!(out, "            Self::Unrecognized {{ value }} => value,\n        }})\n    }}\n}}\n")?;
    writeln!(out, "impl From<{of_core}> for {name} {{\n    fn from(value: {of_core}) -> Self {{")?;
    writeln!(out, "        match value {{")?;
    for (variant, ..) in &variants {
        writeln!(out, "            {of_core}::{variant} => Self::{variant},")?;
    }
    writeln!(
        out,
        "            other => Self::Unrecognized {{ value: other.as_str().to_owned() }},\n        }}\n    }}\n}}\n"
    )?;
    writeln!(out, "impl From<{name}> for {of_core} {{\n    fn from(value: {name}) -> Self {{")?;
    writeln!(out, "        value.to_string().as_str().into()\n    }}\n}}")
}

fn record_of(
    record: &str,
    name: &str,
    docs: &str,
    fields: &[FieldInfo],
    out: &mut String,
) -> std::fmt::Result {
    writeln!(out, "\n/// {docs}\n#[derive(Clone, Debug, uniffi::Record)]\npub struct {record} {{")?;
    // What may be left out comes last.
    for field in fields.iter().filter(|field| field.required) {
        writeln!(out, "    /// {}\n    pub {}: {},", field.docs.trim(), field.name, rust(field.r#type))?;
    }
    for field in fields.iter().filter(|field| !field.required) {
        writeln!(out, "    /// {}\n    #[uniffi(default = None)]", field.docs.trim())?;
        writeln!(out, "    pub {}: Option<{}>,", field.name, rust(field.r#type))?;
    }
    writeln!(
        out,
        "    /// Members that this version does not know, to the letter, and those that Okta sent as `null`."
    )?;
    writeln!(out, "    #[uniffi(default = [])]\n    pub extra: Vec<Member>,\n}}\n")?;

    let module = module(name);
    writeln!(out, "impl From<core::{module}{name}> for {record} {{")?;
    writeln!(out, "    fn from(mut value: core::{module}{name}) -> Self {{")?;
    writeln!(out, "        let extra = members(&value.take_extra());\n        Self {{")?;
    for field in fields {
        let (to, value) = (field.name, format!("value.{}", field.name));
        let expression = match (field.required, is_same(field.r#type)) {
            (_, true) => value,
            (true, false) => to_record(field.r#type, &value),
            (false, false) => match to_record(field.r#type, "it") {
                into if into == "it.into()" => format!("{value}.map(Into::into)"),
                into => format!("{value}.map(|it| {into})"),
            },
        };
        writeln!(out, "            {to}: {expression},")?;
    }
    writeln!(out, "            extra,\n        }}\n    }}\n}}\n")?;

    writeln!(out, "impl TryFrom<{record}> for core::{module}{name} {{\n    type Error = Refused;\n")?;
    writeln!(
        out,
        "    fn try_from(value: {record}) -> Result<Self, Refused> {{\n        Ok(Self::from_fields("
    )?;
    for field in fields {
        let value = format!("value.{}", field.name);
        let expression = match field.required {
            _ if is_same(field.r#type) => value,
            true => to_core(field.r#type, &value),
            false => match to_core(field.r#type, "it") {
                into if into == "it.try_into()?" => format!("optional({value})?"),
                into if into == "it.into()" => format!("{value}.map(Into::into)"),
                into => {
                    let closure = into.strip_suffix('?').unwrap_or(&into);
                    let function = closure.strip_suffix("(it)").unwrap_or(closure);
                    format!("{value}.map({function}).transpose()?")
                }
            },
        };
        writeln!(out, "            {expression},")?;
    }
    writeln!(out, "            extra(value.extra)?,\n        ))\n    }}\n}}")
}

/// Where in the core a type is.
fn module(name: &str) -> &'static str {
    match name {
        "Actor" | "Client" | "Request" | "IpAddress" | "Outcome" | "Target" | "Transaction"
        | "DebugContext" | "Severity" => "log_event::",
        _ => "",
    }
}

fn item_of(r#type: &str) -> Option<&str> {
    r#type.strip_prefix("Vec<")?.strip_suffix('>')
}

/// Whether the core and the record have the same type.
fn is_same(r#type: &str) -> bool {
    matches!(r#type, "String" | "Timestamp" | "Secret" | "HeaderText" | "Vec<String>")
}

fn rust(r#type: &str) -> String {
    if let Some(item) = item_of(r#type) {
        return format!("Vec<{}>", rust(item));
    }
    match r#type {
        "Links" => "Json".to_owned(),
        name => {
            CLASSES.iter().find(|(_, core, _)| *core == name).map_or(name, |(record, ..)| record).to_owned()
        }
    }
}

fn to_record(r#type: &str, value: &str) -> String {
    match r#type {
        "Json" => format!("Json({value}.as_str().to_owned())"),
        "Links" => format!("Json({value}.json().get().to_owned())"),
        _ if item_of(r#type).is_some() => format!("{value}.into_iter().map(Into::into).collect()"),
        _ => format!("{value}.into()"),
    }
}

fn to_core(r#type: &str, value: &str) -> String {
    match r#type {
        "Json" | "Links" => format!("free_form({value})?"),
        _ if item_of(r#type).is_some() => format!("each({value})?"),
        name if ENUMS.iter().any(|known| known.name == name) => format!("{value}.into()"),
        _ => format!("{value}.try_into()?"),
    }
}

/// `EVENT_TYPE` is `EventType`.
fn camel_case(text: &str) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at_checked(1).unwrap_or_default();
        format!("{first}{}", rest.to_lowercase())
    };
    text.split('_').map(word).collect()
}
