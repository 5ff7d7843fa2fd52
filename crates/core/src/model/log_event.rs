//! Something that happened in an org.

use super::{Json, model, open_enum};
use crate::time::Timestamp;

model! {
    /// Something that happened in an org: an entry of the System Log, or an event in a delivery.
    ///
    /// The two have different shapes in places: a delivery has the IP chain in `client` and may leave members out,
    /// the System Log has it in `request`. This reads both. What this version does not name is in `extra`, and what
    /// Okta documents as free-form stays JSON text until it is asked for.
    ///
    /// See <https://developer.okta.com/docs/reference/system-log-query/>.
    pub struct LogEvent {
        /// The event's own id, the same in a delivery and in the System Log: deduplicate on it.
        uuid: required String = "uuid",
        /// When it happened. Deliveries are not in this order.
        published: optional Timestamp = "published",
        /// What happened, such as `user.lifecycle.deactivate`. New types appear without notice.
        event_type: required String = "eventType",
        /// Always `0` so far.
        version: optional String = "version",
        /// How grave it is.
        severity: optional Severity = "severity",
        /// What happened, in words.
        display_message: optional String = "displayMessage",
        /// The name of the type in a former API.
        legacy_event_type: optional String = "legacyEventType",
        /// Who did it.
        actor: optional Actor = "actor",
        /// From where it was done.
        client: optional Client = "client",
        /// The request that caused it; in the System Log only.
        request: optional Request = "request",
        /// How it ended.
        outcome: optional Outcome = "outcome",
        /// To whom or what it was done. Search by `type`, not by position.
        target: optional Vec<Target> = "target",
        /// What ties it to other events.
        transaction: optional Transaction = "transaction",
        /// What Okta adds for debugging.
        debug_context: optional DebugContext = "debugContext",
        /// How the actor proved who they are.
        authentication_context: optional Json = "authenticationContext",
        /// What is known of the network the request came from.
        security_context: optional Json = "securityContext",
        /// The device; in deliveries.
        device: optional Json = "device",
        /// In deliveries; `null` in all that are known.
        insertion_timestamp: optional Json = "insertionTimestamp",
    }
}

impl LogEvent {
    /// The ids of the hooks that were configured for this event; being named is no proof of delivery.
    pub fn target_event_hook_ids(&self) -> Vec<String> {
        let Some(ids) = self.debug_data("targetEventHookIds") else {
            return Vec::new();
        };
        ids.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
    }

    /// A text in `debugContext.debugData`. Its keys are no contract: they change by release.
    pub fn debug_data(&self, name: &str) -> Option<String> {
        self.debug_context.as_ref()?.debug_data.as_ref()?.member(name)
    }

    /// The addresses through which the request came, from wherever this shape keeps them.
    pub fn ip_chain(&self) -> &[IpAddress] {
        let in_client = self.client.as_ref().and_then(|client| client.ip_chain.as_deref());
        let in_request = || self.request.as_ref().and_then(|request| request.ip_chain.as_deref());
        in_client.filter(|chain| !chain.is_empty()).or_else(in_request).unwrap_or_default()
    }

    /// The first target of a type, such as `User` or `UserGroup`.
    pub fn target_of_type(&self, r#type: &str) -> Option<&Target> {
        self.target.iter().flatten().find(|target| target.r#type.as_deref() == Some(r#type))
    }
}

open_enum! {
    /// How grave an event is.
    pub enum Severity {
        /// For debugging.
        Debug = "DEBUG",
        /// As it should be.
        Info = "INFO",
        /// Worth a look.
        Warn = "WARN",
        /// Gone wrong.
        Error = "ERROR",
    }
}

model! {
    /// Who did something.
    pub struct Actor {
        /// Okta's id.
        id: optional String = "id",
        /// Such as `User` or `SystemPrincipal`.
        r#type: optional String = "type",
        /// Such as the login.
        alternate_id: optional String = "alternateId",
        /// For people to read.
        display_name: optional String = "displayName",
        /// More, by type.
        detail_entry: optional Json = "detailEntry",
    }
}

model! {
    /// To whom or what something was done.
    pub struct Target {
        /// Okta's id.
        id: optional String = "id",
        /// Such as `User`, `UserGroup` or `AppInstance`.
        r#type: optional String = "type",
        /// Such as the login.
        alternate_id: optional String = "alternateId",
        /// For people to read.
        display_name: optional String = "displayName",
        /// More, by type.
        detail_entry: optional Json = "detailEntry",
    }
}

model! {
    /// How something ended.
    pub struct Outcome {
        /// Such as `SUCCESS`, `FAILURE`, `SKIPPED`, `ALLOW`, `DENY`, `CHALLENGE` or `UNKNOWN`; more may come.
        result: optional String = "result",
        /// Why.
        reason: optional String = "reason",
    }
}

model! {
    /// From where something was done.
    pub struct Client {
        /// The address.
        ip_address: optional String = "ipAddress",
        /// The kind of device.
        device: optional String = "device",
        /// The zone; deliveries have been seen with the text `null` in it.
        zone: optional String = "zone",
        /// The addresses through which the request came; in deliveries.
        ip_chain: optional Vec<IpAddress> = "ipChain",
        /// The browser or program.
        user_agent: optional Json = "userAgent",
        /// Where on earth the address is.
        geographical_context: optional Json = "geographicalContext",
        /// The id of an OAuth 2.0 client.
        id: optional String = "id",
    }
}

model! {
    /// The request that caused an event.
    pub struct Request {
        /// The addresses through which the request came; in the System Log.
        ip_chain: optional Vec<IpAddress> = "ipChain",
    }
}

model! {
    /// An address through which a request came.
    pub struct IpAddress {
        /// The address.
        ip: optional String = "ip",
        /// `V4` or `V6`.
        version: optional String = "version",
        /// Where on earth the address is.
        geographical_context: optional Json = "geographicalContext",
        /// Where the address was taken from.
        source: optional String = "source",
    }
}

model! {
    /// What ties events together.
    pub struct Transaction {
        /// For a web request, Okta's id of the request.
        id: optional String = "id",
        /// `WEB` or `JOB`.
        r#type: optional String = "type",
        /// More, such as the id of the API token.
        detail: optional Json = "detail",
    }
}

model! {
    /// What Okta adds for debugging.
    pub struct DebugContext {
        /// Names and values, mostly texts. Its names are no contract: they change by release.
        debug_data: optional Json = "debugData",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Found by the fuzzer: the slow way took a `null` for a value of free form.
    #[test]
    fn a_null_is_none_however_it_is_read() {
        let event = |zone: &str| {
            let text =
                r#"{"uuid":"u","eventType":"e","device":null,"client":{"zone":ZONE,"userAgent":null}}"#;
            LogEvent::from_json(text.replace("ZONE", zone)).unwrap()
        };
        for event in [event("\"z\""), event("5")] {
            assert_eq!(event.device, None);
            assert_eq!(event.client.as_ref().unwrap().user_agent, None);
            let printed = serde_json::to_string(&event).unwrap();
            assert!(
                printed.contains(r#""device":null"#) && printed.contains(r#""userAgent":null"#),
                "{printed}"
            );
        }
    }
}
