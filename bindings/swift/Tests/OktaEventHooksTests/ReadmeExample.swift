import OktaEventHooks

func pause(_ name: String, token: @escaping @Sendable () async throws -> String) async throws {
    let client = try Client(org: "https://acme.okta.com", credentials: .accessToken(token))
    for hook in try await client.listEventHooks() where hook.name == name && hook.delivers {
        try await client.deactivateEventHook(id: hook.id)
        print("\(hook.name) is paused")
    }
}
