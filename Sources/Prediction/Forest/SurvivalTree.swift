/// One tree: nodes in the order in which a reader meets them, the left branch first.
public struct SurvivalTree: Sendable, Hashable {
    /// The feature that a node asks for; -1 in a leaf.
    public internal(set) var features: [Int32] = []
    /// A row with a value up to the threshold goes left.
    public internal(set) var thresholds: [Double] = []
    /// The right branch; in a leaf the number of the leaf. The left branch is the next node.
    public internal(set) var links: [Int32] = []
    /// The first step of each leaf, and one more at the end.
    public internal(set) var leafStarts: [Int32] = [0]
    /// The steps of all leaves: place among the event times of the training rows, events, at risk.
    public internal(set) var stepTimes: [Int32] = []
    public internal(set) var stepEvents: [Int32] = []
    public internal(set) var stepAtRisk: [Int32] = []
    /// The risk of each leaf: its cumulative hazard summed over all event times.
    public internal(set) var leafRisks: [Double] = []

    public var nodeCount: Int { features.count }
    public var leafCount: Int { leafRisks.count }

    /// The leaf to which a row belongs; `value` gives its value of a feature.
    @inline(__always)
    func leaf(_ value: (Int) -> Double) -> Int {
        var node = 0
        while features[node] >= 0 {
            let goesLeft = value(Int(features[node])) <= thresholds[node]
            node = goesLeft ? node + 1 : Int(links[node])
        }
        return Int(links[node])
    }

    func steps(of leaf: Int) -> Range<Int> {
        Int(leafStarts[leaf])..<Int(leafStarts[leaf + 1])
    }

    mutating func appendLeaf(
        eventTimeCount: Int, _ steps: [(time: Int32, events: Int32, atRisk: Int32)]
    ) {
        features.append(-1)
        thresholds.append(0)
        links.append(Int32(leafRisks.count))
        var risk = 0.0
        for step in steps {
            stepTimes.append(step.time)
            stepEvents.append(step.events)
            stepAtRisk.append(step.atRisk)
            // The hazard of a step stands at every event time from there on.
            risk +=
                Double(step.events) / Double(step.atRisk)
                * Double(eventTimeCount - Int(step.time))
        }
        leafStarts.append(Int32(stepTimes.count))
        leafRisks.append(risk)
    }
}
