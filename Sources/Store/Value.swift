public import Domain

/// What a column holds. Both databases know these and no others.
public enum Value: Hashable, Sendable {
    case null
    case int(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    public static func int(_ value: Int) -> Value { .int(Int64(value)) }
    public static func optional(_ value: String?) -> Value { value.map { .text($0) } ?? .null }
    public static func optional(_ value: Int64?) -> Value { value.map { .int($0) } ?? .null }
    public static func bool(_ value: Bool) -> Value { .int(value ? 1 : 0) }

    /// The value as both databases give it back, so that a row reads as the journal says.
    var storable: Value {
        switch self {
        case .text(let text): .text(text.storable)
        // SQLite keeps whole reals as integers, which know no negative zero.
        case .real(let number) where number == 0: .real(0)
        default: self
        }
    }
}

extension String {
    /// A text of a server holds every character but one.
    var storable: String {
        utf8.contains(0) ? String(map { $0 == "\0" ? "\u{FFFD}" : $0 }) : self
    }
}

/// One row, read by position.
///
/// A value of the wrong kind is a damaged store and is thrown, never a trap: a restored or
/// hand-mended database must be refused with a sentence.
public struct Row: Sendable {
    public let values: [Value]
    let table: String

    public init(_ values: [Value], table: String) { (self.values, self.table) = (values, table) }

    private func wrong(_ index: Int) -> StoreError {
        .damaged(table: table, column: index, value: "\(values[index])")
    }

    public func text(_ index: Int) throws(StoreError) -> String {
        guard case .text(let text) = values[index] else { throw wrong(index) }
        return text
    }

    public func optionalText(_ index: Int) throws(StoreError) -> String? {
        if case .null = values[index] { return nil }
        return try text(index)
    }

    public func int(_ index: Int) throws(StoreError) -> Int64 {
        guard case .int(let value) = values[index] else { throw wrong(index) }
        return value
    }

    public func optionalInt(_ index: Int) throws(StoreError) -> Int64? {
        if case .null = values[index] { return nil }
        return try int(index)
    }

    public func whole(_ index: Int) throws(StoreError) -> Int { Int(try int(index)) }

    public func bool(_ index: Int) throws(StoreError) -> Bool { try int(index) != 0 }

    public func real(_ index: Int) throws(StoreError) -> Double {
        switch values[index] {
        case .real(let value): return value
        case .int(let value): return Double(value)
        default: throw wrong(index)
        }
    }

    public func blob(_ index: Int) throws(StoreError) -> [UInt8] {
        guard case .blob(let bytes) = values[index] else { throw wrong(index) }
        return bytes
    }

    /// A word of a fixed vocabulary.
    public func word<Word: RawRepresentable<String>>(
        _ index: Int, _ type: Word.Type = Word.self
    ) throws(StoreError) -> Word {
        guard let word = Word(rawValue: try text(index)) else { throw wrong(index) }
        return word
    }
}
