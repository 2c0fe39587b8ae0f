/// Reads JSON (RFC 8259) within limits that hold before anything is allocated for it.
public struct JSONParser: ~Copyable {
    public struct Limits: Sendable {
        public var bytes: Int
        public var depth: Int
        public var stringBytes: Int

        public init(bytes: Int = 16 << 20, depth: Int = 64, stringBytes: Int = 1 << 20) {
            (self.bytes, self.depth, self.stringBytes) = (bytes, depth, stringBytes)
        }

        /// A message from outside.
        public static let message = Limits()
        /// A file that the user named: instances and tables may be large.
        public static let file = Limits(bytes: 1 << 30)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: Limits
    private var at = 0
    private var depth = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>, _ limits: Limits) {
        (self.bytes, self.limits) = (bytes, limits)
    }

    /// - Throws: `JSONError.syntax` with the line and column of the first fault.
    public static func parse(
        _ bytes: [UInt8], limits: Limits = .message
    ) throws(JSONError) -> JSON {
        let outcome: Result<JSON, JSONError> = bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(buffer, limits)
            do throws(Fault) {
                return .success(try parser.whole())
            } catch {
                return .failure(.syntax(error.syntax, Place(ofByte: error.offset, in: buffer)))
            }
        }
        return try outcome.get()
    }

    public static func parse(_ text: String, limits: Limits = .message) throws(JSONError) -> JSON {
        try parse(Array(text.utf8), limits: limits)
    }

    /// A fault by its byte; the line is counted only once it is needed.
    private struct Fault: Error {
        let syntax: JSONError.Syntax
        let offset: Int
    }

    private func fault(_ syntax: JSONError.Syntax) -> Fault { Fault(syntax: syntax, offset: at) }

    private mutating func whole() throws(Fault) -> JSON {
        guard bytes.count <= limits.bytes else { throw fault(.tooLarge) }
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
        let value = try value()
        skipBlanks()
        guard at == bytes.count else { throw fault(.trailingText) }
        return value
    }

    private mutating func skipBlanks() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    private mutating func value() throws(Fault) -> JSON {
        skipBlanks()
        guard at < bytes.count else { throw fault(.unexpectedEnd) }
        let start = at
        switch bytes[at] {
        case UInt8(ascii: "{"): return JSON(.object(try members()), offset: start)
        case UInt8(ascii: "["): return JSON(.array(try elements()), offset: start)
        case UInt8(ascii: "\""): return JSON(.string(try string()), offset: start)
        case UInt8(ascii: "t"):
            try word("true")
            return JSON(.bool(true), offset: start)
        case UInt8(ascii: "f"):
            try word("false")
            return JSON(.bool(false), offset: start)
        case UInt8(ascii: "n"):
            try word("null")
            return JSON(.null, offset: start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return JSON(.number(try number()), offset: start)
        default: throw fault(.unexpectedCharacter)
        }
    }

    private mutating func word(_ word: StaticString) throws(Fault) {
        for index in 0..<word.utf8CodeUnitCount {
            guard at < bytes.count else { throw fault(.unexpectedEnd) }
            guard bytes[at] == word.utf8Start[index] else { throw fault(.unexpectedCharacter) }
            at += 1
        }
    }

    private mutating func enter() throws(Fault) {
        guard depth < limits.depth else { throw fault(.tooDeep) }
        depth += 1
        at += 1
        skipBlanks()
    }

    /// After an element: true at the comma, false at the closing bracket.
    private mutating func goesOn(until close: UInt8) throws(Fault) -> Bool {
        skipBlanks()
        guard at < bytes.count else { throw fault(.unexpectedEnd) }
        defer { at += 1 }
        if bytes[at] == UInt8(ascii: ",") { return true }
        guard bytes[at] == close else { throw fault(.unexpectedCharacter) }
        depth -= 1
        return false
    }

    private mutating func isEmpty(until close: UInt8) throws(Fault) -> Bool {
        guard at < bytes.count else { throw fault(.unexpectedEnd) }
        guard bytes[at] == close else { return false }
        at += 1
        depth -= 1
        return true
    }

    private mutating func elements() throws(Fault) -> [JSON] {
        try enter()
        if try isEmpty(until: UInt8(ascii: "]")) { return [] }
        var elements: [JSON] = []
        repeat { elements.append(try value()) } while try goesOn(until: UInt8(ascii: "]"))
        return elements
    }

    private mutating func members() throws(Fault) -> [JSON.Member] {
        try enter()
        if try isEmpty(until: UInt8(ascii: "}")) { return [] }
        var members: [JSON.Member] = []
        var seen: Set<String> = []  // Filled only for large objects; small ones are searched.
        repeat {
            skipBlanks()
            guard at < bytes.count else { throw fault(.unexpectedEnd) }
            guard bytes[at] == UInt8(ascii: "\"") else { throw fault(.unexpectedCharacter) }
            let start = at
            let name = try string()
            if members.count == 16 { seen = Set(members.map(\.name)) }
            let isNew =
                members.count < 16
                ? !members.contains { $0.name == name } : seen.insert(name).inserted
            guard isNew else { throw Fault(syntax: .duplicateName, offset: start) }
            skipBlanks()
            guard at < bytes.count else { throw fault(.unexpectedEnd) }
            guard bytes[at] == UInt8(ascii: ":") else { throw fault(.unexpectedCharacter) }
            at += 1
            members.append(JSON.Member(name, try value()))
        } while try goesOn(until: UInt8(ascii: "}"))
        return members
    }

    private func isDigit(_ index: Int) -> Bool {
        index < bytes.count && bytes[index] >= 0x30 && bytes[index] <= 0x39
    }

    private mutating func digits() throws(Fault) {
        guard isDigit(at) else { throw fault(.badNumber) }
        while isDigit(at) { at += 1 }
    }

    private mutating func number() throws(Fault) -> String {
        let start = at
        if bytes[at] == UInt8(ascii: "-") { at += 1 }
        if isDigit(at), bytes[at] == UInt8(ascii: "0"), isDigit(at + 1) { throw fault(.badNumber) }
        try digits()
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            try digits()
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[at]) {
                at += 1
            }
            try digits()
        }
        guard at - start <= limits.stringBytes else { throw fault(.stringTooLong) }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func string() throws(Fault) -> String {
        let start = at + 1
        at = start
        // The common case has no escape and needs no copy but the one into the string.
        while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") {
            guard bytes[at] >= 0x20 else { throw fault(.badString) }
            at += 1
        }
        guard at < bytes.count else { throw fault(.unexpectedEnd) }
        guard at - start <= limits.stringBytes else { throw fault(.stringTooLong) }
        if bytes[at] == UInt8(ascii: "\"") {
            let text = try validated(bytes[start..<at], start)
            at += 1
            return text
        }
        return try escapedString(from: start)
    }

    private func validated(
        _ part: some Collection<UInt8>, _ start: Int
    ) throws(Fault) -> String {
        guard let text = String(validating: part, as: UTF8.self) else {
            throw Fault(syntax: .notUTF8, offset: start)
        }
        return text
    }

    private mutating func escapedString(from start: Int) throws(Fault) -> String {
        var unescaped = Array(bytes[start..<at])
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
            guard bytes[at] >= 0x20 else { throw fault(.badString) }
            guard unescaped.count <= limits.stringBytes else { throw fault(.stringTooLong) }
            if bytes[at] == UInt8(ascii: "\\") {
                unescaped.append(contentsOf: Array(String(try escape()).utf8))
            } else {
                unescaped.append(bytes[at])
                at += 1
            }
        }
        guard at < bytes.count else { throw fault(.unexpectedEnd) }
        at += 1
        return try validated(unescaped, start)
    }

    private mutating func escape() throws(Fault) -> Unicode.Scalar {
        at += 1
        guard at < bytes.count else { throw fault(.unexpectedEnd) }
        let letter = bytes[at]
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw fault(.badEscape)
        }
    }

    private mutating func unicodeEscape() throws(Fault) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        // A high surrogate must be followed by the escape of a low one.
        guard first < 0xDC00, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
            bytes[at + 1] == UInt8(ascii: "u")
        else { throw fault(.badEscape) }
        at += 2
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw fault(.badEscape) }
        return scalar
    }

    private mutating func hexadecimal() throws(Fault) -> UInt32 {
        guard at + 4 <= bytes.count else { throw fault(.unexpectedEnd) }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else {
                throw fault(.badEscape)
            }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }
}
