public import Domain

/// What a ward does around an infusion, as data: every line with its source and its state.
public struct WardFile: Sendable {
    public let version: String
    public private(set) var due: [Due]
    public private(set) var watch: [Watch]
    public private(set) var tasks: [GradeTask]
    public private(set) var charts: [ChartRule]
    /// How soon somebody has to answer a rise, by the grade it reaches.
    public private(set) var answers: [AnswerRule]
    /// Drugs that are recorded by a key; anything else is typed.
    public let drugs: [String]
    /// Those after which fever is no longer asked for in a grade of CRS.
    public let anticytokine: [String]
    public private(set) var timeOut: TimeOut
    public private(set) var discharge: [DischargeRule]
    public private(set) var followUp: FollowUpRule
    public private(set) var icu: ICURule

    /// Something that is done again and again while a patient is watched.
    public struct Due: Sendable {
        public let id: String
        /// The observation that shows it was done.
        public let code: String
        public let label: Bilingual
        /// Days since the infusion.
        public let days: ClosedRange<Int>
        public let hours: Int
        /// While a grade of `toxicity` stands.
        public let hoursWhenGraded: Int
        public let toxicity: Toxicity
        public let role: Role
        public let says: Bilingual
        public let provenance: Provenance
    }

    /// When something usually begins, and how long it lasts.
    public struct Watch: Sendable {
        public let id: String
        public let toxicity: Toxicity?
        public let onset: ClosedRange<Int>
        public let lasts: ClosedRange<Int>
        public let only: Group
        public let says: Bilingual
        public let provenance: Provenance

        public enum Group: String, CaseIterable, Sendable { case all, autoimmune }
    }

    /// What a grade asks for.
    public struct GradeTask: Sendable {
        public let id: String
        public let toxicity: Toxicity
        public let from: Int
        public let minutes: Int
        public let role: Role
        public let says: Bilingual
        public let provenance: Provenance
    }

    /// How soon somebody has to say that they saw a grade rise.
    public struct AnswerRule: Sendable {
        public let id: String
        public let from: Int
        public let minutes: Int
        public let says: Bilingual
        public let provenance: Provenance
    }

    /// How a measurement is drawn, and between which values it is usual.
    public struct ChartRule: Sendable {
        public let code: String
        public let label: Bilingual
        public let unit: String
        public let isLogarithmic: Bool
        public let low: Double?
        public let high: Double?
        public let provenance: Provenance
    }

    /// What two people go through before the cells run.
    public struct TimeOut: Sendable {
        public let drug: String
        public let doses: Int
        public let says: Bilingual
        public let reserveProvenance: Provenance
        /// How long before the infusion it may have been taken.
        public let hours: Int
        public let checks: [Check]
        public let provenance: Provenance

        public struct Check: Sendable {
            public let id: String
            public let says: Bilingual
        }
    }

    public func tasks(_ toxicity: Toxicity, from before: Int, to level: Int) -> [GradeTask] {
        tasks.filter { $0.toxicity == toxicity && $0.from > before && $0.from <= level }
    }

    /// By the rule of the highest grade that was reached; the file has one from grade 1 on.
    public func minutesToAnswer(_ level: Int) -> Int {
        answers.filter { $0.from <= level }.max { $0.from < $1.from }?.minutes ?? 0
    }

    /// The last day after an infusion on which a patient is watched for what it may bring.
    public var lastWatchedDay: Int {
        watch.filter { $0.toxicity == nil }
            .map { $0.onset.upperBound + $0.lasts.upperBound }.max() ?? 0
    }

    public func chart(_ code: String) -> ChartRule? { charts.first { $0.code == code } }
}

extension WardFile {
    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "schema", "version", "note", "due", "watch", "tasks", "charts", "answers", "drugs",
            "anticytokine", "timeOut", "discharge", "followUp", "icu",
        ])
        version = try reader.member("version").nonEmpty()
        due = try reader.each("due") { (element) throws(JSONError) in
            try Due(reading: element, sources)
        }
        watch = try reader.each("watch") { (element) throws(JSONError) in
            try Watch(reading: element, sources)
        }
        tasks = try reader.each("tasks") { (element) throws(JSONError) in
            try GradeTask(reading: element, sources)
        }
        charts = try reader.each("charts") { (element) throws(JSONError) in
            try ChartRule(reading: element, sources)
        }
        answers = try reader.each("answers") { (element) throws(JSONError) in
            try AnswerRule(reading: element, sources)
        }
        drugs = try reader.member("drugs").strings()
        anticytokine = try reader.member("anticytokine").strings()
        timeOut = try TimeOut(reading: reader.member("timeOut"), sources)
        discharge = try reader.each("discharge") { (element) throws(JSONError) in
            try DischargeRule(reading: element, sources)
        }
        followUp = try FollowUpRule(reading: reader.member("followUp"), sources)
        icu = try ICURule(reading: reader.member("icu"), sources)
    }
}

// MARK: What a centre says otherwise

extension WardFile {
    /// A line of the same name is replaced where it stands, a new one comes last; the time-out,
    /// the visits and the figures of intensive care are replaced whole. All of it must be local.
    mutating func change(
        _ reader: JSONReader, _ sources: SourceList
    ) throws(JSONError) {
        try reader.allowOnly([
            "due", "watch", "tasks", "charts", "answers", "timeOut", "discharge", "followUp", "icu",
        ])
        try Self.replace(&due, reader.optional("due"), \.id, \.provenance) {
            (element) throws(JSONError) in try Due(reading: element, sources)
        }
        try Self.replace(&watch, reader.optional("watch"), \.id, \.provenance) {
            (element) throws(JSONError) in try Watch(reading: element, sources)
        }
        try Self.replace(&tasks, reader.optional("tasks"), \.id, \.provenance) {
            (element) throws(JSONError) in try GradeTask(reading: element, sources)
        }
        try Self.replace(&charts, reader.optional("charts"), \.code, \.provenance) {
            (element) throws(JSONError) in try ChartRule(reading: element, sources)
        }
        try Self.replace(&answers, reader.optional("answers"), \.id, \.provenance) {
            (element) throws(JSONError) in try AnswerRule(reading: element, sources)
        }
        try Self.replace(&discharge, reader.optional("discharge"), \.id, \.provenance) {
            (element) throws(JSONError) in try DischargeRule(reading: element, sources)
        }
        if let element = try reader.optional("timeOut") {
            timeOut = try TimeOut(reading: element, sources)
            try Self.demandLocal(
                [timeOut.provenance, timeOut.reserveProvenance], element, "timeOut")
        }
        if let element = try reader.optional("followUp") {
            followUp = try FollowUpRule(reading: element, sources)
            try Self.demandLocal([followUp.provenance], element, "followUp")
        }
        if let element = try reader.optional("icu") {
            icu = try ICURule(reading: element, sources)
            try Self.demandLocal(icu.provenances, element, "icu")
        }
    }

    private static func replace<Line>(
        _ lines: inout [Line], _ reader: JSONReader?, _ name: (Line) -> String,
        _ provenance: (Line) -> Provenance, _ read: (JSONReader) throws(JSONError) -> Line
    ) throws(JSONError) {
        for element in try reader?.elements() ?? [] {
            let line = try read(element)
            try demandLocal([provenance(line)], element, name(line))
            if let place = lines.firstIndex(where: { name($0) == name(line) }) {
                lines[place] = line
            } else {
                lines.append(line)
            }
        }
    }

    private static func demandLocal(
        _ found: [Provenance], _ at: JSONReader, _ name: String
    ) throws(JSONError) {
        guard found.allSatisfy({ $0.state == .local }) else {
            throw at.refusal("rules.notLocal", ["rule": .text(name)])
        }
    }

    /// Every line of it, for the list of rules.
    var citations: [Citation] {
        func cite(_ name: String, _ label: Bilingual, _ says: Bilingual, _ from: Provenance)
            -> Citation
        {
            Citation(
                rule: "ward:\(name)", label: label, level: "guidance", says: says, provenance: from)
        }
        return due.map { cite("due:\($0.id)", $0.label, $0.says, $0.provenance) }
            + watch.map { cite("watch:\($0.id)", $0.says, $0.says, $0.provenance) }
            + tasks.map { cite("task:\($0.id)", $0.says, $0.says, $0.provenance) }
            + answers.map { cite("answer:\($0.id)", $0.says, $0.says, $0.provenance) }
            + charts.map { cite("chart:\($0.code)", $0.label, $0.label, $0.provenance) }
            + discharge.map { cite("discharge:\($0.id)", $0.says, $0.says, $0.provenance) }
            + [
                cite("reserve", timeOut.says, timeOut.says, timeOut.reserveProvenance),
                cite("followUp", followUp.says, followUp.says, followUp.provenance),
            ]
    }
}

extension JSONReader {
    func each<Value>(
        _ name: String, _ body: (JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> [Value] {
        var found: [Value] = []
        for element in try member(name).elements() { found.append(try body(element)) }
        return found
    }

    /// Two whole numbers, the least and the most.
    func span(_ name: String) throws(JSONError) -> ClosedRange<Int> {
        let ends = try member(name).ints(in: 0...36_500)
        guard ends.count == 2, ends[0] <= ends[1] else {
            throw try member(name).refusal("ward.span")
        }
        return ends[0]...ends[1]
    }
}

extension WardFile.Due {
    fileprivate init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "id", "code", "label", "from", "to", "hours", "hoursWhenGraded", "toxicity", "role",
            "says", "state", "sources", "approved",
        ])
        let from = try reader.member("from").int(in: 0...36_500)
        self.init(
            id: try reader.member("id").nonEmpty(), code: try reader.member("code").nonEmpty(),
            label: try reader.member("label").bilingual(),
            days: from...(try reader.member("to").int(in: from...36_500)),
            hours: try reader.member("hours").int(in: 1...24 * 31),
            hoursWhenGraded: try reader.member("hoursWhenGraded").int(in: 1...24 * 31),
            toxicity: try reader.member("toxicity").word(Toxicity.self),
            role: try reader.member("role").word(Role.self),
            says: try reader.member("says").bilingual(),
            provenance: try reader.provenance(sources))
    }
}

extension WardFile.Watch {
    fileprivate init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "id", "toxicity", "onset", "lasts", "only", "says", "state", "sources", "approved",
        ])
        self.init(
            id: try reader.member("id").nonEmpty(),
            toxicity: try reader.optional("toxicity")?.word(Toxicity.self),
            onset: try reader.span("onset"), lasts: try reader.span("lasts"),
            only: try reader.member("only").word(Group.self),
            says: try reader.member("says").bilingual(),
            provenance: try reader.provenance(sources))
    }
}

extension WardFile.GradeTask {
    fileprivate init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "id", "toxicity", "from", "minutes", "role", "says", "state", "sources", "approved",
        ])
        self.init(
            id: try reader.member("id").nonEmpty(),
            toxicity: try reader.member("toxicity").word(Toxicity.self),
            from: try reader.member("from").int(in: 1...5),
            minutes: try reader.member("minutes").int(in: 1...24 * 60 * 31),
            role: try reader.member("role").word(Role.self),
            says: try reader.member("says").bilingual(),
            provenance: try reader.provenance(sources))
    }
}

extension WardFile.AnswerRule {
    fileprivate init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["id", "from", "minutes", "says", "state", "sources", "approved"])
        self.init(
            id: try reader.member("id").nonEmpty(),
            from: try reader.member("from").int(in: 1...5),
            minutes: try reader.member("minutes").int(in: 1...24 * 60),
            says: try reader.member("says").bilingual(),
            provenance: try reader.provenance(sources))
    }
}

extension WardFile.ChartRule {
    private enum Scale: String, CaseIterable { case linear, log }

    fileprivate init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "code", "label", "unit", "scale", "low", "high", "state", "sources", "approved",
        ])
        self.init(
            code: try reader.member("code").nonEmpty(),
            label: try reader.member("label").bilingual(),
            unit: try reader.member("unit").string(),
            isLogarithmic: try reader.member("scale").word(Scale.self) == .log,
            low: try reader.optionalDouble("low"), high: try reader.optionalDouble("high"),
            provenance: try reader.provenance(sources))
    }
}

extension WardFile.TimeOut {
    fileprivate init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["reserve", "hours", "checks", "state", "sources", "approved"])
        let reserve = try reader.member("reserve")
        try reserve.allowOnly(["drug", "doses", "says", "state", "sources", "approved"])
        self.init(
            drug: try reserve.member("drug").nonEmpty(),
            doses: try reserve.member("doses").int(in: 0...20),
            says: try reserve.member("says").bilingual(),
            reserveProvenance: try reserve.provenance(sources),
            hours: try reader.member("hours").int(in: 1...72),
            checks: try reader.each("checks") { (element) throws(JSONError) in
                try element.allowOnly(["id", "says"])
                return Check(
                    id: try element.member("id").nonEmpty(),
                    says: try element.member("says").bilingual())
            },
            provenance: try reader.provenance(sources))
    }
}
