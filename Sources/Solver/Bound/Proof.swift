/// Closes what is left between the bound and the plan, by branching.
///
/// Each branch narrows the days of one job and raises its bound with prices that begin where its
/// parent's stood. Days that are too dear at those prices are cut off for all that follows. What
/// reaches the cost of the best plan is done; when nothing is left, the plan is proven.
struct Proof: ~Copyable, @unchecked Sendable {
    /// A part of what is left to be looked at.
    struct Node: Sendable {
        fileprivate var modes: [Mode]
        fileprivate var mayDrop: [Bool]
        fileprivate var prices: [Double]
        fileprivate(set) var bound: Int
    }

    private let problem: ChainProblem
    private var dual: Dual
    private var open: [Node]
    private(set) var nodes = 0
    /// A branch that could not be divided any further keeps the bound from rising.
    private var stuckBound: Int?

    /// Nothing to do yet.
    init(_ problem: ChainProblem) {
        self.problem = problem
        dual = Dual(problem)
        dual.tracksChoices = true
        open = []
    }

    /// - Parameter root: prices that have found their level for the whole problem.
    init(_ problem: ChainProblem, from root: borrowing Dual) {
        self.problem = problem
        dual = Dual(problem)
        dual.tracksChoices = true
        open = [
            Node(
                modes: (0..<problem.modeCount).map { problem.modes[$0] },
                mayDrop: (0..<problem.jobCount).map { !problem.jobs[$0].mustPlace },
                prices: (0..<root.prices.cells).map { root.best[$0] }, bound: root.bound)
        ]
    }

    /// Hands all open branches over, to be dealt out anew.
    mutating func withdrawAll() -> [Node] {
        defer { open = [] }
        return open
    }

    mutating func take(_ node: Node) { open.append(node) }

    /// No plan costs less; `target` once everything is done.
    func bound(_ target: Int) -> Int {
        min(target, open.map(\.bound).min() ?? target, stuckBound ?? target)
    }

    func isDone(_ target: Int) -> Bool { !open.contains { $0.bound < target } }

    /// Works on the branches of least bound.
    mutating func run(nodes count: Int, target: Int, stop: () -> Bool) {
        for _ in 0..<count {
            guard !stop(), let index = open.indices.min(by: { precedes($0, $1) }),
                open[index].bound < target
            else { return }
            let node = open.remove(at: index)
            nodes += 1
            expand(node, target, stop)
        }
    }

    /// Least bound first; among equals the latest, which lies deepest.
    private func precedes(_ left: Int, _ right: Int) -> Bool {
        (open[left].bound, right) < (open[right].bound, left)
    }

    private static let steps = 100
    private static let tries = 20

    private mutating func expand(_ parent: Node, _ target: Int, _ stop: () -> Bool) {
        var node = parent
        enter(node)
        dual.run(steps: Self.steps, target: target, perform: nil, stop: stop)
        for _ in 0..<4 {
            if dual.bound >= target { return }
            guard narrow(&node, target) else { break }
            enter(node, keepingPrices: true)
            dual.run(steps: Self.steps / 2, target: target, perform: nil, stop: stop)
        }
        if dual.bound >= target { return }
        node.bound = max(parent.bound, dual.bound)
        node.prices = (0..<dual.prices.cells).map { dual.best[$0] }
        if stop() {
            open.append(node)  // Interrupted: to be done again.
            return
        }
        var divisions = dual.spread.widest(4)
        if divisions.isEmpty { divisions = anyDivision(node).map { [$0] } ?? [] }
        guard let children = bestChildren(of: node, divisions, target) else {
            stuckBound = min(stuckBound ?? node.bound, node.bound)
            return
        }
        open += children.filter { $0.bound < target }
    }

    /// Tries the divisions for a few steps each, and takes the one that raises both sides most.
    private mutating func bestChildren(
        of node: Node, _ divisions: [Spread.Division], _ target: Int
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
                    dual.run(steps: Self.tries, target: target, perform: nil) { false }
                    child.bound = max(child.bound, min(dual.bound, target))
                    child.prices = (0..<dual.prices.cells).map { dual.best[$0] }
                }
                gain *= 1 + child.bound - node.bound
                children.append(child)
            }
            if gain > found?.gain ?? 0 { found = (gain, children) }
            if children.contains(where: { $0.bound >= target }) { break }
        }
        return found?.children
    }

    private mutating func enter(_ node: Node, keepingPrices: Bool = false) {
        dual.domain.modes.update(from: node.modes, count: node.modes.count)
        dual.domain.mayDrop.update(from: node.mayDrop, count: node.mayDrop.count)
        if keepingPrices {
            dual.restart(stepFactor: 0.05)
        } else {
            dual.restart(from: node.prices, stepFactor: 0.1)
        }
    }

    // MARK: Cutting off

    /// Cuts off what is too dear; true when that changed a good deal.
    private mutating func narrow(_ node: inout Node, _ target: Int) -> Bool {
        guard let value = dual.value else { return false }
        let room = (target - 1) * dual.prices.scale - value
        dual.refresh()
        var cuts = 0
        for job in 0..<problem.jobCount {
            let least = dual.prices.cheapest(job, dual.domain).cost
            let bar = least + room
            if node.mayDrop[job], dual.prices.scale * Int(problem.jobs[job].dropCost) > bar {
                node.mayDrop[job] = false
                cuts += 5
            }
            for mode in problem.modes(of: job) {
                let (first, last) = (node.modes[mode].earliest.peak, node.modes[mode].latest.peak)
                guard first <= last else { continue }
                let days = dual.prices.peaks(mode, job, dual.domain, below: bar + 1)
                let (low, high) = days ?? (1, 0)
                node.modes[mode].earliest.peak = Int32(low)
                node.modes[mode].latest.peak = Int32(high)
                node.modes[mode].tighten()
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
            switch kind {
            case .mode:
                if (mode > below) != isUpper { node.modes[mode].close() }
            case .peak: node.modes[mode].split(.peak, below, isUpper)
            case .launch: node.modes[mode].split(.launch, below, isUpper)
            case .pickup: node.modes[mode].split(.pickup, below, isUpper)
            case .arrival: node.modes[mode].split(.arrival, below, isUpper)
            }
        }
        // Being left out belongs to the upper half of the peaks, and to the lower of all others.
        if kind == .peak ? !isUpper : isUpper { node.mayDrop[job] = false }
    }

    /// Any job that still has a choice of days, when none of them wavers.
    private func anyDivision(_ node: Node) -> Spread.Division? {
        let kinds: [(Spread.Kind, Step)] = [
            (.peak, .peak), (.launch, .launch), (.pickup, .pickup), (.arrival, .arrival),
        ]
        for (kind, step) in kinds {
            for job in 0..<problem.jobCount {
                let modes = problem.modes(of: job).map { node.modes[$0] }
                    .filter { $0.earliest.peak <= $0.latest.peak }
                guard let low = modes.map({ $0.earliest[step] }).min(),
                    let high = modes.map({ $0.latest[step] }).max()
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

extension Mode {
    /// Allows no day at all.
    fileprivate mutating func close() { (earliest.peak, latest.peak) = (1, 0) }

    fileprivate mutating func split(_ step: Step, _ below: Int, _ isUpper: Bool) {
        if isUpper {
            earliest[step] = max(earliest[step], Int32(below + 1))
        } else {
            latest[step] = min(latest[step], Int32(below))
        }
        tighten()
    }

    /// Cuts off days that no chain within the bounds can have.
    fileprivate mutating func tighten() {
        latest.peak = min(latest.peak, latest.entry + peakMost, latest.arrival + peakAfterArrival)
        earliest.entry = max(earliest.entry, earliest.peak - peakMost)
        latest.entry = min(latest.entry, latest.peak - peakLeast)
        earliest.arrival = max(earliest.arrival, earliest.peak - peakAfterArrival)
        latest.arrival = min(latest.arrival, latest.entry - entryAfterArrival)
        earliest.launch = max(earliest.launch, earliest.arrival - arrivalMost)
        latest.launch = min(latest.launch, latest.arrival - arrivalLeast)
        earliest.pickup = max(earliest.pickup, earliest.launch - launchMost)
        latest.pickup = min(
            latest.pickup, latest.launch - launchLeast, latest.entry - entryLeast)
        earliest.launch = max(earliest.launch, earliest.pickup + launchLeast)
        earliest.arrival = max(earliest.arrival, earliest.launch + arrivalLeast)
        earliest.entry = max(
            earliest.entry, earliest.arrival + entryAfterArrival, earliest.pickup + entryLeast)
        earliest.peak = max(earliest.peak, earliest.entry + peakLeast)
        for step in Step.allCases where earliest[step] > latest[step] { close() }
    }
}
