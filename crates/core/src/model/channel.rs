//! Where an event hook delivers to.

use std::fmt;

use super::{model, open_enum};
use crate::secret::Secret;

model! {
    /// The endpoint that receives the events.
    ///
    /// Changing anything in it makes Okta forget that the endpoint was verified.
    pub struct EventHookChannel {
        /// Always `HTTP` so far.
        r#type: required ChannelType = "type",
        /// Always `1.0.0` so far.
        version: required String = "version",
        /// Address, headers and authentication.
        config: required EventHookChannelConfig = "config",
    }
}

impl EventHookChannel {
    /// An HTTP channel to `uri`.
    pub fn new(uri: impl Into<String>) -> Self {
        Self {
            r#type: ChannelType::Http,
            version: "1.0.0".to_owned(),
            config: EventHookChannelConfig {
                uri: uri.into(),
                headers: None,
                auth_scheme: None,
                method: None,
                extra: super::Extra::default(),
            },
            extra: super::Extra::default(),
        }
    }
}

open_enum! {
    /// How a channel carries events.
    pub enum ChannelType {
        /// By HTTP requests.
        Http = "HTTP",
    }
}

model! {
    /// Address, headers and authentication of an endpoint.
    pub struct EventHookChannelConfig {
        /// `https://…`, at most 1,024 characters, without white space.
        uri: required String = "uri",
        /// Headers that Okta adds to each request. Okta returns their values in clear: keep secrets in `auth_scheme`.
        headers: optional Vec<Header> = "headers",
        /// Always `POST`; read-only.
        method: optional String = "method",
        /// The header that proves to the endpoint that the request is meant for it.
        auth_scheme: optional AuthScheme = "authScheme",
    }
}

model! {
    /// A header that Okta adds to each request to the endpoint.
    pub struct Header {
        /// Its name.
        key: required String = "key",
        /// Its value; `Debug` hides it, for in practice such headers carry keys.
        value: required HeaderText = "value",
    }
}

impl Header {
    /// A header of this name and value.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), value: HeaderText(value.into()), extra: super::Extra::default() }
    }
}

/// The value of a custom header. Okta returns it in clear, yet it is not printed by `Debug`.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct HeaderText(String);

impl HeaderText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for HeaderText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for HeaderText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HeaderText(hidden)")
    }
}

model! {
    /// A header whose value is a secret shared with the endpoint.
    ///
    /// Okta never returns the value, so a hook that was read has none: it must be supplied for each replacement.
    pub struct AuthScheme {
        /// Always `HEADER` so far.
        r#type: required AuthSchemeType = "type",
        /// The name of the header, often `Authorization`; compare it in any case.
        key: required String = "key",
        /// The whole value of the header; `None` in what Okta returns.
        value: optional Secret = "value",
    }
}

impl AuthScheme {
    /// A header `key` with the value `value`.
    pub fn header(key: impl Into<String>, value: impl Into<Secret>) -> Self {
        Self {
            r#type: AuthSchemeType::Header,
            key: key.into(),
            value: Some(value.into()),
            extra: super::Extra::default(),
        }
    }
}

open_enum! {
    /// How a request is authenticated to the endpoint.
    pub enum AuthSchemeType {
        /// By a header.
        Header = "HEADER",
    }
}
