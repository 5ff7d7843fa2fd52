import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The delegate of the sessions: the exchanges that are under way.
final class Exchanges: NSObject, URLSessionDataDelegate, Sendable {
    private let underWay = Locked<[ObjectIdentifier: Exchange]>([:])

    /// Carries out a task, which must be of a session of this delegate.
    func run(_ task: URLSessionDataTask, maxBody: Int) async throws -> HTTPResponse {
        let exchange = Exchange(task: task, maxBody: maxBody)
        let key = ObjectIdentifier(task)
        underWay.with { $0[key] = exchange }
        defer { underWay.with { _ = $0.removeValue(forKey: key) } }
        return try await exchange.run()
    }

    private func exchange(of task: URLSessionTask) -> Exchange? {
        underWay.with { $0[ObjectIdentifier(task)] }
    }

    func urlSession(
        _: URLSession,
        task _: URLSessionTask,
        willPerformHTTPRedirection _: HTTPURLResponse,
        newRequest _: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(_: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        exchange(of: dataTask)?.received(data)
    }

    func urlSession(_: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        #if canImport(FoundationNetworking)
            let error = error is Unauthorized ? nil : error
        #endif
        exchange(of: task)?.completed(error)
    }
}

/// One request and its answer.
final class Exchange: Sendable {
    private struct State {
        var continuation: CheckedContinuation<HTTPResponse, any Error>?
        var body = Data()
    }

    private let task: URLSessionDataTask
    private let maxBody: Int
    private let state = Locked(State())

    init(task: URLSessionDataTask, maxBody: Int) {
        self.task = task
        self.maxBody = maxBody
    }

    func run() async throws -> HTTPResponse {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.with { $0.continuation = continuation }
                if Task.isCancelled { fail(CancellationError()) } else { task.resume() }
            }
        } onCancel: {
            fail(CancellationError())
        }
    }

    func received(_ data: Data) {
        let size = state.with {
            $0.body.append(data)
            return $0.body.count
        }
        if size > maxBody { fail(AnswerError.tooLarge(maxBody)) }
    }

    func completed(_ error: (any Error)?) {
        if let error { return finish(.failure(Self.surelyNotSent(error) ? NotSentError(error) : error)) }
        guard let response = task.response as? HTTPURLResponse else { return finish(.failure(URLError(.badServerResponse))) }
        let body = state.with { $0.body }
        let isEncoded = response.value(forHTTPHeaderField: "Content-Encoding") != nil
        // FoundationNetworking drops the body of a redirect.
        let isRedirect = 300..<400 ~= response.statusCode
        if !isEncoded, !isRedirect, response.expectedContentLength > Int64(body.count) {
            return finish(.failure(AnswerError.incomplete))
        }
        finish(.success(HTTPResponse(response, body)))
    }

    private func fail(_ error: any Error) {
        finish(.failure(error))
        // Not from within the delegate: FoundationNetworking waits in there for the queue that calls it.
        DispatchQueue.global().async { [task] in task.cancel() }
    }

    /// The first of several ends counts.
    private func finish(_ result: Result<HTTPResponse, any Error>) {
        let continuation = state.with { state in
            defer { state.continuation = nil }
            return state.continuation
        }
        continuation?.resume(with: result)
    }

    /// FoundationNetworking calls an answer that is no HTTP an unsupported URL: that one says nothing.
    private static func surelyNotSent(_ error: any Error) -> Bool {
        let code = (error as? URLError)?.code
        #if canImport(FoundationNetworking)
            // It also says so when one address of the host refused and another one took the request: libcurl's text tells them apart.
            if code == .cannotConnectToHost { return error.localizedDescription.contains("connect to") }
        #endif
        return switch code {
        case .cannotFindHost, .dnsLookupFailed, .cannotConnectToHost,
            .serverCertificateUntrusted, .serverCertificateHasBadDate, .serverCertificateNotYetValid,
            .serverCertificateHasUnknownRoot, .appTransportSecurityRequiresSecureConnection:
            true
        default: false
        }
    }
}

extension HTTPResponse {
    fileprivate init(_ response: HTTPURLResponse, _ body: Data) {
        let headers = response.allHeaderFields.map { name, value in
            HTTPHeader(name: String(describing: name.base), value: HeaderText(String(describing: value)))
        }
        self.init(status: Int32(response.statusCode), headers: headers, body: body)
    }
}
