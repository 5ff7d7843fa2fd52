//! Reads the vectors of `tests/vectors` and turns their parts into what the code takes; the format is in its README.

use std::fs;
use std::path::{Path, PathBuf};

use http::{HeaderName, HeaderValue, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Every case of the files in a folder of the vectors, or of one file, with the file's name.
pub fn cases<T: DeserializeOwned>(below: &str) -> Vec<(String, T)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(below);
    let mut files = if root.is_dir() {
        fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect()
    } else {
        vec![root]
    };
    files.sort();
    let cases: Vec<_> = files.iter().flat_map(|file| read(file)).collect();
    assert!(!cases.is_empty(), "{below} has no cases");
    cases
}

fn read<T: DeserializeOwned>(file: &PathBuf) -> Vec<(String, T)> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let cases: Vec<T> =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let name = file.file_stem().unwrap().to_string_lossy().into_owned();
    cases.into_iter().map(|case| (name.clone(), case)).collect()
}

/// Plays each case, and tells every one that fails.
pub fn play<T>(cases: Vec<(String, T)>, name: impl Fn(&T) -> &str, play: impl Fn(&T) -> Result<(), String>) {
    let total = cases.len();
    let failed: Vec<String> = cases
        .iter()
        .filter_map(|(file, case)| play(case).err().map(|why| format!("{file}: {}: {why}", name(case))))
        .collect();
    assert!(failed.is_empty(), "{} of {total} cases failed:\n{}", failed.len(), failed.join("\n"));
}

/// An HTTP message in a vector.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Message {
    /// The status of a response.
    #[serde(default)]
    pub status: u16,
    /// The method of a request.
    #[serde(default)]
    pub method: String,
    /// Names and values, as they arrive.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// A JSON body.
    #[serde(default, deserialize_with = "present")]
    pub body: Option<Value>,
    /// A body as text.
    pub body_text: Option<String>,
}

/// Tells `null` from nothing.
///
/// # Errors
/// When the value is no JSON.
pub fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl Message {
    /// The bytes of the body.
    pub fn bytes(&self) -> Vec<u8> {
        match (&self.body_text, &self.body) {
            (Some(text), _) => text.clone().into_bytes(),
            (None, Some(json)) => json.to_string().into_bytes(),
            (None, None) => Vec::new(),
        }
    }

    /// The headers.
    pub fn header_map(&self) -> http::HeaderMap {
        let value = |text: &str| HeaderValue::from_bytes(text.as_bytes()).unwrap();
        self.headers.iter().map(|(name, text)| (name.parse::<HeaderName>().unwrap(), value(text))).collect()
    }

    /// The message as a response.
    pub fn response(&self) -> Response<Vec<u8>> {
        let mut response = Response::new(self.bytes());
        *response.status_mut() = self.status.try_into().unwrap();
        response.headers_mut().extend(self.header_map());
        response
    }
}

/// Fails with `what` unless the two are the same.
///
/// # Errors
/// Both, when they differ.
pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{what}: found {found:?}, expected {expected:?}")) }
}

/// Fails unless each of `parts` occurs in `text`, in any case.
///
/// # Errors
/// The part that is missing, and the text.
pub fn mentions(text: &str, parts: &[String]) -> Result<(), String> {
    let lower = text.to_lowercase();
    match parts.iter().find(|part| !lower.contains(&part.to_lowercase())) {
        Some(part) => Err(format!("does not mention {part:?}: {text}")),
        None => Ok(()),
    }
}

/// JSON text without the white space between its tokens.
pub fn compact(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in json.chars() {
        if quoted || !c.is_ascii_whitespace() {
            out.push(c);
        }
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
    }
    out
}
