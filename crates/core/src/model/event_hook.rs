//! An event hook, as Okta returns it and as it may be sent.

use super::{
    AuthScheme, EventFilter, EventHookChannel, EventHookFilters, EventSubscriptions, Extra, Header, Links,
    model, open_enum,
};
use crate::secret::Secret;
use crate::time::Timestamp;

model! {
    /// An event hook as Okta returns it.
    ///
    /// Members that this version does not know, explicit nulls and unknown enum values are kept, here and when the
    /// hook is [turned into a spec](Self::into_spec).
    ///
    /// See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/>.
    pub struct EventHook {
        /// Okta's id of the hook, such as `who7kd2mQ9vYt3LxB5d7`.
        id: required String = "id",
        /// Whether it is switched on.
        status: required Status = "status",
        /// Whether its endpoint has proved that it wants the events.
        verification_status: required VerificationStatus = "verificationStatus",
        /// Its name, unique in the org.
        name: required String = "name",
        /// A description; absent in old answers.
        description: optional String = "description",
        /// When it was created.
        created: optional Timestamp = "created",
        /// The id of the user who created it.
        created_by: optional String = "createdBy",
        /// When it was changed last. Okta's answer to a replacement has the old value: it is no version stamp.
        last_updated: optional Timestamp = "lastUpdated",
        /// What it subscribes to.
        events: required EventSubscriptions = "events",
        /// Where it delivers to.
        channel: required EventHookChannel = "channel",
        /// What can be done with it in its state.
        links: optional Links = "_links",
    }
}

impl EventHook {
    /// Whether Okta delivers events to it: only when it is active and verified.
    ///
    /// After a change it takes up to several minutes before events flow.
    pub fn delivers(&self) -> bool {
        self.status == Status::Active && self.verification_status == VerificationStatus::Verified
    }

    /// What may be sent back to replace this hook: everything but its read-only members.
    ///
    /// Okta never returns the value of an authentication scheme. A spec of a hook that has one is refused until
    /// [`EventHookSpec::auth_header`] supplies it, or the replacement says that it
    /// [keeps it](crate::ReplaceEventHook::keep_auth_scheme).
    ///
    /// ```
    /// # use okta_event_hooks_core::EventHook;
    /// # let text = r#"{"id":"who1","status":"ACTIVE","verificationStatus":"VERIFIED","name":"n","new":1,
    /// #   "events":{"type":"EVENT_TYPE","items":["user.lifecycle.create"]},
    /// #   "channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://hooks.example.com","method":"POST"}}}"#;
    /// let hook: EventHook = serde_json::from_str(text)?;
    /// let spec = hook.into_spec().description("Feeds the HR mirror");
    /// assert_eq!(spec.description.as_deref(), Some("Feeds the HR mirror"));
    /// assert!(spec.extra.get("new").is_some());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn into_spec(self) -> EventHookSpec {
        let description_was_null = self.was_null("description");
        let mut spec = EventHookSpec {
            name: self.name,
            description: self.description,
            events: self.events,
            channel: self.channel,
            extra: self.extra.with_members_only(),
        };
        if description_was_null {
            spec.set_null("description");
        }
        spec.channel.config.method = None;
        spec.channel.config.forget_null("method");
        for filter in spec.events.filter.iter_mut().flat_map(|filter| &mut filter.event_filter_map) {
            filter.condition.version = None;
            filter.condition.forget_null("version");
        }
        spec
    }
}

open_enum! {
    /// Whether a hook is switched on.
    pub enum Status {
        /// On: it delivers once it is verified.
        Active = "ACTIVE",
        /// Off: it can be deleted.
        Inactive = "INACTIVE",
    }
}

open_enum! {
    /// Whether the endpoint of a hook has proved that it wants the events.
    pub enum VerificationStatus {
        /// It has not, or its channel has changed since.
        Unverified = "UNVERIFIED",
        /// It has.
        Verified = "VERIFIED",
    }
}

model! {
    /// An event hook as it may be sent, to create one or to replace one.
    ///
    /// ```
    /// use okta_event_hooks_core::{EventHookSpec, Secret};
    ///
    /// let spec = EventHookSpec::new("User lifecycle feed", "https://hooks.example.com/okta/events")
    ///     .description("Feeds the HR mirror")
    ///     .event("user.lifecycle.create")
    ///     .event_if("user.session.start", "event.outcome.result eq 'FAILURE'")
    ///     .header("X-Tenant", "acme")
    ///     .auth_header("Authorization", Secret::from("s3cr3t-shared-with-receiver"));
    /// assert_eq!(spec.events.items, ["user.lifecycle.create", "user.session.start"]);
    /// assert!(!format!("{spec:?}").contains("s3cr3t"));
    /// ```
    pub struct EventHookSpec {
        /// Its name: 1 to 255 characters, unique in the org.
        name: required String = "name",
        /// A description.
        description: optional String = "description",
        /// What it subscribes to.
        events: required EventSubscriptions = "events",
        /// Where it delivers to.
        channel: required EventHookChannel = "channel",
    }
}

impl EventHookSpec {
    /// A hook of this name that delivers to `uri`; it needs at least one event type.
    pub fn new(name: impl Into<String>, uri: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: None,
            events: EventSubscriptions::new::<String>([]),
            channel: EventHookChannel::new(uri),
            extra: Extra::default(),
        }
    }

    /// Sets the description.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Subscribes to an event type.
    #[must_use]
    pub fn event(mut self, event_type: impl Into<String>) -> Self {
        let event_type = event_type.into();
        if !self.events.items.contains(&event_type) {
            self.events.items.push(event_type);
        }
        self
    }

    /// Subscribes to several event types.
    #[must_use]
    pub fn events<T: Into<String>>(self, event_types: impl IntoIterator<Item = T>) -> Self {
        event_types.into_iter().fold(self, Self::event)
    }

    /// Subscribes to those events of a type for which an expression holds.
    ///
    /// Needs the org's feature Event Hook Filtering.
    #[must_use]
    pub fn event_if(self, event_type: impl Into<String>, expression: impl Into<String>) -> Self {
        let event_type = event_type.into();
        let mut spec = self.event(event_type.as_str());
        let filters = spec.events.filter.get_or_insert_with(|| EventHookFilters::new(Vec::new()));
        filters.event_filter_map.retain(|filter| filter.event != event_type);
        filters.event_filter_map.push(EventFilter::new(event_type, expression));
        spec
    }

    /// Delivers to another address.
    #[must_use]
    pub fn uri(mut self, uri: impl Into<String>) -> Self {
        self.channel.config.uri = uri.into();
        self
    }

    /// Adds a header to each request to the endpoint. Okta returns its value in clear: it is no place for a secret.
    #[must_use]
    pub fn header(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.channel.config.headers.get_or_insert_default().push(Header::new(key, value));
        self
    }

    /// Authenticates each request to the endpoint by a header with a secret value.
    ///
    /// For Basic authentication `key` is `Authorization` and `value` is [`Secret::basic`].
    #[must_use]
    pub fn auth_header(mut self, key: impl Into<String>, value: impl Into<Secret>) -> Self {
        let scheme = AuthScheme::header(key, value);
        match &mut self.channel.config.auth_scheme {
            // What this version does not know of a scheme that was read is kept.
            Some(old) => {
                old.key = scheme.key;
                old.value = scheme.value;
            }
            none => *none = Some(scheme),
        }
        self
    }

    /// The secret in it, if there is one.
    pub(crate) fn secret(&self) -> Option<&Secret> {
        self.channel.config.auth_scheme.as_ref()?.value.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Found by the fuzzer.
    #[test]
    fn of_a_member_that_comes_twice_the_last_one_counts() {
        let hook = |headers: &str| {
            format!(
                r#"{{"id":"w","status":"INACTIVE","status":"ACTIVE","verificationStatus":"VERIFIED","name":"n","description":null,"description":"d","events":{{"type":"EVENT_TYPE","items":["e"]}},"channel":{{"type":"HTTP","version":"1.0.0","config":{{"uri":"https://x","headers":{headers}}}}}}}"#
            )
        };
        // The second is read leniently: a header without a value is none.
        for text in [hook("[]"), hook(r#"[{"key":"X-Only"}]"#)] {
            let read = EventHook::from_json(&text).unwrap();
            assert_eq!((&read.status, read.description.as_deref()), (&Status::Active, Some("d")));
            let printed = serde_json::to_string(&read).unwrap();
            assert_eq!(EventHook::from_json(&printed).unwrap(), read);
        }
    }
}
