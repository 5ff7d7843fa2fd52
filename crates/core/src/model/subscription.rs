//! Which events a hook subscribes to, and which of them it filters out.

use super::{Extra, model, open_enum};

model! {
    /// The event types that a hook subscribes to.
    pub struct EventSubscriptions {
        /// Always `EVENT_TYPE` so far.
        r#type: required SubscriptionType = "type",
        /// Event types, such as `user.lifecycle.create`; at most 300. A set: Okta returns it in an order of its own.
        items: required Vec<String> = "items",
        /// Conditions on single event types. Needs the feature Event Hook Filtering.
        filter: optional EventHookFilters = "filter",
    }
}

impl EventSubscriptions {
    /// A subscription to these event types, without filters.
    pub fn new<T: Into<String>>(items: impl IntoIterator<Item = T>) -> Self {
        Self {
            r#type: SubscriptionType::EventType,
            items: items.into_iter().map(Into::into).collect(),
            filter: None,
            extra: Extra::default(),
        }
    }
}

open_enum! {
    /// What the items of a subscription are.
    pub enum SubscriptionType {
        /// Event types.
        EventType = "EVENT_TYPE",
    }
}

model! {
    /// The filters of a subscription, one an event type.
    ///
    /// See <https://developer.okta.com/docs/guides/event-hook-filtering/>.
    pub struct EventHookFilters {
        /// Always `EXPRESSION_LANGUAGE` so far.
        r#type: optional FilterType = "type",
        /// The filters. An event type without one always passes.
        event_filter_map: required Vec<EventFilter> = "eventFilterMap",
    }
}

impl EventHookFilters {
    /// Filters in Okta's Expression Language.
    pub fn new(event_filter_map: Vec<EventFilter>) -> Self {
        Self { r#type: Some(FilterType::ExpressionLanguage), event_filter_map, extra: Extra::default() }
    }
}

open_enum! {
    /// The language of filters.
    pub enum FilterType {
        /// Okta Expression Language.
        ExpressionLanguage = "EXPRESSION_LANGUAGE",
    }
}

model! {
    /// A condition on the events of one type.
    pub struct EventFilter {
        /// The event type.
        event: required String = "event",
        /// What must hold for the event to be delivered.
        condition: required Condition = "condition",
    }
}

impl EventFilter {
    /// Events of type `event` are delivered only if `expression` holds.
    pub fn new(event: impl Into<String>, expression: impl Into<String>) -> Self {
        let condition = Condition { expression: expression.into(), version: None, extra: Extra::default() };
        Self { event: event.into(), condition, extra: Extra::default() }
    }
}

model! {
    /// A Boolean expression over an event.
    pub struct Condition {
        /// The expression, such as `event.outcome.result eq 'FAILURE'`.
        expression: required String = "expression",
        /// Internal to Okta; read-only.
        version: optional String = "version",
    }
}
