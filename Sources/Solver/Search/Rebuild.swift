/// A plan made anew in the order in which prices would have the peaks.
extension Annealer {
    /// Takes all movable jobs off and puts them back by their mean peaks, a little shaken.
    ///
    /// Moves of a few jobs never leave some valleys; the prices know of others.
    mutating func rebuild(_ meanPeaks: [Double], chance seed: UInt64) {
        var random = RandomStream(seed: seed)
        rebuild(meanPeaks, shaken: 6, &random)
    }

    /// Begins anew with the best of many plans that are made in the order of the priced peaks.
    mutating func begin(_ meanPeaks: [Double], tries: Int, chance seed: UInt64) {
        var random = RandomStream(seed: seed)
        var best: (plan: [Placement], total: Int) = ([], Int.max)
        for attempt in 0..<tries {
            rebuild(meanPeaks, shaken: attempt == 0 ? 0 : 6, &random)
            if board.total < best.total { best = (board.plan, board.total) }
        }
        if !best.plan.isEmpty { load(best.plan) }
    }

    private mutating func rebuild(
        _ meanPeaks: [Double], shaken days: Double, _ random: inout RandomStream
    ) {
        let keys = meanPeaks.map { $0 + days * (random.unit() - 0.5) }
        let jobs = memberList.map { Int($0) }.sorted { (keys[$0], $0) < (keys[$1], $1) }
        for job in jobs where board[job].isPlaced { board.remove(job) }
        for job in jobs {
            let leave = board.leaveCost(job)
            if let found = insertion.best(
                job, in: board.ledger, below: leave, preference: .anywhere(random.next()),
                skip: { _ in false })
            {
                board.place(job, found.placement, cost: found.cost)
            }
            touch(job)
        }
    }
}
