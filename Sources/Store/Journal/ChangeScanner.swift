/// Finds the borders of the rows in the bytes of an entry.
struct ChangeScanner {
    let bytes: UnsafeRawBufferPointer
    private(set) var at = 0

    var isAtEnd: Bool { at == bytes.count }

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func count() -> Int? {
        var (value, shift) = (0, 0)
        while at < bytes.count, shift < 56 {
            let next = bytes[at]
            at += 1
            value |= Int(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    private mutating func skip(_ count: Int) -> Bool {
        guard count <= bytes.count - at else { return false }
        at += count
        return true
    }

    mutating func text() -> Range<Int>? {
        guard let count = count() else { return nil }
        let start = at
        return skip(count) ? start..<at : nil
    }

    /// Where the values of a row stand; empty for a row that is not there.
    mutating func row() -> Range<Int>? {
        guard let count = count(), count <= bytes.count else { return nil }
        let start = at
        for _ in 0..<max(0, count - 1) {
            guard value() != nil else { return nil }
        }
        return start..<at
    }

    /// Where the content of a value stands, without its kind and its length.
    private mutating func value() -> Range<Int>? {
        guard at < bytes.count else { return nil }
        let kind = bytes[at]
        at += 1
        switch kind {
        case 0: return at..<at
        case 1, 2: return skip(8) ? at - 8..<at : nil
        case 3, 4: return text()
        default: return nil
        }
    }

    /// Where the contents of the values in a row stand that `row` has found.
    func contents(of row: Range<Int>) -> [Range<Int>] {
        var scanner = self
        scanner.at = row.lowerBound
        var found: [Range<Int>] = []
        found.reserveCapacity(16)
        while scanner.at < row.upperBound, let content = scanner.value() { found.append(content) }
        return found
    }
}
