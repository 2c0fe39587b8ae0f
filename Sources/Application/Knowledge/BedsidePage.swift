import Clinical
import Domain

/// What is asked at the bedside and gives no grade by itself.
enum BedsideForm: String, CaseIterable, Sendable {
    case ice
    case iecHS = "iec-hs"

    var model: String {
        switch self {
        case .ice: "ice"
        case .iecHS: "iec_hs"
        }
    }
}

/// The ICE sum, or whether IEC-HS is to be considered: never a diagnosis.
struct BedsidePage {
    let form: BedsideForm
    let result: ModelResult
    let model: ClinicalModel
    let remarks: [GuidanceFile.Remark]
    let at: Instant

    init(
        _ form: BedsideForm, _ file: GradeFile, _ knowledge: ClinicalKnowledge,
        _ wording: Wording
    ) throws(GradeRefusal) {
        guard let model = knowledge.model(form.model) else {
            throw GradeRefusal(.refused(.unknownModel(form.model)), nil, wording)
        }
        switch model.evaluate(file.inputs) {
        case .values(let found): result = found
        case .cannotSay(let names): throw GradeRefusal(.cannotSay(names), model, wording)
        case .refused(let error): throw GradeRefusal(.refused(error), model, wording)
        }
        (self.form, self.model, at) = (form, model, file.at)
        remarks = form == .iecHS ? knowledge.guidance.remarks(.iecHS) : []
    }

    func lines(_ wording: Wording) -> [String] {
        var lines = [wording(model.title) + "  " + wording(verdict)]
        if let note = model.note { lines.append("  " + wording(note)) }
        lines.append("  [\(wording(model.provenance))]")
        return lines
            + remarks.map { "  · \(wording($0.says))  [\(wording($0.provenance))]" }
    }

    private var verdict: Phrase {
        switch form {
        case .ice:
            return Phrase("grading.ice", ["points": .count(count("ice"))])
        case .iecHS:
            guard result["consider"] == .truth(true) else {
                return Phrase("grading.iecHS.notMet")
            }
            return Phrase("grading.iecHS.consider", ["n": .count(count("common_findings"))])
        }
    }

    private func count(_ name: String) -> Int { Int(result[name]?.number ?? 0) }

    func json(_ wording: Wording) -> JSON {
        .object([
            ("form", .string(form.rawValue)), ("values", result.json), ("at", .string(at.iso)),
            ("says", .string(wording(verdict))), ("provenance", model.provenance.json),
        ])
    }
}
