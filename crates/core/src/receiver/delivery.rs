//! A delivery: an envelope with a batch of events.

use http::{Response, StatusCode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Reason, Rejected, answer};
use crate::model::{Item, Lenient, LogEvent, items, model, read};
use crate::time::Timestamp;

model! {
    /// One request of Okta's with one or more events.
    ///
    /// See <https://developer.okta.com/docs/concepts/event-hooks/>.
    pub struct Delivery {
        /// Always `com.okta.event_hook` so far.
        event_type: optional String = "eventType",
        /// Always `1.0` so far.
        event_type_version: optional String = "eventTypeVersion",
        /// The address of the hook in its org.
        source: optional String = "source",
        /// The id of this request, not of an event. A retry may repeat it; Okta does not say.
        event_id: optional String = "eventId",
        /// When the request was made.
        event_time: optional Timestamp = "eventTime",
        /// What holds the events.
        data: required DeliveryData = "data",
    }
}

model! {
    /// What holds the events of a delivery.
    pub struct DeliveryData {
        /// The events, of which there may be any number.
        events: required Events = "events",
    }
}

/// The events of a delivery. One that cannot be read is kept as JSON and does not lose the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Events(Vec<Item<LogEvent>>);

impl Delivery {
    /// Every event of the batch, in Okta's order, which is not that of their times.
    pub fn events(&self) -> &[Item<LogEvent>] {
        &self.data.events.0
    }

    /// The id of the hook: the last segment of `source`. With an event's `uuid` it is what to deduplicate on.
    pub fn hook_id(&self) -> Option<&str> {
        Self::hook_id_in(self.source.as_deref()?)
    }

    /// The id of the hook in the `source` of a delivery.
    ///
    /// ```
    /// use okta_event_hooks_core::Delivery;
    ///
    /// assert_eq!(Delivery::hook_id_in("https://acme.okta.com/api/v1/eventHooks/who1"), Some("who1"));
    /// ```
    pub fn hook_id_in(source: &str) -> Option<&str> {
        let path =
            source.split_once("://").map_or(Some(source), |(_, rest)| Some(rest.split_once('/')?.1))?;
        path.trim_end_matches('/').rsplit('/').next().filter(|id| !id.is_empty())
    }

    /// The response to send, as soon as the events are where they cannot be lost.
    pub fn response(&self) -> Response<Vec<u8>> {
        Self::accepted()
    }

    /// The response to send in its place when the events cannot be kept: Okta tries once more after a 5xx, and never after
    /// a 4xx.
    ///
    /// See <https://developer.okta.com/docs/concepts/event-hooks/>.
    pub fn retry_response(&self) -> Response<Vec<u8>> {
        Self::not_kept()
    }

    /// [`Self::response`], for a delivery that another reader has read.
    pub fn accepted() -> Response<Vec<u8>> {
        answer(StatusCode::NO_CONTENT)
    }

    /// [`Self::retry_response`], for a delivery that another reader has read.
    pub fn not_kept() -> Response<Vec<u8>> {
        answer(StatusCode::SERVICE_UNAVAILABLE)
    }

    pub(super) fn read(body: &[u8]) -> Result<Self, Rejected> {
        let mut delivery: Self =
            read(body).map_err(|error| Rejected { reason: Reason::Body(error.to_string()) })?;
        delivery.read_old_spelling();
        Ok(delivery)
    }

    /// Okta's documentation of 2019 spells the member `eventID`.
    fn read_old_spelling(&mut self) {
        if self.event_id.is_none()
            && let Some(text) = self.extra.get("eventID")
            && let Ok(id) = serde_json::from_str(text.get())
        {
            self.event_id = Some(id);
            self.extra.remove("eventID");
        }
    }
}

impl<'de> Deserialize<'de> for Events {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let events = Vec::<LogEvent>::deserialize(deserializer)?;
        Ok(Self(events.into_iter().map(Ok).collect()))
    }
}

impl Lenient for Events {
    fn lenient(json: &RawValue) -> serde_json::Result<Self> {
        items(json.get().as_bytes()).map(Self)
    }
}

impl Serialize for Events {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(untagged)]
        enum Entry<'a> {
            Event(&'a LogEvent),
            Unreadable(&'a RawValue),
        }
        serializer.collect_seq(self.0.iter().map(|item| match item {
            Ok(event) => Entry::Event(event),
            Err(unreadable) => Entry::Unreadable(unreadable.json()),
        }))
    }
}
