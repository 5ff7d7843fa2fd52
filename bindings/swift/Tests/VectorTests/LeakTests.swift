#if os(Linux)
    import OktaEventHooks
    import XCTest

    /// 100,000 calls, half of them errors: what they take is given back.
    final class LeakTests: XCTestCase {
        /// Answers as Okta does: a hook, a refusal, a limit, a proxy's page, nothing.
        private actor Okta: Transport {
            private let hook = Data(
                #"{"id":"who7kd2mQ9vYt3LxB5d7","status":"ACTIVE","verificationStatus":"VERIFIED","name":"Feed","events":{"type":"EVENT_TYPE","items":["user.session.start"]},"channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://hooks.example.com/okta"}},"new":[1.50]}"#
                    .utf8)
            private let refusal = Data(
                #"{"errorCode":"E0000007","errorSummary":"Not found","errorId":"oae1","errorCauses":[]}"#.utf8)
            private var count = 0

            func send(_ request: HTTPRequest, timeout: Duration, maxBody: Int) async throws -> HTTPResponse {
                count += 1
                let json = [HTTPHeader(name: "Content-Type", value: HeaderText("application/json"))]
                switch count % 8 {
                case 1: return HTTPResponse(status: 404, headers: json, body: refusal)
                case 3: return HTTPResponse(status: 429, headers: json, body: refusal)
                case 5: return HTTPResponse(status: 502, headers: [], body: Data("<html>".utf8))
                case 7: throw NotSentError(CancellationError())
                default: return HTTPResponse(status: 200, headers: json, body: hook)
                }
            }
        }

        func testCallsGiveBackWhatTheyTake() async throws {
            let client = try Client(
                org: "https://acme-test.okta.com", credentials: .apiToken("00token"), transport: Okta(),
                retry: RetryPolicy(maxAttempts: 1))
            var before = 0
            var errors = 0
            for number in 1...100_000 {
                do {
                    _ = try await client.getEventHook(id: "who7kd2mQ9vYt3LxB5d7")
                } catch is OktaEventHooksError {
                    errors += 1
                }
                if number == 20_000 { before = try resident() }
            }
            let after = try resident()
            print("resident after 20,000 calls: \(before) KiB; after 100,000: \(after) KiB; \(errors) were errors")
            XCTAssertEqual(errors, 50_000)
            // 200 bytes a call would be 15,625 KiB.
            XCTAssertLessThan(after - before, 8_000)
        }

        /// In KiB.
        private func resident() throws -> Int {
            let status = try XCTUnwrap(FileHandle(forReadingAtPath: "/proc/self/status")?.readToEnd())
            let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
            return try XCTUnwrap(line?.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        }
    }
#endif
