public import Domain

extension ObservationRecord: Record {
    public static let table = Table(
        "observation", key: ["id"],
        [
            "patient", "code", "at", "at_offset", "kind", "number", "word", "unit",
            "is_provisional", "is_withdrawn",
        ])

    public init(row: Row) throws(StoreError) {
        let value: Observation.Value
        switch try row.text(5) {
        case "number": value = .number(try row.real(6))
        case "below": value = .censored(.below, try row.real(6))
        case "above": value = .censored(.above, try row.real(6))
        default: value = .word(try row.text(7))
        }
        self.init(
            id: try row.text(0),
            Observation(
                patient: try row.id(1), code: try row.text(2), value: value,
                unit: try row.text(8), at: try row.instant(3, offset: 4),
                isProvisional: try row.bool(9)),
            isWithdrawn: try row.bool(10))
    }

    public var values: [Value] {
        let (kind, number, word): (String, Value, String) =
            switch observation.value {
            case .number(let number): ("number", .real(number), "")
            case .censored(let bound, let number): (bound.rawValue, .real(number), "")
            case .word(let word): ("word", .null, word)
            }
        return [.text(id), .id(observation.patient), .text(observation.code)]
            + Value.instant(observation.at)
            + [
                .text(kind), number, .text(word), .text(observation.unit),
                .bool(observation.isProvisional), .bool(isWithdrawn),
            ]
    }
}

extension GradeRecord: Record {
    public static let table = Table(
        "grade", key: ["id"],
        [
            "course", "toxicity", "level", "at", "at_offset", "deciding", "overruled_kind",
            "overruled_words", "is_withdrawn",
        ])

    public init(row: Row) throws(StoreError) {
        let at = try row.instant(4, offset: 5)
        let overruled: Reason? =
            try row.optionalText(7) == nil
            ? nil : Reason(try row.word(7), try row.optionalText(8) ?? "")
        let toxicity: Toxicity = try row.word(2)
        let level = try row.whole(3)
        let deciding = try row.text(6).split(separator: "\n").map { Finding(String($0), at: at) }
        guard
            let grade = try? Grade(
                toxicity, level, at: at, deciding: deciding, overruled: overruled)
        else { throw .damaged(table: Self.table.name, column: 3, value: String(level)) }
        self.init(
            id: try row.text(0), course: try row.id(1), grade, isWithdrawn: try row.bool(9))
    }

    public var values: [Value] {
        [.text(id), .id(course), .text(grade.toxicity.rawValue), .int(grade.level)]
            + Value.instant(grade.at)
            + [
                .text(grade.deciding.map(\.name).joined(separator: "\n")),
                .optional(grade.overruled?.kind.rawValue), .optional(grade.overruled?.words),
                .bool(isWithdrawn),
            ]
    }
}

extension CareTask: Record {
    public static let table = Table(
        "task", key: ["id"],
        [
            "course", "what", "due", "due_offset", "role", "state", "closed_by", "closed_at",
            "closed_offset", "dropped_kind", "dropped_words",
        ])

    public init(row: Row) throws(StoreError) {
        let state: State
        switch try row.text(6) {
        case "open": state = .open
        case "done": state = .done(by: try row.id(7), at: try row.instant(8, offset: 9))
        default:
            state = .dropped(
                by: try row.id(7), Reason(try row.word(10), try row.optionalText(11) ?? ""))
        }
        self.init(
            id: try row.id(0), course: try row.optionalID(1), what: try row.text(2),
            due: try row.instant(3, offset: 4), role: try row.word(5), state: state)
    }

    public var values: [Value] {
        let head: [Value] =
            [.id(id), .id(course), .text(what)] + Value.instant(due) + [.text(role.rawValue)]
        switch state {
        case .open:
            return head + [.text("open"), .null, .null, .null, .null, .null]
        case .done(let user, let at):
            return head + [.text("done"), .id(user)] + Value.instant(at) + [.null, .null]
        case .dropped(let user, let reason):
            return head + [
                .text("dropped"), .id(user), .null, .null, .text(reason.kind.rawValue),
                .text(reason.words),
            ]
        }
    }
}

extension Deviation: Record {
    public static let table = Table(
        "deviation", key: ["id"], ["course", "at", "at_offset", "severity", "what"])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.id(0), course: try row.id(1), at: try row.instant(2, offset: 3),
            severity: try row.word(4), what: try row.text(5))
    }

    public var values: [Value] {
        [.id(id), .id(course)] + Value.instant(at) + [.text(severity.rawValue), .text(what)]
    }
}
