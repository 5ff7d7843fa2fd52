//! Asks before something is taken away.

use std::io::{self, IsTerminal as _};

use crate::exit::Failure;
use crate::output;

/// Asks on a terminal, unless `yes` is said already. The question is worked out only when it is asked.
pub(crate) fn confirm(yes: bool, question: impl FnOnce() -> Result<String, Failure>) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    if !io::stdin().is_terminal() {
        return Err(Failure::usage("this asks before it acts, and stdin is no terminal to ask on")
            .hint("pass --yes if you are sure"));
    }
    output::ask(&format!("{} [y/N] ", question()?));
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    if read.is_ok() && matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes") {
        return Ok(());
    }
    if matches!(read, Ok(0)) {
        // Nobody ended the line of the question.
        output::end_question();
    }
    Err(Failure::failed("nothing was changed, for the answer was not yes"))
}
