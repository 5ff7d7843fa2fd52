//! Conditions on System Log entries.

use std::fmt;

use serde_json::Value;

use crate::error::InvalidInput;

/// A condition on System Log entries: a SCIM filter expression, quoted as it must be.
///
/// ```
/// use okta_event_hooks_core::LogFilter;
///
/// let failed = LogFilter::eq("eventType", "event_hook.delivery")?
///     .and(LogFilter::eq("target.id", "who7kd2mQ9vYt3LxB5d7")?);
/// assert_eq!(
///     failed.to_string(),
///     r#"eventType eq "event_hook.delivery" and target.id eq "who7kd2mQ9vYt3LxB5d7""#
/// );
/// # Ok::<(), okta_event_hooks_core::InvalidInput>(())
/// ```
///
/// Okta takes no condition on `published`, and no `co` on `debugContext.debugData.url` and `requestUri`.
///
/// See <https://developer.okta.com/docs/reference/system-log-query/>.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFilter {
    text: String,
    /// What holds the expression together at its top, which decides where parentheses are needed.
    top: Top,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Top {
    Or,
    And,
    One,
}

/// One constructor a comparison.
macro_rules! comparisons {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {
        $(
            $(#[$meta])*
            ///
            /// # Errors
            /// When the name of the field has other characters than letters, digits, `.`, `_`, `-`, `$` and `:`.
            pub fn $name(field: &str, value: &str) -> Result<Self, InvalidInput> {
                Self::compare(field, stringify!($name), value)
            }
        )*
    };
}

impl LogFilter {
    comparisons! {
        /// The field is `value`.
        eq,
        /// The field is not `value`.
        ne,
        /// The field contains `value`.
        co,
        /// The field begins with `value`.
        sw,
        /// The field ends with `value`.
        ew,
        /// The field is greater than `value`.
        gt,
        /// The field is `value` or greater.
        ge,
        /// The field is less than `value`.
        lt,
        /// The field is `value` or less.
        le,
    }

    /// The field has a value.
    ///
    /// # Errors
    /// As the comparisons.
    pub fn pr(field: &str) -> Result<Self, InvalidInput> {
        Ok(Self { text: format!("{} pr", checked(field)?), top: Top::One })
    }

    /// Both hold.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "it reads as a sentence")]
    pub fn and(self, other: Self) -> Self {
        let text = format!("{} and {}", self.inside(Top::And), other.inside(Top::And));
        Self { text, top: Top::And }
    }

    /// At least one holds.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "it reads as a sentence")]
    pub fn or(self, other: Self) -> Self {
        Self { text: format!("{} or {}", self.text, other.text), top: Top::Or }
    }

    /// It does not hold.
    #[must_use]
    pub fn negate(self) -> Self {
        Self { text: format!("not ({})", self.text), top: Top::One }
    }

    fn compare(field: &str, operator: &str, value: &str) -> Result<Self, InvalidInput> {
        // A SCIM string is a JSON string.
        let value = Value::from(value);
        Ok(Self { text: format!("{} {operator} {value}", checked(field)?), top: Top::One })
    }

    fn inside(&self, outer: Top) -> String {
        if outer == Top::And && self.top == Top::Or { format!("({})", self.text) } else { self.text.clone() }
    }
}

fn checked(field: &str) -> Result<&str, InvalidInput> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-$:".contains(c);
    if !field.is_empty() && field.chars().all(fits) {
        return Ok(field);
    }
    Err(InvalidInput::new(
        "the field of a filter has characters that a field cannot have; write it like target.id",
    ))
}

impl fmt::Display for LogFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<LogFilter> for String {
    fn from(filter: LogFilter) -> Self {
        filter.text
    }
}
