//! Lays JSON text out again without reading its values: a number of thirty digits stays one.

use std::fmt::Write as _;

/// On one line.
pub(super) fn line(json: &str) -> String {
    lay_out(json, false)
}

/// One member or item a line, two spaces a level.
pub(super) fn pretty(json: &str) -> String {
    lay_out(json, true)
}

/// A text in quotes.
pub(crate) fn text(text: &str) -> String {
    // A text is always JSON.
    line(&serde_json::to_string(text).unwrap_or_default())
}

fn lay_out(json: &str, pretty: bool) -> String {
    let mut out = String::with_capacity(json.len());
    let mut depth = 0_usize;
    let mut chars = json.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                out.push('"');
                while let Some(c) = chars.next() {
                    push_in_text(&mut out, c);
                    match c {
                        '\\' => out.extend(chars.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            ' ' | '\t' | '\r' | '\n' => {}
            '{' | '[' => {
                out.push(c);
                while chars.next_if(char::is_ascii_whitespace).is_some() {}
                if let Some(end) = chars.next_if(|c| matches!(c, '}' | ']')) {
                    out.push(end);
                } else {
                    depth += 1;
                    new_line(&mut out, depth, pretty);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth, pretty);
                out.push(c);
            }
            ',' => {
                out.push(c);
                new_line(&mut out, depth, pretty);
            }
            ':' if pretty => out.push_str(": "),
            c => out.push(c),
        }
    }
    out
}

fn new_line(out: &mut String, depth: usize, pretty: bool) {
    if pretty {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    }
}

/// The same text to a reader of JSON, and nothing that a terminal would obey.
fn push_in_text(out: &mut String, c: char) {
    if super::is_harmless(c) {
        out.push(c);
    } else {
        // All of them are in the first plane. Writing to a string cannot fail.
        let _ = write!(out, "\\u{:04x}", u32::from(c));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_kept_to_the_letter() {
        let json = r#"{"a":[1.10,123456789012345678901234567890,{}, [ ]],"b":"x\"{,\\","c":null}"#;
        let expected = "{\n  \"a\": [\n    1.10,\n    123456789012345678901234567890,\n    {},\n    []\n  ],\n  \
                        \"b\": \"x\\\"{,\\\\\",\n  \"c\": null\n}";
        assert_eq!(pretty(json), expected);
        assert_eq!(line(&pretty(json)), json.replace(", [ ]", ",[]"));
    }

    #[test]
    fn a_control_character_is_escaped() {
        assert_eq!(line("\"a\u{9b}31m\""), r#""a\u009b31m""#);
    }
}
