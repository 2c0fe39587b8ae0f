import Application
import Domain

/// Patients: looking them up, and taking a referral.
enum PatientCommands {
    static let all = [list, show, refer] + PatientRecordCommands.all

    static let list = Command(
        "patients", "list", [.init(name: "NAME", isOptional: true)], act: .readPatients
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let typed = invocation.optionalPlace(0) ?? ""
        let patients = try storing { () throws(StoreError) in try place.office.patients() }
        let found = patients.filter {
            typed.isEmpty || $0.name.matches(typed) || $0.id.text == typed
                || $0.hospitalNumber == typed
        }.sorted { ($0.name.sortKey, $0.id) < ($1.name.sortKey, $1.id) }
        let today = place.clock().day
        invocation.show(
            ["patient", "number", "name", "kana", "sex", "age"],
            found.map { patient in
                (
                    json(patient),
                    [
                        patient.id.text, patient.hospitalNumber, patient.name.full,
                        patient.name.kana, invocation.wording(patient.sex.phrase),
                        String(patient.age(on: today)),
                    ]
                )
            })
        return .done
    }

    static func json(_ patient: Patient) -> JSON {
        .object([
            ("id", .string(patient.id.text)), ("number", .string(patient.hospitalNumber)),
            ("family", .string(patient.name.family)), ("given", .string(patient.name.given)),
            ("familyKana", .string(patient.name.familyKana)),
            ("givenKana", .string(patient.name.givenKana)),
            ("sex", .string(patient.sex.rawValue)), ("birth", .string(patient.birth.iso)),
            ("mergedInto", .optional(patient.mergedInto?.text)),
        ])
    }

    static let show = Command(
        "patients", "show", [.init(name: "PATIENT")], act: .readPatients
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let found = try storing { () throws(StoreError) in
            try place.office.patient(invocation.place(0))
        }
        let (patient, courses) = (found.patient.record, found.courses)
        let wording = invocation.wording
        if invocation.wantsJSON {
            invocation.console.print(
                JSON.object([
                    ("patient", json(patient)),
                    ("courses", .array(courses.map { .string($0.id.text) })),
                ]))
            return .done
        }
        invocation.console.print(
            "\(patient.id)  \(patient.hospitalNumber)  \(patient.name.full)  \(patient.name.kana)")
        invocation.console.print(
            "\(wording(patient.sex.phrase))  \(wording.day(patient.birth))  "
                + wording(Phrase("patient.age", ["n": .count(patient.age(on: place.clock().day))])))
        for course in courses {
            let state = course.ending.map { wording($0.phrase) } ?? wording("course.running")
            invocation.console.print(
                "\(course.id)  \(wording.day(course.referral.at.day))  \(state)")
        }
        return .done
    }

    /// A referral: the facts about the patient come from a file, since a process list is public.
    static let refer = Command(
        "patients", "refer", act: .takeReferral,
        options: [.from, .init(name: "anyway")] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let form = try form(invocation)
        let office = place.office
        if form.patient == nil, !invocation.has("anyway") {
            let alike = try storing { () throws(StoreError) in try office.lookAlikes(of: form) }
            if let first = alike.first {
                throw .refused(
                    StoreError.refused(
                        Phrase(
                            "patients.alike",
                            [
                                "patient": .text(first.id.text),
                                "name": .text(first.name.full), "birth": .day(first.birth),
                            ])))
            }
        }
        let order = try invocation.order()
        let outcome = try storing { () throws(StoreError) in
            try office.takeReferral(form, order)
        }
        guard case .saved(let course, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase(
                "patients.referred",
                [
                    "course": .text(course.text),
                    "due": .instant(office.now.adding(minutes: 24 * 60)),
                ]), sequence, [("course", .string(course.text))])
        return .done
    }

    private static func form(_ invocation: Invocation) throws(CommandError) -> ReferralForm {
        let facts = try invocation.facts()
        return try refusing { () throws(JSONError) in
            try facts.allowOnly([
                "number", "family", "given", "familyKana", "givenKana", "sex", "birth", "hospital",
                "indication", "urgency", "patient",
            ])
            let known = try facts.optional("patient")
            var patient: Patient.ID?
            if let known {
                guard let id = try? Patient.ID(try known.string()) else {
                    throw known.failure(.kind(.string))
                }
                patient = id
            }
            return ReferralForm(
                hospitalNumber: try facts.optional("number")?.string() ?? "",
                name: PersonName(
                    family: try facts.member("family").string(),
                    given: try facts.optional("given")?.string() ?? "",
                    familyKana: try facts.optional("familyKana")?.string() ?? "",
                    givenKana: try facts.optional("givenKana")?.string() ?? ""),
                sex: try facts.member("sex").word(Sex.self),
                birth: try facts.member("birth").day(),
                hospital: try facts.optional("hospital")?.string() ?? "",
                indication: try facts.member("indication").word(Indication.self),
                urgency: try facts.optional("urgency")?.word(Urgency.self) ?? .routine,
                patient: patient)
        }
    }
}
