/// The lower bound's lane of a search: prices until they have found their level, then branches.
///
/// A class, because a thread needs something to hold.
final class BoundLane: @unchecked Sendable {
    /// A share of the branches, for one thread.
    private final class Share: @unchecked Sendable {
        var proof: Proof
        init(_ proof: consuming Proof) { self.proof = proof }
    }

    private let problem: ChainProblem
    private var dual: Dual
    private var shares: [Share] = []
    /// Up to so many jobs a rough level is enough to begin with branches.
    private let few: Int
    private let isTold: Bool

    init(_ problem: ChainProblem, isTold: Bool) {
        (self.problem, self.isTold) = (problem, isTold)
        // Where people were told a plan, the programme of chains is small, however many they are.
        few = isTold ? Self.mostBranched : 60
        dual = Dual(problem)
        dual.tracksChoices = true
    }

    /// Branching pays where the gap can be closed; elsewhere it would only take memory.
    private var mayBranch: Bool { problem.jobCount <= Self.mostBranched }
    private static let mostBranched = 120

    /// For few jobs a rough level is enough: branches find their own prices from there.
    private var hasLevel: Bool {
        if problem.jobCount <= few, dual.steps >= Self.roughly { return true }
        return dual.idleRounds >= (mayBranch ? 2 : 6)
    }

    private static let roughly = 100

    /// Whether branches are worked on, which two threads can do side by side.
    var isBranching: Bool { mayBranch && hasLevel }

    func bound(_ target: Int) -> Int {
        max(dual.bound, shares.map { $0.proof.bound(target) }.min() ?? 0)
    }

    /// Better plans that the proof came upon.
    var found: [(plan: [Placement], total: Int)] { shares.compactMap { $0.proof.found } }

    var nodes: Int { shares.reduce(0) { $0 + $1.proof.nodes } }

    /// The day on which each job's peak stood on average at recent prices; nil before branching.
    var meanPeaks: [Double]? { shares.last?.proof.meanPeaks }

    /// Prices say something of the days of the jobs after so many steps.
    private static let telling = 250

    /// The day on which the peak of each job would be at the prices of the whole, on average; nil
    /// before they have become telling.
    var pricedPeaks: [Double]? {
        guard dual.steps >= Self.telling else { return nil }
        return (0..<problem.jobCount).map { dual.spread.meanPeak($0) }
    }

    /// Even rough prices put a job better than none.
    private static let guiding = 15

    /// Hands the prices of the whole on, as soon as there are any to speak of.
    func teach(_ priced: inout PricedInsertion) {
        // The best prices lead straight to the best plans near a plan that is good already; into a
        // plan for others rough ones bring more variety.
        if isTold, let levels = shares.first?.proof.wholeLevels {
            priced.learn(levels, scale: dual.prices.scale)
        } else if dual.steps >= Self.guiding {
            priced.learn(dual.best, scale: dual.prices.scale)
        }
    }

    /// Prices of the whole that are near enough to the best to decide by; nil before there are any.
    var levels: Levels? {
        shares.first?.proof.wholeLevels ?? (dual.steps >= Self.roughly ? dual.levels : nil)
    }

    /// Nothing is left to be done.
    func isDone(_ target: Int) -> Bool {
        if dual.bound >= target { return true }
        guard hasLevel else { return false }
        return !mayBranch || (!shares.isEmpty && shares.allSatisfy { $0.proof.isDone(target) })
    }

    /// Work for so many threads, each piece about as long as so many steps of prices
    /// or, of branches, of a search.
    func pieces(
        _ count: Int, steps: Int, effort: Int, target: Int, perform: Prices.Perform?,
        stop: @escaping @Sendable () -> () -> Bool
    ) -> [@Sendable () -> Void] {
        guard isBranching else {
            return [
                { self.dual.run(steps: steps, target: target, perform: perform, stop: stop()) }
            ]
        }
        deal(count)
        return shares.map { share in
            { share.proof.run(effort: effort, target: target, stop: stop()) }
        }
    }

    /// Deals the open branches out anew, so that no thread runs dry.
    private func deal(_ count: Int) {
        if shares.isEmpty { shares = [Share(Proof(problem, from: dual.levels, bound: dual.bound))] }
        while shares.count < count { shares.append(Share(Proof(problem))) }
        guard shares.count > 1 else { return }
        var open = shares.flatMap { $0.proof.withdrawAll() }
        open.sort { $0.bound < $1.bound }
        for (index, node) in open.enumerated() {
            shares[index % shares.count].proof.take(node)
        }
    }
}
