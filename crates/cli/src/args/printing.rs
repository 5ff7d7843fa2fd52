//! How results are printed.

use anstream::ColorChoice;
use clap::{Args, ValueEnum};
use std::ffi::OsString;

/// For whom, and how.
#[derive(Debug, Args)]
#[command(next_help_heading = "Printing")]
pub(crate) struct Printing {
    /// Print JSON for programs: a document, or a line each where things come one by one
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// Print JSON for programs, always a value a line
    #[arg(long, global = true, conflicts_with = "json")]
    pub(crate) jsonl: bool,

    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    #[arg(help = "Colour text for people: auto (on a terminal, without NO_COLOR), always, never")]
    pub(crate) color: Colour,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

impl Colour {
    /// Makes it so for all that is printed from now on.
    pub(crate) fn set(self) {
        let choice = match self {
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// Looks for `--color` in the arguments of this process, which may turn out to be wrong in other ways.
pub(super) fn set_colour_early(arguments: &[OsString]) {
    let mut args = arguments.iter().filter_map(|arg| arg.to_str());
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--color") {
            Some("") => args.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        if let Some(colour) = value.and_then(|value| Colour::from_str(value, false).ok()) {
            colour.set();
        }
    }
}
