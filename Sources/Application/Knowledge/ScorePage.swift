public import Clinical
public import Domain

/// The published scores of a patient, with their time point and the age of every input.
public struct ScorePage: Sendable {
    let reports: [ScoreReport]
    let sheet: FactSheet
    let knowledge: ClinicalKnowledge

    public init(_ file: PatientFile, _ knowledge: ClinicalKnowledge) {
        sheet = file.sheet(knowledge)
        reports = knowledge.scores(sheet)
        self.knowledge = knowledge
    }

    public func lines(_ wording: Wording) -> [String] {
        reports.flatMap { report in
            var lines = [wording(report.model.title) + "  " + said(report, wording)]
            if let timing = report.model.timing {
                lines.append(
                    "  "
                        + wording(
                            Phrase(
                                "scores.timing",
                                [
                                    "point": .text(wording(timing.point)),
                                    "days": .count(timing.oldestDays),
                                ])))
            }
            if !report.inputs.isEmpty {
                lines.append(
                    "  " + wording.list(report.inputs.map { wording($0, knowledge.facts) }))
            }
            if let note = report.model.note { lines.append("  " + wording(note)) }
            lines.append("  [\(wording(report.model.provenance))]")
            return lines
        } + sheet.problems.map { wording($0, knowledge.facts) }
    }

    private func said(_ report: ScoreReport, _ wording: Wording) -> String {
        switch report.outcome {
        case .values(let result): return result.json.compact
        case .cannotSay(let names):
            let labels = report.model.factNames(of: names).map { name in
                knowledge.facts[name].map { wording($0.label) } ?? name
            }
            return wording(
                Phrase(
                    report.stale.isEmpty ? "eligibility.missing" : "scores.stale",
                    ["facts": .list(labels.map { .text($0) })]))
        case .refused(let error): return wording(error)
        }
    }

    public func json(_ wording: Wording) -> JSON {
        .array(
            reports.map { report in
                var members: [(String, JSON)] = [("model", .string(report.model.id))]
                switch report.outcome {
                case .values(let result): members.append(("values", result.json))
                case .cannotSay(let names):
                    let facts = report.model.factNames(of: names)
                    members.append(("cannotSay", .array(facts.map { .string($0) })))
                    members.append(
                        ("stale", .array(report.stale.map { .string($0.id) })))
                case .refused(let error): members.append(("error", .string(wording(error))))
                }
                members.append(("inputs", .array(report.inputs.map(\.json))))
                members.append(("provenance", report.model.provenance.json))
                if let flag = knowledge.flag(report, at: sheet.asOf) {
                    let verdict: String =
                        switch flag.verdict {
                        case .low: "low"
                        case .raised: "raised"
                        case .high: "high"
                        case .cannotSay: "cannotSay"
                        }
                    members.append(("flag", .string(verdict)))
                }
                return .object(members)
            })
    }
}
