import Foundation

/// JSON as it was written: a number keeps its digits and an object the order of its members. JSONSerialization keeps neither, and
/// `String` compares what only looks equal.
enum Value {
    case null
    case bool(Bool)
    case number(String)
    case text(String)
    case array([Value])
    case object([(name: String, value: Value)])
    /// What is nested deeper than a stack holds: the text.
    case deep(String)

    init(_ json: some Collection<UInt8>) throws {
        var reader = ValueReader(bytes: Array(json))
        self = try reader.whole()
    }

    init(_ json: String) throws {
        try self.init(json.utf8)
    }

    /// The member of an object; of two with a name the last.
    subscript(name: String) -> Value? {
        members?.last { same($0.name, name) }?.value
    }

    var members: [(name: String, value: Value)]? {
        if case .object(let members) = self { members } else { nil }
    }

    var names: [String] { members?.map(\.name) ?? [] }
    var items: [Value]? { if case .array(let items) = self { items } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
    var int: Int? { if case .number(let digits) = self { Int(digits) } else { nil } }
    var texts: [String]? { items?.compactMap(\.text) }
    var isNull: Bool { if case .null = self { true } else { false } }

    /// Compact JSON.
    var json: String {
        switch self {
        case .null: "null"
        case .bool(let bool): "\(bool)"
        case .number(let digits): digits
        case .deep(let text): text
        case .text(let text): Value.quoted(text)
        case .array(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Value.quoted($0.name) + ":" + $0.value.json }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case ..<" ": json += "\\u" + String(scalar.value + 0x10000, radix: 16).dropFirst()
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }
}

/// As JSON compares: the order of members means nothing, numbers are equal by value.
extension Value: Equatable {
    static func == (one: Value, other: Value) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.number(let one), .number(let other)): canonical(one) == canonical(other)
        case (.text(let one), .text(let other)): same(one, other)
        case (.deep(let one), .deep(let other)): same(one, other)
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object):
            Set(one.map { Data($0.name.utf8) }) == Set(other.names.map { Data($0.utf8) })
                && one.allSatisfy { other[$0.name] == Value.object(one)[$0.name] }
        default: false
        }
    }

    /// A number as its digits, without zeros at either end, and an exponent.
    private static func canonical(_ number: String) -> String {
        let parts = number.lowercased().split(separator: "e")
        var exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        let sign = parts[0].hasPrefix("-") ? "-" : ""
        let halves = parts[0].drop { $0 == "-" }.split(separator: ".")
        var digits = halves.joined()
        exponent -= halves.count == 2 ? halves[1].count : 0
        while digits.last == "0" {
            digits.removeLast()
            exponent += 1
        }
        let rest = digits.drop { $0 == "0" }
        return rest.isEmpty ? "0" : "\(sign)\(rest)e\(exponent)"
    }
}

/// Whether two texts have the same characters. `==` takes an é of one character for an é of two.
func same(_ one: String, _ other: String) -> Bool {
    one.utf8.elementsEqual(other.utf8)
}

private struct ValueReader {
    struct NoJSON: Error { let at: Int }

    private static let deepest = 200

    let bytes: [UInt8]
    var at = 0
    var depth = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func whole() throws -> Value {
        let value = try value()
        guard next() == nil else { throw NoJSON(at: at) }
        return value
    }

    /// The first byte that is no white space; none at the end.
    private mutating func next() -> UInt8? {
        while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
        return at < bytes.count ? bytes[at] : nil
    }

    private mutating func take(_ character: Unicode.Scalar) throws {
        guard next() == UInt8(ascii: character) else { throw NoJSON(at: at) }
        at += 1
    }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard next() == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func value() throws -> Value {
        depth += 1
        defer { depth -= 1 }
        switch next() {
        case UInt8(ascii: "{") where depth > Self.deepest, UInt8(ascii: "[") where depth > Self.deepest:
            return .deep(try skipped())
        case UInt8(ascii: "{"):
            at += 1
            var members: [(name: String, value: Value)] = []
            while !takes("}") {
                if !members.isEmpty { try take(",") }
                try take("\"")
                let name = try text()
                try take(":")
                members.append((name, try value()))
            }
            return .object(members)
        case UInt8(ascii: "["):
            at += 1
            var items: [Value] = []
            while !takes("]") {
                if !items.isEmpty { try take(",") }
                items.append(try value())
            }
            return .array(items)
        case UInt8(ascii: "\""):
            at += 1
            return .text(try text())
        default:
            return try word()
        }
    }

    /// An object or an array, of which only the brackets are read.
    private mutating func skipped() throws -> String {
        let start = at
        var open = 0
        repeat {
            guard at < bytes.count else { throw NoJSON(at: at) }
            at += 1
            switch bytes[at - 1] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
            case UInt8(ascii: "\""): _ = try text()
            default: break
            }
        } while open > 0
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func word() throws -> Value {
        let start = at
        while at < bytes.count, !" \t\r\n,]}".utf8.contains(bytes[at]) { at += 1 }
        let word = String(decoding: bytes[start..<at], as: UTF8.self)
        switch word {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            guard word.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil else { throw NoJSON(at: start) }
            return .number(word)
        }
    }

    /// What follows a quotation mark. A surrogate alone becomes U+FFFD.
    private mutating func text() throws -> String {
        var units: [UInt16] = []
        var start = at
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
            guard bytes[at] == UInt8(ascii: "\\") else {
                at += 1
                continue
            }
            units += String(decoding: bytes[start..<at], as: UTF8.self).utf16
            units.append(try escaped())
            start = at
        }
        guard at < bytes.count else { throw NoJSON(at: at) }
        units += String(decoding: bytes[start..<at], as: UTF8.self).utf16
        at += 1
        return String(decoding: units, as: UTF16.self)
    }

    private mutating func escaped() throws -> UInt16 {
        guard at + 1 < bytes.count else { throw NoJSON(at: at) }
        let letter = Unicode.Scalar(bytes[at + 1])
        at += 2
        switch letter {
        case "b": return 8
        case "t": return 9
        case "n": return 10
        case "f": return 12
        case "r": return 13
        case "\"", "\\", "/": return UInt16(letter.value)
        case "u":
            let digits = String(decoding: bytes[at..<min(at + 4, bytes.count)], as: UTF8.self)
            guard digits.count == 4, let unit = UInt16(digits, radix: 16) else { throw NoJSON(at: at) }
            at += 4
            return unit
        default: throw NoJSON(at: at)
        }
    }
}
