import XCTest

@testable import OktaEventHooks

/// Nothing that is printed shows a token or a secret.
final class SecretTests: XCTestCase {
    private func expectHidden(_ value: Any, file: StaticString = #filePath, line: UInt = #line) {
        let text = printed(value)
        for secret in [Sample.token, Sample.secret] {
            XCTAssertFalse(text.contains(secret), text, file: file, line: line)
        }
        // As `Data` prints: bytes, with and without commas.
        let bytes = Array(Sample.secret.utf8.prefix(4)).map(String.init)
        XCTAssertFalse(text.contains(bytes.joined(separator: ", ")), text, file: file, line: line)
        XCTAssertFalse(text.contains(bytes.joined(separator: "\n")), text, file: file, line: line)
    }

    func testTexts() throws {
        expectHidden(Secret(Sample.secret))
        expectHidden(HeaderText(Sample.secret))
        expectHidden(JSON(Sample.secret))
        expectHidden([Secret(Sample.secret)])
        expectHidden(Member(name: "a", json: JSON(Sample.secret)))
        XCTAssertEqual("\(Secret("a"))", "<hidden>")
        XCTAssertEqual(Secret("a").expose(), "a")
        XCTAssertEqual("\(JSON("{}"))", "JSON(2 bytes)")
        XCTAssertEqual(Secret.basic(user: "a", password: "b").expose(), "Basic YTpi")
    }

    func testCredentialsAndClients() throws {
        let app = ServiceApp(clientId: "0oa1", privateKey: Secret(Sample.secret), dpopKey: Secret(Sample.secret))
        expectHidden(app)
        let token = Sample.token
        for credentials: Credentials in [.apiToken(token), .accessToken(token), .accessToken { token }, .serviceApp(app)] {
            expectHidden(credentials)
        }
        let client = try Client(org: Sample.org, credentials: .apiToken(token))
        expectHidden(client)
        expectHidden([client as Any])
        XCTAssertEqual("\(client)", "Client(https://acme-test.okta.com)")
    }

    func testSpecsAndHooks() throws {
        let spec = try Sample.spec()
        expectHidden(spec)
        XCTAssert(try spec.json().contains(Sample.secret))
        expectHidden(try EventHook(json: Sample.hook(extra: #","x":"\#(Sample.secret)""#)))
        expectHidden(EventHookSpec.AuthHeader(value: Sample.secret))
    }

    func testMessages() async throws {
        let transport = FakeTransport { _, _ in .json(Sample.hook()) }
        try await Sample.client(transport).createEventHook(Sample.spec())
        let request = try XCTUnwrap(transport.requests.first)
        XCTAssert(String(decoding: try XCTUnwrap(request.body), as: UTF8.self).contains(Sample.secret))
        expectHidden(request)
        expectHidden(request.headers)
        expectHidden(HTTPResponse.json(Sample.hook()))
    }

    func testErrorsOfATransportThatRepeatsTheRequest() async throws {
        struct Chatty: LocalizedError {
            let request: HTTPRequest
            var errorDescription: String? {
                "sent \(request.headers.map(\.value.text)) \(String(decoding: request.body ?? Data(), as: UTF8.self))"
            }
        }
        let client = try Sample.client(FakeTransport { request, _ in throw Chatty(request: request) })
        let error = await thrown { try await client.createEventHook(Sample.spec()) }
        guard case OktaEventHooksError.transport(let transport)? = error else { return XCTFail("\(String(describing: error))") }
        expectHidden(transport)
        expectHidden(try XCTUnwrap(error))
        XCTAssert(try XCTUnwrap(transport.underlying).localizedDescription.hasPrefix("sent ["))
    }

    func testErrorsOfAPeerThatRepeatsTheRequest() async throws {
        let echo = FakeTransport { request, _ in
            let text = request.headers.map(\.value.text).joined() + String(decoding: request.body ?? Data(), as: UTF8.self)
            return HTTPResponse(status: 500, headers: [], body: Data(text.utf8))
        }
        let client = try Sample.client(echo, retry: .never)
        let error = await thrown { try await client.createEventHook(Sample.spec()) }
        expectHidden(try XCTUnwrap(error))
    }
}
