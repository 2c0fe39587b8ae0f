public import Domain
import Store

/// What a manager sets and keeps: actions of improvement, targets, distances.
extension Office {
    /// Begins an action, or keeps its next state.
    public func keep(
        _ improvement: Improvement, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        guard ControlMeasure(key: improvement.measure) != nil else {
            throw .refused(
                Phrase(
                    "improvement.noMeasure",
                    [
                        "measure": .text(improvement.measure),
                        "measures": .list(ControlMeasure.standard.map { .text($0.key) }),
                    ]))
        }
        return try perform(.keepImprovement, order) { act throws(StoreError) in
            if let old = try act.get(Improvement.self, [.text(improvement.id)]) {
                try act.update(improvement, expecting: old.version)
            } else {
                try act.insert(improvement)
            }
        }.sequence
    }

    /// The next free identifier of an action.
    public func nextImprovement() throws(StoreError) -> String {
        try look(.readFigures) { view throws(StoreError) in
            "A-\(try view.count(Improvement.table) + 1)"
        }
    }

    /// Closes a turn: what the chart says now, and what was decided.
    public func decide(
        _ id: String, _ phase: Improvement.Phase, _ words: String, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        guard !words.isEmpty else { throw .refused(Phrase("improvement.needsWords")) }
        return try perform(.keepImprovement, order) { act throws(StoreError) in
            let old = try act.need(Improvement.self, id)
            var changed = old.record
            (changed.phase, changed.words) = (phase, words)
            try act.update(changed, expecting: old.version)
        }.sequence
    }

    /// The centre's own target takes the place of the published one; none gives that back.
    public func setTarget(
        of indicator: String, _ value: Double?, _ words: String, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        guard Indicator.all.contains(where: { $0.id == indicator }) else {
            throw .refused(
                Phrase(
                    "target.noIndicator",
                    [
                        "indicator": .text(indicator),
                        "indicators": .list(Indicator.all.map { .text($0.id) }),
                    ]))
        }
        let (author, today) = (person.user.id, now.day)
        return try perform(.keepTarget, order) { act throws(StoreError) in
            let old = try act.get(IndicatorTarget.self, [.text(indicator)])
            guard let value else {
                if let old {
                    try act.delete(
                        IndicatorTarget.self, [.text(indicator)], expecting: old.version)
                }
                return
            }
            let target = IndicatorTarget(
                indicator: indicator, value: value, words: words, author: author, on: today)
            if let old {
                try act.update(target, expecting: old.version)
            } else {
                try act.insert(target)
            }
        }.sequence
    }

    /// How far a referring hospital is away, for the figures of fairness.
    public func setDistance(
        of hospital: String, kilometres: Int, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.keepTarget, order) { act throws(StoreError) in
            let referrer = ReferrerDistance(hospital: hospital, kilometres: kilometres)
            if let old = try act.get(ReferrerDistance.self, [.text(hospital)]) {
                try act.update(referrer, expecting: old.version)
            } else {
                try act.insert(referrer)
            }
        }.sequence
    }
}
