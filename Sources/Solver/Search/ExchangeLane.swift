/// The exchanges of a search.
///
/// A class, because a thread needs something to hold.
final class ExchangeLane: @unchecked Sendable {
    private var exchange: Exchange
    /// The plan that the latest piece reached.
    private(set) var reached: (plan: [Placement], total: Int)?

    init(_ problem: ChainProblem, movable: [Int32], seed: UInt64) {
        exchange = Exchange(problem, movable: movable, seed: seed)
    }

    /// Work for a thread, about as long as so many steps of a search.
    func piece(
        from plan: [Placement], levels: Levels, effort: Int,
        stop: @escaping @Sendable () -> () -> Bool
    ) -> @Sendable () -> Void {
        {
            self.reached = self.exchange.improve(
                plan, levels: levels, effort: effort, stop: stop())
        }
    }
}
