//! Cases as the files have them, and as they are played: one of each variant, every default written out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::expect::Expect;
use super::fill::fill;
use super::script::Act;

/// A case of one file.
#[derive(Debug, Clone)]
pub struct Case {
    /// The file, without its ending.
    pub file: String,
    /// Unique in the file.
    pub name: String,
    /// The whole case, in the form of `calls`.
    pub json: Value,
    /// What the server does with each request.
    pub(super) replies: Vec<Vec<Act>>,
    /// Whether the last reply is also that of every later request.
    pub(super) repeat_last: bool,
    /// What the server must see.
    pub(super) expect: Expect,
}

/// The members of a case in a file, to tell one that is unknown; `calls` and its short form are read by those who call.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Members {
    name: String,
    #[serde(rename = "source")]
    _source: Option<String>,
    #[serde(rename = "policy")]
    _policy: Policy,
    #[serde(rename = "timeoutMs")]
    _timeout_ms: u64,
    #[serde(rename = "maxBody")]
    _max_body: Option<u64>,
    #[serde(rename = "tookMs")]
    _took_ms: Took,
    #[serde(rename = "calls")]
    _calls: Vec<Value>,
    replies: Vec<Vec<Act>>,
    #[serde(default)]
    repeat_last: bool,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[expect(dead_code, reason = "read to tell an unknown member")]
struct Policy {
    max_attempts: u32,
    max_wait_ms: u64,
    max_elapsed_ms: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to tell an unknown member")]
struct Took {
    min: u64,
    max: u64,
}

impl Case {
    /// Every case of every file.
    pub fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/faults");
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
            .iter()
            .flat_map(|path| {
                let file = path.file_stem().unwrap().to_string_lossy().into_owned();
                Self::parse(&file, &fs::read_to_string(path).unwrap())
            })
            .collect()
    }

    /// The cases of the text of a file.
    fn parse(file: &str, text: &str) -> Vec<Self> {
        let written: Vec<Map<String, Value>> =
            serde_json::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        let mut tables: BTreeMap<String, Value> = BTreeMap::new();
        let mut cases = Vec::new();
        for mut case in written {
            let name = case.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            let table = match case.remove("each") {
                None => {
                    cases.push(Self::new(file, case));
                    continue;
                }
                Some(Value::String(other)) => tables.get(&other).cloned(),
                Some(table) => Some(table),
            };
            let Some(Value::Object(variants)) = &table else { panic!("{file}: {name}: no such table") };
            for (variant, values) in variants {
                let values = values.as_object().unwrap_or_else(|| panic!("{file}: {name}: {variant}"));
                let filled = fill(&Value::Object(case.clone()), &|name, _| values.get(name).cloned());
                let Value::Object(mut filled) = filled else { unreachable!() };
                filled.insert("name".to_owned(), format!("{name}_{variant}").into());
                cases.push(Self::new(file, filled));
            }
            tables.extend(table.map(|table| (name, table)));
        }
        for (at, case) in cases.iter().enumerate() {
            assert!(cases[..at].iter().all(|other| other.name != case.name), "{file}: two {}", case.name);
        }
        cases
    }

    fn new(file: &str, mut case: Map<String, Value>) -> Self {
        let defaults = json!({
            "policy": {"maxAttempts": 3, "maxWaitMs": 65_000, "maxElapsedMs": 150_000},
            "timeoutMs": 10_000,
            "maxBody": null,
            "tookMs": {"min": 0, "max": 10_000},
        });
        with_defaults(&mut case, defaults);
        if !case.contains_key("calls") {
            let parts = ["operation", "params", "output", "count", "error"];
            let taken = parts.iter().filter_map(|part| case.remove(*part).map(|value| (*part, value)));
            let call: Value = taken.map(|(part, value)| (part.to_owned(), value)).collect();
            case.insert("calls".to_owned(), json!([call]));
        }
        if let Some(Value::Array(calls)) = case.get_mut("calls") {
            *calls = calls.iter().flat_map(whole_calls).collect();
        }
        let json = Value::Object(case);
        let members = Members::deserialize(&json).unwrap_or_else(|error| panic!("{file}: {error}: {json}"));
        let Members { name, replies, repeat_last, expect, .. } = members;
        let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(!name.is_empty() && name.chars().all(legal), "{file}: {name:?} is no name");
        Self { file: file.to_owned(), name, json, replies, repeat_last, expect }
    }
}

/// Adds what is absent.
fn with_defaults(case: &mut Map<String, Value>, defaults: Value) {
    let Value::Object(defaults) = defaults else { return };
    for (name, default) in defaults {
        match (case.get_mut(&name), default) {
            (None, default) => drop(case.insert(name, default)),
            (Some(Value::Object(given)), default) => with_defaults(given, default),
            (Some(_), _) => {}
        }
    }
}

/// A call as often as it is made, with the parameters that its operation needs.
fn whole_calls(call: &Value) -> Vec<Value> {
    let mut call = call.clone();
    let members = call.as_object_mut().unwrap();
    let times = members.remove("times").and_then(|times| times.as_u64()).unwrap_or(1);
    let operation = members["operation"].as_str().unwrap();
    let params = match operation {
        "listEventHooks" => json!({}),
        "createEventHook" => json!({"eventHook": "{spec}"}),
        "replaceEventHook" => json!({"eventHookId": "{id}", "eventHook": "{spec}"}),
        _ => json!({"eventHookId": "{id}"}),
    };
    members.entry("params").or_insert(params);
    (0..times).map(|_| call.clone()).collect()
}
