import Application
import Domain

/// Consent, funding, infection screening, caregiver and lodging.
enum GateCommands {
    static let all = [list, record]

    static let list = Command(
        "gates", "list", [.init(name: "COURSE", isOptional: true)], act: .readPatients
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let hospital = try storing { () throws(StoreError) in try place.office.hospital() }
        let wanted: Course.ID? =
            if let text = invocation.optionalPlace(0) { try invocation.id(text) } else { nil }
        let wording = invocation.wording
        let states = hospital.courses.values.filter { wanted == nil || $0.record.id == wanted }
            .sorted { $0.record.id < $1.record.id }
        // Of one course everything; of all, what stands in the way.
        let rows = states.flatMap { state -> [(json: JSON, cells: [String])] in
            let closed = state.closedGates
            return Gate.Kind.allCases.compactMap { kind in
                let gate = state.gates.first { $0.kind == kind }
                let missing = closed.first { $0.kind == kind }
                guard missing != nil || wanted != nil else { return nil }
                return (
                    .object([
                        ("course", .string(state.record.id.text)),
                        ("gate", .string(kind.rawValue)),
                        ("state", .optional(gate?.state.rawValue)),
                        ("on", .optional(gate?.on.iso)), ("until", .optional(gate?.until?.iso)),
                        ("needed", .optional(missing?.needed?.iso)),
                        ("open", .bool(missing == nil)),
                    ]),
                    [
                        state.record.id.text, wording(kind.phrase),
                        wording(gate?.state.phrase ?? Phrase("gateState.missing")),
                        gate?.until.map { wording.shortDay($0) } ?? "–",
                        missing?.needed.map { "! " + wording.shortDay($0) } ?? "",
                    ]
                )
            }
        }
        invocation.show(["course", "gate", "state", "until", "needed"], rows)
        return .done
    }

    static let record = Command(
        "gates", "record", [.init(name: "COURSE"), .init(name: "GATE")], act: .recordGate,
        options: [.from] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        let kind: Gate.Kind = try invocation.word(invocation.place(1))
        let facts = try invocation.facts()
        let order = try invocation.order()
        let today = place.clock().day
        let (state, on, until, words) = try refusing { () throws(JSONError) in
            try facts.allowOnly(["state", "on", "until", "words"])
            return (
                try facts.member("state").word(Gate.State.self),
                try facts.optional("on")?.day() ?? today, try facts.optional("until")?.day(),
                try facts.optional("words")?.string() ?? ""
            )
        }
        let outcome = try storing { () throws(StoreError) in
            try place.office.recordGate(
                kind, state, of: course, on: on, until: until, words: words, order)
        }
        guard case .saved(_, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase(
                "notice.gate",
                [
                    "gate": .phrase(kind.phrase), "state": .phrase(state.phrase),
                    "course": .text(course.text),
                ]), sequence)
        return .done
    }
}
