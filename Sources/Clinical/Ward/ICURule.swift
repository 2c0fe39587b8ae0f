public import Domain

/// How often, when and for how long intensive care is needed after an infusion: figures of a
/// planner, each with its source and state.
public struct ICURule: Sendable {
    public let admission: Share
    /// By the costimulatory domain of a product.
    public let byDomain: [String: Share]
    /// The chance of each day after the infusion to be the day of admission.
    public let days: Weights
    /// The chance of each number of nights.
    public let nights: Weights
    public let factors: Factors
    /// From which chance of too few beds on a day somebody is warned.
    public let warnAtPercent: Double

    /// Where each of its figures comes from.
    var provenances: [Provenance] {
        [admission.provenance, days.provenance, nights.provenance, factors.provenance]
            + byDomain.sorted { $0.key < $1.key }.map(\.value.provenance)
    }

    public struct Share: Sendable {
        public let percent: Double
        public let says: Bilingual
        public let provenance: Provenance
    }

    public struct Weights: Sendable {
        /// By number, adding up to 1.
        public let shares: [(number: Int, share: Double)]
        public let says: Bilingual
        public let provenance: Provenance
    }

    /// How the odds of admission are multiplied.
    public struct Factors: Sendable {
        public let low: Double
        public let raised: Double
        public let high: Double
        /// From a grade on, the highest that is reached counts.
        public let grades: [(from: Int, factor: Double)]
        public let says: Bilingual
        public let provenance: Provenance
    }

    /// What moves the chance of one course.
    public struct Risk: Equatable, Sendable {
        public var domain: String
        public var verdict: Flag.Verdict?
        /// The worst grade of CRS or ICANS that stands.
        public var grade: Int

        public init(domain: String = "", verdict: Flag.Verdict? = nil, grade: Int = 0) {
            (self.domain, self.verdict, self.grade) = (domain, verdict, grade)
        }
    }

    public func share(of domain: String) -> Share { byDomain[domain] ?? admission }

    /// The chance of being admitted at all, seen from before the infusion.
    public func chance(_ risk: Risk) -> Double {
        var factor = 1.0
        switch risk.verdict {
        case .low: factor *= factors.low
        case .raised: factor *= factors.raised
        case .high: factor *= factors.high
        case .cannotSay, nil: break
        }
        factor *= factors.grades.last { $0.from <= risk.grade }?.factor ?? 1
        let share = share(of: risk.domain).percent / 100
        guard share < 1 else { return 1 }
        let odds = share / (1 - share) * factor
        return odds / (1 + odds)
    }
}

/// Where a course stands on the way through intensive care.
public enum ICUPlace: Hashable, Sendable {
    /// Not admitted before today; counts from the infusion, which may still be to come.
    case notYet(dayAfterInfusion: Int)
    /// Admitted so many days ago, and still there.
    case inside(nightsBefore: Int)
    /// Back from it. A second admission is not foretold.
    case back
}

extension ICURule {
    /// The chance of lying in intensive care tonight and on each of the nights after it.
    ///
    /// What is known today is used up: a day that passed without an admission makes the days that
    /// are left likelier, and who has been inside for three nights does not begin anew.
    public func nights(_ place: ICUPlace, chance: Double, count: Int) -> [Double] {
        switch place {
        case .back: return Array(repeating: 0, count: count)
        case .inside(let before):
            let now = staysLonger(than: before)
            return (0..<count).map { ahead in
                // Longer than any stay in the figures: still there tonight, and no more is said.
                guard now > 0 else { return ahead == 0 ? 1 : 0 }
                return staysLonger(than: before + ahead) / now
            }
        case .notYet(let today):
            let gone = days.shares.filter { $0.number < today }.reduce(0) { $0 + $1.share }
            let left = 1 - chance * gone
            guard left > 0 else { return Array(repeating: 0, count: count) }
            return (0..<count).map { ahead in
                days.shares.reduce(0) { sum, day in
                    guard day.number >= today, day.number <= today + ahead else { return sum }
                    let slept = today + ahead - day.number
                    return sum + chance * day.share / left * staysLonger(than: slept)
                }
            }
        }
    }

    /// The chance of more than so many nights.
    public func staysLonger(than nights: Int) -> Double {
        self.nights.shares.filter { $0.number > nights }.reduce(0) { $0 + $1.share }
    }

    public var meanNights: Double {
        nights.shares.reduce(0) { $0 + Double($1.number) * $1.share }
    }
}

extension ICURule {
    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "admission", "byDomain", "days", "nights", "factors", "warnAtPercent",
        ])
        admission = try Share(reading: reader.member("admission"), sources)
        var byDomain: [String: Share] = [:]
        for element in try reader.member("byDomain").elements() {
            byDomain[try element.member("domain").nonEmpty()] = try Share(
                reading: element, sources)
        }
        self.byDomain = byDomain
        days = try Weights(reading: reader.member("days"), sources)
        nights = try Weights(reading: reader.member("nights"), sources)
        factors = try Factors(reading: reader.member("factors"), sources)
        warnAtPercent = try reader.member("warnAtPercent").double()
    }
}

extension ICURule.Share {
    fileprivate init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["domain", "percent", "says", "state", "sources", "approved"])
        let percent = try reader.member("percent").double()
        guard (0...100).contains(percent) else {
            throw try reader.member("percent").refusal("ward.percent")
        }
        self.init(
            percent: percent, says: try reader.member("says").bilingual(),
            provenance: try reader.provenance(sources))
    }
}

extension ICURule.Weights {
    fileprivate init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["weights", "says", "state", "sources", "approved"])
        var weights: [(number: Int, share: Double)] = []
        for element in try reader.member("weights").elements() {
            let pair = try element.ints(in: 0...10_000)
            guard pair.count == 2, pair[0] >= 1, pair[0] <= 365 else {
                throw element.refusal("ward.weights")
            }
            weights.append((pair[0], Double(pair[1])))
        }
        let total = weights.reduce(0) { $0 + $1.share }
        guard total > 0, Set(weights.map(\.number)).count == weights.count else {
            throw try reader.member("weights").refusal("ward.weights")
        }
        self.init(
            shares: weights.map { ($0.number, $0.share / total) }
                .sorted { $0.number < $1.number },
            says: try reader.member("says").bilingual(),
            provenance: try reader.provenance(sources))
    }
}

extension ICURule.Factors {
    fileprivate init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "low", "raised", "high", "grades", "says", "state", "sources", "approved",
        ])
        var grades: [(from: Int, factor: Double)] = []
        for element in try reader.member("grades").elements() {
            try element.allowOnly(["from", "factor"])
            let factor = try element.member("factor").double()
            guard factor > 0 else { throw element.refusal("ward.factor") }
            grades.append((try element.member("from").int(in: Grade.levels), factor))
        }
        grades.sort { $0.from < $1.from }
        func factor(_ name: String) throws(JSONError) -> Double {
            let value = try reader.member(name).double()
            guard value > 0 else { throw try reader.member(name).refusal("ward.factor") }
            return value
        }
        self.init(
            low: try factor("low"), raised: try factor("raised"), high: try factor("high"),
            grades: grades,
            says: try reader.member("says").bilingual(),
            provenance: try reader.provenance(sources))
    }
}
