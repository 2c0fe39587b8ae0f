import Glibc

/// Rows by the hash of their table and key: the hash of what stands in them and of the entry that
/// last wrote them.
///
/// Names are hashes already, so that a place is found by their last bits; and a row that is gone
/// keeps its place, so that nothing ever moves but when the table grows. A class, because it owns
/// its memory: six million rows lie in large pages, or half of the time goes into finding them.
/// Unchecked, because one lane at a time uses it.
final class RowFacts: @unchecked Sendable {
    struct Fact: Equatable {
        let name: UInt64
        /// 0 where no row of this name ever stood, 1 where one stands no more.
        fileprivate let content: UInt64

        static func standing(_ name: UInt64, _ content: UInt64, entry: Int64) -> Fact {
            let whole = QuickHash.mix(content ^ UInt64(bitPattern: entry), 0x9FB2_1C65_1E98_DF25)
            return Fact(name: name, content: max(whole, 2))
        }

        static func gone(_ name: UInt64) -> Fact { Fact(name: name, content: 1) }

        fileprivate var isFree: Bool { content == 0 }
        fileprivate var isStanding: Bool { content > 1 }
    }

    private var slots: UnsafeMutableBufferPointer<Fact>
    private var used = 0

    /// - Parameter entries: about how many will write rows. An entry of a centre writes about
    ///   seven, so that with this much room nothing has to grow; with more, the system would spend
    ///   longer on making the memory than the search in a full table takes.
    init(entries: Int64) {
        var room = 1 << 12
        while room < min(entries, 1 << 22) * 8 { room *= 2 }
        slots = Self.memory(room)
    }

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
        while !slots[at].isFree, slots[at].name != name { at = (at + 1) & (slots.count - 1) }
        return at
    }

    /// What `touch` has read, so that nobody may leave the reading out.
    private var touched: UInt64 = 0

    /// Looks once at where each name belongs. The search itself goes on only when the memory has
    /// answered; here all of them are asked for before the first answers.
    func touch(_ names: some Sequence<UInt64>) {
        let last = slots.count - 1
        for name in names { touched &+= slots[Int(truncatingIfNeeded: name) & last].content }
    }

    func set(_ fact: Fact) {
        var at = place(fact.name)
        if slots[at].isFree {
            if used * 8 >= slots.count * 7 {
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
        if found.isStanding { slots[at] = .gone(name) }
        return found
    }

    func holds(_ name: UInt64) -> Bool { slots[place(name)].isStanding }

    var hasStanding: Bool { slots.contains { $0.isStanding } }

    private func grow() {
        let old = slots
        slots = Self.memory(2 * old.count)
        used = 0
        for fact in old where fact.isStanding {
            slots[place(fact.name)] = fact
            used += 1
        }
        Self.release(old)
    }
}
