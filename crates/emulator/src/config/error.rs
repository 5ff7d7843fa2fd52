use std::path::{Path, PathBuf};

/// Why a [`Config`](crate::Config), or the file with one, describes no org.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A hook, an event, a fault or a service app that cannot be.
    #[error("{place}: {problem}")]
    Item {
        /// Which one, such as `hooks[2]`.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A certificate that cannot be read.
    #[error("receiverCa: {problem}")]
    ReceiverCa {
        /// What is wrong with it.
        problem: String,
    },
    /// The text of a file is not what it should be.
    #[error("{}line {line}, column {column}: {problem}", path.as_ref().map(|path| format!("{}, ", path.display())).unwrap_or_default())]
    Text {
        /// The file, if it was read from one.
        path: Option<PathBuf>,
        /// From 1; 0 if it is unknown.
        line: u64,
        /// From 1; 0 if it is unknown.
        column: u64,
        /// What is wrong there, and with which member.
        problem: String,
    },
    /// The file cannot be read.
    #[error("{} cannot be read: {problem}", path.display())]
    Unreadable {
        /// Which one.
        path: PathBuf,
        /// Why.
        problem: String,
    },
}

impl ConfigError {
    pub(crate) fn item(list: &str, index: usize, problem: impl Into<String>) -> Self {
        Self::Item { place: format!("{list}[{index}]"), problem: problem.into() }
    }

    pub(crate) fn in_file(mut self, file: &Path) -> Self {
        if let Self::Text { path, .. } = &mut self {
            *path = Some(file.to_owned());
        }
        self
    }
}
