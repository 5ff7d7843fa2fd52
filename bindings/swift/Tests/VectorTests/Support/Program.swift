import Foundation
import XCTest

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A program that serves a test: it tells where in a line of JSON, and runs until its standard input ends. It ends with the test's
/// process, however that ends.
final class Program: @unchecked Sendable {
    /// The line.
    let told: Value
    private let process = Process()
    /// Of the process.
    private let number: Int32
    private let input = Pipe()
    /// It stays: FoundationNetworking ends the process when a session goes that has a connection over TLS.
    private static let session = URLSession(configuration: .ephemeral)

    /// - Parameter variable: the environment's, which has the path of the program.
    init(variable: String, _ arguments: [String] = [], environment: [String: String] = [:], toBuild: String) throws {
        guard let path = ProcessInfo.processInfo.environment[variable] else {
            throw Differs("set \(variable) to the program: \(toBuild)")
        }
        // The shell ends a program that does not look at its standard input when this process is gone.
        let script = "exec 3<&0; \"$@\" <&3 & echo $!; cat >/dev/null; kill -9 $! 2>/dev/null; wait"
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script, "sh", path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = { () throws -> Data in
            var line = Data()
            while line.last != UInt8(ascii: "\n") {
                guard let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty else {
                    throw Differs("\(path) has ended")
                }
                line += byte
            }
            return line
        }
        number = try XCTUnwrap(try Value(line()).int.map(Int32.init))
        told = try Value(line())
    }

    func end() {
        kill(number, SIGKILL)
        try? input.fileHandleForWriting.close()
    }

    /// What an address of the program answers.
    func ask(_ method: String, _ address: String, _ body: String? = nil) async throws -> Value {
        var request = URLRequest(url: try XCTUnwrap(URL(string: address)))
        request.httpMethod = method
        request.httpBody = body.map { Data($0.utf8) }
        if body != nil { request.setValue("application/json", forHTTPHeaderField: "Content-Type") }
        let (data, answer) = try await Self.session.data(for: request)
        let status = (answer as? HTTPURLResponse)?.statusCode ?? 0
        guard status < 300 else { throw Differs("\(method) \(address): \(status): \(String(decoding: data, as: UTF8.self))") }
        return data.isEmpty ? .null : try Value(data)
    }
}

/// What a task comes to; an error if it does not in time, whatever becomes of it then.
func within<Result: Sendable>(_ limit: Duration, _ act: @escaping @Sendable () async throws -> Result) async throws -> Result {
    let (results, ends) = AsyncThrowingStream<Result, any Error>.makeStream()
    let work = Task {
        do {
            ends.yield(try await act())
        } catch {
            ends.finish(throwing: error)
        }
    }
    let timer = Task {
        try await Task.sleep(for: limit)
        ends.finish(throwing: Differs("not done after \(limit)"))
    }
    defer {
        work.cancel()
        timer.cancel()
    }
    for try await result in results { return result }
    throw CancellationError()
}
