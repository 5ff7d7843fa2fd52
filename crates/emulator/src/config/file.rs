//! A [`Config`] and a list of [`Fault`]s in a file, YAML or JSON.

use std::path::Path;

use jiff::Timestamp;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_path_to_error::Track;
use serde_saphyr::{Location, Spanned};

use super::{Config, ConfigError};
use crate::Fault;
use crate::org::Org;

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
                let places = serde_saphyr::from_str::<Vec<Spanned<IgnoredAny>>>(text).unwrap_or_default();
                at(places.get(index).map(|place| place.referenced), format!("[{index}]: {problem}"))
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

/// An exported org may be too large for the bounds of the YAML reader, so JSON has a reader of its own.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, ConfigError> {
    let read = if text.trim_start().starts_with(['{', '[']) {
        let mut deserializer = serde_json::Deserializer::from_slice(text.as_bytes());
        let value = tracked(&mut deserializer);
        value.and_then(|value| {
            deserializer.end().map(|()| value).map_err(|error| (".".to_owned(), error.to_string()))
        })
    } else {
        let mut problem = None;
        serde_saphyr::with_deserializer_from_str(text, |deserializer| {
            tracked(deserializer).map_err(|(path, error)| {
                problem = Some((path, error.clone()));
                serde::de::Error::custom(error)
            })
        })
        .map_err(|error| {
            // Without the picture of the place, which is the rest of the text.
            problem.unwrap_or_else(|| (".".to_owned(), error.without_snippet().to_string()))
        })
    };
    read.map_err(|(path, error)| {
        let (problem, location) = error.split_once(" at line ").unwrap_or((&error, ""));
        let mut numbers =
            location.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok());
        let (line, column) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        ConfigError::Text { path: None, line, column, problem: named(&path, problem) }
    })
}

/// A value, or where in the document and what is wrong. What is known of the members is compiled once, and not once a format.
pub(crate) fn tracked<'de, T: DeserializeOwned>(
    deserializer: impl Deserializer<'de>,
) -> Result<T, (String, String)> {
    let mut track = Track::new();
    let tracking = serde_path_to_error::Deserializer::new(deserializer, &mut track);
    let read = erased_serde::deserialize(&mut <dyn erased_serde::Deserializer<'_>>::erase(tracking));
    read.map_err(|error: erased_serde::Error| (track.path().to_string(), error.to_string()))
}

/// `.` is the whole document.
fn named(path: &str, problem: &str) -> String {
    if path == "." { problem.to_owned() } else { format!("{path}: {problem}") }
}

fn at(location: Option<Location>, problem: String) -> ConfigError {
    let (line, column) = location.map_or((0, 0), |location| (location.line(), location.column()));
    ConfigError::Text { path: None, line, column, problem }
}

/// Where the items of the lists begin.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Places {
    hooks: Vec<Spanned<IgnoredAny>>,
    events: Vec<Spanned<IgnoredAny>>,
    faults: Vec<Spanned<IgnoredAny>>,
    oauth_clients: Vec<Spanned<IgnoredAny>>,
}

/// The error of an item, with its line.
fn located(text: &str, error: ConfigError) -> ConfigError {
    let ConfigError::Item { place, .. } = &error else {
        return error;
    };
    let places: Places = serde_saphyr::from_str(text).unwrap_or_default();
    let (list, index) = place.split_once('[').unwrap_or_default();
    let list = match list {
        "hooks" => places.hooks,
        "events" => places.events,
        "faults" => places.faults,
        _ => places.oauth_clients,
    };
    let index: Option<usize> = index.trim_end_matches(']').parse().ok();
    let location = index.and_then(|index| list.get(index)).map(|item| item.referenced);
    at(location, error.to_string())
}

#[cfg(test)]
mod tests;
