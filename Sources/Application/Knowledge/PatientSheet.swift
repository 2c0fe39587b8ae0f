public import Clinical
import Domain

extension PatientFile {
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

extension PatientFile.Collection {
    init(reading reader: JSONReader) throws(JSONError) {
        try reader.allowOnly([
            "collectedCells", "countPerMicrolitre", "volumeLitres", "at", "cd4cd8",
            "naivePercent", "viabilityPercent", "note",
        ])
        self.init(
            run: CollectionRun(
                collectedCells: try reader.member("collectedCells").double(),
                countPerMicrolitre: try reader.member("countPerMicrolitre").double(),
                volumeLitres: try reader.member("volumeLitres").double()),
            at: try reader.optional("at")?.instant(),
            quality: CollectionRecord.Quality(
                cd4cd8: try reader.optional("cd4cd8")?.double(),
                naivePercent: try reader.optional("naivePercent")?.double(),
                viabilityPercent: try reader.optional("viabilityPercent")?.double()))
    }
}
