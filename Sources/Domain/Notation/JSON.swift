/// A JSON value that remembers where it stood in its file.
///
/// Rule files are written by people and messages come from other systems: an error must name the
/// line. A number keeps its digits, because `7.10` and `7.1` are different laboratory reports.
public struct JSON: Sendable {
    public let content: Content
    /// The byte at which the value begins; 0 for values made by the program.
    public let offset: Int

    public indirect enum Content: Sendable {
        case null
        case bool(Bool)
        case number(String)
        case string(String)
        case array([JSON])
        /// In the order of the file. A name occurs once.
        case object([Member])
    }

    public struct Member: Sendable {
        public let name: String
        public let value: JSON

        public init(_ name: String, _ value: JSON) { (self.name, self.value) = (name, value) }
    }

    public init(_ content: Content, offset: Int = 0) {
        (self.content, self.offset) = (content, offset)
    }

    /// The member of that name; nil where there is none or the value is no object.
    public subscript(name: String) -> JSON? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.name == name }?.value
    }
}

extension JSON {
    public static let null = JSON(.null)
    public static func bool(_ value: Bool) -> JSON { JSON(.bool(value)) }
    public static func string(_ value: String) -> JSON { JSON(.string(value)) }
    public static func int(_ value: Int) -> JSON { JSON(.number(String(value))) }
    public static func array(_ values: [JSON]) -> JSON { JSON(.array(values)) }

    /// Shortest digits that read back to the same number; null for what JSON cannot say.
    public static func double(_ value: Double) -> JSON {
        guard value.isFinite else { return .null }
        if value == value.rounded(), abs(value) < 1e15 { return .int(Int(value)) }
        return JSON(.number("\(value)"))
    }

    public static func object(_ members: [(String, JSON)]) -> JSON {
        JSON(.object(members.map { Member($0.0, $0.1) }))
    }

    public static func optional(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
}

/// Equal values; where they stood does not matter, nor does the order of an object's members.
extension JSON: Equatable {
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left.content, right.content) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.number(let one), .number(let other)): one == other
        case (.string(let one), .string(let other)): one == other
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)):
            one.count == other.count && one.allSatisfy { right[$0.name] == $0.value }
        default: false
        }
    }
}

/// Why a text is not the JSON that was wanted.
public enum JSONError: Error, Hashable {
    case syntax(Syntax, Place)
    /// The value at `path` is not of the form that is needed there.
    case wanted(Wanted, path: String, Place)

    public enum Syntax: String, Hashable, Sendable {
        case unexpectedEnd, unexpectedCharacter, badNumber, badString, badEscape, notUTF8
        case trailingText, duplicateName, tooDeep, stringTooLong, tooLarge
    }

    public enum Wanted: Hashable, Sendable {
        case kind(Kind)
        case member(String)
        case range(String)
        /// One of a few words.
        case word(of: [String])
        case unknownMember(String)
        /// What a special kind of file wants, in its own words.
        case other(Phrase)
    }

    public enum Kind: String, Hashable, Sendable {
        case bool, integer, number, string, array, object, day, instant
    }
}

/// A place in a text file, counted from 1 as editors do.
public struct Place: Hashable, Sendable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

    /// The place of a byte.
    public init(ofByte offset: Int, in bytes: some Collection<UInt8>) {
        var (line, column, seen) = (1, 1, 0)
        for byte in bytes {
            if seen == offset { break }
            seen += 1
            if byte == UInt8(ascii: "\n") {
                (line, column) = (line + 1, 1)
            } else if byte & 0xC0 != 0x80 {  // Continuation bytes add no column.
                column += 1
            }
        }
        (self.line, self.column) = (line, column)
    }
}

extension JSONError: Reportable {
    public var place: Place {
        switch self {
        case .syntax(_, let place), .wanted(_, _, let place): place
        }
    }

    public var phrase: Phrase {
        switch self {
        case .syntax(let syntax, let place):
            Phrase(
                "json.syntax",
                [
                    "line": .count(place.line), "column": .count(place.column),
                    "what": .phrase(Phrase("json.syntax.\(syntax.rawValue)")),
                ])
        case .wanted(let wanted, let path, let place):
            Phrase(
                "json.wanted",
                [
                    "line": .count(place.line), "column": .count(place.column),
                    "path": .text(path), "what": .phrase(wanted.phrase),
                ])
        }
    }
}

extension JSONError.Wanted {
    var phrase: Phrase {
        switch self {
        case .kind(let kind): Phrase("json.wanted.\(kind.rawValue)")
        case .member(let name): Phrase("json.wanted.member", ["name": .text(name)])
        case .range(let range): Phrase("json.wanted.range", ["range": .text(range)])
        case .word(let words):
            Phrase("json.wanted.word", ["words": .list(words.map { .text($0) })])
        case .unknownMember(let name):
            Phrase("json.wanted.unknownMember", ["name": .text(name)])
        case .other(let phrase): phrase
        }
    }
}
