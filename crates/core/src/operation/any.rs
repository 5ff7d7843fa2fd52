//! Any operation behind one type, for bindings and tools.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{
    ActivateEventHook, CreateEventHook, DeactivateEventHook, DeleteEventHook, GetEventHook, InvalidPaging,
    ListEventHooks, ListLogEvents, OPERATIONS, Operation, OperationInfo, PollLogEvents, Polled,
    ReplaceEventHook, VerifyEventHook,
};
use crate::error::{Error, InvalidInput};
use crate::log_query::{Conditions, LogPoll, LogQuery};
use crate::model::{Cursor, EventHook, EventHookSpec, Extra, Item, LogEvent, Page};
use crate::org::OrgUrl;
use crate::secret::Secret;
use crate::time::Timestamp;

/// Any operation behind one type: one machine serves every binding.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum AnyOperation {
    /// `listEventHooks`
    ListEventHooks(ListEventHooks),
    /// `createEventHook`
    CreateEventHook(CreateEventHook),
    /// `getEventHook`
    GetEventHook(GetEventHook),
    /// `replaceEventHook`
    ReplaceEventHook(ReplaceEventHook),
    /// `deleteEventHook`
    DeleteEventHook(DeleteEventHook),
    /// `activateEventHook`
    ActivateEventHook(ActivateEventHook),
    /// `deactivateEventHook`
    DeactivateEventHook(DeactivateEventHook),
    /// `verifyEventHook`
    VerifyEventHook(VerifyEventHook),
    /// `listLogEvents`, bounded
    ListLogEvents(ListLogEvents),
    /// `listLogEvents`, polling
    PollLogEvents(PollLogEvents),
}

/// What any operation returns.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum AnyOutput {
    /// The hooks of the org.
    EventHooks(Page<EventHook>),
    /// A hook.
    EventHook(Box<EventHook>),
    /// A page of the System Log.
    LogEvents(Page<LogEvent>),
    /// Nothing.
    Nothing,
}

/// The parameters of the operations, under Okta's names for them.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Parameters {
    event_hook_id: Option<String>,
    event_hook: Option<EventHookSpec>,
    keep_auth_scheme: bool,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    filter: Option<String>,
    q: Option<String>,
    limit: Option<u32>,
    sort_order: Option<String>,
    after: Option<Cursor>,
}

impl AnyOperation {
    /// The operation of this operationId, its parameters as JSON: `eventHookId`, `eventHook` (the body),
    /// `keepAuthScheme`.
    ///
    /// ```
    /// use okta_event_hooks_core::{AnyOperation, Operation as _};
    ///
    /// let operation = AnyOperation::from_json("getEventHook", r#"{"eventHookId": "who7kd2mQ9vYt3LxB5d7"}"#)?;
    /// assert_eq!(operation.info().id, "getEventHook");
    /// # Ok::<(), okta_event_hooks_core::InvalidInput>(())
    /// ```
    ///
    /// # Errors
    /// When there is no such operation, or its parameters are not those it takes.
    pub fn from_json(operation_id: &str, parameters: &str) -> Result<Self, InvalidInput> {
        Self::from_parts(operation_id, parameters, None)
    }

    /// The same with `eventHook`, which the JSON then has not: for a spec that was read
    /// [strictly](EventHookSpec::from_input).
    ///
    /// ```
    /// use okta_event_hooks_core::{AnyOperation, EventHookSpec, Operation as _};
    ///
    /// let spec = EventHookSpec::new("Feed", "https://hooks.example.com/okta/events").event("user.lifecycle.create");
    /// let operation = AnyOperation::with_event_hook("createEventHook", "{}", spec)?;
    /// assert_eq!(operation.info().id, "createEventHook");
    /// # Ok::<(), okta_event_hooks_core::InvalidInput>(())
    /// ```
    ///
    /// # Errors
    /// As [`Self::from_json`].
    pub fn with_event_hook(
        operation_id: &str,
        parameters: &str,
        event_hook: EventHookSpec,
    ) -> Result<Self, InvalidInput> {
        Self::from_parts(operation_id, parameters, Some(event_hook))
    }

    fn from_parts(
        operation_id: &str,
        parameters: &str,
        event_hook: Option<EventHookSpec>,
    ) -> Result<Self, InvalidInput> {
        let Some(info) = OPERATIONS.iter().find(|info| info.id == operation_id) else {
            let ids: Vec<&str> = OPERATIONS.iter().map(|info| info.id).collect();
            return Err(InvalidInput::new(format!("no such operation; there are {}", ids.join(", "))));
        };
        let wrong = |why: String| InvalidInput::new(why).of(info);
        let unreadable = |error: serde_json::Error| wrong(format!("the parameters cannot be read: {error}"));
        let names: Extra = serde_json::from_str(parameters).map_err(unreadable)?;
        let given = names.iter().map(|(name, _)| name).chain(event_hook.iter().map(|_| "eventHook"));
        if let Some(name) = given.into_iter().find(|name| !info.parameters.contains(name)) {
            let known = info.parameters.join(", ");
            return Err(wrong(format!("there is no parameter {name:?}; there are: {known}")));
        }
        let parameters: Parameters = serde_json::from_str(parameters).map_err(unreadable)?;
        let missing = |name: &str| InvalidInput::new(format!("the parameter {name} is missing")).of(info);
        let id = parameters.event_hook_id.clone().ok_or_else(|| missing("eventHookId"));
        let spec = event_hook.or_else(|| parameters.event_hook.clone()).ok_or_else(|| missing("eventHook"));
        Ok(match operation_id {
            "createEventHook" => Self::CreateEventHook(CreateEventHook::new(spec?)),
            "getEventHook" => Self::GetEventHook(GetEventHook::new(id?)),
            "replaceEventHook" => {
                let replace = ReplaceEventHook::new(id?, spec?);
                let keep = parameters.keep_auth_scheme;
                Self::ReplaceEventHook(if keep { replace.keep_auth_scheme() } else { replace })
            }
            "deleteEventHook" => Self::DeleteEventHook(DeleteEventHook::new(id?)),
            "activateEventHook" => Self::ActivateEventHook(ActivateEventHook::new(id?)),
            "deactivateEventHook" => Self::DeactivateEventHook(DeactivateEventHook::new(id?)),
            "verifyEventHook" => Self::VerifyEventHook(VerifyEventHook::new(id?)),
            "listLogEvents" => parameters.log_events().map_err(|error| error.of(info))?,
            _ => Self::ListEventHooks(ListEventHooks::new()),
        })
    }
}

impl Parameters {
    /// The mode is told by `until`, as Okta tells it.
    fn log_events(self) -> Result<AnyOperation, InvalidInput> {
        let wrong = |why: &str| Err(InvalidInput::new(why));
        let descending = match self.sort_order.as_deref() {
            None | Some("ASCENDING") => false,
            Some("DESCENDING") => true,
            Some(_) => return wrong("sortOrder is neither ASCENDING nor DESCENDING"),
        };
        if let Some(cursor) = self.after {
            let alone =
                self.since.is_none() && self.filter.is_none() && self.q.is_none() && self.limit.is_none();
            if !alone || self.until.is_some() || self.sort_order.is_some() {
                return wrong("after goes alone: it holds all that was asked for");
            }
            return Ok(AnyOperation::ListLogEvents(ListLogEvents::after(cursor)));
        }
        let conditions = Conditions { filter: self.filter, q: self.q, limit: self.limit };
        let Some(until) = self.until else {
            if descending {
                return wrong("sortOrder DESCENDING needs until: a poll has no newest entry");
            }
            let poll = LogPoll { since: self.since, conditions };
            return Ok(AnyOperation::PollLogEvents(PollLogEvents::new(poll)));
        };
        let query = LogQuery { since: self.since, until, conditions, newest_first: descending };
        Ok(AnyOperation::ListLogEvents(ListLogEvents::new(query)))
    }
}

/// Does the same with whichever operation it is.
macro_rules! each {
    ($any:expr, $operation:ident => $do:expr) => {
        match $any {
            AnyOperation::ListEventHooks($operation) => $do,
            AnyOperation::CreateEventHook($operation) => $do,
            AnyOperation::GetEventHook($operation) => $do,
            AnyOperation::ReplaceEventHook($operation) => $do,
            AnyOperation::DeleteEventHook($operation) => $do,
            AnyOperation::ActivateEventHook($operation) => $do,
            AnyOperation::DeactivateEventHook($operation) => $do,
            AnyOperation::VerifyEventHook($operation) => $do,
            AnyOperation::ListLogEvents($operation) => $do,
            AnyOperation::PollLogEvents($operation) => $do,
        }
    };
}

impl Operation for AnyOperation {
    type Output = AnyOutput;

    fn info(&self) -> &'static OperationInfo {
        each!(self, operation => operation.info())
    }

    fn request(&self, org: &OrgUrl) -> Result<http::Request<Vec<u8>>, InvalidInput> {
        each!(self, operation => operation.request(org))
    }

    fn parse(&self, response: &http::Response<&[u8]>) -> Result<AnyOutput, Error> {
        each!(self, operation => operation.parse(response).map(AnyOutput::from))
    }

    fn advance(&mut self, output: AnyOutput) -> Result<ControlFlow<AnyOutput>, InvalidPaging> {
        match (self, output) {
            (Self::ListEventHooks(list), AnyOutput::EventHooks(page)) => Ok(match list.advance(page)? {
                ControlFlow::Break(page) => ControlFlow::Break(AnyOutput::EventHooks(page)),
                ControlFlow::Continue(()) => ControlFlow::Continue(()),
            }),
            (_, output) => Ok(ControlFlow::Break(output)),
        }
    }

    fn already_done(&self) -> Option<AnyOutput> {
        each!(self, operation => operation.already_done().map(AnyOutput::from))
    }

    fn secret(&self) -> Option<&Secret> {
        each!(self, operation => operation.secret())
    }
}

impl From<Page<EventHook>> for AnyOutput {
    fn from(page: Page<EventHook>) -> Self {
        Self::EventHooks(page)
    }
}

impl From<EventHook> for AnyOutput {
    fn from(hook: EventHook) -> Self {
        Self::EventHook(Box::new(hook))
    }
}

impl From<Page<LogEvent>> for AnyOutput {
    fn from(page: Page<LogEvent>) -> Self {
        Self::LogEvents(page)
    }
}

impl From<Polled> for AnyOutput {
    fn from(page: Polled) -> Self {
        Self::LogEvents(Page { items: page.items, next: Some(page.next) })
    }
}

impl From<()> for AnyOutput {
    fn from((): ()) -> Self {
        Self::Nothing
    }
}

/// A list is an array in which an unreadable item is `{"unreadable": <its JSON>}`; a page of the log is `{"items": …,
/// "next": <cursor>}`; nothing is `null`.
impl Serialize for AnyOutput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct LogPage<'a> {
            items: Items<'a, LogEvent>,
            next: &'a Option<Cursor>,
        }
        match self {
            Self::EventHooks(page) => Items(&page.items).serialize(serializer),
            Self::EventHook(hook) => hook.serialize(serializer),
            Self::LogEvents(page) => {
                LogPage { items: Items(&page.items), next: &page.next }.serialize(serializer)
            }
            Self::Nothing => serializer.serialize_unit(),
        }
    }
}

struct Items<'a, T>(&'a [Item<T>]);

impl<T: Serialize> Serialize for Items<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(untagged)]
        enum Entry<'a, T> {
            Item(&'a T),
            Unreadable { unreadable: &'a RawValue },
        }
        serializer.collect_seq(self.0.iter().map(|item| match item {
            Ok(item) => Entry::Item(item),
            Err(unreadable) => Entry::Unreadable { unreadable: unreadable.json() },
        }))
    }
}
