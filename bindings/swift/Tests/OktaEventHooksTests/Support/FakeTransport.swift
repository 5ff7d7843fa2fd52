import Foundation
import XCTest

@testable import OktaEventHooks

/// A transport that answers from memory, and remembers what it was asked.
final class FakeTransport: Transport {
    typealias Answer = @Sendable (_ request: HTTPRequest, _ number: Int) async throws -> HTTPResponse

    private let answer: Answer
    private let sent = Locked<[(request: HTTPRequest, timeout: Duration)]>([])

    init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    /// One that must not be asked.
    static func unused(file: StaticString = #filePath, line: UInt = #line) -> FakeTransport {
        FakeTransport { request, _ in
            XCTFail("\(request) was sent", file: file, line: line)
            throw CancellationError()
        }
    }

    var requests: [HTTPRequest] { sent.with { $0.map(\.request) } }
    var timeouts: [Duration] { sent.with { $0.map(\.timeout) } }

    func send(_ request: HTTPRequest, timeout: Duration, maxBody: Int) async throws -> HTTPResponse {
        let number = sent.with {
            $0.append((request, timeout))
            return $0.count
        }
        return try await answer(request, number)
    }
}

extension HTTPResponse {
    static func json(_ text: String, status: Int32 = 200, _ headers: [String: String] = [:]) -> HTTPResponse {
        let all = headers.merging(["content-type": "application/json"]) { given, _ in given }
        return HTTPResponse(
            status: status, headers: all.map { HTTPHeader(name: $0, value: HeaderText($1)) }, body: Data(text.utf8))
    }
}

enum Sample {
    static let org = "https://acme-test.okta.com"
    static let token = "00aPI-t0ken-0f-n0body"
    static let secret = "h00k-s3cret"

    static func hook(_ id: String = "who1", verified: Bool = true, extra: String = "") -> String {
        """
        {"id":"\(id)","status":"ACTIVE","verificationStatus":"\(verified ? "VERIFIED" : "UNVERIFIED")","name":"Feed \(id)",\
        "created":"2026-03-16T03:47:47.000Z","events":{"type":"EVENT_TYPE","items":["user.lifecycle.create"]},\
        "channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://hooks.example.com/okta","method":"POST",\
        "headers":[{"key":"x-feed","value":"\(secret)"}],"authScheme":{"type":"HEADER","key":"authorization"}}}\(extra)}
        """
    }

    static func event(_ uuid: String) -> String {
        #"{"uuid":"\#(uuid)","eventType":"user.lifecycle.create","published":"2026-03-16T03:47:47.123Z"}"#
    }

    static func spec() throws -> EventHookSpec {
        try EventHookSpec(
            name: "Feed", uri: "https://hooks.example.com/okta", events: ["user.lifecycle.create"], authHeader: .init(value: secret)
        )
    }

    static func client(_ transport: any Transport, retry: RetryPolicy = RetryPolicy()) throws -> Client {
        try Client(org: org, credentials: .apiToken(token), transport: transport, retry: retry)
    }
}
