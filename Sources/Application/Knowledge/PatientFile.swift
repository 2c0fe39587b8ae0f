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
    /// Collections that were done: the centre's own, in the order of time.
    public let collections: [Collection]
    public let bridging: BridgingPlan?

    /// A collection with what else is known of it.
    public struct Collection: Sendable {
        public let run: CollectionRun
        public let at: Instant?
        public let quality: CollectionRecord.Quality
    }

    public var runs: [CollectionRun] { collections.map(\.run) }

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
        var collections: [Collection] = []
        for element in try reader.optional("runs")?.elements() ?? [] {
            collections.append(try Collection(reading: element))
        }
        self.collections = collections
        bridging = try reader.optional("bridging").map { (plan) throws(JSONError) in
            try Self.bridging(plan)
        }
    }

    /// What a store knows, put together.
    init(
        asOf: Instant, facts: [Fact], drugs: [DrugUse]?, product: String?, days: PlannedDays,
        collections: [Collection]
    ) {
        (self.asOf, self.facts, self.drugs, self.product) = (asOf, facts, drugs, product)
        (apheresis, conditioning, infusion) = (days.apheresis, days.conditioning, days.infusion)
        self.collections = collections
        (targetCells, bridging) = (nil, nil)
    }

    /// The days that a plan has, or that have been.
    struct PlannedDays {
        var apheresis: Day?
        var conditioning: Day?
        var infusion: Day?
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
}
