import Foundation

/// What carries the bytes of a request: ``URLSessionTransport``, or one of your own, such as one for a test.
///
/// ```swift
/// struct Canned: Transport {
///     func send(_ request: HTTPRequest, timeout: Duration, maxBody: Int) async throws -> HTTPResponse {
///         HTTPResponse(status: 200, headers: [], body: Data("[]".utf8))
///     }
/// }
/// ```
public protocol Transport: Sendable {
    /// Sends a request as it is, and returns the whole answer, whatever its status.
    ///
    /// It must not follow a redirect, for the token would follow too; nor send again what is not ``HTTPRequest/repeatable``. It
    /// ends when its task is cancelled, and after `timeout`. It throws
    /// - ``NotSentError`` when surely nothing left: no address, a refused connection, a refused certificate;
    /// - ``TimedOutError``, or `URLError.timedOut`, when there is no whole answer in time;
    /// - anything else when Okta may have received the request. An answer that is cut short, or longer than `maxBody` bytes
    ///   once it is decompressed, is such a failure too.
    func send(_ request: HTTPRequest, timeout: Duration, maxBody: Int) async throws -> HTTPResponse
}

/// Nothing of a request left: what a ``Transport`` throws then, with what it failed with.
public struct NotSentError: LocalizedError {
    /// What it failed with.
    public let underlying: any Error

    /// Wraps what a transport failed with.
    public init(_ underlying: any Error) {
        self.underlying = underlying
    }

    /// The text of what it failed with.
    public var errorDescription: String? { underlying.reason }
}

/// There is no whole answer in time: what a ``Transport`` throws then.
public struct TimedOutError: LocalizedError, Hashable {
    /// An error without members.
    public init() {}

    /// Says so.
    public var errorDescription: String? { "no complete answer in time" }
}

/// Why an answer was not used.
struct AnswerError: LocalizedError {
    let errorDescription: String?

    static func tooLarge(_ maxBody: Int) -> Self {
        Self(errorDescription: "the answer is larger than maxBody, \(maxBody) bytes")
    }

    static let incomplete = Self(errorDescription: "the answer is incomplete")
}

extension Error {
    /// A line that tells of it. Foundation has only a number for an error of Swift's that brings no text.
    var reason: String {
        if self is any LocalizedError || type(of: self) is NSError.Type || self is URLError {
            localizedDescription
        } else {
            String(describing: self)
        }
    }
}
