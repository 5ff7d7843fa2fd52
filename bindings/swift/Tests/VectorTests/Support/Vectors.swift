import Foundation
import XCTest

/// What was found is not what the vector expects.
struct Differs: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Reads the vectors of tests/vectors; the format is in their README.
enum Vectors {
    /// The folder, of the checkout that this file is in unless VECTORS names another.
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["VECTORS"] { return URL(fileURLWithPath: path) }
        let checkout = (0..<6).reduce(URL(fileURLWithPath: #filePath)) { path, _ in path.deletingLastPathComponent() }
        return checkout.appendingPathComponent("tests/vectors")
    }()

    static func files(_ folder: String) throws -> [URL] {
        let files = try FileManager.default.contentsOfDirectory(
            at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
        return files.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }

    /// Plays every case of a folder or of a file, tells each one that fails, and returns how many there were.
    static func play(_ below: String, check: (_ case: Value, _ place: String) throws -> Void) throws -> Int {
        let files = below.hasSuffix(".json") ? [root.appendingPathComponent(below)] : try files(below)
        var failed: [String] = []
        var total = 0
        var played = 0
        for file in files {
            let cases = try XCTUnwrap(Value(Data(contentsOf: file)).items, file.path)
            let names = try cases.map { try XCTUnwrap($0["name"]?.text, file.path) }
            XCTAssertFalse(cases.isEmpty, "\(file.path) has no cases")
            XCTAssertEqual(Set(names).count, cases.count, "\(file.path) has a name twice")
            total += cases.count
            for (name, one) in zip(names, cases) {
                let place = "\(file.deletingPathExtension().lastPathComponent): \(name)"
                do {
                    try check(one, place)
                } catch {
                    failed.append("\(place): \(error)")
                }
                played += 1
            }
        }
        XCTAssertEqual(played, total)
        XCTAssert(failed.isEmpty, "\(failed.count) of \(total) cases failed:\n\(failed.joined(separator: "\n"))")
        return total
    }
}

/// A member that nobody compares is a mistake. `known` has the names, separated by blanks.
func members(_ value: Value, _ known: String) throws {
    guard value.members != nil else { throw Differs("no object: \(value.json)") }
    let unknown = Set(value.names).subtracting(known.split(separator: " ").map(String.init))
    if !unknown.isEmpty { throw Differs("unknown members \(unknown)") }
}

func expect<T: Equatable>(_ what: String, _ found: T, _ expected: T) throws {
    if found != expected { throw Differs("\(what): found \(found), expected \(expected)") }
}

func expect(_ what: String, _ found: String, _ expected: String) throws {
    if !same(found, expected) { throw Differs("\(what): found \(found), expected \(expected)") }
}

func expect(_ what: String, _ found: Value, _ expected: Value) throws {
    if found != expected { throw Differs("\(what): found \(found.json), expected \(expected.json)") }
}

/// The value of an optional text or number, as a vector writes it.
func value(_ text: String?) -> Value { text.map(Value.text) ?? .null }
func value(_ number: (some BinaryInteger)?) -> Value { number.map { .number("\($0)") } ?? .null }

/// JSON text without the white space between its tokens.
func compact(_ json: String) -> String {
    var out: [UInt8] = []
    var isQuoted = false
    var isEscaped = false
    for byte in json.utf8 {
        if isQuoted || !" \t\r\n".utf8.contains(byte) { out.append(byte) }
        if isEscaped {
            isEscaped = false
        } else if isQuoted, byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isQuoted.toggle()
        }
    }
    return String(decoding: out, as: UTF8.self)
}

/// Whether the part occurs, byte by byte.
func has(_ text: String, _ part: String) -> Bool {
    part.isEmpty || Data(text.utf8).range(of: Data(part.utf8)) != nil
}

/// Each part occurs in the text, white space between its tokens aside.
func contains(_ json: String, _ parts: Value?) throws {
    let found = compact(json)
    for part in parts?.texts ?? [] where !has(found, part) {
        throw Differs("does not contain \(part): \(found)")
    }
}

/// Each part occurs in the text, in any case.
func mentions(_ text: String, _ parts: Value?) throws {
    for part in parts?.texts ?? [] where !has(text.lowercased(), part.lowercased()) {
        throw Differs("does not mention \(part): \(text)")
    }
}

/// The bytes of the body of a message.
func body(_ message: Value) -> Data {
    if let text = message["bodyText"]?.text { return Data(text.utf8) }
    return message["body"].map { Data($0.json.utf8) } ?? Data()
}
