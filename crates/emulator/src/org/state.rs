//! What is in an org: put there at the start, and exported.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::hook::{Hook, Status};
use super::validate::{self, Draft};
use super::{Org, event};
use crate::error::ApiError;
use crate::{Config, ConfigError};

/// What a hook of the configuration may have: the members of an answer.
const MEMBERS: [&str; 11] = [
    "id",
    "status",
    "verificationStatus",
    "name",
    "description",
    "created",
    "createdBy",
    "lastUpdated",
    "events",
    "channel",
    "_links",
];

impl Org {
    /// Puts the hooks, events and faults of the configuration in place.
    pub(super) fn populate(&mut self, now: Timestamp) -> Result<(), ConfigError> {
        let hooks = std::mem::take(&mut self.config.hooks);
        for (index, hook) in hooks.iter().enumerate() {
            self.place(hook, now).map_err(|problem| ConfigError::item("hooks", index, problem))?;
        }
        self.config.hooks = hooks;
        let events = std::mem::take(&mut self.config.events);
        for (index, partial) in events.iter().enumerate() {
            let event = event::complete(partial.clone(), &mut self.random, &self.admin_id, now)
                .map_err(|error| ConfigError::item("events", index, error.problem()))?;
            let published = event::published(&event).unwrap_or(now);
            self.write_to_log(event, published);
        }
        self.config.events = events;
        for (index, fault) in self.config.faults.iter().enumerate() {
            fault.check().map_err(|problem| ConfigError::item("faults", index, problem))?;
            self.faults.add(fault.clone());
        }
        Ok(())
    }

    fn place(&mut self, json: &Value, now: Timestamp) -> Result<(), String> {
        let members = json.as_object().ok_or("not an object")?;
        if let Some(unknown) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
            return Err(format!("{unknown}: unknown member, expected one of {}", MEMBERS.join(", ")));
        }
        let others: Vec<&Hook> = self.hooks.iter().collect();
        let body = json.to_string().into_bytes();
        let Draft { spec, status } =
            validate::draft(&body, None, &others, &self.config).map_err(|error| error.problem())?;
        let verified = match text(members, "verificationStatus")? {
            None | Some("UNVERIFIED") => false,
            Some("VERIFIED") => true,
            Some(_) => return Err("verificationStatus: must be VERIFIED or UNVERIFIED".to_owned()),
        };
        let status = status.unwrap_or(Status::Active);
        if status == Status::Active {
            self.check_active_limit(verified).map_err(|error| error.problem())?;
        }
        let created = time(members, "created")?.unwrap_or(now);
        let hook = Hook {
            id: match text(members, "id")? {
                Some(id) if self.position(id).is_some() => return Err(format!("id: there are two {id:?}")),
                Some(id) => id.to_owned(),
                None => self.random.id("who"),
            },
            status,
            verified,
            created,
            created_by: text(members, "createdBy")?.unwrap_or(&self.admin_id).to_owned(),
            last_updated: time(members, "lastUpdated")?.unwrap_or(created),
            spec,
            channel_revision: 0,
        };
        self.hooks.push(hook);
        Ok(())
    }

    /// A configuration that begins where this org is now. It has the secrets of the hooks and the API token. Calls under
    /// way, batches, access tokens, the daily quota and what the lists under `/emulator` tell are not part of it.
    pub fn export(&self) -> Config {
        Config {
            api_token: Some(self.api_token.clone()),
            hooks: self.hooks.iter().map(|hook| self.export_hook(hook)).collect(),
            events: self.log.entries().filter_map(|json| serde_json::from_str(json).ok()).collect(),
            faults: self.faults.left().collect(),
            ..self.config.clone()
        }
    }

    fn export_hook(&self, hook: &Hook) -> Value {
        let mut json = json!(hook.shown(&self.url, hook.last_updated));
        if let Some(members) = json.as_object_mut() {
            members.remove("_links");
            members.insert("created".to_owned(), json!(hook.created));
            members.insert("lastUpdated".to_owned(), json!(hook.last_updated));
        }
        if let Some(auth) = &hook.spec.channel.auth {
            json["channel"]["config"]["authScheme"]["value"] = json!(auth.value);
        }
        json
    }

    /// Forgets the calls that are under way, and who waits for them: for a copy whose original has them.
    pub(crate) fn without_calls(mut self) -> Self {
        self.pending.clear();
        self.flushes.clear();
        self
    }
}

fn text<'m>(members: &'m Map<String, Value>, name: &str) -> Result<Option<&'m str>, String> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("{name}: must be a text")),
    }
}

fn time(members: &Map<String, Value>, name: &str) -> Result<Option<Timestamp>, String> {
    let parse = |text: &str| text.parse().map_err(|_| format!("{name}: must be a date-time with an offset"));
    text(members, name)?.map(parse).transpose()
}

impl ApiError {
    /// What is wrong, without the code.
    fn problem(&self) -> String {
        if self.causes.is_empty() { self.summary.clone() } else { self.causes.join("; ") }
    }
}
