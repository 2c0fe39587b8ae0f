import Synchronization

/// How many years are done, and whether anybody still wants the others.
final class Gate: Sendable {
    // A class because the threads of a study share it.
    private let done = Atomic<Int>(0)
    private let closed = Atomic<Bool>(false)

    var isOpen: Bool { !closed.load(ordering: .relaxed) }
    func close() { closed.store(true, ordering: .relaxed) }

    /// Counts one more and says the share.
    func step(of count: Int) -> Double {
        let now = done.wrappingAdd(1, ordering: .relaxed).newValue
        return Double(now) / Double(max(1, count))
    }
}
