public import Domain

/// How strongly a wash-out speaks. The order is that of strength.
public enum WashoutLevel: String, CaseIterable, Sendable, Comparable {
    case caution, alert, strongAlert
    /// A stop, which a physician may override with a reason.
    case stop

    public static func < (left: WashoutLevel, right: WashoutLevel) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// How long a class of drugs must be out before cells are collected or given back.
public struct WashoutRule: Sendable {
    public let id: String
    public let label: Bilingual
    /// Names by which the drugs of the class are entered, folded for comparison.
    public let drugs: [String]
    /// When the class is meant at all, such as a steroid above a dose.
    public let applies: Expression?
    public let intervals: [Interval]
    public let note: Bilingual?
    /// As its file has it: what an approval covers.
    let written: JSON

    public struct Interval: Sendable {
        public let before: Activity.Kind
        public let days: Int
        public let gives: WashoutLevel
        /// For graded rules: the exposure that is meant.
        public let when: Expression?
        public let says: Bilingual
        public let provenance: Provenance
        /// The exposure class under which a risk model knows this.
        public let exposure: String?

        /// What nobody has checked gives a soft date, as does everything below a stop.
        public var isHard: Bool { gives == .stop && provenance.state.isBinding }
    }

    static let names: Set<String> = [
        "cycles", "prednisolone_mg", "purpose", "product", "diagnosis",
    ]

    private enum Before: String, CaseIterable {
        case apheresis, conditioning, infusion

        var activity: Activity.Kind {
            switch self {
            case .apheresis: .apheresis
            case .conditioning: .conditioning
            case .infusion: .infusion
            }
        }
    }

    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["id", "label", "drugs", "applies", "intervals", "note"])
        written = reader.value
        id = try reader.member("id").nonEmpty()
        label = try reader.member("label").bilingual()
        drugs = try reader.member("drugs").strings().map(Self.folded)
        applies = try reader.optional("applies").map { (text) throws(JSONError) in
            try text.expression(knowing: Self.names)
        }
        var intervals: [Interval] = []
        for element in try reader.member("intervals").elements() {
            try element.allowOnly([
                "before", "days", "gives", "when", "says", "state", "sources", "approved",
                "exposure",
            ])
            intervals.append(
                Interval(
                    before: try element.member("before").word(Before.self).activity,
                    days: try element.member("days").int(in: 0...3660),
                    gives: try element.member("gives").word(WashoutLevel.self),
                    when: try element.optional("when").map { (text) throws(JSONError) in
                        try text.expression(knowing: Self.names)
                    },
                    says: try element.member("says").bilingual(),
                    provenance: try element.provenance(sources),
                    exposure: try element.optionalString("exposure")))
        }
        self.intervals = intervals
        note = try reader.optionalBilingual("note")
    }

    private init(_ rule: WashoutRule, intervals: [Interval]) {
        (id, label, drugs) = (rule.id, rule.label, rule.drugs)
        (applies, note, written) = (rule.applies, rule.note, rule.written)
        self.intervals = intervals
    }

    /// Whether a drug of a history belongs to the class.
    public func matches(_ use: DrugUse) -> Bool { drugs.contains(Self.folded(use.drug)) }

    func approved(_ approval: Approval) -> WashoutRule {
        WashoutRule(
            self,
            intervals: intervals.map { interval in
                guard !interval.provenance.state.isBinding else { return interval }
                return Interval(
                    before: interval.before, days: interval.days, gives: interval.gives,
                    when: interval.when, says: interval.says,
                    provenance: Provenance(
                        state: .local, sources: interval.provenance.sources, approval: approval),
                    exposure: interval.exposure)
            })
    }

    /// Case, width and kana do not matter, nor blanks around a plus.
    static func folded(_ name: String) -> String {
        Kana.folded(name).filter { $0 != " " && $0 != "-" }
    }
}

/// The wash-out classes and the rules of bridging.
public struct WashoutFile: Sendable {
    public let version: String
    public internal(set) var rules: [WashoutRule]
    /// Rules of the time between collection and infusion.
    public internal(set) var bridging: [WashoutRule]
    public let statements: [CellProduct.Statement]

    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["schema", "version", "note", "washouts", "bridging", "statements"])
        version = try reader.member("version").nonEmpty()
        rules = try Self.rules(try reader.member("washouts"), sources)
        bridging = try Self.rules(try reader.member("bridging"), sources)
        var statements: [CellProduct.Statement] = []
        for element in try reader.member("statements").elements() {
            try element.allowOnly(["says", "state", "sources", "approved"])
            statements.append(
                CellProduct.Statement(
                    scope: nil, says: try element.member("says").bilingual(),
                    provenance: try element.provenance(sources)))
        }
        self.statements = statements
    }

    static func rules(
        _ reader: JSONReader, _ sources: SourceList
    ) throws(JSONError) -> [WashoutRule] {
        var rules: [WashoutRule] = []
        for element in try reader.elements() {
            let rule = try WashoutRule(reading: element, sources)
            guard !rules.contains(where: { $0.id == rule.id }) else {
                throw try element.member("id").refusal("rules.idAgain", ["id": .text(rule.id)])
            }
            rules.append(rule)
        }
        return rules
    }
}
