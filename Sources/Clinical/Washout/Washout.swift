public import Domain

/// One interval that a drug of the history sets.
public struct WashoutFinding: Sendable {
    public let drug: DrugUse
    public let rule: WashoutRule
    public let interval: WashoutRule.Interval
    /// The first day on which the interval is over.
    public let earliest: Day
    /// What would have to be known to tell whether it is meant at all; it is taken to be.
    public let missing: [String]

    public var isHard: Bool { interval.isHard && missing.isEmpty }

    /// Whole calendar days from the last dose to a day.
    public func days(on day: Day) -> Int? { drug.lastDose.map { day - $0 } }
}

/// What a drug history means for the days of collection and infusion.
public struct WashoutReport: Sendable {
    /// Sorted by activity, then the latest first.
    public let findings: [WashoutFinding]
    /// Drugs that no rule knows: nothing is said of them, and that is said.
    public let unknownDrugs: [String]
    /// Drugs without the day of the last dose.
    public let undated: [String]

    /// The earliest day of an activity by the rules that bind, and the drug that sets it.
    public func binding(_ activity: Activity.Kind) -> WashoutFinding? {
        latest { $0.interval.before == activity && $0.isHard }
    }

    /// The day from which no soft date stands in the way.
    ///
    /// An alert is a risk that is told and weighed, such as bendamustine two years ago; no plan
    /// waits for it to pass.
    public func preferred(_ activity: Activity.Kind) -> WashoutFinding? {
        latest { $0.interval.before == activity && $0.interval.gives != .alert }
    }

    private func latest(_ wanted: (WashoutFinding) -> Bool) -> WashoutFinding? {
        findings.filter(wanted).max { ($0.earliest, $1.rule.id) < ($1.earliest, $0.rule.id) }
    }

    /// The strongest warning that still holds on a day, for each drug and activity.
    public func warnings(_ activity: Activity.Kind, on day: Day) -> [WashoutFinding] {
        var strongest: [DrugUse: WashoutFinding] = [:]
        for finding in findings where finding.interval.before == activity && day < finding.earliest
        {
            let other = strongest[finding.drug]
            if (other?.interval.gives ?? .caution) <= finding.interval.gives {
                strongest[finding.drug] = finding
            }
        }
        return strongest.values.sorted {
            ($1.interval.gives, $1.earliest, $0.rule.id, $0.drug.drug)
                < ($0.interval.gives, $0.earliest, $1.rule.id, $1.drug.drug)
        }
    }

    /// The days as the planning takes them: one hard and one soft date for an activity at most.
    public var releases: [Release] {
        [Activity.Kind.apheresis, .conditioning, .infusion].flatMap { activity in
            [binding(activity), preferred(activity)].enumerated().compactMap { place, finding in
                guard let finding else { return nil }
                // The soft date says nothing where the hard one is as late.
                if place == 1, let hard = binding(activity), hard.earliest >= finding.earliest {
                    return nil
                }
                return finding.release
            }
        }
    }
}

extension WashoutFinding {
    public var release: Release {
        Release(
            interval.before, from: earliest, isSoft: !isHard, source: rule.id,
            reason: Phrase(
                "washout.reason",
                [
                    "drug": .text(drug.drug), "days": .count(interval.days),
                    "last": drug.lastDose.map { .day($0) } ?? "",
                ]))
    }
}

extension ClinicalKnowledge {
    public func washouts(
        _ history: [DrugUse], _ sheet: FactSheet? = nil, product: String? = nil
    ) -> WashoutReport {
        report(history, washouts.rules, sheet, product)
    }

    func report(
        _ history: [DrugUse], _ rules: [WashoutRule], _ sheet: FactSheet?, _ product: String?
    ) -> WashoutReport {
        var findings: [WashoutFinding] = []
        var unknownDrugs: Set<String> = []
        var undated: Set<String> = []
        for use in history where use.purpose != .lymphodepletion {
            let name = WashoutRule.folded(use.drug)
            let matching = rules.filter { $0.drugs.contains(name) }
            if matching.isEmpty { unknownDrugs.insert(use.drug) }
            guard let last = use.lastDose else {
                undated.insert(use.drug)
                continue
            }
            let known = use.known(sheet, product: product)
            for rule in matching { findings += rule.findings(use, last, known) }
        }
        return WashoutReport(
            findings: findings.sorted(by: Self.isBefore), unknownDrugs: unknownDrugs.sorted(),
            undated: undated.sorted())
    }

    private static func isBefore(_ one: WashoutFinding, _ other: WashoutFinding) -> Bool {
        let order = Activity.Kind.allCases
        let (left, right) = (
            order.firstIndex(of: one.interval.before) ?? 0,
            order.firstIndex(of: other.interval.before) ?? 0
        )
        if left != right { return left < right }
        if one.earliest != other.earliest { return one.earliest > other.earliest }
        if one.interval.gives != other.interval.gives {
            return one.interval.gives > other.interval.gives
        }
        return (one.rule.id, one.drug.drug) < (other.rule.id, other.drug.drug)
    }
}

extension WashoutRule {
    func findings(
        _ use: DrugUse, _ last: Day, _ known: [String: ExpressionValue]
    ) -> [WashoutFinding] {
        let concerns = applies?.value(known) ?? .truth(true)
        if concerns == .truth(false) { return [] }
        return intervals.compactMap { interval in
            let meant = interval.when?.value(known) ?? .truth(true)
            if meant == .truth(false) { return nil }
            return WashoutFinding(
                drug: use, rule: self, interval: interval, earliest: last + interval.days,
                missing: Set(concerns.unknownNames + meant.unknownNames).sorted())
        }
    }
}

extension ExpressionValue {
    var unknownNames: [String] {
        guard case .unknown(let names) = self else { return [] }
        return names.sorted()
    }
}
