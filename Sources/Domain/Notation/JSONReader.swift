/// Walks through a JSON file and knows the path and the line of where it stands, so that whoever
/// reads a file need only say what it wants.
public struct JSONReader: Sendable {
    public let value: JSON
    public let path: String
    private let source: Source

    /// The bytes, held once for all readers of a file.
    private final class Source: Sendable {
        let bytes: [UInt8]
        init(_ bytes: [UInt8]) { self.bytes = bytes }
    }

    public init(
        parsing bytes: [UInt8], limits: JSONParser.Limits = .message
    ) throws(JSONError) {
        value = try JSONParser.parse(bytes, limits: limits)
        path = ""
        source = Source(bytes)
    }

    public init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)) }

    private init(_ value: JSON, _ path: String, _ source: Source) {
        (self.value, self.path, self.source) = (value, path, source)
    }

    public var place: Place { Place(ofByte: value.offset, in: source.bytes) }

    public func failure(_ wanted: JSONError.Wanted) -> JSONError {
        .wanted(wanted, path: path.isEmpty ? "$" : path, place)
    }

    // MARK: Members

    /// The member, or nil where it is absent or null.
    public func optional(_ name: String) throws(JSONError) -> JSONReader? {
        guard case .object = value.content else { throw failure(.kind(.object)) }
        guard let member = value[name] else { return nil }
        if case .null = member.content { return nil }
        return JSONReader(member, path.isEmpty ? name : path + "." + name, source)
    }

    public func member(_ name: String) throws(JSONError) -> JSONReader {
        guard let reader = try optional(name) else { throw failure(.member(name)) }
        return reader
    }

    /// All members in the order of the file.
    public func members() throws(JSONError) -> [(name: String, reader: JSONReader)] {
        guard case .object(let members) = value.content else { throw failure(.kind(.object)) }
        return members.map {
            ($0.name, JSONReader($0.value, path.isEmpty ? $0.name : path + "." + $0.name, source))
        }
    }

    public func elements() throws(JSONError) -> [JSONReader] {
        guard case .array(let elements) = value.content else { throw failure(.kind(.array)) }
        return elements.enumerated().map { JSONReader($1, "\(path)[\($0)]", source) }
    }

    /// Refuses members that nobody will read: a misspelt name must not be a silent default.
    public func allowOnly(_ names: Set<String>) throws(JSONError) {
        for (name, reader) in try members() where !names.contains(name) {
            throw reader.failure(.unknownMember(name))
        }
    }

    // MARK: Plain values

    public func string() throws(JSONError) -> String {
        guard case .string(let text) = value.content else { throw failure(.kind(.string)) }
        return text
    }

    public func bool() throws(JSONError) -> Bool {
        guard case .bool(let flag) = value.content else { throw failure(.kind(.bool)) }
        return flag
    }

    /// - Throws: also for `1.0` and `1e3`: a count is written as a count.
    public func int(in range: ClosedRange<Int>? = nil) throws(JSONError) -> Int {
        guard case .number(let digits) = value.content, let number = Int(digits) else {
            throw failure(.kind(.integer))
        }
        if let range, !range.contains(number) {
            throw failure(.range("\(range.lowerBound)…\(range.upperBound)"))
        }
        return number
    }

    public func double() throws(JSONError) -> Double {
        guard case .number(let digits) = value.content, let number = Double(digits),
            number.isFinite
        else { throw failure(.kind(.number)) }
        return number
    }

    public func day() throws(JSONError) -> Day {
        guard case .string(let text) = value.content, let day = try? Day(iso: text) else {
            throw failure(.kind(.day))
        }
        return day
    }

    public func instant() throws(JSONError) -> Instant {
        guard case .string(let text) = value.content, let instant = try? Instant(iso: text) else {
            throw failure(.kind(.instant))
        }
        return instant
    }

    /// One case of an enumeration, by its raw word.
    public func word<Word>(_ type: Word.Type) throws(JSONError) -> Word
    where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
        guard case .string(let text) = value.content, let word = Word(rawValue: text) else {
            throw failure(.word(of: Word.allCases.map(\.rawValue)))
        }
        return word
    }

    /// A row of integers, read without making a reader of each: calendars have thousands.
    public func ints(in range: ClosedRange<Int>? = nil) throws(JSONError) -> [Int] {
        guard case .array(let elements) = value.content else { throw failure(.kind(.array)) }
        var numbers: [Int] = []
        numbers.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            guard case .number(let digits) = element.content, let number = Int(digits),
                range?.contains(number) ?? true
            else {
                let reader = JSONReader(element, "\(path)[\(index)]", source)
                numbers.append(try reader.int(in: range))
                continue
            }
            numbers.append(number)
        }
        return numbers
    }
}
