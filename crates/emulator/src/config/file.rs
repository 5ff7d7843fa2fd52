//! A [`Config`] and a list of [`Fault`]s in a file, YAML or JSON.

use std::path::Path;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_saphyr::Location;

use super::{Config, ConfigError};
use crate::Fault;
use crate::org::Org;

mod node;
mod typed;

pub(crate) use node::Node;

impl Config {
    /// Reads a seed file, YAML or JSON: what [`Config`] has, in camel case. What is left out has its default.
    ///
    /// ```
    /// use okta_event_hooks_emulator::Config;
    ///
    /// let config = Config::parse(
    ///     "
    /// apiToken: 00-for-tests
    /// batchWindow: 10s
    /// rules:
    ///   deleteActive: forbidden
    /// hooks:
    ///   - name: Feed
    ///     verificationStatus: VERIFIED
    ///     events: { type: EVENT_TYPE, items: [user.lifecycle.create] }
    ///     channel: { type: HTTP, version: 1.0.0, config: { uri: 'http://127.0.0.1:4748/' } }
    /// ",
    /// )?;
    /// assert_eq!(config.hooks.len(), 1);
    /// # Ok::<(), okta_event_hooks_emulator::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// It is neither YAML nor JSON, has a member that is unknown or of another type, or a hook, an event, a fault or an
    /// app that cannot be. The error has the line, and names the member.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        // serde would take a list for the members in their order.
        if text.trim_start().starts_with('[') {
            return Err(at(None, "not an object".to_owned()));
        }
        let config: Self = read(text)?;
        match Org::new(config.clone(), "http://127.0.0.1", Timestamp::UNIX_EPOCH) {
            Ok(_) => Ok(config),
            Err(error) => Err(located(text, error)),
        }
    }

    /// Reads a seed file as [`Config::parse`] does.
    ///
    /// # Errors
    ///
    /// As there, with the path; and the file cannot be read.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, ConfigError> {
        let path = path.as_ref();
        Self::parse(&text_of(path)?).map_err(|error| error.in_file(path))
    }
}

impl Fault {
    /// Reads a fault file: a list of faults, YAML or JSON.
    ///
    /// ```
    /// use okta_event_hooks_emulator::Fault;
    ///
    /// let faults = Fault::parse_list(
    ///     "
    /// - on: { operation: createEventHook }
    ///   status: 503
    /// - on: { deliveries: '*' }
    ///   times: always
    ///   duplicate: 1
    /// ",
    /// )?;
    /// assert_eq!(faults[0], Fault::on_operation("createEventHook").status(503));
    /// # Ok::<(), okta_event_hooks_emulator::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// It is no such list, or one of the faults cannot happen. The error has the line, and names the member.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, ConfigError> {
        let faults: Vec<Self> = read(text)?;
        for (index, fault) in faults.iter().enumerate() {
            fault.check().map_err(|problem| {
                at(place_of(text, &[&index.to_string()]), format!("[{index}]: {problem}"))
            })?;
        }
        Ok(faults)
    }

    /// Reads a fault file as [`Fault::parse_list`] does.
    ///
    /// # Errors
    ///
    /// As there, with the path; and the file cannot be read.
    pub fn list_from_file(path: impl AsRef<Path>) -> Result<Vec<Self>, ConfigError> {
        let path = path.as_ref();
        Self::parse_list(&text_of(path)?).map_err(|error| error.in_file(path))
    }
}

fn text_of(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path)
        .map_err(|error| ConfigError::Unreadable { path: path.to_owned(), problem: error.to_string() })
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, ConfigError> {
    let node = if is_json(text) {
        serde_json::from_str::<Value>(text).map(Node::from).map_err(|error| {
            let (line, column) = (error.line() as u64, error.column() as u64);
            ConfigError::Text { path: None, line, column, problem: without_place(&error.to_string()) }
        })?
    } else {
        Node::from_yaml(text).map_err(|error| {
            // The rest of the text is a picture of the place.
            at(error.location(), without_place(&error.without_snippet().to_string()))
        })?
    };
    node.typed().map_err(|wrong| {
        let place = wrong.place.or_else(|| wrong.place_in(&Node::from_yaml(text).ok()?));
        at(place, wrong.to_string())
    })
}

/// An exported org may be too large for the bounds of the YAML reader, so JSON has a reader of its own.
fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

fn without_place(problem: &str) -> String {
    problem.split(" at line ").next().unwrap_or_default().to_owned()
}

fn at(location: Option<Location>, problem: String) -> ConfigError {
    let (line, column) = location.map_or((0, 0), |location| (location.line(), location.column()));
    ConfigError::Text { path: None, line, column, problem }
}

/// The error of an item, with its line.
fn located(text: &str, error: ConfigError) -> ConfigError {
    let ConfigError::Item { place, .. } = &error else {
        return error;
    };
    let (list, index) = place.split_once('[').unwrap_or_default();
    at(place_of(text, &[list, index.trim_end_matches(']')]), error.to_string())
}

/// Where something stands, by names of members and numbers of items.
fn place_of(text: &str, path: &[&str]) -> Option<Location> {
    let root = Node::from_yaml(text).ok()?;
    path.iter().try_fold(&root, |node, name| node.child(name).map(|(child, _)| child))?.place
}

#[cfg(test)]
mod tests;
