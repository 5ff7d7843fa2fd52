//! `events.filter` expressions: the documented subset of the Okta Expression Language.
//!
//! <https://help.okta.com/oie/en-us/content/topics/automation-hooks/event-hooks-el.htm> gives a closed list of fields
//! (documented); anything else is refused when the hook is written (inferred). What Spring's language has and Okta's
//! page does not name is accepted or refused by one switch, `Rules::filter_accepts_undocumented_operators`.

mod evaluate;
mod lexer;
mod parser;

use std::fmt;

use serde_json::Value;

/// A checked expression: it yields a Boolean.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Expression {
    root: parser::Node,
}

/// Why an expression was refused, for the developer's eyes: Okta's own text is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Invalid(String);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Expression {
    pub(crate) fn parse(text: &str, accept_undocumented: bool) -> Result<Self, Invalid> {
        let tokens = lexer::tokens(text)?;
        let root = parser::parse(&tokens, accept_undocumented)?;
        Ok(Self { root })
    }

    /// Whether an event in the delivery shape passes.
    pub(crate) fn matches(&self, event: &Value) -> bool {
        evaluate::truth(&self.root, event)
    }
}

#[cfg(test)]
mod tests;
