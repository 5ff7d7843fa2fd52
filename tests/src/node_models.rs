//! The models of the Node.js package, written from the core's table: their declarations, and what is required in them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use okta_event_hooks_core::{ENUMS, FieldInfo, MODELS, ModelInfo};

use crate::python_models::CLASSES;

/// The event types that a hook can subscribe to, and whether each is beta.
const EVENT_TYPES: &str = include_str!("../../crates/emulator/src/event_types.csv");

/// Models that other languages have in another form, with what each is.
const OTHERS: [(&str, &str); 3] = [
    ("Link", "A link to what can be done."),
    ("LinkHints", "How a link is to be used."),
    ("DeliveryData", "What holds the events of a delivery."),
];

/// What is read whole, and the model or the list of models that it is.
const SHAPES: [(&str, &str); 4] = [
    ("eventHook", "EventHook"),
    ("eventHooks", "Vec<EventHook>"),
    ("logEvents", "Vec<LogEvent>"),
    ("delivery", "Delivery"),
];

/// Each file, with what belongs into it.
pub fn files() -> [(PathBuf, String); 3] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bindings/node/lib");
    [
        (folder.join("models.d.ts"), models()),
        (folder.join("event-types.d.ts"), event_types()),
        (folder.join("shapes.js"), shapes()),
    ]
}

fn find(name: &str) -> Option<&'static ModelInfo> {
    MODELS.iter().find(|model| model.name == name).copied()
}

fn models() -> String {
    let mut out = "// Written by `cargo xtask codegen` from the core's table.\n\nimport type { Secret } from './index.js'\n".to_owned();
    for known in ENUMS {
        let values: Vec<String> = known.values.iter().map(|(text, _)| format!("'{text}'")).collect();
        let meanings: Vec<String> =
            known.values.iter().map(|(text, docs)| format!(" * - `{text}`: {}", docs.trim())).collect();
        writeln!(
            out,
            "\n/**\n{}\n *\n * Okta may add values at any time.\n */\nexport type {} = {} | (string & {{}})",
            meanings.join("\n"),
            known.name,
            values.join(" | ")
        )
        .unwrap_or_default();
    }
    let others = OTHERS.iter().map(|(name, docs)| (*name, *name, *docs));
    for (class, name, docs) in CLASSES.into_iter().chain(others) {
        let fields = find(name).map(|model| model.fields).unwrap_or_default();
        writeln!(out, "\n/** {docs} */\nexport interface {class} {{").unwrap_or_default();
        for field in fields {
            writeln!(out, "  /** {} */\n  {}", field.docs.trim(), member(field)).unwrap_or_default();
        }
        out.push_str("  /** Members that this version does not know. */\n  [member: string]: unknown\n}\n");
    }
    out.push_str(
        "\n/** What can be done with a hook in its state, by relation: `self`, `verify`, `activate`, `deactivate`, `delete` and whatever\n \
         * Okta adds. */\nexport interface Links {\n  [relation: string]: Link | Link[] | undefined\n}\n",
    );
    out
}

fn member(field: &FieldInfo) -> String {
    let r#type = typescript(field.r#type);
    if field.required { format!("{}: {type}", field.key) } else { format!("{}?: {type} | null", field.key) }
}

fn typescript(r#type: &str) -> String {
    if let Some(item) = item_of(r#type) {
        return format!("{}[]", typescript(item));
    }
    match r#type {
        "String" | "HeaderText" | "Timestamp" => "string".to_owned(),
        "Secret" => "string | Secret".to_owned(),
        // What `null | unknown` would be as well.
        "Json" => "unknown".to_owned(),
        "Events" => "LogEvent[]".to_owned(),
        name => {
            CLASSES.iter().find(|(_, core, _)| *core == name).map_or(name, |(class, ..)| class).to_owned()
        }
    }
}

fn item_of(r#type: &str) -> Option<&str> {
    if r#type == "Events" {
        return Some("LogEvent");
    }
    r#type.strip_prefix("Vec<")?.strip_suffix('>')
}

fn event_types() -> String {
    let mut out = "// Written by `cargo xtask codegen` from the catalogue.\n\n/**\n * The event types that a hook can subscribe to, and any other: Okta adds some with each release.\n *\n \
         * See <https://developer.okta.com/docs/reference/api/event-types/>, release 2026.08.1.\n */\nexport type EventType =\n"
        .to_owned();
    for line in EVENT_TYPES.lines().skip(1) {
        let name = line.split(',').next().unwrap_or_default();
        writeln!(out, "  | '{name}'").unwrap_or_default();
    }
    out.push_str("  | (string & {})\n");
    out
}

fn shapes() -> String {
    let mut functions = Vec::new();
    let exports: Vec<String> = SHAPES
        .iter()
        .map(|(name, r#type)| format!("  {name}: (value) => {},\n", check(r#type, "value", &mut functions)))
        .collect();
    format!(
        "// Written by `cargo xtask codegen` from the core's table.\n'use strict'\n\n\
         /** @param {{any}} value */\nconst isString = (value) => typeof value === 'string'\n\n\
         /** @param {{any}} value */\n\
         const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value)\n\n\
         /** @param {{(item: any) => boolean}} check @param {{any}} list @returns {{boolean}} */\n\
         const areAll = (check, list) => Array.isArray(list) && list.every(check)\n\n\
         {}\
         /** Whether a value has what must be there. @type {{Record<string, (value: any) => boolean>}} */\n\
         module.exports = {{\n{}}}\n",
        functions.concat(),
        exports.concat()
    )
}

/// An expression of JavaScript that tells whether a value is of this type, and before it the functions that it calls. Members
/// are written out by name, for that is ten times as fast as to look in a table.
fn check(r#type: &str, value: &str, functions: &mut Vec<String>) -> String {
    if let Some(item) = item_of(r#type) {
        return format!("areAll({}, {value})", function(item, functions));
    }
    format!("{}({value})", function(r#type, functions))
}

fn function(r#type: &str, functions: &mut Vec<String>) -> String {
    let Some(model) = find(r#type) else { return "isString".to_owned() };
    let name = format!("is{}", model.name);
    let required = model.fields.iter().filter(|field| field.required);
    let members: Vec<String> = required
        .map(|field| format!(" &&\n  {}", check(field.r#type, &format!("value.{}", field.key), functions)))
        .collect();
    let text = format!(
        "/** @param {{any}} value */\nconst {name} = (value) =>\n  isObject(value){}\n\n",
        members.concat()
    );
    if !functions.contains(&text) {
        functions.push(text);
    }
    name
}
