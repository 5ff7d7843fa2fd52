//! All that is printed goes through here: results to stdout, errors and notes to stderr.
//!
//! Colours are for people on a terminal ([`style`]), never for JSON. Text of a peer's is [cleaned](clean) before it reaches
//! a terminal.

use std::io::{self, IsTerminal as _, Write as _};

use serde::Serialize;

use crate::args::Printing;
use crate::exit::Failure;

mod json;
mod progress;
pub(crate) mod style;
mod table;

pub(crate) use json::text as json_text;
pub(crate) use progress::Progress;
pub(crate) use table::Table;

/// Where results go, and for whom they are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    /// A document.
    Json,
    /// A value a line.
    Lines,
}

impl Output {
    pub(crate) fn new(printing: &Printing) -> Self {
        let format = match (printing.json, printing.jsonl) {
            (_, true) => Format::Lines,
            (true, _) => Format::Json,
            _ => Format::Text,
        };
        Self { format }
    }

    /// Text for people.
    #[cfg(test)]
    pub(crate) fn plain() -> Self {
        Self { format: Format::Text }
    }

    /// Whether programs read the results.
    pub(crate) fn is_json(self) -> bool {
        self.format != Format::Text
    }

    /// Whether programs read the results, a value a line.
    pub(crate) fn is_lines(self) -> bool {
        self.format == Format::Lines
    }

    /// Text for people, already cleaned; a line feed is added. Flushed, for it may be read while the command runs.
    #[allow(clippy::unused_self, reason = "only who has an output may print results")]
    pub(crate) fn text(self, text: &str) -> Result<(), Failure> {
        write(&mut anstream::stdout().lock(), text)
    }

    /// A JSON value on a line of its own, where they come one by one.
    #[allow(clippy::unused_self, reason = "only who has an output may print results")]
    pub(crate) fn json_line(self, value: &impl Serialize) -> Result<(), Failure> {
        write(&mut io::stdout().lock(), &json::line(&to_json(value)?))
    }

    /// JSON over several lines, or on one if that was asked for; every value to the letter.
    pub(crate) fn json_pretty(self, value: &impl Serialize) -> Result<(), Failure> {
        if self.is_lines() {
            return self.json_line(value);
        }
        write(&mut io::stdout().lock(), &json::pretty(&to_json(value)?))
    }

    /// What [`Self::json_pretty`] prints, for a file.
    pub(crate) fn json_document(self, value: &impl Serialize) -> Result<String, Failure> {
        let json = to_json(value)?;
        Ok((if self.is_lines() { json::line(&json) } else { json::pretty(&json) }) + "\n")
    }

    /// A JSON array, or its items on a line each.
    pub(crate) fn json_list(self, values: &[impl Serialize]) -> Result<(), Failure> {
        if self.is_lines() {
            return values.iter().try_for_each(|value| self.json_line(value));
        }
        self.json_pretty(&values)
    }

    /// How many columns a line has where people read it; `None` when it is no terminal, and lines may be of any length.
    #[allow(clippy::unused_self, reason = "as for text")]
    pub(crate) fn width(self) -> Option<usize> {
        let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
        Some(usize::from(width.0))
    }

    /// Whether people see the results as they are printed.
    #[allow(clippy::unused_self, reason = "as for text")]
    pub(crate) fn is_terminal(self) -> bool {
        io::stdout().is_terminal()
    }
}

fn to_json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value)
        .map_err(|error| Failure::failed(format!("the result cannot be printed as JSON: {error}")))
}

fn write(stdout: &mut impl io::Write, text: &str) -> Result<(), Failure> {
    writeln!(stdout, "{text}").and_then(|()| stdout.flush()).map_err(|error| Failure::output(&error))
}

/// `kind: text` on stderr, as one line.
pub(crate) fn error(kind: &str, text: &str) {
    let style = match kind {
        "error" => style::ERROR,
        "warning" => style::WARNING,
        _ => style::HINT,
    };
    // When stderr is gone too, nobody is left to tell.
    let _ = writeln!(anstream::stderr().lock(), "{style}{kind}:{style:#} {}", clean(text));
}

/// A question on stderr, without a line feed.
pub(crate) fn ask(question: &str) {
    let mut stderr = anstream::stderr().lock();
    let _ = write!(stderr, "{}", clean(question)).and_then(|()| stderr.flush());
}

/// Ends the line of a question that was not answered.
pub(crate) fn end_question() {
    let _ = writeln!(anstream::stderr().lock());
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
