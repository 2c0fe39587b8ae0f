import Glibc

/// Rows by the hash of their table and key: the hash of what stands in them, and the entry that
/// last wrote them.
///
/// Names are hashes already, so that a place is found by their last bits; and a row that is gone
/// keeps its place, so that nothing ever moves but when the table grows. A class, because it owns
/// its memory: five million rows lie in large pages, or half of the time goes into finding them.
/// Unchecked, because one lane at a time uses it.
final class RowFacts: @unchecked Sendable {
    struct Fact {
        let name: UInt64
        let row: UInt64
        /// 0 where no row of this name ever stood.
        let entry: Int64

        init(_ name: UInt64, _ row: UInt64, _ entry: Int64) {
            (self.name, self.row, self.entry) = (name, row, entry)
        }
    }

    /// The entry of a row that stands no more.
    static let gone: Int64 = -1

    private var slots: UnsafeMutableBufferPointer<Fact>
    private var used = 0

    init() { slots = Self.memory(1 << 12) }

    deinit { Self.release(slots) }

    /// Zeros, from the system.
    private static func memory(_ count: Int) -> UnsafeMutableBufferPointer<Fact> {
        let size = count * MemoryLayout<Fact>.stride
        let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        // Like every allocation of the program, this one ends it where there is no memory left.
        guard let start, start != MAP_FAILED else { fatalError("out of memory") }
        madvise(start, size, MADV_HUGEPAGE)
        return UnsafeMutableBufferPointer(
            start: start.bindMemory(to: Fact.self, capacity: count), count: count)
    }

    private static func release(_ slots: UnsafeMutableBufferPointer<Fact>) {
        munmap(slots.baseAddress, slots.count * MemoryLayout<Fact>.stride)
    }

    private func place(_ name: UInt64) -> Int {
        var at = Int(truncatingIfNeeded: name) & (slots.count - 1)
        while slots[at].entry != 0, slots[at].name != name { at = (at + 1) & (slots.count - 1) }
        return at
    }

    func set(_ fact: Fact) {
        var at = place(fact.name)
        if slots[at].entry == 0 {
            if used * 3 >= slots.count * 2 {
                grow()
                at = place(fact.name)
            }
            used += 1
        }
        slots[at] = fact
    }

    /// What is known of a row, which is then forgotten.
    func take(_ name: UInt64) -> Fact {
        let at = place(name)
        let found = slots[at]
        if found.entry > 0 { slots[at] = Fact(name, 0, Self.gone) }
        return found
    }

    func holds(_ name: UInt64) -> Bool { slots[place(name)].entry > 0 }

    /// The entries of all rows that stand, in order.
    var entries: [Int64] {
        Set(slots.lazy.filter { $0.entry > 0 }.map(\.entry)).sorted()
    }

    private func grow() {
        let old = slots
        slots = Self.memory(2 * old.count)
        used = 0
        for fact in old where fact.entry > 0 {
            slots[place(fact.name)] = fact
            used += 1
        }
        Self.release(old)
    }
}
