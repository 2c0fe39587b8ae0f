import Domain

/// Follows the hash chain from the beginning to the first link that is not as it was written.
struct ChainCheck: Sendable {
    private let anchor: Anchor?
    /// The last entry that is as it was written, and its hash.
    private(set) var last: Int64 = 0
    private var previous = JournalChain.start
    private let chain = ChainHash()
    private(set) var fault: Fault?

    init(anchor: Anchor?) { self.anchor = anchor }

    /// - Parameter rows: the columns of the chain, and the hash that stands beside them.
    mutating func follow(_ rows: EncodedRows) {
        for row in 0..<rows.count where fault == nil { follow(rows, row) }
    }

    private mutating func follow(_ rows: EncodedRows, _ row: Int) {
        let sequence = last + 1
        guard rows.int(row, 0) == sequence else {
            fault = .gap(at: sequence)
            return
        }
        let isWhole = rows.withBytes { bytes in
            let entry = rows.range(row, 0..<rows.columns - 1)
            chain.extend(&previous, by: UnsafeRawBufferPointer(rebasing: bytes[entry]))
            guard let stored = rows.content(row, rows.columns - 1) else { return false }
            return bytes[stored].elementsEqual(previous)
        }
        guard isWhole else {
            fault = .altered(at: sequence)
            return
        }
        if let anchor, anchor.sequence == sequence, anchor.hash != previous {
            fault = .anchor(at: sequence)
        }
        last = sequence
    }

    /// What the whole journal lacks: what its head and the anchor know of and nobody has seen.
    ///
    /// - Parameter unreadable: the first entry whose changes no program wrote.
    func verdict(head: Anchor, unreadable: Int64?) -> (last: Int64, fault: Fault?) {
        if let unreadable, unreadable <= last { return (unreadable - 1, .altered(at: unreadable)) }
        if let fault { return (last, fault) }
        let expected = max(head.sequence, anchor?.sequence ?? 0)
        if last < expected { return (last, .cut(after: last, expected: expected)) }
        let isHead = last == head.sequence && previous == head.hash
        return (last, isHead ? nil : .altered(at: last))
    }
}
