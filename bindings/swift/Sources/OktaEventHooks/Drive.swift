import Foundation

/// How a call is carried out.
struct Driver: Sendable {
    let transport: any Transport
    let timeout: Duration
    let maxBody: Int

    /// Carries out a call: sends, sleeps, supplies the time. Returns the step that has the result.
    func drive(_ call: Call) async throws -> Step {
        var failure: (any Error)?
        try Task.checkCancellation()
        var step = try asking(of: call) { try call.start(now: now()) }
        while true {
            switch step {
            case .wait(let duration):
                try await Task.sleep(for: Duration(clamping: duration))
                step = try asking(of: call) { try call.resume(now: now()) }
            case .send(let request, let patience):
                try Task.checkCancellation()
                let answer: HTTPResponse
                do {
                    answer = try await send(request, patience: patience)
                } catch {
                    if Task.isCancelled { throw CancellationError() }
                    let (kind, told) = try told(error, call)
                    failure = told
                    step = try asking(of: call) { try call.failure(now: now(), kind: kind, reason: told.reason) }
                    continue
                }
                step = try asking(of: call) { try call.response(now: now(), response: answer) }
            case .failed(let info):
                throw OktaEventHooksError(info, underlying: failure)
            case .eventHooks, .eventHook, .logEvents, .nothing:
                return step
            }
        }
    }

    private func send(_ request: HTTPRequest, patience: Double) async throws -> HTTPResponse {
        let longest = max(timeout, Duration(clamping: patience))
        let answer = try await transport.send(request, timeout: longest, maxBody: maxBody)
        if answer.body.count > maxBody { throw AnswerError.tooLarge(maxBody) }
        return answer
    }

    /// What the core is told of a failure, and the error that the caller sees, which shows no secret.
    private func told(_ error: any Error, _ call: Call) throws -> (FailureKind, any Error) {
        let (kind, error): (FailureKind, any Error) =
            switch error {
            case let notSent as NotSentError: (.notSent, notSent.underlying)
            case is TimedOutError: (.timedOut, error)
            case let error as URLError where error.code == .timedOut: (.timedOut, error)
            default: (.maybeSent, error)
            }
        var texts = error.reason + error.localizedDescription
        dump(error, to: &texts)
        if try asking(of: call, { try call.withoutSecrets(text: texts) }) == texts { return (kind, error) }
        return (kind, HiddenError(errorDescription: try asking(of: call) { try call.withoutSecrets(text: error.reason) }))
    }

    /// After a panic, too, a create may have been applied.
    private func asking<Answer>(of call: Call, _ core: () throws -> Answer) throws -> Answer {
        try OktaEventHooks.asking(maybeApplied: (try? call.mayHaveApplied()) ?? true, core)
    }
}

/// In place of an error whose text held a secret.
struct HiddenError: LocalizedError {
    let errorDescription: String?
}

/// In milliseconds since 1970.
private func now() -> Int64 {
    Int64(Date().timeIntervalSince1970 * 1000)
}
