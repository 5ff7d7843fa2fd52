extension EventHook {
    /// Reads a hook as Okta sends it. Throws ``OktaEventHooksError/invalidInput(_:)``.
    public init(json: String) throws {
        self = try asking { try eventHookFromJSON(json: json) }
    }

    /// The hook as JSON, with all that this version does not know, to the letter.
    public func json() throws -> String {
        try asking { try eventHookToJSON(hook: self) }
    }

    /// Whether Okta delivers to it: it is active and verified.
    public var delivers: Bool { status == .active && verificationStatus == .verified }

    /// The spec that would make this hook again, but for the secret of its authentication scheme, which Okta never returns.
    ///
    /// ```swift
    /// var spec = try await client.getEventHook(id: id).toSpec()
    /// spec.description = "Feeds the HR mirror"
    /// try await client.replaceEventHook(id: id, with: spec, keepAuthScheme: true)
    /// ```
    public func toSpec() throws -> EventHookSpec {
        try asking { try specOfEventHook(hook: self) }
    }
}

extension LogEvent {
    /// Reads an entry of the System Log, or an event of a delivery. Throws ``OktaEventHooksError/invalidInput(_:)``.
    public init(json: String) throws {
        self = try asking { try logEventFromJSON(json: json) }
    }

    /// The event as JSON, with all that this version does not know, to the letter.
    public func json() throws -> String {
        try asking { try logEventToJSON(event: self) }
    }
}

extension Array where Element == Member {
    /// The value of the member of this name; `nil` if there is none.
    ///
    /// ```swift
    /// let colour = hook.extra["colour"]?.text
    /// ```
    public subscript(name: String) -> JSON? { first { $0.name == name }?.json }
}
