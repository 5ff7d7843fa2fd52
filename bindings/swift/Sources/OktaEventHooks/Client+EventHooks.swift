extension Client {
    /// Lists all event hooks of the org, in Okta's order.
    ///
    /// See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/listEventHooks>.
    public func listEventHooks(options: CallOptions = .init()) async throws -> Page<EventHook> {
        let step = try await perform(Operation(id: "listEventHooks"), options)
        guard case .eventHooks(let items, let unreadable) = step else { throw OktaEventHooksError.bug("the result is no list") }
        return Page(items, unreadable: unreadable)
    }

    /// Creates an event hook: active, and unverified until ``verifyEventHook(id:options:)``.
    ///
    /// It is never sent again after an answer that may have been lost; the error then has ``OktaEventHooksError/maybeApplied``. When
    /// its task is cancelled, `CancellationError` cannot tell how far it came: the hook may exist.
    ///
    /// ```swift
    /// let hook = try await client.createEventHook(
    ///     EventHookSpec(name: "Feed", uri: "https://hooks.example.com/okta", events: ["user.lifecycle.create"])
    /// )
    /// ```
    ///
    /// See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/createEventHook>.
    @discardableResult
    public func createEventHook(_ eventHook: EventHookSpec, options: CallOptions = .init()) async throws -> EventHook {
        try await hook(Operation(id: "createEventHook", eventHook: eventHook), options)
    }

    /// Retrieves an event hook.
    ///
    /// See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/getEventHook>.
    public func getEventHook(id: String, options: CallOptions = .init()) async throws -> EventHook {
        try await hook(Operation(id: "getEventHook", eventHookId: id), options)
    }

    /// Replaces an event hook as a whole: what the spec leaves out is gone.
    ///
    /// A change of the channel makes the hook unverified. Okta never returns the value of an authentication scheme, so that it must
    /// be supplied each time, unless `keepAuthScheme` says to send the scheme without it, for Okta to keep the one that it has.
    /// That it does is inferred.
    ///
    /// ```swift
    /// var spec = try await client.getEventHook(id: id).toSpec()
    /// spec.description = "Feeds the HR mirror"
    /// try await client.replaceEventHook(id: id, with: spec, keepAuthScheme: true)
    /// ```
    ///
    /// See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/replaceEventHook>.
    @discardableResult
    public func replaceEventHook(
        id: String,
        with eventHook: EventHookSpec,
        keepAuthScheme: Bool = false,
        options: CallOptions = .init()
    ) async throws -> EventHook {
        let operation = Operation(
            id: "replaceEventHook", eventHookId: id, eventHook: eventHook, keepAuthScheme: keepAuthScheme)
        return try await hook(operation, options)
    }

    /// Deletes an event hook, which must be inactive.
    ///
    /// See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deleteEventHook>.
    public func deleteEventHook(id: String, options: CallOptions = .init()) async throws {
        _ = try await perform(Operation(id: "deleteEventHook", eventHookId: id), options)
    }

    /// Activates an event hook. It delivers once it is also verified.
    ///
    /// See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/activateEventHook>.
    @discardableResult
    public func activateEventHook(id: String, options: CallOptions = .init()) async throws -> EventHook {
        try await hook(Operation(id: "activateEventHook", eventHookId: id), options)
    }

    /// Deactivates an event hook. Events that happen meanwhile are lost for it.
    ///
    /// See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deactivateEventHook>.
    @discardableResult
    public func deactivateEventHook(id: String, options: CallOptions = .init()) async throws -> EventHook {
        try await hook(Operation(id: "deactivateEventHook", eventHookId: id), options)
    }

    /// Has Okta verify the endpoint of an event hook by a one-time request.
    ///
    /// Okta gives the endpoint 3 s, and tries once more; it does not say why a verification failed.
    ///
    /// See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/verifyEventHook>.
    @discardableResult
    public func verifyEventHook(id: String, options: CallOptions = .init()) async throws -> EventHook {
        try await hook(Operation(id: "verifyEventHook", eventHookId: id), options)
    }

    private func hook(_ operation: Operation, _ options: CallOptions) async throws -> EventHook {
        let step = try await perform(operation, options)
        guard case .eventHook(let hook) = step else { throw OktaEventHooksError.bug("the result is no hook") }
        return hook
    }
}
