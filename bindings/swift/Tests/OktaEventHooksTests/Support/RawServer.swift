import Foundation

@testable import OktaEventHooks

#if canImport(Glibc)
    import Glibc
    private let stream = Int32(SOCK_STREAM.rawValue)
#else
    import Darwin
    private let stream = SOCK_STREAM
#endif

/// A server on loopback that answers to the byte. It ends with its last reference.
final class RawServer: Sendable {
    enum Reply {
        case send(String)
        case sendAndClose(String)
        case sendEndlessly(String)
        case nothing
        case close
    }

    struct Request: Sendable {
        let connection: Int
        let text: String
    }

    typealias Answer = @Sendable (_ request: Request, _ number: Int) -> Reply

    let port: UInt16
    private let socket: Int32
    private let seen = Locked<[Request]>([])
    private let closed = Locked(0)

    init(_ answer: @escaping Answer) throws {
        let listener = Foundation.socket(AF_INET, stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) | listen(listener, 64) | getsockname(listener, $0, &length)
            }
        }
        guard listener >= 0, result == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        socket = listener
        port = UInt16(bigEndian: address.sin_port)
        let (seen, closed) = (seen, closed)
        Thread.detachNewThread {
            var connections = 0
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                connections += 1
                let number = connections
                Thread.detachNewThread {
                    Self.serve(connection, number, seen, answer)
                    closed.with { $0 += 1 }
                }
            }
        }
    }

    deinit {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }

    var url: String { "http://127.0.0.1:\(port)" }
    var requests: [Request] { seen.with { $0 } }
    /// How many connections are over.
    var closedConnections: Int { closed.with { $0 } }

    private static func serve(_ connection: Int32, _ number: Int, _ seen: Locked<[Request]>, _ answer: Answer) {
        defer { close(connection) }
        var buffer = ""
        while let text = next(connection, &buffer) {
            let request = Request(connection: number, text: text)
            let count = seen.with {
                $0.append(request)
                return $0.count
            }
            switch answer(request, count) {
            case .send(let text): guard write(connection, text) else { return }
            case .sendAndClose(let text):
                _ = write(connection, text)
                return
            case .sendEndlessly(let text): while write(connection, text) {}
            case .nothing: break
            case .close: return
            }
        }
    }

    /// The next request, with its body.
    private static func next(_ connection: Int32, _ buffer: inout String) -> String? {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let head = buffer.range(of: "\r\n\r\n") {
                let match = buffer[..<head.lowerBound].firstMatch(of: /(?i)content-length: *(\d+)/)
                let length = match.flatMap { Int($0.1) } ?? 0
                if buffer[head.upperBound...].utf8.count >= length {
                    let end = buffer.utf8.index(head.upperBound, offsetBy: length)
                    defer { buffer.removeSubrange(..<end) }
                    return String(buffer[..<end])
                }
            }
            let count = recv(connection, &bytes, bytes.count, 0)
            guard count > 0 else { return nil }
            buffer += String(decoding: bytes[..<count], as: UTF8.self)
        }
    }

    private static func write(_ connection: Int32, _ text: String) -> Bool {
        #if canImport(Glibc)
            let flags = Int32(MSG_NOSIGNAL)
        #else
            let flags: Int32 = 0
        #endif
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, flags) }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }
}

extension RawServer.Reply {
    /// A whole answer.
    static func answer(_ body: String, status: String = "200 OK", _ headers: String = "") -> Self {
        .send("HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}
