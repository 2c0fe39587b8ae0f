import Domain
import Glibc

/// Rows as the bytes of `ChangeCoding`, many at a time: what is only hashed and compared is never
/// made into texts and arrays, and can be handed to another thread.
public struct EncodedRows: Sendable {
    /// The values of all rows, one behind the other, and where each ends.
    private let memory: RowMemory
    private let size: Int
    let count: Int
    let columns: Int

    fileprivate init(_ memory: RowMemory, size: Int, values: Int, columns: Int) {
        (self.memory, self.size, self.columns) = (memory, size, columns)
        count = columns == 0 ? 0 : values / columns
    }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withExtendedLifetime(memory) {
            body(UnsafeRawBufferPointer(rebasing: memory.bytes[..<size]))
        }
    }

    /// Where the values of some columns of a row stand.
    func range(_ row: Int, _ columns: Range<Int>) -> Range<Int> {
        let first = row * self.columns + columns.lowerBound
        let start = first == 0 ? 0 : Int(memory.ends[first - 1])
        return start..<Int(memory.ends[row * self.columns + columns.upperBound - 1])
    }

    /// The number in a column; nil for anything else.
    func int(_ row: Int, _ column: Int) -> Int64? {
        let range = range(row, column..<column + 1)
        guard range.count == 9, memory.bytes[range.lowerBound] == 1 else { return nil }
        let word = memory.bytes.loadUnaligned(
            fromByteOffset: range.lowerBound + 1, as: Int64.self)
        return Int64(bigEndian: word)
    }

    /// The content of a text or blob; nil for anything else.
    func content(_ row: Int, _ column: Int) -> Range<Int>? {
        let range = range(row, column..<column + 1)
        guard !range.isEmpty else { return nil }
        var at = range.lowerBound
        let kind = memory.bytes[at]
        guard kind == 3 || kind == 4 else { return nil }
        repeat { at += 1 } while memory.bytes[at] >= 0x80
        return at + 1..<range.upperBound
    }

    /// The values themselves, where a sentence has to name them.
    func values(_ row: Int, _ columns: Range<Int>) -> [Value]? {
        var coded: [UInt8] = []
        ChangeCoding.append(columns.count + 1, to: &coded)
        let found = range(row, columns)
        return ChangeCoding.decodeRow(
            coded + withBytes { [UInt8](UnsafeRawBufferPointer(rebasing: $0[found])) })
    }
}

/// Takes the values of rows one by one and gives them back as `EncodedRows`.
///
/// It cannot be copied, because it owns memory that is written to directly: of sixty million
/// values each costs a few nanoseconds here.
struct RowEncoder: ~Copyable {
    private let columns: Int
    private let pool = RowPool()
    private var memory: RowMemory
    /// Where the memory begins: asked for once, because it is written to sixty million times.
    private var start: UnsafeMutableRawPointer
    private var ends: UnsafeMutablePointer<UInt32>
    private var capacity: Int
    private var mostValues: Int
    private var count = 0
    private var values = 0

    init(columns: Int) {
        self.columns = columns
        memory = pool.take()
        (start, ends) = (memory.start, memory.firstEnd)
        (capacity, mostValues) = (memory.bytes.count, memory.ends.count)
    }

    /// True when it is time to hand the rows on.
    var isFull: Bool { count >= 1 << 18 }

    mutating func take() -> EncodedRows {
        let rows = EncodedRows(memory, size: count, values: values, columns: columns)
        memory = pool.take()
        settle()
        (count, values) = (0, 0)
        return rows
    }

    mutating func appendNull() {
        reserve(1)
        write(0)
        close()
    }

    mutating func append(_ number: Int64) {
        reserve(9)
        write(1)
        write(word: UInt64(bitPattern: number))
    }

    mutating func append(_ number: Double) {
        reserve(9)
        write(2)
        write(word: number.bitPattern)
    }

    mutating func append(text: UnsafeRawBufferPointer) { append(3, text) }

    mutating func append(blob: UnsafeRawBufferPointer) { append(4, blob) }

    mutating func append(_ value: Value) {
        switch value {
        case .null: appendNull()
        case .int(let number): append(number)
        case .real(let number): append(number)
        case .text(var text): text.withUTF8 { append(text: UnsafeRawBufferPointer($0)) }
        case .blob(let bytes): bytes.withUnsafeBytes { append(blob: $0) }
        }
    }

    private mutating func append(_ kind: UInt8, _ content: UnsafeRawBufferPointer) {
        reserve(content.count + 11)
        write(kind)
        var rest = content.count
        while rest >= 0x80 {
            write(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        write(UInt8(rest))
        if let from = content.baseAddress {
            (start + count).copyMemory(from: from, byteCount: content.count)
            count += content.count
        }
        close()
    }

    /// Looked at for every value, and true for nearly all of them.
    @inline(__always) private mutating func reserve(_ more: Int) {
        if count + more > capacity || values == mostValues { widen(more) }
    }

    @inline(never) private mutating func widen(_ more: Int) {
        if count + more > capacity {
            memory.widen(keeping: count, to: max(2 * capacity, count + more))
        }
        if values == mostValues { memory.widenEnds(keeping: values) }
        settle()
    }

    private mutating func settle() {
        (start, ends) = (memory.start, memory.firstEnd)
        (capacity, mostValues) = (memory.bytes.count, memory.ends.count)
    }

    @inline(__always) private mutating func write(_ byte: UInt8) {
        start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    @inline(__always) private mutating func write(word: UInt64) {
        start.storeBytes(of: word.bigEndian, toByteOffset: count, as: UInt64.self)
        count += 8
        close()
    }

    @inline(__always) private mutating func close() {
        ends[values] = UInt32(count)
        values += 1
    }
}
