/// An event hook as Okta sends it, of about 700 bytes, with members here and there that this version does not know.
enum Hooks {
    static func json(_ number: Int) -> String {
        let id = "who7kd2mQ9vYt3L\(number + 10_000)"
        let unknown = number % 8 == 0 ? #","labels":["feed",1.50,{"of":"tomorrow"}]"# : ""
        let inEvents = number % 16 == 0 ? #","batching":{"size":10}"# : ""
        let address = "https://acme-test.okta.com/api/v1/eventHooks/\(id)"
        return """
            {"id":"\(id)","status":"ACTIVE","verificationStatus":"VERIFIED","name":"Feed \(number)","description":"Feeds the audit store",\
            "created":"2026-03-16T04:05:06.000Z","createdBy":"00u7kd2mQ9vYt3LxB5d7","lastUpdated":"2026-03-17T04:05:06.000Z",\
            "events":{"type":"EVENT_TYPE","items":["user.session.start","user.lifecycle.create"],"filter":null\(inEvents)},\
            "channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://hooks.example.com/okta/\(number)","headers":[],"method":"POST",\
            "authScheme":{"type":"HEADER","key":"Authorization"}}},\
            "_links":{"self":{"href":"\(address)"},"deactivate":{"href":"\(address)/lifecycle/deactivate","hints":{"allow":["POST"]}}}\(unknown)}
            """
    }

    static func list(_ count: Int) -> String {
        "[" + (0..<count).map(json).joined(separator: ",") + "]"
    }
}

/// What an app without the package would declare: the same members, of which JSONDecoder drops what it does not know.
struct PlainHook: Decodable {
    let id: String
    let status: String
    let verificationStatus: String
    let name: String
    let description: String?
    let created: String?
    let createdBy: String?
    let lastUpdated: String?
    let events: Events
    let channel: Channel
    let _links: [String: Link]?

    struct Events: Decodable {
        let type: String
        let items: [String]
        let filter: Filters?
    }
    struct Filters: Decodable {
        let type: String?
        let eventFilterMap: [Filter]
    }
    struct Filter: Decodable {
        let event: String
        let condition: Condition
    }
    struct Condition: Decodable {
        let expression: String
        let version: String?
    }
    struct Channel: Decodable {
        let type: String
        let version: String
        let config: Config
    }
    struct Config: Decodable {
        let uri: String
        let headers: [Header]?
        let method: String?
        let authScheme: AuthScheme?
    }
    struct Header: Decodable {
        let key: String
        let value: String
    }
    struct AuthScheme: Decodable {
        let type: String
        let key: String
        let value: String?
    }
    struct Link: Decodable {
        let href: String
        let hints: Hints?
    }
    struct Hints: Decodable {
        let allow: [String]
    }
}
