public import Clinical
public import Domain

/// What a file says of one patient: facts with units and times, drugs, plans.
public struct PatientFile: Sendable {
    public let asOf: Instant
    public let facts: [Fact]
    /// Nil where the file has no drug history, which is not the same as none.
    public let drugs: [DrugUse]?
    public let product: String?
    public let apheresis: Day?
    public let conditioning: Day?
    public let infusion: Day?
    public let targetCells: Double?
    public let runs: [CollectionRun]
    public let bridging: BridgingPlan?

    /// - Parameter now: taken where the file does not say when it is.
    public init(reading reader: JSONReader, now: Instant) throws(JSONError) {
        try reader.allowOnly([
            "asOf", "birth", "facts", "drugs", "product", "apheresis", "conditioning", "infusion",
            "targetCells", "runs", "bridging", "note",
        ])
        let asOf = try reader.optional("asOf")?.instant() ?? now
        self.asOf = asOf
        var facts: [Fact] = []
        if let birth = try reader.optional("birth") {
            let day = try birth.day()
            guard day <= asOf.day else { throw birth.failure(.range("≤ \(asOf.day.iso)")) }
            facts.append(Fact("age", .number(Double(asOf.day.wholeYears(since: day))), unit: "a"))
        }
        for element in try reader.optional("facts")?.elements() ?? [] {
            facts.append(try Self.fact(element))
        }
        self.facts = facts
        drugs = try reader.optional("drugs").map { (list) throws(JSONError) in
            try Self.drugs(list)
        }
        product = try reader.optional("product")?.string()
        apheresis = try reader.optional("apheresis")?.day()
        conditioning = try reader.optional("conditioning")?.day()
        infusion = try reader.optional("infusion")?.day()
        targetCells = try reader.optional("targetCells")?.double()
        var runs: [CollectionRun] = []
        for element in try reader.optional("runs")?.elements() ?? [] {
            try element.allowOnly(["collectedCells", "countPerMicrolitre", "volumeLitres", "note"])
            runs.append(
                CollectionRun(
                    collectedCells: try element.member("collectedCells").double(),
                    countPerMicrolitre: try element.member("countPerMicrolitre").double(),
                    volumeLitres: try element.member("volumeLitres").double()))
        }
        self.runs = runs
        bridging = try reader.optional("bridging").map { (plan) throws(JSONError) in
            try Self.bridging(plan)
        }
    }

    private static func fact(_ reader: JSONReader) throws(JSONError) -> Fact {
        try reader.allowOnly(["fact", "value", "unit", "at", "confirmed", "upperLimit", "note"])
        let entered = try reader.member("value")
        let value: Fact.Value =
            switch entered.value.content {
            case .bool(let truth): .truth(truth)
            case .string(let word): .word(word)
            default: .number(try entered.double())
            }
        return Fact(
            try reader.member("fact").string(), value,
            unit: try reader.optional("unit")?.string() ?? "",
            at: try reader.optional("at")?.instant(),
            isConfirmed: try reader.optional("confirmed")?.bool() ?? false,
            upperLimit: try reader.optional("upperLimit")?.double())
    }

    private static func drugs(_ list: JSONReader) throws(JSONError) -> [DrugUse] {
        var drugs: [DrugUse] = []
        for element in try list.elements() {
            try element.allowOnly([
                "drug", "last", "cycles", "prednisoloneMg", "dose", "purpose", "note",
            ])
            drugs.append(
                DrugUse(
                    try element.member("drug").string(),
                    lastDose: try element.optional("last")?.day(),
                    cycles: try element.optional("cycles")?.int(in: 0...500),
                    dailyPrednisoloneMg: try element.optional("prednisoloneMg")?.double(),
                    dose: try element.optional("dose")?.string() ?? "",
                    purpose: try element.optional("purpose")?.word(DrugUse.Purpose.self)
                        ?? .therapy))
        }
        return drugs
    }

    private static func bridging(_ reader: JSONReader) throws(JSONError) -> BridgingPlan {
        try reader.allowOnly([
            "referringHospital", "centre", "givenBy", "drugs", "confirmed", "note",
        ])
        var plan = BridgingPlan(
            referringHospital: try reader.member("referringHospital").string(),
            centre: try reader.member("centre").string(),
            givenBy: try reader.member("givenBy").word(BridgingPlan.Hospital.self),
            doses: try drugs(try reader.member("drugs")))
        for element in try reader.optional("confirmed")?.elements() ?? [] {
            try element.allowOnly(["hospital", "by", "at"])
            plan.confirm(
                BridgingPlan.Confirmation(
                    try element.member("hospital").word(BridgingPlan.Hospital.self),
                    by: try element.member("by").string(), at: try element.member("at").instant()))
        }
        return plan
    }

    /// The facts, checked, with those that follow from the drug history.
    public func sheet(_ knowledge: ClinicalKnowledge) -> FactSheet {
        FactSheet(facts + exposure(knowledge), asOf: asOf, knowledge)
    }

    /// The exposure class that risk models ask for. A use that no publication classified gives
    /// none: the model then cannot say, which is the truth.
    private func exposure(_ knowledge: ClinicalKnowledge) -> [Fact] {
        guard let drugs, !facts.contains(where: { $0.id == "bendamustine_class" }) else {
            return []
        }
        let exposed = knowledge.washouts.rules.filter { rule in
            rule.intervals.contains { $0.exposure != nil }
        }
        guard drugs.contains(where: { use in exposed.contains { $0.matches(use) } }) else {
            return [Fact("bendamustine_class", .word("none"))]
        }
        let day = apheresis ?? asOf.day
        let report = knowledge.washouts(drugs, nil, product: product)
        let active = report.findings.filter {
            $0.interval.exposure != nil && day < $0.earliest && $0.missing.isEmpty
        }
        let strongest = active.max { $0.interval.gives < $1.interval.gives }
        return strongest?.interval.exposure.map { [Fact("bendamustine_class", .word($0))] } ?? []
    }
}
