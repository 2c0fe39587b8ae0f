import Clinical
public import Domain

/// A grade that was asked for, with the page that shows it.
public struct GradeAnswer: Sendable {
    public let page: ClinicalPage
    /// Nil for a form that gives no grade.
    public let grade: Grade?
}

extension ClinicalDesk {
    /// - Parameter patient: what the store knows: it fills in what nobody entered.
    public func grade(
        _ scale: String, _ file: GradeFile, of patient: PatientFile? = nil
    ) throws(GradeRefusal) -> GradeAnswer {
        let form = BedsideForm(rawValue: scale)
        let found = GradingScale.allCases.first { Self.name($0) == scale } ?? .crs
        let name = form?.model(for: file.inputs) ?? found.model
        var (inputs, used): (JSON, [FactSheet.Entry]) = (file.inputs, [])
        if let patient, let model = knowledge.model(name) {
            (inputs, used) = model.filled(file.inputs, from: patient.sheet(knowledge))
        }
        let full = GradeFile(file, inputs: inputs)
        let stored: [String] =
            used.isEmpty
            ? []
            : [
                "  "
                    + wording(
                        Phrase(
                            "grading.fromStore",
                            [
                                "facts": .list(
                                    used.map { .text(wording($0, knowledge.facts)) })
                            ]))
            ]
        let fromStore = ("fromStore", JSON.array(used.map(\.json)))
        if let form {
            let page = try BedsidePage(form, full, knowledge, wording)
            return GradeAnswer(
                page: ClinicalPage(
                    json: page.json(wording).adding(patient == nil ? [] : [fromStore]),
                    lines: page.lines(wording) + stored),
                grade: nil)
        }
        let page = try GradePage(found, full, knowledge, wording)
        return GradeAnswer(
            page: ClinicalPage(
                json: page.json(wording).adding(patient == nil ? [] : [fromStore]),
                lines: page.lines(wording) + stored),
            grade: page.report.grade)
    }
}

extension JSON {
    fileprivate func adding(_ more: [(String, JSON)]) -> JSON {
        guard case .object(let members) = content else { return self }
        return .object(members.map { ($0.name, $0.value) } + more)
    }
}
