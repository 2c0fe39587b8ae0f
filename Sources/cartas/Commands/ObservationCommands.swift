import Application
import Domain

/// Measured values: recorded, corrected, listed.
enum ObservationCommands {
    static let all = [list, record, withdraw]

    static let list = Command(
        "observations", "list", [.init(name: "PATIENT")], act: .readPatients,
        options: [.init(name: "code", value: "CODE"), .init(name: "withdrawn")]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let patient: Patient.ID = try invocation.id(invocation.place(0))
        let found = try storing { () throws(StoreError) in
            _ = try place.office.patient(patient.text)
            return try place.office.observations(of: patient, code: invocation.value("code"))
        }.filter { invocation.has("withdrawn") || !$0.isWithdrawn }
        let wording = invocation.wording
        invocation.show(
            ["observation", "at", "code", "value", "state"],
            found.map { record in
                let value = record.observation
                let state =
                    record.isWithdrawn
                    ? "record.withdrawn" : value.isProvisional ? "record.provisional" : ""
                return (
                    json(record),
                    [
                        record.id, wording.instant(value.at), value.code,
                        "\(text(value.value)) \(value.unit)", state.isEmpty ? "" : wording(state),
                    ]
                )
            })
        return .done
    }

    private static func text(_ value: Observation.Value) -> String {
        switch value {
        case .number(let number): JSON.double(number).compact
        case .censored(.below, let number): "< \(JSON.double(number).compact)"
        case .censored(.above, let number): "> \(JSON.double(number).compact)"
        case .word(let word): word
        }
    }

    private static func json(_ record: ObservationRecord) -> JSON {
        let observation = record.observation
        let value: (String, JSON) =
            switch observation.value {
            case .number(let number): ("value", .double(number))
            case .censored(let bound, let number): (bound.rawValue, .double(number))
            case .word(let word): ("value", .string(word))
            }
        return .object([
            ("id", .string(record.id)), ("patient", .string(observation.patient.text)),
            ("code", .string(observation.code)), value, ("unit", .string(observation.unit)),
            ("at", .string(observation.at.iso)), ("provisional", .bool(observation.isProvisional)),
            ("withdrawn", .bool(record.isWithdrawn)),
        ])
    }

    /// Values from a file of facts; with `--corrects`, one that takes the place of a wrong one.
    static let record = Command(
        "observations", "record", [.init(name: "PATIENT")], act: .recordObservation,
        options: [.from, .corrects] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let patient: Patient.ID = try invocation.id(invocation.place(0))
        let facts = try invocation.facts()
        let now = place.clock()
        let values = try refusing { () throws(JSONError) in
            try facts.allowOnly(["observations"])
            return try facts.member("observations").elements().map { reader throws(JSONError) in
                try observation(reader, of: patient, now)
            }
        }
        let outcome: Outcome<[String]>
        if let wrong = invocation.value("corrects") {
            guard values.count == 1 else { throw .usage(Phrase("observations.correctOne")) }
            let order = Order(
                reason: try invocation.reason(default: .correction), key: invocation.value("key"))
            let corrected = try storing { () throws(StoreError) in
                try place.office.correct(observation: wrong, with: values[0], order)
            }
            outcome = corrected.map { [$0] }
        } else {
            let order = try invocation.order()
            outcome = try storing { () throws(StoreError) in
                try place.office.record(values, order)
            }
        }
        guard case .saved(let ids, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase(
                "observations.recorded",
                ["patient": .text(patient.text), "ids": .list(ids.map { .text($0) })]),
            sequence, [("observations", .array(ids.map { .string($0) }))])
        return .done
    }

    private static func observation(
        _ facts: JSONReader, of patient: Patient.ID, _ now: Instant
    ) throws(JSONError) -> Observation {
        try facts.allowOnly(["code", "value", "below", "above", "unit", "at", "provisional"])
        let value: Observation.Value
        if let below = try facts.optional("below") {
            value = .censored(.below, try below.double())
        } else if let above = try facts.optional("above") {
            value = .censored(.above, try above.double())
        } else {
            let plain = try facts.member("value")
            value =
                if case .string(let word) = plain.value.content { .word(word) } else {
                    .number(try plain.double())
                }
        }
        return Observation(
            patient: patient, code: try facts.member("code").string(), value: value,
            unit: try facts.optional("unit")?.string() ?? "",
            at: try facts.optional("at")?.instant() ?? now,
            isProvisional: try facts.optional("provisional")?.bool() ?? false)
    }

    static let withdraw = Command(
        "observations", "withdraw", [.init(name: "OBSERVATION")], act: .withdrawObservation,
        options: [.reason, .words]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let reason = try invocation.reason(default: .correction)
        let sequence = try storing { () throws(StoreError) in
            try place.office.withdrawObservation(invocation.place(0), reason)
        }
        invocation.done(Phrase("record.isWithdrawn", ["id": .text(invocation.place(0))]), sequence)
        return .done
    }
}
