//! All that is printed goes through here: results to stdout, errors and notes to stderr.
//!
//! Nothing is coloured. Text of a peer's is [cleaned](clean) before it reaches a terminal.

use std::io::{self, Write as _};

use serde::Serialize;

use crate::exit::Failure;

mod json;
mod table;

pub(crate) use table::Table;

/// Where results go, and for whom they are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether programs read the results.
    pub(crate) fn is_json(self) -> bool {
        self.json
    }

    /// Text for people, already cleaned; a line feed is added. Flushed, for it may be read while the command runs.
    #[allow(clippy::unused_self, reason = "only who has an output may print results")]
    pub(crate) fn text(self, text: &str) -> Result<(), Failure> {
        print(text)
    }

    /// A JSON object on a line of its own.
    pub(crate) fn json_line(self, value: &impl Serialize) -> Result<(), Failure> {
        self.text(&json::line(&to_json(value)?))
    }

    /// JSON over several lines, every value to the letter.
    pub(crate) fn json_pretty(self, value: &impl Serialize) -> Result<(), Failure> {
        self.text(&json::pretty(&to_json(value)?))
    }
}

fn to_json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value)
        .map_err(|error| Failure::failed(format!("the result cannot be printed as JSON: {error}")))
}

fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{text}").and_then(|()| stdout.flush()).map_err(|error| Failure::output(&error))
}

/// `kind: text` on stderr, as one line.
pub(crate) fn error(kind: &str, text: &str) {
    // When stderr is gone too, nobody is left to tell.
    let _ = writeln!(io::stderr().lock(), "{kind}: {}", clean(text));
}

/// A question on stderr, without a line feed.
pub(crate) fn ask(question: &str) {
    let mut stderr = io::stderr().lock();
    let _ = write!(stderr, "{}", clean(question)).and_then(|()| stderr.flush());
}

/// A text without what a terminal would obey: control characters, and those that turn the writing direction.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(|c| if is_harmless(c) { c } else { '\u{FFFD}' }).collect()
}

fn is_harmless(c: char) -> bool {
    let turns =
        matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    !c.is_control() && !turns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_not_obeyed() {
        assert_eq!(clean("Zoë \u{1b}[31m\n\u{9b}2J\u{202e}"), "Zoë \u{FFFD}[31m\u{FFFD}\u{FFFD}2J\u{FFFD}");
    }
}
