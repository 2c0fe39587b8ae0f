public import Domain

extension Checker.Violation {
    public func patientID(in instance: Instance) -> String? {
        patient.map { instance.patients[$0].id }
    }

    /// Whose calendar is overdrawn.
    public func resource(in instance: Instance) -> String? {
        owner.map { code == .start ? instance.products[$0].name : instance.centres[$0].name }
    }

    public func phrase(in instance: Instance) -> Phrase {
        var values: [String: Phrase.Value] = [
            "code": .text(code.rawValue), "found": .count(found), "allowed": .count(allowed),
        ]
        if let name = resource(in: instance), let day {
            values["resource"] = .text(name)
            values["day"] = .count(day)
            return Phrase("violation.calendar", values)
        }
        guard let id = patientID(in: instance) else {
            return Phrase("violation.objective", values)
        }
        values["patient"] = .text(id)
        return Phrase(
            code == .mandatory ? "violation.mandatory" : "violation.course", values)
    }
}
