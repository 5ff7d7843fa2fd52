//! Text that must not be printed.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::error::InvalidInput;

/// Text that never prints, compares in constant time and is wiped when dropped.
///
/// ```
/// use okta_event_hooks_core::Secret;
///
/// let secret = Secret::from("s3cr3t");
/// assert_eq!(format!("{secret:?}"), "Secret(hidden)");
/// assert_eq!(secret.expose(), "s3cr3t");
/// ```
///
/// Serialising a secret writes it, for that is how an authentication value is sent to Okta.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The value of an `Authorization` header for Basic authentication (RFC 7617), scheme and all.
    ///
    /// ```
    /// use okta_event_hooks_core::Secret;
    ///
    /// assert_eq!(Secret::basic("hooks", "correct-horse").expose(), "Basic aG9va3M6Y29ycmVjdC1ob3JzZQ==");
    /// ```
    pub fn basic(user: &str, password: &str) -> Self {
        let pair = Zeroizing::new(format!("{user}:{password}"));
        let encoded = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
        format!("Basic {}", *encoded).into()
    }

    /// The text itself. Every use of this is a place to look at in a review.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is no text, or only white space.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// `scheme` and the secret as the value of a header that no one prints.
    ///
    /// # Errors
    /// When the secret holds what a header cannot; the error does not quote it.
    pub(crate) fn header_value(&self, scheme: &str, what: &str) -> Result<HeaderValue, InvalidInput> {
        if self.is_blank() {
            return Err(InvalidInput::new(format!("{what} is empty")));
        }
        if self.0.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(InvalidInput::new(format!(
                "{what} holds white space or a control character: pass it alone, without its scheme and \
                 without the line feed of the file it came from"
            )));
        }
        let text = Zeroizing::new(format!("{scheme} {}", self.expose()));
        let mut value = HeaderValue::try_from(text.as_str())
            .map_err(|_| InvalidInput::new(format!("{what} holds characters that a header cannot carry")))?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// Replaces this secret in `text`, which a peer may have echoed.
    pub(crate) fn hide_in(&self, text: &mut String) {
        // Shorter ones would turn up in words, and hide nothing that is secret.
        if self.0.len() >= 4 && text.contains(self.expose()) {
            *text = text.replace(self.expose(), "[hidden]");
        }
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_cannot_be_a_header_is_refused_without_being_quoted() {
        for text in ["00tok\nen", "SSWS 00token", "00tok\0en", "", "  ", "00token\n"] {
            let error = Secret::from(text).header_value("SSWS", "the API token").unwrap_err().to_string();
            assert!(!error.contains("00tok"), "{error}");
        }
        let header = Secret::from("00token").header_value("SSWS", "the API token").unwrap();
        assert_eq!(header.as_bytes(), b"SSWS 00token");
        assert_eq!(format!("{header:?}"), "Sensitive");
    }
}
