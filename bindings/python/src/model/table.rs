//! What is known of each model. Written by `cargo xtask codegen` from the core's table.

use super::*;

model! {
    EventHook over core::EventHook, "An event hook as Okta returns it.", {
        /// Okta's id of the hook, such as `who7kd2mQ9vYt3LxB5d7`.
        id: id = "id",
        /// Whether it is switched on.
        status: status = "status",
        /// Whether its endpoint has proved that it wants the events.
        verification_status: verification_status = "verificationStatus",
        /// Its name, unique in the org.
        name: name = "name",
        /// A description; absent in old answers.
        description: description = "description",
        /// When it was created.
        created: created = "created",
        /// Okta's own text of `created`.
        created_text: created as text = "created",
        /// The id of the user who created it.
        created_by: created_by = "createdBy",
        /// When it was changed last. Okta's answer to a replacement has the old value: it is no version stamp.
        last_updated: last_updated = "lastUpdated",
        /// Okta's own text of `last_updated`.
        last_updated_text: last_updated as text = "lastUpdated",
        /// What it subscribes to.
        events: events = "events",
        /// Where it delivers to.
        channel: channel = "channel",
        /// What can be done with it in its state.
        links: links = "_links",
    }
}

model! {
    EventHookSpec over core::EventHookSpec, "An event hook as it may be sent, to create one or to replace one.", {
        /// Its name: 1 to 255 characters, unique in the org.
        name: name = "name",
        /// A description.
        description: description = "description",
        /// What it subscribes to.
        events: events = "events",
        /// Where it delivers to.
        channel: channel = "channel",
    }
}

model! {
    EventSubscriptions over core::EventSubscriptions, "The event types that a hook subscribes to.", {
        /// Always `EVENT_TYPE` so far.
        r#type: r#type = "type",
        /// Event types, such as `user.lifecycle.create`; at most 300. A set: Okta returns it in an order of its own.
        items: items = "items",
        /// Conditions on single event types. Needs the feature Event Hook Filtering.
        filter: filter = "filter",
    }
}

model! {
    EventHookFilters over core::EventHookFilters, "The filters of a subscription, one an event type.", {
        /// Always `EXPRESSION_LANGUAGE` so far.
        r#type: r#type = "type",
        /// The filters. An event type without one always passes.
        event_filter_map: event_filter_map = "eventFilterMap",
    }
}

model! {
    EventFilter over core::EventFilter, "A condition on the events of one type.", {
        /// The event type.
        event: event = "event",
        /// What must hold for the event to be delivered.
        condition: condition = "condition",
    }
}

model! {
    Condition over core::Condition, "A Boolean expression over an event.", {
        /// The expression, such as `event.outcome.result eq 'FAILURE'`.
        expression: expression = "expression",
        /// Internal to Okta; read-only.
        version: version = "version",
    }
}

model! {
    EventHookChannel over core::EventHookChannel, "The endpoint that receives the events. A change in it makes Okta forget that the endpoint was verified.", {
        /// Always `HTTP` so far.
        r#type: r#type = "type",
        /// Always `1.0.0` so far.
        version: version = "version",
        /// Address, headers and authentication.
        config: config = "config",
    }
}

model! {
    EventHookChannelConfig over core::EventHookChannelConfig, "Address, headers and authentication of an endpoint.", {
        /// `https://…`, at most 1,024 characters, without white space.
        uri: uri = "uri",
        /// Headers that Okta adds to each request. Okta returns their values in clear: keep secrets in `auth_scheme`.
        headers: headers = "headers",
        /// Always `POST`; read-only.
        method: method = "method",
        /// The header that proves to the endpoint that the request is meant for it.
        auth_scheme: auth_scheme = "authScheme",
    }
}

model! {
    Header over core::Header, "A header that Okta adds to each request to the endpoint. Its value is not printed.", {
        /// Its name.
        key: key = "key",
        /// Its value; `Debug` hides it, for in practice such headers carry keys.
        value: value = "value",
    }
}

model! {
    AuthScheme over core::AuthScheme, "A header whose value is a secret shared with the endpoint. Okta never returns the value.", {
        /// Always `HEADER` so far.
        r#type: r#type = "type",
        /// The name of the header, often `Authorization`; compare it in any case.
        key: key = "key",
        /// The whole value of the header; `None` in what Okta returns.
        value: value = "value",
    }
}

model! {
    LogEvent over core::LogEvent, "Something that happened in an org: an entry of the System Log, or an event in a delivery.", {
        /// The event's own id, the same in a delivery and in the System Log: deduplicate on it.
        uuid: uuid = "uuid",
        /// When it happened. Deliveries are not in this order.
        published: published = "published",
        /// Okta's own text of `published`.
        published_text: published as text = "published",
        /// What happened, such as `user.lifecycle.deactivate`. New types appear without notice.
        event_type: event_type = "eventType",
        /// Always `0` so far.
        version: version = "version",
        /// How grave it is.
        severity: severity = "severity",
        /// What happened, in words.
        display_message: display_message = "displayMessage",
        /// The name of the type in a former API.
        legacy_event_type: legacy_event_type = "legacyEventType",
        /// Who did it.
        actor: actor = "actor",
        /// From where it was done.
        client: client = "client",
        /// The request that caused it; in the System Log only.
        request: request = "request",
        /// How it ended.
        outcome: outcome = "outcome",
        /// To whom or what it was done. Search by `type`, not by position.
        target: target = "target",
        /// What ties it to other events.
        transaction: transaction = "transaction",
        /// What Okta adds for debugging.
        debug_context: debug_context = "debugContext",
        /// How the actor proved who they are.
        authentication_context: authentication_context = "authenticationContext",
        /// What is known of the network the request came from.
        security_context: security_context = "securityContext",
        /// The device; in deliveries.
        device: device = "device",
        /// In deliveries; `null` in all that are known.
        insertion_timestamp: insertion_timestamp = "insertionTimestamp",
    }
}

model! {
    Actor over core::log_event::Actor, "Who did something.", {
        /// Okta's id.
        id: id = "id",
        /// Such as `User` or `SystemPrincipal`.
        r#type: r#type = "type",
        /// Such as the login.
        alternate_id: alternate_id = "alternateId",
        /// For people to read.
        display_name: display_name = "displayName",
        /// More, by type.
        detail_entry: detail_entry = "detailEntry",
    }
}

model! {
    LogEventClient over core::log_event::Client, "From where something was done.", {
        /// The address.
        ip_address: ip_address = "ipAddress",
        /// The kind of device.
        device: device = "device",
        /// The zone; deliveries have been seen with the text `null` in it.
        zone: zone = "zone",
        /// The addresses through which the request came; in deliveries.
        ip_chain: ip_chain = "ipChain",
        /// The browser or program.
        user_agent: user_agent = "userAgent",
        /// Where on earth the address is.
        geographical_context: geographical_context = "geographicalContext",
        /// The id of an OAuth 2.0 client.
        id: id = "id",
    }
}

model! {
    LogEventRequest over core::log_event::Request, "The request that caused an event.", {
        /// The addresses through which the request came; in the System Log.
        ip_chain: ip_chain = "ipChain",
    }
}

model! {
    IpAddress over core::log_event::IpAddress, "An address through which a request came.", {
        /// The address.
        ip: ip = "ip",
        /// `V4` or `V6`.
        version: version = "version",
        /// Where on earth the address is.
        geographical_context: geographical_context = "geographicalContext",
        /// Where the address was taken from.
        source: source = "source",
    }
}

model! {
    Outcome over core::log_event::Outcome, "How something ended.", {
        /// Such as `SUCCESS`, `FAILURE`, `SKIPPED`, `ALLOW`, `DENY`, `CHALLENGE` or `UNKNOWN`; more may come.
        result: result = "result",
        /// Why.
        reason: reason = "reason",
    }
}

model! {
    Target over core::log_event::Target, "To whom or what something was done.", {
        /// Okta's id.
        id: id = "id",
        /// Such as `User`, `UserGroup` or `AppInstance`.
        r#type: r#type = "type",
        /// Such as the login.
        alternate_id: alternate_id = "alternateId",
        /// For people to read.
        display_name: display_name = "displayName",
        /// More, by type.
        detail_entry: detail_entry = "detailEntry",
    }
}

model! {
    Transaction over core::log_event::Transaction, "What ties events together.", {
        /// For a web request, Okta's id of the request.
        id: id = "id",
        /// `WEB` or `JOB`.
        r#type: r#type = "type",
        /// More, such as the id of the API token.
        detail: detail = "detail",
    }
}

model! {
    DebugContext over core::log_event::DebugContext, "What Okta adds for debugging.", {
        /// Names and values, mostly texts. Its names are no contract: they change by release.
        debug_data: debug_data = "debugData",
    }
}

model! {
    Delivery over core::Delivery, "One request of Okta's with one or more events.", {
        /// Always `com.okta.event_hook` so far.
        event_type: event_type = "eventType",
        /// Always `1.0` so far.
        event_type_version: event_type_version = "eventTypeVersion",
        /// The address of the hook in its org.
        source: source = "source",
        /// The id of this request, not of an event. A retry may repeat it; Okta does not say.
        event_id: event_id = "eventId",
        /// When the request was made.
        event_time: event_time = "eventTime",
        /// Okta's own text of `event_time`.
        event_time_text: event_time as text = "eventTime",
    }
}
