//! Configuration as Okta's own SDKs read it: two files and the environment.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use okta_event_hooks_core::{Credentials, InvalidInput, Secret, ServiceApp};
use okta_event_hooks_signer::{KeyError, LocalKey};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

mod profile;

pub(crate) use profile::from_profile;

/// Beside the home file; Go reads the first, Python the second.
const PROJECT_FILES: [&str; 2] = [".okta.yaml", "okta.yaml"];

/// What was configured. What is missing says where this looked, if it turns out to be needed.
pub(crate) struct Settings {
    pub(crate) org_url: Result<String, InvalidInput>,
    pub(crate) credentials: Result<Credentials, InvalidInput>,
    pub(crate) user_agent: Option<String>,
    pub(crate) proxy: Option<Secret>,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_retries: Option<u32>,
}

/// Reads this process's environment.
pub(crate) fn from_env() -> Result<Settings, InvalidInput> {
    let home = std::env::home_dir();
    let folder = std::env::current_dir().ok();
    read(|name| std::env::var(name).ok(), home.as_deref(), folder.as_deref())
}

fn read(
    variable: impl Fn(&str) -> Option<String>,
    home: Option<&Path>,
    folder: Option<&Path>,
) -> Result<Settings, InvalidInput> {
    let paths = files(home, folder);
    let mut found = Members::default();
    for path in &paths {
        found = file::<Client>(path, "client")?.client.or(found);
    }
    found = environment(variable)?.or(found);
    Ok(settings(found, |variable, member| {
        format!(
            "looked in the variable {variable}, and for okta.client.{member} in {}",
            listed(paths.iter().map(|path| path.display()))
        )
    }))
}

/// Where a file may be, the nearest last.
fn files(home: Option<&Path>, folder: Option<&Path>) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = home.iter().map(|home| home.join(".okta").join("okta.yaml")).collect();
    paths.extend(folder.iter().flat_map(|folder| PROJECT_FILES.map(|name| folder.join(name))));
    paths
}

fn listed(items: impl IntoIterator<Item = impl std::fmt::Display>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    items.join(", ")
}

/// A file, of which `okta` is read as far as `T` goes. Members that are not for this client are left alone.
#[derive(Deserialize, Default)]
#[serde(default)]
struct File<T> {
    okta: T,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Client {
    client: Members,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Members {
    org_url: Option<String>,
    token: Option<Secret>,
    authorization_mode: Option<String>,
    client_id: Option<String>,
    scopes: Option<Scopes>,
    private_key: Option<Secret>,
    #[serde(alias = "kid")]
    private_key_id: Option<String>,
    dpop_enabled: Option<bool>,
    user_agent: Option<String>,
    connection_timeout: Option<u64>,
    request_timeout: Option<u64>,
    rate_limit: RateLimit,
    proxy: Proxy,
}

/// A list, or one text with commas or blanks.
#[derive(Deserialize)]
#[serde(untagged)]
enum Scopes {
    List(Vec<String>),
    Text(String),
}

impl Scopes {
    fn list(self) -> Vec<String> {
        match self {
            Self::List(scopes) => scopes,
            Self::Text(text) => {
                let scopes = text.split([',', ' ']).filter(|scope| !scope.is_empty());
                scopes.map(str::to_owned).collect()
            }
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct RateLimit {
    max_retries: Option<u32>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Proxy {
    host: Option<String>,
    port: Option<u16>,
    username: Option<String>,
    password: Option<Secret>,
}

impl Members {
    /// These, and where one is missing the other's.
    fn or(self, other: Self) -> Self {
        Self {
            org_url: self.org_url.or(other.org_url),
            token: self.token.or(other.token),
            authorization_mode: self.authorization_mode.or(other.authorization_mode),
            client_id: self.client_id.or(other.client_id),
            scopes: self.scopes.or(other.scopes),
            private_key: self.private_key.or(other.private_key),
            private_key_id: self.private_key_id.or(other.private_key_id),
            dpop_enabled: self.dpop_enabled.or(other.dpop_enabled),
            user_agent: self.user_agent.or(other.user_agent),
            connection_timeout: self.connection_timeout.or(other.connection_timeout),
            request_timeout: self.request_timeout.or(other.request_timeout),
            rate_limit: RateLimit {
                max_retries: self.rate_limit.max_retries.or(other.rate_limit.max_retries),
            },
            // A proxy is one thing: the password of one file does not go to the host of another.
            proxy: if self.proxy.host.is_some() { self.proxy } else { other.proxy },
        }
    }
}

fn file<T: Default + DeserializeOwned>(path: &Path, section: &str) -> Result<T, InvalidInput> {
    let wrong = |why: String| InvalidInput::new(format!("the configuration file {} {why}", path.display()));
    match std::fs::read_to_string(path) {
        Ok(text) if text.trim().is_empty() => Ok(T::default()),
        // The parser's message quotes the file, which holds the token: only the place is told.
        Ok(text) => serde_saphyr::from_str::<File<T>>(&text).map(|file| file.okta).map_err(|error| {
            let place = error.location().map(|at| format!(" at line {}", at.line())).unwrap_or_default();
            wrong(format!("is not YAML with okta: {section}: …{place}"))
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(T::default()),
        Err(error) => Err(wrong(format!("cannot be read: {error}"))),
    }
}

fn environment(variable: impl Fn(&str) -> Option<String>) -> Result<Members, InvalidInput> {
    let text = |name: &str| {
        let value = variable(&format!("OKTA_CLIENT_{name}"))?;
        Some(value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    // Go and Python spell some names differently.
    let number = |names: [&str; 2]| {
        let Some((name, value)) = names.iter().find_map(|name| Some((name, text(name)?))) else {
            return Ok(None);
        };
        let wrong =
            |_| InvalidInput::new(format!("OKTA_CLIENT_{name} is not a whole number of seconds or times"));
        value.parse::<u32>().map(Some).map_err(wrong)
    };
    let port = match text("PROXY_PORT") {
        Some(port) => {
            Some(port.parse().map_err(|_| InvalidInput::new("OKTA_CLIENT_PROXY_PORT is not a port"))?)
        }
        None => None,
    };
    let dpop_enabled = match text("DPOPENABLED").map(|value| value.to_lowercase()).as_deref() {
        None => None,
        Some("true" | "1") => Some(true),
        Some("false" | "0") => Some(false),
        Some(_) => return Err(InvalidInput::new("OKTA_CLIENT_DPOPENABLED is neither true nor false")),
    };
    Ok(Members {
        org_url: text("ORGURL"),
        token: text("TOKEN").map(Secret::from),
        authorization_mode: text("AUTHORIZATIONMODE"),
        client_id: text("CLIENTID"),
        scopes: text("SCOPES").map(Scopes::Text),
        private_key: text("PRIVATEKEY").map(Secret::from),
        private_key_id: text("PRIVATEKEYID").or_else(|| text("KID")),
        dpop_enabled,
        user_agent: text("USERAGENT"),
        connection_timeout: number(["CONNECTIONTIMEOUT", "CONNECTION_TIMEOUT"])?.map(u64::from),
        request_timeout: number(["REQUESTTIMEOUT", "REQUEST_TIMEOUT"])?.map(u64::from),
        rate_limit: RateLimit { max_retries: number(["RATELIMIT_MAXRETRIES", "RATE_LIMIT_MAX_RETRIES"])? },
        proxy: Proxy {
            host: text("PROXY_HOST"),
            port,
            username: text("PROXY_USERNAME"),
            password: text("PROXY_PASSWORD").map(Secret::from),
        },
    })
}

/// `looked` tells where, for the name of a variable and of a member.
fn settings(found: Members, looked: impl Fn(&str, &str) -> String) -> Settings {
    let missing = |variable: &str, member: &str| {
        InvalidInput::new(format!("no {member}: {}", looked(variable, member)))
    };
    let token = found.token.ok_or_else(|| missing("OKTA_CLIENT_TOKEN", "token"));
    let credentials = match found.authorization_mode.as_deref() {
        None | Some("SSWS") => token.map(Credentials::ApiToken),
        Some("Bearer") => token.map(Credentials::AccessToken),
        Some("PrivateKey") => {
            let client_id = found.client_id.ok_or_else(|| missing("OKTA_CLIENT_CLIENTID", "clientId"));
            let key = found.private_key.ok_or_else(|| missing("OKTA_CLIENT_PRIVATEKEY", "privateKey"));
            client_id.and_then(|client_id| {
                let key = key_of(&key?)?;
                let key_id = found.private_key_id.or_else(|| key.key_id().map(str::to_owned));
                let app =
                    key_id.into_iter().fold(ServiceApp::new(client_id, Arc::new(key)), ServiceApp::key_id);
                let app = found.scopes.map(Scopes::list).into_iter().fold(app, ServiceApp::scopes);
                Ok(Credentials::ServiceApp(match found.dpop_enabled {
                    Some(true) => app.dpop(Arc::new(LocalKey::generate().map_err(wrong_key)?)),
                    _ => app,
                }))
            })
        }
        Some(mode) => Err(InvalidInput::new(format!(
            "the authorization mode {mode:?} is not one of SSWS (an API token), Bearer (an access token) and PrivateKey \
             (a service app)"
        ))),
    };
    // A timeout of 0 is none in Okta's SDKs; here the default stands, for nothing waits for ever.
    let seconds = |seconds: Option<u64>| seconds.filter(|seconds| *seconds > 0).map(Duration::from_secs);
    Settings {
        org_url: found.org_url.ok_or_else(|| missing("OKTA_CLIENT_ORGURL", "orgUrl")),
        credentials,
        user_agent: found.user_agent,
        proxy: proxy_url(&found.proxy),
        connect_timeout: seconds(found.connection_timeout),
        timeout: seconds(found.request_timeout),
        max_retries: found.rate_limit.max_retries,
    }
}

/// A key as text, PEM or JWK, or the path of a file with one. The text is not quoted: it may be a key all the same.
fn key_of(text: &Secret) -> Result<LocalKey, InvalidInput> {
    let key = text.expose().trim_start();
    if key.starts_with("-----BEGIN") || key.starts_with('{') {
        return LocalKey::parse(key).map_err(wrong_key);
    }
    let read = std::fs::read_to_string(key.trim_end()).map_err(|error| {
        InvalidInput::new(format!(
            "the private key is neither PEM nor JWK, nor a file that can be read: {error}"
        ))
    })?;
    LocalKey::parse(&Zeroizing::new(read)).map_err(wrong_key)
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn wrong_key(error: KeyError) -> InvalidInput {
    InvalidInput::new(error.to_string())
}

fn proxy_url(proxy: &Proxy) -> Option<Secret> {
    let host = proxy.host.as_deref()?;
    let (scheme, host) = host.split_once("://").unwrap_or(("http", host));
    let port = proxy.port.map(|port| format!(":{port}")).unwrap_or_default();
    let user = match (&proxy.username, &proxy.password) {
        (Some(user), Some(password)) => format!("{user}:{}@", password.expose()),
        (Some(user), None) => format!("{user}@"),
        _ => String::new(),
    };
    Some(format!("{scheme}://{user}{host}{port}").into())
}

#[cfg(test)]
mod tests;
