/// Closes what is left between the bound and the plan, by branching.
///
/// Each branch narrows the days of one job and raises its bound with prices that begin where its
/// parent's stood. Days that are too dear at those prices are cut off for all that follows. What
/// reaches the cost of the best plan is done; when nothing is left, the plan is proven.
struct Proof: ~Copyable, @unchecked Sendable {
    private let problem: ChainProblem
    private var master: Master
    private var open = NodeHeap()
    private(set) var nodes = 0
    private var credit = 0
    /// A branch that could not be divided any further keeps the bound from rising.
    private var stuckBound: Int?
    /// The prices of the first branch, which is the whole problem.
    private(set) var wholeLevels: Levels?

    /// Nothing to do yet.
    init(_ problem: ChainProblem) {
        self.problem = problem
        master = Master(problem)
    }

    /// - Parameters:
    ///   - levels: prices to begin with.
    ///   - bound: what is known already.
    init(_ problem: ChainProblem, from levels: Levels, bound: Int) {
        self.init(problem)
        open.insert(
            Node(
                windows: (0..<problem.modeCount).map {
                    Window(earliest: problem.modes[$0].earliest, latest: problem.modes[$0].latest)
                },
                mayDrop: (0..<problem.jobCount).map { !problem.jobs[$0].mustPlace },
                levels: levels, bound: bound))
    }

    /// Hands all open branches over, to be dealt out anew.
    mutating func withdrawAll() -> [Node] {
        defer { open = NodeHeap() }
        return open.nodes
    }

    mutating func take(_ node: Node) { open.insert(node) }

    /// No plan costs less; `target` once everything is done.
    func bound(_ target: Int) -> Int {
        min(target, open.least ?? target, stuckBound ?? target)
    }

    /// Where the latest branch would have each peak, on average.
    var meanPeaks: [Double] { (0..<problem.jobCount).map { master.spread.meanPeak($0) } }

    func isDone(_ target: Int) -> Bool { open.least ?? target >= target }

    /// What was spent so far, as steps of a search count.
    var effort: Int { master.effort }

    /// A plan better than any that was asked to be beaten.
    var found: (plan: [Placement], total: Int)? { master.found }

    /// Works on the branches of least bound.
    ///
    /// - Parameter effort: what may be spent, as steps of a search count. A branch is finished
    ///   that was begun; what it takes too much is missing the next time.
    mutating func run(effort: Int, target: Int, stop: () -> Bool) {
        credit = effort < .max ? credit + effort : .max
        let target = min(target, master.found?.total ?? target)
        var next: Node?
        while true {
            // A branch is followed to its end before another is begun: plans are found there.
            if next == nil, open.least ?? target < target { next = open.next() }
            guard credit > 0, !stop(), let node = next else { break }
            let before = master.effort
            defer { credit -= master.effort - before }
            nodes += 1
            next = node.bound < target ? expand(node, target, stop) : nil
        }
        if let next { open.insert(next) }
    }

    /// Rounds of prices for a branch, after each narrowing, and to try a division.
    private static let (rounds, again, tries) = (40, 20, 3)
    private static let divisions = 4

    /// Deals with a branch, and says which of its own to go on with.
    private mutating func expand(
        _ parent: Node, _ target: Int, _ stop: () -> Bool
    ) -> Node? {
        var node = parent
        enter(node)
        master.run(rounds: Self.rounds, target: target, stop: stop)
        for _ in 0..<3 {
            if master.bound >= target { return nil }
            guard narrow(&node, target) else { break }
            node.levels = master.levels
            enter(node)
            master.run(rounds: Self.again, target: target, stop: stop)
        }
        if master.bound >= target { return nil }
        node.bound = max(parent.bound, master.bound)
        node.levels = master.levels
        if stop() {
            return node  // Interrupted: to be done again.
        }
        if wholeLevels == nil { wholeLevels = node.levels }
        master.noteMixture()
        var divisions = master.spread.widest(Self.divisions)
        if divisions.isEmpty { divisions = anyDivision(node).map { [$0] } ?? [] }
        let tried = bestChildren(of: node, divisions, target, stop)
        if stop() { return node }
        guard let children = tried else {
            stuckBound = min(stuckBound ?? node.bound, node.bound)
            return nil
        }
        var left = children.filter { $0.bound < target }.sorted { $0.bound < $1.bound }
        guard !left.isEmpty else { return nil }
        let first = left.removeFirst()
        for child in left { open.insert(child) }
        return first
    }

    /// Tries the divisions for a few rounds each, and takes the one that raises both sides most.
    private mutating func bestChildren(
        of node: Node, _ divisions: [Spread.Division], _ target: Int, _ stop: () -> Bool
    ) -> [Node]? {
        var found: (gain: Int, children: [Node])?
        for division in divisions {
            var children: [Node] = []
            var gain = 1
            for isUpper in [true, false] {
                var child = node
                divide(&child, division, isUpper: isUpper)
                if divisions.count > 1 {
                    enter(child)
                    master.run(rounds: Self.tries, target: target, stop: stop)
                    child.bound = max(child.bound, min(master.bound, target))
                    child.levels = master.levels
                }
                gain *= 1 + child.bound - node.bound
                children.append(child)
            }
            if gain > found?.gain ?? 0 { found = (gain, children) }
            if stop() || children.contains(where: { $0.bound >= target }) { break }
        }
        return found?.children
    }

    private mutating func enter(_ node: Node) { master.enter(node) }

    // MARK: Cutting off

    /// Cuts off what is too dear; true when that changed a good deal.
    private mutating func narrow(_ node: inout Node, _ target: Int) -> Bool {
        guard let value = master.value else { return false }
        let room = (target - 1) * master.prices.scale - value
        master.refresh()
        var cuts = 0
        for job in 0..<problem.jobCount {
            let least = master.prices.cheapest(job, master.domain).cost
            let bar = least + room
            if node.mayDrop[job], master.prices.scale * Int(problem.jobs[job].dropCost) > bar {
                node.mayDrop[job] = false
                cuts += 5
            }
            for mode in problem.modes(of: job) {
                let (first, last) = (
                    node.windows[mode].earliest.peak, node.windows[mode].latest.peak
                )
                guard first <= last else { continue }
                let days = master.prices.peaks(mode, job, master.domain, below: bar + 1)
                let (low, high) = days ?? (1, 0)
                node.windows[mode].earliest.peak = Int32(low)
                node.windows[mode].latest.peak = Int32(high)
                node.windows[mode].tighten(problem.modes[mode])
                cuts += Int(last - first) - (high - low)
            }
        }
        return cuts > 3 * problem.jobCount / 2 + 4
    }

    // MARK: Dividing

    private func divide(
        _ node: inout Node, _ division: Spread.Division, isUpper: Bool
    ) {
        let (job, kind, below) = (division.job, division.kind, division.below)
        for mode in problem.modes(of: job) {
            if let step = kind.step {
                node.windows[mode].split(step, below, isUpper, problem.modes[mode])
            } else if (mode > below) != isUpper {
                node.windows[mode].close()
            }
        }
        // Being left out belongs to the upper half of the peaks, and to the lower of all others.
        if kind == .peak ? !isUpper : isUpper { node.mayDrop[job] = false }
    }

    /// Any job that still has a choice of days, when none of them wavers.
    private func anyDivision(_ node: Node) -> Spread.Division? {
        for kind in Spread.Kind.allCases {
            guard let step = kind.step else { continue }
            for job in 0..<problem.jobCount {
                let windows = problem.modes(of: job).map { node.windows[$0] }
                    .filter { $0.earliest.peak <= $0.latest.peak }
                guard let low = windows.map({ $0.earliest[step] }).min(),
                    let high = windows.map({ $0.latest[step] }).max()
                else { continue }
                if low < high {
                    return Spread.Division(
                        job: job, kind: kind, below: Int(low + (high - low) / 2))
                }
            }
        }
        return nil
    }
}
