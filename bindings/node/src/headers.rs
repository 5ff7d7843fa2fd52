//! Headers as they cross the boundary: one text with a name or a value a line, for one text crosses several times faster than
//! twenty. No header has a line break in it. Each byte of a value is a character, as Node.js has it.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName, HeaderValue};

/// What is no header cannot be one that means something.
pub(crate) fn to_map(lines: &str) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in pairs(lines) {
        if let Ok(name) = HeaderName::from_bytes(name.as_bytes())
            && let Ok(value) = HeaderValue::from_bytes(&bytes(value))
        {
            map.append(name, value);
        }
    }
    map
}

/// The same for what a stranger sends: a value that cannot be one is no secret, but it counts, for of two values one may be
/// ours.
pub(crate) fn to_map_of_all(lines: &str) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in pairs(lines) {
        if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
            map.append(name, HeaderValue::from_bytes(&bytes(value)).unwrap_or(HeaderValue::from_static("")));
        }
    }
    map
}

fn pairs(lines: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut lines = lines.split('\n');
    std::iter::from_fn(move || Some((lines.next()?, lines.next()?)))
}

/// Text that is no Latin-1 was not made from bytes.
fn bytes(value: &str) -> Cow<'_, [u8]> {
    if value.is_ascii() {
        return Cow::Borrowed(value.as_bytes());
    }
    let latin_1: Option<Vec<u8>> = value.chars().map(|c| u8::try_from(c).ok()).collect();
    latin_1.map_or(Cow::Borrowed(value.as_bytes()), Cow::Owned)
}

pub(crate) fn from_map(headers: &HeaderMap) -> String {
    let mut lines = String::new();
    write(headers, &mut lines);
    lines
}

/// Adds names and values to lines that are there.
pub(crate) fn write(headers: &HeaderMap, lines: &mut String) {
    for (name, value) in headers {
        for line in [name.as_str().as_bytes(), value.as_bytes()] {
            if !lines.is_empty() {
                lines.push('\n');
            }
            match std::str::from_utf8(line) {
                Ok(text) if text.is_ascii() => lines.push_str(text),
                _ => lines.extend(line.iter().copied().map(char::from)),
            }
        }
    }
}
