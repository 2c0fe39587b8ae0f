public import Domain

/// What a grade usually means for the next hours, with its source: shown, never ordered.
public struct GuidanceFile: Sendable {
    public let version: String
    public let disclaimer: Bilingual
    public let management: [Management]
    public let remarks: [Remark]
    public let licats: LICATSForm

    public struct Management: Sendable {
        public let toxicity: Toxicity
        public let grade: Int
        public let says: Bilingual
        /// The doses that the sentence names, for whoever writes one down.
        public let doses: [Dose]
        public let provenance: Provenance
    }

    public struct Dose: Equatable, Sendable {
        public let drug: String
        /// As the sentence writes it: `8 mg/kg`.
        public let amount: String
    }

    public struct Remark: Sendable {
        public let toxicity: Toxicity
        public let says: Bilingual
        public let provenance: Provenance
    }

    /// The seven organ-local changes, and the questions that tell them from CRS and from a flare.
    public struct LICATSForm: Sendable {
        public let items: [Item]
        public let questions: [Question]
        public let provenance: Provenance

        public struct Item: Sendable {
            public let id: String
            public let says: Bilingual
        }

        public struct Question: Sendable {
            public let id: String
            public let against: Against
            public let says: Bilingual
            public let state: RuleState
        }

        public enum Against: String, CaseIterable, Sendable { case crs, flare, other }
    }

    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "schema", "version", "note", "disclaimer", "management", "remarks", "licats",
        ])
        version = try reader.member("version").nonEmpty()
        disclaimer = try reader.member("disclaimer").bilingual()
        var management: [Management] = []
        for element in try reader.member("management").elements() {
            try element.allowOnly([
                "toxicity", "grade", "says", "doses", "state", "sources", "approved",
            ])
            management.append(
                Management(
                    toxicity: try element.member("toxicity").word(Toxicity.self),
                    grade: try element.member("grade").int(in: Grade.levels),
                    says: try element.member("says").bilingual(),
                    doses: try element.optional("doses")?.elements().map {
                        (dose) throws(JSONError) in
                        try dose.allowOnly(["drug", "amount"])
                        return Dose(
                            drug: try dose.member("drug").nonEmpty(),
                            amount: try dose.member("amount").nonEmpty())
                    } ?? [],
                    provenance: try element.provenance(sources)))
        }
        self.management = management
        var remarks: [Remark] = []
        for element in try reader.member("remarks").elements() {
            try element.allowOnly(["toxicity", "says", "state", "sources", "approved"])
            remarks.append(
                Remark(
                    toxicity: try element.member("toxicity").word(Toxicity.self),
                    says: try element.member("says").bilingual(),
                    provenance: try element.provenance(sources)))
        }
        self.remarks = remarks
        licats = try LICATSForm(reading: reader.member("licats"), sources)
    }

    public func management(_ toxicity: Toxicity, _ grade: Int) -> Management? {
        management.first { $0.toxicity == toxicity && $0.grade == grade }
    }

    /// A dose at a grade: of its own sentence, or of that of the nearest grade below, which it
    /// carries on.
    public func dose(of drug: String, _ toxicity: Toxicity, _ grade: Int) -> Dose? {
        management.filter { $0.toxicity == toxicity && $0.grade <= grade }
            .sorted { $0.grade > $1.grade }
            .lazy.compactMap { $0.doses.first { $0.drug == drug } }.first
    }

    public func remarks(_ toxicity: Toxicity) -> [Remark] {
        remarks.filter { $0.toxicity == toxicity }
    }
}

extension GuidanceFile.LICATSForm {
    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["items", "questions", "state", "sources", "approved"])
        var items: [Item] = []
        for element in try reader.member("items").elements() {
            try element.allowOnly(["id", "says"])
            items.append(
                Item(
                    id: try element.member("id").nonEmpty(),
                    says: try element.member("says").bilingual()))
        }
        self.items = items
        var questions: [Question] = []
        for element in try reader.member("questions").elements() {
            try element.allowOnly(["id", "against", "says", "state"])
            questions.append(
                Question(
                    id: try element.member("id").nonEmpty(),
                    against: try element.member("against").word(Against.self),
                    says: try element.member("says").bilingual(),
                    state: try element.member("state").word(RuleState.self)))
        }
        self.questions = questions
        provenance = try reader.provenance(sources)
    }
}
