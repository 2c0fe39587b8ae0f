/// On which days the steps of a mode may be, within what its own lags allow.
struct Window: Sendable {
    var earliest: Days
    var latest: Days

    /// Allows no day at all.
    mutating func close() { (earliest.peak, latest.peak) = (1, 0) }

    mutating func split(_ step: Step, _ below: Int, _ isUpper: Bool, _ mode: Mode) {
        if isUpper {
            earliest[step] = max(earliest[step], Int32(below + 1))
        } else {
            latest[step] = min(latest[step], Int32(below))
        }
        tighten(mode)
    }

    /// Cuts off days that no chain within the bounds can have.
    mutating func tighten(_ mode: Mode) {
        latest.peak = min(
            latest.peak, latest.entry + mode.peakMost, latest.arrival + mode.peakAfterArrival)
        earliest.entry = max(earliest.entry, earliest.peak - mode.peakMost)
        latest.entry = min(latest.entry, latest.peak - mode.peakLeast)
        earliest.arrival = max(earliest.arrival, earliest.peak - mode.peakAfterArrival)
        latest.arrival = min(latest.arrival, latest.entry - mode.entryAfterArrival)
        earliest.launch = max(earliest.launch, earliest.arrival - mode.arrivalMost)
        latest.launch = min(latest.launch, latest.arrival - mode.arrivalLeast)
        earliest.pickup = max(earliest.pickup, earliest.launch - mode.launchMost)
        latest.pickup = min(
            latest.pickup, latest.launch - mode.launchLeast, latest.entry - mode.entryLeast)
        earliest.launch = max(earliest.launch, earliest.pickup + mode.launchLeast)
        earliest.arrival = max(earliest.arrival, earliest.launch + mode.arrivalLeast)
        earliest.entry = max(
            earliest.entry, earliest.arrival + mode.entryAfterArrival,
            earliest.pickup + mode.entryLeast)
        earliest.peak = max(earliest.peak, earliest.entry + mode.peakLeast)
        for step in Step.allCases where earliest[step] > latest[step] { close() }
    }
}

/// Prices and where they were going, without the many cells that nobody pays for: thousands of
/// branches keep theirs.
struct Levels: Sendable {
    var cells: [Int32] = []
    var prices: [Float] = []
    /// The average use, less the capacity.
    var excess: [Float] = []
}

/// A part of what is left to be looked at.
struct Node: Sendable {
    var windows: [Window]
    var mayDrop: [Bool]
    var levels: Levels
    var bound: Int
}

/// Open branches, that of the least bound on top.
struct NodeHeap: Sendable {
    private(set) var nodes: [Node] = []

    /// Above so many the branches nearest to their end are done first, so that memory is bounded.
    private static let most = 20_000

    var least: Int? { nodes.first?.bound }

    mutating func insert(_ node: Node) {
        nodes.append(node)
        var index = nodes.count - 1
        while index > 0, nodes[index].bound < nodes[(index - 1) / 2].bound {
            nodes.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    /// The branch to look at next.
    mutating func next() -> Node? {
        guard nodes.count > 1, nodes.count <= Self.most else { return nodes.popLast() }
        nodes.swapAt(0, nodes.count - 1)
        let node = nodes.popLast()
        var index = 0
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2] where child < nodes.count {
                if nodes[child].bound < nodes[least].bound { least = child }
            }
            if least == index { return node }
            nodes.swapAt(index, least)
            index = least
        }
    }
}
