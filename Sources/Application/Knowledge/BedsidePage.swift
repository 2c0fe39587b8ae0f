import Clinical
import Domain

/// What is asked at the bedside and gives no grade by itself.
enum BedsideForm: String, CaseIterable, Sendable {
    case ice
    case iecHS = "iec-hs"

    /// Inputs that only the ICE score by its ten items has.
    private static let singleItems = [
        "year", "month", "city", "hospital", "object_1", "object_2", "object_3",
    ]

    /// The ICE score comes as the sums of its five parts, or item by item as it was asked.
    func model(for inputs: JSON) -> String {
        switch self {
        case .ice: inputs.hasAny(of: Self.singleItems) ? "ice_items" : "ice"
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
    /// The items of the ICE score that were asked and not passed.
    let failed: [Bilingual]

    init(
        _ form: BedsideForm, _ file: GradeFile, _ knowledge: ClinicalKnowledge,
        _ wording: Wording
    ) throws(GradeRefusal) {
        let name = form.model(for: file.inputs)
        guard let model = knowledge.model(name) else {
            throw GradeRefusal(.refused(.unknownModel(name)), nil, wording)
        }
        switch model.evaluate(file.inputs) {
        case .values(let found): result = found
        case .cannotSay(let names): throw GradeRefusal(.cannotSay(names), model, wording)
        case .refused(let error): throw GradeRefusal(.refused(error), model, wording)
        }
        (self.form, self.model, at) = (form, model, file.at)
        failed = model.inputs.filter { file.inputs[$0.name] == .bool(false) }
            .compactMap(\.label)
        remarks = form == .iecHS ? knowledge.guidance.remarks(.iecHS) : []
    }

    func lines(_ wording: Wording) -> [String] {
        // The verdict of IEC-HS names what it is about; a title before it would say it twice.
        var lines = [
            form == .iecHS ? wording(verdict) : wording(model.title) + "  " + wording(verdict)
        ]
        if form == .ice, !failed.isEmpty {
            let labels = failed.map { Phrase.Value.text(wording($0)) }
            lines.append("  " + wording(Phrase("grading.ice.failed", ["items": .list(labels)])))
        }
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

extension JSON {
    fileprivate func hasAny(of names: [String]) -> Bool { names.contains { self[$0] != nil } }
}
