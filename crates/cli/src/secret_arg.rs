//! Where a secret comes from: the environment, a file or stdin, never the command line itself.
//!
//! An argument in clear would be in the shell's history and in the list of processes.

use std::fmt;
use std::io::{self, Read as _};

use okta_event_hooks::Secret;

use crate::exit::Failure;

/// `env:NAME`, `file:PATH` or `-`; checked when it is read, for the parser of arguments would quote a wrong one.
#[derive(Clone)]
pub(crate) struct SecretArg(String);

impl SecretArg {
    /// Reads the secret, without the line feed that a file ends with. `option` names it in errors.
    pub(crate) fn read(&self, option: &str) -> Result<Secret, Failure> {
        let text = if let Some(name) = self.0.strip_prefix("env:") {
            std::env::var(name).map_err(|error| {
                let why = match error {
                    std::env::VarError::NotPresent => "is not set",
                    std::env::VarError::NotUnicode(_) => "is not UTF-8",
                };
                Failure::usage(format!("{option}: the environment variable {name} {why}"))
            })?
        } else if let Some(path) = self.0.strip_prefix("file:") {
            std::fs::read_to_string(path).map_err(|error| {
                Failure::usage(format!("{option}: the file {path} cannot be read: {error}"))
            })?
        } else if self.is_stdin() {
            let mut text = String::new();
            io::stdin()
                .read_to_string(&mut text)
                .map_err(|error| Failure::usage(format!("{option}: stdin cannot be read: {error}")))?;
            text
        } else {
            return Err(Failure::usage(format!(
                "{option} takes no secret in clear: the shell's history and the list of processes would show it"
            ))
            .hint(match option {
                "--secret" => "write --secret env:NAME, --secret file:PATH or --secret - (stdin)".to_owned(),
                _ => format!("write {option} env:NAME or {option} file:PATH"),
            }));
        };
        let secret = Secret::from(text.trim_end_matches(['\r', '\n']));
        if secret.is_blank() {
            return Err(Failure::usage(format!("{option}: the secret is empty")));
        }
        Ok(secret)
    }

    /// Whether it is read from stdin, which can be read once only.
    pub(crate) fn is_stdin(&self) -> bool {
        self.0 == "-"
    }
}

impl From<String> for SecretArg {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// It may be a secret in clear.
impl fmt::Debug for SecretArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretArg(hidden)")
    }
}

/// A new secret of 256 random bits, in hexadecimal digits.
pub(crate) fn make_up() -> Result<Secret, Failure> {
    use std::fmt::Write as _;

    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::failed(format!("the system has no random bytes: {error}")))?;
    let text = bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    Ok(text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_clear_is_refused_and_not_quoted() {
        let error = SecretArg::from("hunter2".to_owned()).read("--secret").unwrap_err();
        let text = format!("{error:?} {:?}", SecretArg::from("hunter2".to_owned()));
        assert!(!text.contains("hunter2") && text.contains("env:NAME"), "{text}");
    }

    #[test]
    fn made_up_secrets_differ() {
        let (one, other) = (make_up().unwrap(), make_up().unwrap());
        assert!(one != other && one.expose().len() == 64);
    }
}
