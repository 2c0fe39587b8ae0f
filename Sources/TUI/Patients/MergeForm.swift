import Application
import Domain
import Terminal

extension Action {
    static let merge = Action("merge", "M")
}

/// Into which record another goes; both are shown before anything is done.
struct MergeForm: FormOverlay {
    var form: Form
    let patient: PatientRow

    init(_ patient: PatientRow) {
        self.patient = patient
        form = Form(
            Phrase("merge.title", ["patient": .text(patient.patient)]),
            [.init("into", Phrase("merge.into"), [.required, .atMost(40)])])
    }

    private func target(_ context: Context) -> PatientRow? {
        let asked = form.text("into").trimmed
        return context.live.patients.first {
            $0.patient == asked || (!asked.isEmpty && $0.course == asked)
        }
    }

    mutating func submit(_ context: Context) -> [Step] {
        guard let target = target(context), let old = try? Patient.ID(patient.patient),
            let new = try? Patient.ID(target.patient)
        else {
            form.refusal = Phrase("merge.nobody", ["number": .text(form.text("into"))])
            return []
        }
        return [.close, .act(MergePatients(old, into: new))]
    }

    func notes(_ context: Context) -> [Line] {
        let kept = target(context).map { Self.line($0) } ?? "–"
        return [
            Line("  " + Self.line(patient)), Line("→ " + kept, .bold),
            Line(context.words("merge.twoPeople"), .quiet),
        ]
    }

    private static func line(_ row: PatientRow) -> String {
        [row.patient, row.name, row.reading, row.birth?.iso ?? "–"]
            .filter { !$0.isEmpty }.joined(separator: "  ")
    }
}
