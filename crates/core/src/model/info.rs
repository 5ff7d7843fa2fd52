//! The models as a table, for tools that write them down in another language.

use super::{
    Actor, AuthScheme, AuthSchemeType, ChannelType, Client, Condition, DebugContext, EventFilter, EventHook,
    EventHookChannel, EventHookChannelConfig, EventHookFilters, EventHookSpec, EventSubscriptions,
    FilterType, Header, IpAddress, Link, LinkHints, LogEvent, Outcome, Request, Severity, Status,
    SubscriptionType, Target, Transaction, VerificationStatus,
};
use crate::receiver::{Delivery, DeliveryData};

/// What a model is: the name of its type, and its members.
#[derive(Debug)]
#[non_exhaustive]
pub struct ModelInfo {
    /// The name of the type in this crate.
    pub name: &'static str,
    /// Its members, in Okta's order.
    pub fields: &'static [FieldInfo],
}

/// A member of a model.
#[derive(Debug)]
#[non_exhaustive]
pub struct FieldInfo {
    /// The name of the field in this crate.
    pub name: &'static str,
    /// Okta's name.
    pub key: &'static str,
    /// Whether an object without it is unreadable.
    pub required: bool,
    /// Its type as this crate writes it; that of an optional member without the `Option`.
    pub r#type: &'static str,
    /// What it is.
    pub docs: &'static str,
}

/// The values of an enum that are known.
#[derive(Debug)]
#[non_exhaustive]
pub struct EnumInfo {
    /// The name of the type in this crate.
    pub name: &'static str,
    /// Okta's text of each value, and what it means.
    pub values: &'static [(&'static str, &'static str)],
}

/// Every model.
///
/// ```
/// use okta_event_hooks_core::MODELS;
///
/// let hook = MODELS.iter().find(|model| model.name == "EventHook").unwrap();
/// let created = hook.fields.iter().find(|field| field.name == "created").unwrap();
/// assert_eq!((created.key, created.required, created.r#type), ("created", false, "Timestamp"));
/// ```
pub static MODELS: [&ModelInfo; 23] = [
    &EventHook::MODEL,
    &EventHookSpec::MODEL,
    &EventSubscriptions::MODEL,
    &EventHookFilters::MODEL,
    &EventFilter::MODEL,
    &Condition::MODEL,
    &EventHookChannel::MODEL,
    &EventHookChannelConfig::MODEL,
    &Header::MODEL,
    &AuthScheme::MODEL,
    &Link::MODEL,
    &LinkHints::MODEL,
    &LogEvent::MODEL,
    &Actor::MODEL,
    &Client::MODEL,
    &Request::MODEL,
    &IpAddress::MODEL,
    &Outcome::MODEL,
    &Target::MODEL,
    &Transaction::MODEL,
    &DebugContext::MODEL,
    &Delivery::MODEL,
    &DeliveryData::MODEL,
];

/// Every enum; each may have values that this version does not know.
///
/// ```
/// use okta_event_hooks_core::ENUMS;
///
/// let status = ENUMS.iter().find(|info| info.name == "Status").unwrap();
/// assert_eq!(status.values[0].0, "ACTIVE");
/// ```
pub static ENUMS: [&EnumInfo; 7] = [
    &Status::ENUM,
    &VerificationStatus::ENUM,
    &SubscriptionType::ENUM,
    &FilterType::ENUM,
    &ChannelType::ENUM,
    &AuthSchemeType::ENUM,
    &Severity::ENUM,
];
