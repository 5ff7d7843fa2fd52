//! Any operation behind one type, for bindings and tools.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::{
    ActivateEventHook, CreateEventHook, DeactivateEventHook, DeleteEventHook, GetEventHook, InvalidPaging,
    ListEventHooks, OPERATIONS, Operation, OperationInfo, ReplaceEventHook, VerifyEventHook,
};
use crate::error::{Error, InvalidInput};
use crate::model::{EventHook, EventHookSpec, Page};
use crate::org::OrgUrl;
use crate::secret::Secret;

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
}

/// What any operation returns.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum AnyOutput {
    /// The hooks of the org.
    EventHooks(Page<EventHook>),
    /// A hook.
    EventHook(Box<EventHook>),
    /// Nothing.
    Nothing,
}

/// The parameters of the operations, under Okta's names for them.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Parameters {
    event_hook_id: Option<String>,
    event_hook: Option<EventHookSpec>,
    keep_auth_scheme: bool,
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
        let Some(info) = OPERATIONS.iter().find(|info| info.id == operation_id) else {
            let ids: Vec<&str> = OPERATIONS.iter().map(|info| info.id).collect();
            return Err(InvalidInput::new(format!("no such operation; there are {}", ids.join(", "))));
        };
        let parameters: Parameters = serde_json::from_str(parameters)
            .map_err(|error| InvalidInput::new(format!("the parameters cannot be read: {error}")).of(info))?;
        let missing = |name: &str| InvalidInput::new(format!("the parameter {name} is missing")).of(info);
        let id = parameters.event_hook_id.ok_or_else(|| missing("eventHookId"));
        let spec = parameters.event_hook.ok_or_else(|| missing("eventHook"));
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
            _ => Self::ListEventHooks(ListEventHooks::new()),
        })
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

impl From<()> for AnyOutput {
    fn from((): ()) -> Self {
        Self::Nothing
    }
}

/// A list is an array in which an unreadable item is `{"unreadable": <its JSON>}`; nothing is `null`.
impl Serialize for AnyOutput {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(untagged)]
        enum Entry<'a> {
            Hook(&'a EventHook),
            Unreadable { unreadable: &'a serde_json::value::RawValue },
        }
        match self {
            Self::EventHooks(page) => serializer.collect_seq(page.items.iter().map(|item| match item {
                Ok(hook) => Entry::Hook(hook),
                Err(unreadable) => Entry::Unreadable { unreadable: unreadable.json() },
            })),
            Self::EventHook(hook) => hook.serialize(serializer),
            Self::Nothing => serializer.serialize_unit(),
        }
    }
}
