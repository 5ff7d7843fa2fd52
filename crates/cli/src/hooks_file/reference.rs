//! Where a secret is: `{env: NAME}` or `{file: PATH}`.

use std::fmt;
use std::path::Path;

use okta_event_hooks::Secret;

use crate::exit::Failure;
use crate::secret_arg::SecretArg;
use crate::tree::Tree;

/// A reference to a secret, which is read only when it is sent.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    arg: SecretArg,
    shown: String,
}

impl Reference {
    /// `None` when it is none. A path begins at `folder`.
    pub(super) fn of(tree: &Tree, folder: Option<&Path>) -> Option<Self> {
        let [(kind, Tree::Text(text))] = tree.members() else { return None };
        let arg = match kind.as_str() {
            "env" if !text.is_empty() => format!("env:{text}"),
            "file" if !text.is_empty() => {
                let path = folder.map_or_else(|| text.into(), |folder| folder.join(text));
                format!("file:{}", path.display())
            }
            _ => return None,
        };
        Some(Self { arg: arg.into(), shown: format!("{kind} {text}") })
    }

    /// Reads the secret; `member` names where it is needed in errors.
    pub(crate) fn read(&self, member: &str) -> Result<Secret, Failure> {
        self.arg.read(member)
    }
}

/// As in `from env HOOK_SECRET`.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}
