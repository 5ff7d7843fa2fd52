extension EventHookSpec {
    /// The header that proves to the endpoint that a request is meant for it.
    public struct AuthHeader: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its value, which Okta never returns.
        public var value: Secret

        /// The header of this name, `Authorization` unless named.
        public init(name: String = "Authorization", value: Secret) {
            self.name = name
            self.value = value
        }

        /// The header of this name, `Authorization` unless named.
        public init(name: String = "Authorization", value: String) {
            self.init(name: name, value: Secret(value))
        }
    }

    /// A spec in its short form.
    ///
    /// ```swift
    /// let spec = try EventHookSpec(
    ///     name: "Leavers",
    ///     uri: "https://hooks.example.com/okta",
    ///     events: ["user.lifecycle.deactivate"],
    ///     authHeader: .init(value: secret)
    /// )
    /// ```
    ///
    /// - Parameters:
    ///   - name: 1 to 255 characters, unique in the org.
    ///   - uri: `https://…`, at most 1,024 characters, without white space.
    ///   - events: Event types; at most 300. See <https://developer.okta.com/docs/reference/api/event-types/>.
    ///   - description: A description.
    ///   - filters: Event types with the condition under which each is delivered. Needs the feature Event Hook Filtering.
    ///   - headers: Headers that Okta adds to each request. Okta returns their values in clear: a secret goes in `authHeader`.
    ///   - authHeader: The header that proves to the endpoint that the request is meant for it.
    public init(
        name: String,
        uri: String,
        events: [String],
        description: String? = nil,
        filters: [String: String] = [:],
        headers: [String: String] = [:],
        authHeader: AuthHeader? = nil
    ) throws {
        let options = SpecOptions(
            name: name,
            uri: uri,
            events: events,
            description: description,
            filters: filters,
            headers: headers.mapValues { HeaderText($0) },
            authHeader: authHeader.map { OktaEventHooks.AuthHeader(name: $0.name, value: $0.value) }
        )
        self = try asking { try specOfOptions(options: options) }
    }

    /// Reads a spec as a person wrote it: a member that looks misspelt is refused with ``OktaEventHooksError/invalidInput(_:)``.
    public init(json: String) throws {
        self = try asking { try specFromJSON(json: json) }
    }

    /// The spec as JSON, with the secret of its authentication scheme.
    public func json() throws -> String {
        try asking { try specToJSON(spec: self) }
    }
}
