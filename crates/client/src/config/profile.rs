//! Profiles: more orgs than one in the same files.

use std::collections::BTreeMap;
use std::path::Path;

use okta_event_hooks_core::InvalidInput;
use serde::Deserialize;

use super::{Members, Settings, environment, file, files, listed, settings};

#[derive(Deserialize, Default)]
#[serde(default)]
struct Profiles {
    profiles: BTreeMap<String, Option<Members>>,
}

/// Reads a profile, with the environment of this process.
pub(crate) fn from_profile(name: &str) -> Result<Settings, InvalidInput> {
    let home = std::env::home_dir();
    let folder = std::env::current_dir().ok();
    read(name, |name| std::env::var(name).ok(), home.as_deref(), folder.as_deref())
}

/// The nearest file that has the profile has all of it: a token is never joined with the org of another place.
pub(super) fn read(
    name: &str,
    variable: impl Fn(&str) -> Option<String>,
    home: Option<&Path>,
    folder: Option<&Path>,
) -> Result<Settings, InvalidInput> {
    let paths = files(home, folder);
    let mut found = None;
    let mut others = Vec::new();
    for path in &paths {
        let Profiles { mut profiles } = file(path, "profiles")?;
        if let Some(members) = profiles.remove(name) {
            found = Some((members.unwrap_or_default(), path));
        }
        others.extend(profiles.into_keys());
    }
    let Some((mut members, path)) = found else {
        others.sort_unstable();
        others.dedup();
        let others = if others.is_empty() {
            "there are none".to_owned()
        } else {
            format!("there are {}", listed(&others))
        };
        return Err(InvalidInput::new(format!(
            "no profile {name:?}: {others}; looked for okta.profiles in {}",
            listed(paths.iter().map(|path| path.display()))
        )));
    };
    members.fill_connection(environment(variable)?);
    Ok(settings(members, |_, member| {
        format!("looked for okta.profiles.{name}.{member} in {}", path.display())
    }))
}

impl Members {
    /// Takes over how the org is reached, where that is not said here; never who asks, nor which org.
    fn fill_connection(&mut self, other: Self) {
        self.user_agent = self.user_agent.take().or(other.user_agent);
        self.connection_timeout = self.connection_timeout.or(other.connection_timeout);
        self.request_timeout = self.request_timeout.or(other.request_timeout);
        self.rate_limit.max_retries = self.rate_limit.max_retries.or(other.rate_limit.max_retries);
        if self.proxy.host.is_none() {
            self.proxy = other.proxy;
        }
    }
}
