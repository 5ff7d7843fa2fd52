//! What Okta sends and takes: typed where it is known, verbatim where it is not.

pub(crate) mod extra;
mod lenient;
mod macros;

mod channel;
mod event_hook;
mod info;
mod json;
mod link;
mod log_event;
mod page;
mod spelling;
mod subscription;

pub(crate) use extra::FromText;
pub(crate) use lenient::{Lenient, read, text};
pub(crate) use macros::{model, open_enum};

pub use channel::{
    AuthScheme, AuthSchemeType, ChannelType, EventHookChannel, EventHookChannelConfig, Header, HeaderText,
};
pub use event_hook::{EventHook, EventHookSpec, Status, VerificationStatus};
pub use extra::{Extra, Unrecognized};
pub use info::{ENUMS, EnumInfo, FieldInfo, MODELS, ModelInfo};
pub use json::Json;
pub use link::{Link, LinkHints, Links};
pub use log_event::{
    Actor, Client, DebugContext, IpAddress, LogEvent, Outcome, Request, Severity, Target, Transaction,
};
pub(crate) use page::items;
pub use page::{Cursor, Item, Page, Unreadable};
pub use spelling::likely;
pub use subscription::{
    Condition, EventFilter, EventHookFilters, EventSubscriptions, FilterType, SubscriptionType,
};
