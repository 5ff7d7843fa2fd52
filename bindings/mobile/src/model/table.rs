//! Every model and enum. Written by `cargo xtask codegen` from the core's table.

#![cfg_attr(rustfmt, rustfmt_skip)]

use std::fmt;

use okta_event_hooks_core as core;
use okta_event_hooks_core::{HeaderText, Secret, Timestamp};

use super::{Member, each, extra, free_form, members, optional};
use crate::error::Refused;
use crate::text::Json;

/// Whether a hook is switched on. Okta may add values at any time; its description is the value as Okta writes it.
#[derive(Clone, Debug, uniffi::Enum)]
#[uniffi::export(Display)]
pub enum Status {
    /// `ACTIVE`: On: it delivers once it is verified.
    Active,
    /// `INACTIVE`: Off: it can be deleted.
    Inactive,
    /// A value that this version does not know.
    Unrecognized { value: String },
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
            Self::Unrecognized { value } => value,
        })
    }
}

impl From<core::Status> for Status {
    fn from(value: core::Status) -> Self {
        match value {
            core::Status::Active => Self::Active,
            core::Status::Inactive => Self::Inactive,
            other => Self::Unrecognized { value: other.as_str().to_owned() },
        }
    }
}

impl From<Status> for core::Status {
    fn from(value: Status) -> Self {
        value.to_string().as_str().into()
    }
}

/// Whether the endpoint of a hook has proved that it wants the events. Okta may add values at any time; its description is the value as Okta writes it.
#[derive(Clone, Debug, uniffi::Enum)]
#[uniffi::export(Display)]
pub enum VerificationStatus {
    /// `UNVERIFIED`: It has not, or its channel has changed since.
    Unverified,
    /// `VERIFIED`: It has.
    Verified,
    /// A value that this version does not know.
    Unrecognized { value: String },
}

impl fmt::Display for VerificationStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unverified => "UNVERIFIED",
            Self::Verified => "VERIFIED",
            Self::Unrecognized { value } => value,
        })
    }
}

impl From<core::VerificationStatus> for VerificationStatus {
    fn from(value: core::VerificationStatus) -> Self {
        match value {
            core::VerificationStatus::Unverified => Self::Unverified,
            core::VerificationStatus::Verified => Self::Verified,
            other => Self::Unrecognized { value: other.as_str().to_owned() },
        }
    }
}

impl From<VerificationStatus> for core::VerificationStatus {
    fn from(value: VerificationStatus) -> Self {
        value.to_string().as_str().into()
    }
}

/// What the items of a subscription are. Okta may add values at any time; its description is the value as Okta writes it.
#[derive(Clone, Debug, uniffi::Enum)]
#[uniffi::export(Display)]
pub enum SubscriptionType {
    /// `EVENT_TYPE`: Event types.
    EventType,
    /// A value that this version does not know.
    Unrecognized { value: String },
}

impl fmt::Display for SubscriptionType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EventType => "EVENT_TYPE",
            Self::Unrecognized { value } => value,
        })
    }
}

impl From<core::SubscriptionType> for SubscriptionType {
    fn from(value: core::SubscriptionType) -> Self {
        match value {
            core::SubscriptionType::EventType => Self::EventType,
            other => Self::Unrecognized { value: other.as_str().to_owned() },
        }
    }
}

impl From<SubscriptionType> for core::SubscriptionType {
    fn from(value: SubscriptionType) -> Self {
        value.to_string().as_str().into()
    }
}

/// The language of filters. Okta may add values at any time; its description is the value as Okta writes it.
#[derive(Clone, Debug, uniffi::Enum)]
#[uniffi::export(Display)]
pub enum FilterType {
    /// `EXPRESSION_LANGUAGE`: Okta Expression Language.
    ExpressionLanguage,
    /// A value that this version does not know.
    Unrecognized { value: String },
}

impl fmt::Display for FilterType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ExpressionLanguage => "EXPRESSION_LANGUAGE",
            Self::Unrecognized { value } => value,
        })
    }
}

impl From<core::FilterType> for FilterType {
    fn from(value: core::FilterType) -> Self {
        match value {
            core::FilterType::ExpressionLanguage => Self::ExpressionLanguage,
            other => Self::Unrecognized { value: other.as_str().to_owned() },
        }
    }
}

impl From<FilterType> for core::FilterType {
    fn from(value: FilterType) -> Self {
        value.to_string().as_str().into()
    }
}

/// How a channel carries events. Okta may add values at any time; its description is the value as Okta writes it.
#[derive(Clone, Debug, uniffi::Enum)]
#[uniffi::export(Display)]
pub enum ChannelType {
    /// `HTTP`: By HTTP requests.
    Http,
    /// A value that this version does not know.
    Unrecognized { value: String },
}

impl fmt::Display for ChannelType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Http => "HTTP",
            Self::Unrecognized { value } => value,
        })
    }
}

impl From<core::ChannelType> for ChannelType {
    fn from(value: core::ChannelType) -> Self {
        match value {
            core::ChannelType::Http => Self::Http,
            other => Self::Unrecognized { value: other.as_str().to_owned() },
        }
    }
}

impl From<ChannelType> for core::ChannelType {
    fn from(value: ChannelType) -> Self {
        value.to_string().as_str().into()
    }
}

/// How a request is authenticated to the endpoint. Okta may add values at any time; its description is the value as Okta writes it.
#[derive(Clone, Debug, uniffi::Enum)]
#[uniffi::export(Display)]
pub enum AuthSchemeType {
    /// `HEADER`: By a header.
    Header,
    /// A value that this version does not know.
    Unrecognized { value: String },
}

impl fmt::Display for AuthSchemeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Header => "HEADER",
            Self::Unrecognized { value } => value,
        })
    }
}

impl From<core::AuthSchemeType> for AuthSchemeType {
    fn from(value: core::AuthSchemeType) -> Self {
        match value {
            core::AuthSchemeType::Header => Self::Header,
            other => Self::Unrecognized { value: other.as_str().to_owned() },
        }
    }
}

impl From<AuthSchemeType> for core::AuthSchemeType {
    fn from(value: AuthSchemeType) -> Self {
        value.to_string().as_str().into()
    }
}

/// How grave an event is. Okta may add values at any time; its description is the value as Okta writes it.
#[derive(Clone, Debug, uniffi::Enum)]
#[uniffi::export(Display)]
pub enum Severity {
    /// `DEBUG`: For debugging.
    Debug,
    /// `INFO`: As it should be.
    Info,
    /// `WARN`: Worth a look.
    Warn,
    /// `ERROR`: Gone wrong.
    Error,
    /// A value that this version does not know.
    Unrecognized { value: String },
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Debug => "DEBUG",
            Self::Info => "INFO",
            Self::Warn => "WARN",
            Self::Error => "ERROR",
            Self::Unrecognized { value } => value,
        })
    }
}

impl From<core::log_event::Severity> for Severity {
    fn from(value: core::log_event::Severity) -> Self {
        match value {
            core::log_event::Severity::Debug => Self::Debug,
            core::log_event::Severity::Info => Self::Info,
            core::log_event::Severity::Warn => Self::Warn,
            core::log_event::Severity::Error => Self::Error,
            other => Self::Unrecognized { value: other.as_str().to_owned() },
        }
    }
}

impl From<Severity> for core::log_event::Severity {
    fn from(value: Severity) -> Self {
        value.to_string().as_str().into()
    }
}

/// An event hook as Okta returns it.
#[derive(Clone, Debug, uniffi::Record)]
pub struct EventHook {
    /// Okta's id of the hook, such as `who7kd2mQ9vYt3LxB5d7`.
    pub id: String,
    /// Whether it is switched on.
    pub status: Status,
    /// Whether its endpoint has proved that it wants the events.
    pub verification_status: VerificationStatus,
    /// Its name, unique in the org.
    pub name: String,
    /// What it subscribes to.
    pub events: EventSubscriptions,
    /// Where it delivers to.
    pub channel: EventHookChannel,
    /// A description; absent in old answers.
    #[uniffi(default = None)]
    pub description: Option<String>,
    /// When it was created.
    #[uniffi(default = None)]
    pub created: Option<Timestamp>,
    /// The id of the user who created it.
    #[uniffi(default = None)]
    pub created_by: Option<String>,
    /// When it was changed last. Okta's answer to a replacement has the old value: it is no version stamp.
    #[uniffi(default = None)]
    pub last_updated: Option<Timestamp>,
    /// What can be done with it in its state.
    #[uniffi(default = None)]
    pub links: Option<Json>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::EventHook> for EventHook {
    fn from(mut value: core::EventHook) -> Self {
        let extra = members(&value.take_extra());
        Self {
            id: value.id,
            status: value.status.into(),
            verification_status: value.verification_status.into(),
            name: value.name,
            description: value.description,
            created: value.created,
            created_by: value.created_by,
            last_updated: value.last_updated,
            events: value.events.into(),
            channel: value.channel.into(),
            links: value.links.map(|it| Json(it.json().get().to_owned())),
            extra,
        }
    }
}

impl TryFrom<EventHook> for core::EventHook {
    type Error = Refused;

    fn try_from(value: EventHook) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.id,
            value.status.into(),
            value.verification_status.into(),
            value.name,
            value.description,
            value.created,
            value.created_by,
            value.last_updated,
            value.events.try_into()?,
            value.channel.try_into()?,
            value.links.map(free_form).transpose()?,
            extra(value.extra)?,
        ))
    }
}

/// An event hook as it may be sent, to create one or to replace one.
#[derive(Clone, Debug, uniffi::Record)]
pub struct EventHookSpec {
    /// Its name: 1 to 255 characters, unique in the org.
    pub name: String,
    /// What it subscribes to.
    pub events: EventSubscriptions,
    /// Where it delivers to.
    pub channel: EventHookChannel,
    /// A description.
    #[uniffi(default = None)]
    pub description: Option<String>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::EventHookSpec> for EventHookSpec {
    fn from(mut value: core::EventHookSpec) -> Self {
        let extra = members(&value.take_extra());
        Self {
            name: value.name,
            description: value.description,
            events: value.events.into(),
            channel: value.channel.into(),
            extra,
        }
    }
}

impl TryFrom<EventHookSpec> for core::EventHookSpec {
    type Error = Refused;

    fn try_from(value: EventHookSpec) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.name,
            value.description,
            value.events.try_into()?,
            value.channel.try_into()?,
            extra(value.extra)?,
        ))
    }
}

/// The event types that a hook subscribes to.
#[derive(Clone, Debug, uniffi::Record)]
pub struct EventSubscriptions {
    /// Always `EVENT_TYPE` so far.
    pub r#type: SubscriptionType,
    /// Event types, such as `user.lifecycle.create`; at most 300. A set: Okta returns it in an order of its own.
    pub items: Vec<String>,
    /// Conditions on single event types. Needs the feature Event Hook Filtering.
    #[uniffi(default = None)]
    pub filter: Option<EventHookFilters>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::EventSubscriptions> for EventSubscriptions {
    fn from(mut value: core::EventSubscriptions) -> Self {
        let extra = members(&value.take_extra());
        Self {
            r#type: value.r#type.into(),
            items: value.items,
            filter: value.filter.map(Into::into),
            extra,
        }
    }
}

impl TryFrom<EventSubscriptions> for core::EventSubscriptions {
    type Error = Refused;

    fn try_from(value: EventSubscriptions) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.r#type.into(),
            value.items,
            optional(value.filter)?,
            extra(value.extra)?,
        ))
    }
}

/// The filters of a subscription, one an event type.
#[derive(Clone, Debug, uniffi::Record)]
pub struct EventHookFilters {
    /// The filters. An event type without one always passes.
    pub event_filter_map: Vec<EventFilter>,
    /// Always `EXPRESSION_LANGUAGE` so far.
    #[uniffi(default = None)]
    pub r#type: Option<FilterType>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::EventHookFilters> for EventHookFilters {
    fn from(mut value: core::EventHookFilters) -> Self {
        let extra = members(&value.take_extra());
        Self {
            r#type: value.r#type.map(Into::into),
            event_filter_map: value.event_filter_map.into_iter().map(Into::into).collect(),
            extra,
        }
    }
}

impl TryFrom<EventHookFilters> for core::EventHookFilters {
    type Error = Refused;

    fn try_from(value: EventHookFilters) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.r#type.map(Into::into),
            each(value.event_filter_map)?,
            extra(value.extra)?,
        ))
    }
}

/// A condition on the events of one type.
#[derive(Clone, Debug, uniffi::Record)]
pub struct EventFilter {
    /// The event type.
    pub event: String,
    /// What must hold for the event to be delivered.
    pub condition: Condition,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::EventFilter> for EventFilter {
    fn from(mut value: core::EventFilter) -> Self {
        let extra = members(&value.take_extra());
        Self {
            event: value.event,
            condition: value.condition.into(),
            extra,
        }
    }
}

impl TryFrom<EventFilter> for core::EventFilter {
    type Error = Refused;

    fn try_from(value: EventFilter) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.event,
            value.condition.try_into()?,
            extra(value.extra)?,
        ))
    }
}

/// A Boolean expression over an event.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Condition {
    /// The expression, such as `event.outcome.result eq 'FAILURE'`.
    pub expression: String,
    /// Internal to Okta; read-only.
    #[uniffi(default = None)]
    pub version: Option<String>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::Condition> for Condition {
    fn from(mut value: core::Condition) -> Self {
        let extra = members(&value.take_extra());
        Self {
            expression: value.expression,
            version: value.version,
            extra,
        }
    }
}

impl TryFrom<Condition> for core::Condition {
    type Error = Refused;

    fn try_from(value: Condition) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.expression,
            value.version,
            extra(value.extra)?,
        ))
    }
}

/// The endpoint that receives the events. A change in it makes Okta forget that the endpoint was verified.
#[derive(Clone, Debug, uniffi::Record)]
pub struct EventHookChannel {
    /// Always `HTTP` so far.
    pub r#type: ChannelType,
    /// Always `1.0.0` so far.
    pub version: String,
    /// Address, headers and authentication.
    pub config: EventHookChannelConfig,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::EventHookChannel> for EventHookChannel {
    fn from(mut value: core::EventHookChannel) -> Self {
        let extra = members(&value.take_extra());
        Self {
            r#type: value.r#type.into(),
            version: value.version,
            config: value.config.into(),
            extra,
        }
    }
}

impl TryFrom<EventHookChannel> for core::EventHookChannel {
    type Error = Refused;

    fn try_from(value: EventHookChannel) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.r#type.into(),
            value.version,
            value.config.try_into()?,
            extra(value.extra)?,
        ))
    }
}

/// Address, headers and authentication of an endpoint.
#[derive(Clone, Debug, uniffi::Record)]
pub struct EventHookChannelConfig {
    /// `https://…`, at most 1,024 characters, without white space.
    pub uri: String,
    /// Headers that Okta adds to each request. Okta returns their values in clear: keep secrets in `auth_scheme`.
    #[uniffi(default = None)]
    pub headers: Option<Vec<Header>>,
    /// Always `POST`; read-only.
    #[uniffi(default = None)]
    pub method: Option<String>,
    /// The header that proves to the endpoint that the request is meant for it.
    #[uniffi(default = None)]
    pub auth_scheme: Option<AuthScheme>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::EventHookChannelConfig> for EventHookChannelConfig {
    fn from(mut value: core::EventHookChannelConfig) -> Self {
        let extra = members(&value.take_extra());
        Self {
            uri: value.uri,
            headers: value.headers.map(|it| it.into_iter().map(Into::into).collect()),
            method: value.method,
            auth_scheme: value.auth_scheme.map(Into::into),
            extra,
        }
    }
}

impl TryFrom<EventHookChannelConfig> for core::EventHookChannelConfig {
    type Error = Refused;

    fn try_from(value: EventHookChannelConfig) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.uri,
            value.headers.map(each).transpose()?,
            value.method,
            optional(value.auth_scheme)?,
            extra(value.extra)?,
        ))
    }
}

/// A header that Okta adds to each request to the endpoint. Its value is not printed.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Header {
    /// Its name.
    pub key: String,
    /// Its value; `Debug` hides it, for in practice such headers carry keys.
    pub value: HeaderText,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::Header> for Header {
    fn from(mut value: core::Header) -> Self {
        let extra = members(&value.take_extra());
        Self {
            key: value.key,
            value: value.value,
            extra,
        }
    }
}

impl TryFrom<Header> for core::Header {
    type Error = Refused;

    fn try_from(value: Header) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.key,
            value.value,
            extra(value.extra)?,
        ))
    }
}

/// A header whose value is a secret shared with the endpoint. Okta never returns the value.
#[derive(Clone, Debug, uniffi::Record)]
pub struct AuthScheme {
    /// Always `HEADER` so far.
    pub r#type: AuthSchemeType,
    /// The name of the header, often `Authorization`; compare it in any case.
    pub key: String,
    /// The whole value of the header; `None` in what Okta returns.
    #[uniffi(default = None)]
    pub value: Option<Secret>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::AuthScheme> for AuthScheme {
    fn from(mut value: core::AuthScheme) -> Self {
        let extra = members(&value.take_extra());
        Self {
            r#type: value.r#type.into(),
            key: value.key,
            value: value.value,
            extra,
        }
    }
}

impl TryFrom<AuthScheme> for core::AuthScheme {
    type Error = Refused;

    fn try_from(value: AuthScheme) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.r#type.into(),
            value.key,
            value.value,
            extra(value.extra)?,
        ))
    }
}

/// Something that happened in an org: an entry of the System Log, or an event in a delivery.
#[derive(Clone, Debug, uniffi::Record)]
pub struct LogEvent {
    /// The event's own id, the same in a delivery and in the System Log: deduplicate on it.
    pub uuid: String,
    /// What happened, such as `user.lifecycle.deactivate`. New types appear without notice.
    pub event_type: String,
    /// When it happened. Deliveries are not in this order.
    #[uniffi(default = None)]
    pub published: Option<Timestamp>,
    /// Always `0` so far.
    #[uniffi(default = None)]
    pub version: Option<String>,
    /// How grave it is.
    #[uniffi(default = None)]
    pub severity: Option<Severity>,
    /// What happened, in words.
    #[uniffi(default = None)]
    pub display_message: Option<String>,
    /// The name of the type in a former API.
    #[uniffi(default = None)]
    pub legacy_event_type: Option<String>,
    /// Who did it.
    #[uniffi(default = None)]
    pub actor: Option<Actor>,
    /// From where it was done.
    #[uniffi(default = None)]
    pub client: Option<LogEventClient>,
    /// The request that caused it; in the System Log only.
    #[uniffi(default = None)]
    pub request: Option<LogEventRequest>,
    /// How it ended.
    #[uniffi(default = None)]
    pub outcome: Option<Outcome>,
    /// To whom or what it was done. Search by `type`, not by position.
    #[uniffi(default = None)]
    pub target: Option<Vec<Target>>,
    /// What ties it to other events.
    #[uniffi(default = None)]
    pub transaction: Option<Transaction>,
    /// What Okta adds for debugging.
    #[uniffi(default = None)]
    pub debug_context: Option<DebugContext>,
    /// How the actor proved who they are.
    #[uniffi(default = None)]
    pub authentication_context: Option<Json>,
    /// What is known of the network the request came from.
    #[uniffi(default = None)]
    pub security_context: Option<Json>,
    /// The device; in deliveries.
    #[uniffi(default = None)]
    pub device: Option<Json>,
    /// In deliveries; `null` in all that are known.
    #[uniffi(default = None)]
    pub insertion_timestamp: Option<Json>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::LogEvent> for LogEvent {
    fn from(mut value: core::LogEvent) -> Self {
        let extra = members(&value.take_extra());
        Self {
            uuid: value.uuid,
            published: value.published,
            event_type: value.event_type,
            version: value.version,
            severity: value.severity.map(Into::into),
            display_message: value.display_message,
            legacy_event_type: value.legacy_event_type,
            actor: value.actor.map(Into::into),
            client: value.client.map(Into::into),
            request: value.request.map(Into::into),
            outcome: value.outcome.map(Into::into),
            target: value.target.map(|it| it.into_iter().map(Into::into).collect()),
            transaction: value.transaction.map(Into::into),
            debug_context: value.debug_context.map(Into::into),
            authentication_context: value.authentication_context.map(|it| Json(it.as_str().to_owned())),
            security_context: value.security_context.map(|it| Json(it.as_str().to_owned())),
            device: value.device.map(|it| Json(it.as_str().to_owned())),
            insertion_timestamp: value.insertion_timestamp.map(|it| Json(it.as_str().to_owned())),
            extra,
        }
    }
}

impl TryFrom<LogEvent> for core::LogEvent {
    type Error = Refused;

    fn try_from(value: LogEvent) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.uuid,
            value.published,
            value.event_type,
            value.version,
            value.severity.map(Into::into),
            value.display_message,
            value.legacy_event_type,
            optional(value.actor)?,
            optional(value.client)?,
            optional(value.request)?,
            optional(value.outcome)?,
            value.target.map(each).transpose()?,
            optional(value.transaction)?,
            optional(value.debug_context)?,
            value.authentication_context.map(free_form).transpose()?,
            value.security_context.map(free_form).transpose()?,
            value.device.map(free_form).transpose()?,
            value.insertion_timestamp.map(free_form).transpose()?,
            extra(value.extra)?,
        ))
    }
}

/// Who did something.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Actor {
    /// Okta's id.
    #[uniffi(default = None)]
    pub id: Option<String>,
    /// Such as `User` or `SystemPrincipal`.
    #[uniffi(default = None)]
    pub r#type: Option<String>,
    /// Such as the login.
    #[uniffi(default = None)]
    pub alternate_id: Option<String>,
    /// For people to read.
    #[uniffi(default = None)]
    pub display_name: Option<String>,
    /// More, by type.
    #[uniffi(default = None)]
    pub detail_entry: Option<Json>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::log_event::Actor> for Actor {
    fn from(mut value: core::log_event::Actor) -> Self {
        let extra = members(&value.take_extra());
        Self {
            id: value.id,
            r#type: value.r#type,
            alternate_id: value.alternate_id,
            display_name: value.display_name,
            detail_entry: value.detail_entry.map(|it| Json(it.as_str().to_owned())),
            extra,
        }
    }
}

impl TryFrom<Actor> for core::log_event::Actor {
    type Error = Refused;

    fn try_from(value: Actor) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.id,
            value.r#type,
            value.alternate_id,
            value.display_name,
            value.detail_entry.map(free_form).transpose()?,
            extra(value.extra)?,
        ))
    }
}

/// From where something was done.
#[derive(Clone, Debug, uniffi::Record)]
pub struct LogEventClient {
    /// The address.
    #[uniffi(default = None)]
    pub ip_address: Option<String>,
    /// The kind of device.
    #[uniffi(default = None)]
    pub device: Option<String>,
    /// The zone; deliveries have been seen with the text `null` in it.
    #[uniffi(default = None)]
    pub zone: Option<String>,
    /// The addresses through which the request came; in deliveries.
    #[uniffi(default = None)]
    pub ip_chain: Option<Vec<IpAddress>>,
    /// The browser or program.
    #[uniffi(default = None)]
    pub user_agent: Option<Json>,
    /// Where on earth the address is.
    #[uniffi(default = None)]
    pub geographical_context: Option<Json>,
    /// The id of an OAuth 2.0 client.
    #[uniffi(default = None)]
    pub id: Option<String>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::log_event::Client> for LogEventClient {
    fn from(mut value: core::log_event::Client) -> Self {
        let extra = members(&value.take_extra());
        Self {
            ip_address: value.ip_address,
            device: value.device,
            zone: value.zone,
            ip_chain: value.ip_chain.map(|it| it.into_iter().map(Into::into).collect()),
            user_agent: value.user_agent.map(|it| Json(it.as_str().to_owned())),
            geographical_context: value.geographical_context.map(|it| Json(it.as_str().to_owned())),
            id: value.id,
            extra,
        }
    }
}

impl TryFrom<LogEventClient> for core::log_event::Client {
    type Error = Refused;

    fn try_from(value: LogEventClient) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.ip_address,
            value.device,
            value.zone,
            value.ip_chain.map(each).transpose()?,
            value.user_agent.map(free_form).transpose()?,
            value.geographical_context.map(free_form).transpose()?,
            value.id,
            extra(value.extra)?,
        ))
    }
}

/// The request that caused an event.
#[derive(Clone, Debug, uniffi::Record)]
pub struct LogEventRequest {
    /// The addresses through which the request came; in the System Log.
    #[uniffi(default = None)]
    pub ip_chain: Option<Vec<IpAddress>>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::log_event::Request> for LogEventRequest {
    fn from(mut value: core::log_event::Request) -> Self {
        let extra = members(&value.take_extra());
        Self {
            ip_chain: value.ip_chain.map(|it| it.into_iter().map(Into::into).collect()),
            extra,
        }
    }
}

impl TryFrom<LogEventRequest> for core::log_event::Request {
    type Error = Refused;

    fn try_from(value: LogEventRequest) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.ip_chain.map(each).transpose()?,
            extra(value.extra)?,
        ))
    }
}

/// An address through which a request came.
#[derive(Clone, Debug, uniffi::Record)]
pub struct IpAddress {
    /// The address.
    #[uniffi(default = None)]
    pub ip: Option<String>,
    /// `V4` or `V6`.
    #[uniffi(default = None)]
    pub version: Option<String>,
    /// Where on earth the address is.
    #[uniffi(default = None)]
    pub geographical_context: Option<Json>,
    /// Where the address was taken from.
    #[uniffi(default = None)]
    pub source: Option<String>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::log_event::IpAddress> for IpAddress {
    fn from(mut value: core::log_event::IpAddress) -> Self {
        let extra = members(&value.take_extra());
        Self {
            ip: value.ip,
            version: value.version,
            geographical_context: value.geographical_context.map(|it| Json(it.as_str().to_owned())),
            source: value.source,
            extra,
        }
    }
}

impl TryFrom<IpAddress> for core::log_event::IpAddress {
    type Error = Refused;

    fn try_from(value: IpAddress) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.ip,
            value.version,
            value.geographical_context.map(free_form).transpose()?,
            value.source,
            extra(value.extra)?,
        ))
    }
}

/// How something ended.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Outcome {
    /// Such as `SUCCESS`, `FAILURE`, `SKIPPED`, `ALLOW`, `DENY`, `CHALLENGE` or `UNKNOWN`; more may come.
    #[uniffi(default = None)]
    pub result: Option<String>,
    /// Why.
    #[uniffi(default = None)]
    pub reason: Option<String>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::log_event::Outcome> for Outcome {
    fn from(mut value: core::log_event::Outcome) -> Self {
        let extra = members(&value.take_extra());
        Self {
            result: value.result,
            reason: value.reason,
            extra,
        }
    }
}

impl TryFrom<Outcome> for core::log_event::Outcome {
    type Error = Refused;

    fn try_from(value: Outcome) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.result,
            value.reason,
            extra(value.extra)?,
        ))
    }
}

/// To whom or what something was done.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Target {
    /// Okta's id.
    #[uniffi(default = None)]
    pub id: Option<String>,
    /// Such as `User`, `UserGroup` or `AppInstance`.
    #[uniffi(default = None)]
    pub r#type: Option<String>,
    /// Such as the login.
    #[uniffi(default = None)]
    pub alternate_id: Option<String>,
    /// For people to read.
    #[uniffi(default = None)]
    pub display_name: Option<String>,
    /// More, by type.
    #[uniffi(default = None)]
    pub detail_entry: Option<Json>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::log_event::Target> for Target {
    fn from(mut value: core::log_event::Target) -> Self {
        let extra = members(&value.take_extra());
        Self {
            id: value.id,
            r#type: value.r#type,
            alternate_id: value.alternate_id,
            display_name: value.display_name,
            detail_entry: value.detail_entry.map(|it| Json(it.as_str().to_owned())),
            extra,
        }
    }
}

impl TryFrom<Target> for core::log_event::Target {
    type Error = Refused;

    fn try_from(value: Target) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.id,
            value.r#type,
            value.alternate_id,
            value.display_name,
            value.detail_entry.map(free_form).transpose()?,
            extra(value.extra)?,
        ))
    }
}

/// What ties events together.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Transaction {
    /// For a web request, Okta's id of the request.
    #[uniffi(default = None)]
    pub id: Option<String>,
    /// `WEB` or `JOB`.
    #[uniffi(default = None)]
    pub r#type: Option<String>,
    /// More, such as the id of the API token.
    #[uniffi(default = None)]
    pub detail: Option<Json>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::log_event::Transaction> for Transaction {
    fn from(mut value: core::log_event::Transaction) -> Self {
        let extra = members(&value.take_extra());
        Self {
            id: value.id,
            r#type: value.r#type,
            detail: value.detail.map(|it| Json(it.as_str().to_owned())),
            extra,
        }
    }
}

impl TryFrom<Transaction> for core::log_event::Transaction {
    type Error = Refused;

    fn try_from(value: Transaction) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.id,
            value.r#type,
            value.detail.map(free_form).transpose()?,
            extra(value.extra)?,
        ))
    }
}

/// What Okta adds for debugging.
#[derive(Clone, Debug, uniffi::Record)]
pub struct DebugContext {
    /// Names and values, mostly texts. Its names are no contract: they change by release.
    #[uniffi(default = None)]
    pub debug_data: Option<Json>,
    /// Members that this version does not know, to the letter, and those that Okta sent as `null`.
    #[uniffi(default = [])]
    pub extra: Vec<Member>,
}

impl From<core::log_event::DebugContext> for DebugContext {
    fn from(mut value: core::log_event::DebugContext) -> Self {
        let extra = members(&value.take_extra());
        Self {
            debug_data: value.debug_data.map(|it| Json(it.as_str().to_owned())),
            extra,
        }
    }
}

impl TryFrom<DebugContext> for core::log_event::DebugContext {
    type Error = Refused;

    fn try_from(value: DebugContext) -> Result<Self, Refused> {
        Ok(Self::from_fields(
            value.debug_data.map(free_form).transpose()?,
            extra(value.extra)?,
        ))
    }
}
