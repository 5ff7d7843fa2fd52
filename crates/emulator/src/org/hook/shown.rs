//! A hook as answers have it. It is written without a `Value` in between: a list of hooks is what clients ask for most.

use std::fmt::{self, Display};

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::{Serialize, Serializer};

use super::{Auth, Filter, Hook, Status};

/// Without `authScheme.value` (documented), with `null` and `[]` for what was not sent (observed).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::org) struct Shown<'h> {
    id: &'h str,
    status: &'static str,
    verification_status: &'static str,
    name: &'h str,
    description: Option<&'h str>,
    created: Seconds,
    created_by: &'h str,
    last_updated: Seconds,
    events: Events<'h>,
    channel: Channel<'h>,
    #[serde(rename = "_links")]
    links: Links<'h>,
}

#[derive(Serialize)]
struct Events<'h> {
    r#type: &'static str,
    items: &'h [String],
    filter: Option<EventFilter<'h>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EventFilter<'h> {
    r#type: &'static str,
    event_filter_map: Vec<Mapping<'h>>,
}

#[derive(Serialize)]
struct Mapping<'h> {
    event: &'h str,
    condition: Condition<'h>,
}

#[derive(Serialize)]
struct Condition<'h> {
    version: (),
    expression: &'h str,
}

#[derive(Serialize)]
struct Channel<'h> {
    r#type: &'static str,
    version: &'static str,
    config: Config<'h>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Config<'h> {
    uri: &'h str,
    headers: Vec<Header<'h>>,
    method: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    auth_scheme: Option<AuthScheme<'h>>,
}

#[derive(Serialize)]
struct Header<'h> {
    key: &'h str,
    value: &'h str,
}

#[derive(Serialize)]
struct AuthScheme<'h> {
    r#type: &'static str,
    key: &'h str,
}

/// They depend on `status` alone; an ACTIVE hook has `verify` even when it is VERIFIED (observed).
#[derive(Serialize)]
#[serde(untagged)]
enum Links<'h> {
    Active {
        #[serde(rename = "self")]
        own: Link<'h>,
        verify: Link<'h>,
        deactivate: Link<'h>,
    },
    Inactive {
        activate: Link<'h>,
        #[serde(rename = "self")]
        own: Link<'h>,
        delete: Link<'h>,
    },
}

#[derive(Serialize)]
struct Link<'h> {
    href: Href<'h>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hints: Option<Hints>,
}

#[derive(Serialize)]
struct Hints {
    allow: [&'static str; 1],
}

struct Href<'h> {
    base: &'h str,
    id: &'h str,
    /// Empty, or with a slash in front.
    rest: &'static str,
}

/// Second precision, padded (observed): `2026-03-16T03:47:47.000Z`.
struct Seconds(Timestamp);

impl Hook {
    pub(in crate::org) fn shown<'h>(&'h self, base: &'h str, last_updated: Timestamp) -> Shown<'h> {
        let spec = &self.spec;
        let mapping = |filter: &'h Filter| Mapping {
            event: &filter.event,
            condition: Condition { version: (), expression: &filter.text },
        };
        let filter = spec.filters.as_ref().map(|filters| EventFilter {
            r#type: "EXPRESSION_LANGUAGE",
            event_filter_map: filters.iter().map(mapping).collect(),
        });
        let headers = spec.channel.headers.iter().map(|(key, value)| Header { key, value });
        let auth_scheme = |auth: &'h Auth| AuthScheme { r#type: "HEADER", key: &auth.key };
        Shown {
            id: &self.id,
            status: self.status.as_str(),
            verification_status: if self.verified { "VERIFIED" } else { "UNVERIFIED" },
            name: &spec.name,
            description: spec.description.as_deref(),
            created: Seconds(self.created),
            created_by: &self.created_by,
            last_updated: Seconds(last_updated),
            events: Events { r#type: "EVENT_TYPE", items: &spec.items, filter },
            channel: Channel {
                r#type: "HTTP",
                version: "1.0.0",
                config: Config {
                    uri: &spec.channel.uri,
                    headers: headers.collect(),
                    method: "POST",
                    auth_scheme: spec.channel.auth.as_ref().map(auth_scheme),
                },
            },
            links: self.links(base),
        }
    }

    fn links<'h>(&'h self, base: &'h str) -> Links<'h> {
        let link = |rest, method: Option<&'static str>| Link {
            href: Href { base, id: &self.id, rest },
            hints: method.map(|method| Hints { allow: [method] }),
        };
        match self.status {
            Status::Active => Links::Active {
                own: link("", None),
                verify: link("/lifecycle/verify", Some("POST")),
                deactivate: link("/lifecycle/deactivate", Some("POST")),
            },
            Status::Inactive => Links::Inactive {
                activate: link("/lifecycle/activate", Some("POST")),
                own: link("", None),
                delete: link("", Some("DELETE")),
            },
        }
    }
}

impl Display for Href<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/api/v1/eventHooks/{}{}", self.base, self.id, self.rest)
    }
}

impl Serialize for Href<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Seconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:.0}.000Z", Offset::UTC.to_datetime(self.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_whole_seconds() {
        for (time, text) in [
            ("2026-03-16T03:47:47Z", "2026-03-16T03:47:47.000Z"),
            ("2026-03-16T03:47:47.999999999Z", "2026-03-16T03:47:47.000Z"),
            ("1969-12-31T23:59:58.5Z", "1969-12-31T23:59:58.000Z"),
        ] {
            assert_eq!(serde_json::to_value(Seconds(time.parse().unwrap())).unwrap(), text);
        }
    }
}
