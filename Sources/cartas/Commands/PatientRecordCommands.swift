import Application
import Domain

/// The records of patients: corrected, put together, taken apart.
enum PatientRecordCommands {
    static let all = [change, merge, unmerge]

    static let change = Command(
        "patients", "change", [.init(name: "PATIENT")], act: .changePatient,
        options: [.from, .seen] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let facts = try invocation.facts()
        let order = try invocation.order()
        let seen = try invocation.int("seen", in: 0...Int.max).map { Int64($0) }
        let stored = try storing { () throws(StoreError) in
            try place.office.patient(invocation.place(0)).patient
        }
        let patient = try refusing { () throws(JSONError) in
            try changed(stored.record, by: facts)
        }
        let sequence = try storing { () throws(StoreError) in
            try place.office.changePatient(patient, expecting: seen ?? stored.version, order)
        }
        invocation.done(
            Phrase("patients.changed", ["patient": .text(patient.id.text)]), sequence,
            [("patient", PatientCommands.json(patient))])
        return .done
    }

    private static func changed(
        _ patient: Patient, by facts: JSONReader
    ) throws(JSONError) -> Patient {
        try facts.allowOnly([
            "number", "family", "given", "familyKana", "givenKana", "sex", "birth",
        ])
        var patient = patient
        func set(
            _ name: String, _ path: WritableKeyPath<Patient, String>
        ) throws(JSONError) {
            if let text = try facts.optional(name) { patient[keyPath: path] = try text.string() }
        }
        try set("number", \.hospitalNumber)
        try set("family", \.name.family)
        try set("given", \.name.given)
        try set("familyKana", \.name.familyKana)
        try set("givenKana", \.name.givenKana)
        if let sex = try facts.optional("sex") { patient.sex = try sex.word(Sex.self) }
        if let birth = try facts.optional("birth") { patient.birth = try birth.day() }
        return patient
    }

    static let merge = Command(
        "patients", "merge", [.init(name: "PATIENT"), .init(name: "INTO")], act: .mergePatients,
        options: Command.Option.second + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let patient: Patient.ID = try invocation.id(invocation.place(0))
        let into: Patient.ID = try invocation.id(invocation.place(1))
        let office = place.office
        var order = try invocation.order()
        order.second = try invocation.second(for: .mergePatients, in: office)
        let sequence = try storing { () throws(StoreError) in
            try office.mergePatients(patient, into: into, order)
        }
        invocation.done(
            Phrase(
                "patients.merged", ["patient": .text(patient.text), "into": .text(into.text)]),
            sequence)
        return .done
    }

    static let unmerge = Command(
        "patients", "unmerge", [.init(name: "PATIENT")], act: .unmergePatients,
        options: Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let patient: Patient.ID = try invocation.id(invocation.place(0))
        let order = try invocation.order()
        let outcome = try storing { () throws(StoreError) in
            try place.office.unmergePatients(patient, order)
        }
        guard case .saved(let courses, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase(
                "patients.unmerged",
                [
                    "patient": .text(patient.text),
                    "courses": .list(courses.map { .text($0.text) }),
                ]), sequence, [("courses", .array(courses.map { .string($0.text) }))])
        return .done
    }
}
