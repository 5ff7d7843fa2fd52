// Looks after the event hooks of an org:
//
//     hooks list          the hooks, and whether each delivers
//     hooks pause ID      switches one off
//     hooks verify ID     has Okta verify the endpoint of one
//
// The org and the token come from the environment, as Okta's SDKs take them: OKTA_CLIENT_ORGURL and OKTA_CLIENT_TOKEN. In an app the
// token is one that the app holds already: `credentials: .accessToken { try await signIn.freshToken() }`.

import Foundation
import OktaEventHooks

@main
struct Hooks {
    /// What a person can put right, on one line.
    struct Wrong: LocalizedError {
        let errorDescription: String?

        init(_ text: String) {
            errorDescription = text
        }
    }

    static func main() async {
        do {
            try await run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("\(error.localizedDescription)\n".utf8))
            exit(1)
        }
    }

    static func run(_ arguments: [String]) async throws {
        switch (arguments.first, arguments.count) {
        case ("list", 1):
            let hooks = try await client().listEventHooks()
            for hook in hooks { show(hook) }
            for item in hooks.unreadable { print("item \(item.position) cannot be read: \(printable(item.reason))") }
        case ("pause", 2):
            show(try await client().deactivateEventHook(id: arguments[1]))
        case ("verify", 2):
            show(try await client().verifyEventHook(id: arguments[1]))
        default:
            throw Wrong("usage: hooks list | hooks pause ID | hooks verify ID")
        }
    }

    static func client() throws -> Client {
        try Client(
            org: try variable("OKTA_CLIENT_ORGURL"),
            credentials: .apiToken(try variable("OKTA_CLIENT_TOKEN")),
            userAgent: "hooks-example/1.0"
        )
    }

    static func variable(_ name: String) throws -> String {
        guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else { throw Wrong("set \(name)") }
        return value
    }

    static func show(_ hook: EventHook) {
        print([hook.id, state(hook), hook.name, hook.channel.config.uri].map(printable).joined(separator: "\t"))
    }

    static func state(_ hook: EventHook) -> String {
        if hook.delivers { return "delivers" }
        return switch hook.status {
        case .active: "not verified"
        case .inactive: "paused"
        case .unrecognized(let status): status
        }
    }

    /// What anybody wrote who manages hooks: it must not steer the terminal.
    static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory.isPrintable ? $0 : "\u{FFFD}" }))
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isPrintable: Bool {
        switch self {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
        default: true
        }
    }
}
