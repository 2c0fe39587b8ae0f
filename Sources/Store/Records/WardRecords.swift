public import Domain

extension Escalation: Record {
    public static let table = Table(
        "escalation", key: ["id"],
        [
            "course", "grade", "toxicity", "level", "before", "at", "at_offset", "due", "state",
            "closed_by", "closed_at", "closed_offset", "words",
        ])

    public init(row: Row) throws(StoreError) {
        let state: State =
            switch try row.text(9) {
            case "open": .open
            case "acknowledged":
                .acknowledged(by: try row.id(10), at: try row.instant(11, offset: 12))
            default: .withdrawn(by: try row.id(10), at: try row.instant(11, offset: 12))
            }
        self.init(
            id: try row.id(0), course: try row.id(1), grade: try row.text(2),
            toxicity: try row.word(3), level: try row.whole(4), before: try row.whole(5),
            at: try row.instant(6, offset: 7), due: try row.instant(8, offset: 7), state: state,
            words: try row.text(13))
    }

    public var values: [Value] {
        let head: [Value] =
            [
                .id(id), .id(course), .text(grade), .text(toxicity.rawValue), .int(level),
                .int(before),
            ] + Value.instant(at) + [.int(due.utcMilliseconds)]
        let end: [Value] =
            switch state {
            case .open: [.text("open"), .null, .null, .null]
            case .acknowledged(let user, let at):
                [.text("acknowledged"), .id(user)] + Value.instant(at)
            case .withdrawn(let user, let at):
                [.text("withdrawn"), .id(user)] + Value.instant(at)
            }
        return head + end + [.text(words)]
    }
}

extension Treatment: Record {
    public static let table = Table(
        "treatment", key: ["id"],
        ["course", "drug", "dose", "at", "at_offset", "words", "is_withdrawn"])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.id(0), course: try row.id(1), drug: try row.text(2),
            dose: try row.text(3), at: try row.instant(4, offset: 5), words: try row.text(6),
            isWithdrawn: try row.bool(7))
    }

    public var values: [Value] {
        [.id(id), .id(course), .text(drug), .text(dose)] + Value.instant(at)
            + [.text(words), .bool(isWithdrawn)]
    }
}

extension DrugReserve: Record {
    public static let table = Table(
        "drug_reserve", key: ["course", "drug"], ["doses", "place", "at", "at_offset"])

    public init(row: Row) throws(StoreError) {
        self.init(
            course: try row.id(0), drug: try row.text(1), doses: try row.whole(2),
            place: try row.text(3), at: try row.instant(4, offset: 5))
    }

    public var values: [Value] {
        [.id(course), .text(drug), .int(doses), .text(place)] + Value.instant(at)
    }
}

extension TimeOut: Record {
    public static let table = Table(
        "time_out", key: ["id"],
        [
            "course", "at", "at_offset", "first_person", "second_person", "checks", "reserved",
            "words",
        ])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.id(0), course: try row.id(1), at: try row.instant(2, offset: 3),
            first: try row.id(4), second: try row.id(5), checks: try row.words(6),
            reserved: try row.whole(7), words: try row.text(8))
    }

    public var values: [Value] {
        [.id(id), .id(course)] + Value.instant(at)
            + [
                .id(first), .id(second), .text(checks.joined(separator: " ")), .int(reserved),
                .text(words),
            ]
    }
}

extension LICATSEvent: Record {
    public static let table = Table(
        "licats_event", key: ["id"],
        [
            "course", "grade", "at", "at_offset", "onset_day", "bin", "items", "answers",
            "words", "is_withdrawn",
        ])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.id(0), course: try row.id(1), grade: try row.text(2),
            at: try row.instant(3, offset: 4), onsetDay: try row.whole(5), bin: try row.text(6),
            items: try row.words(7), answers: try row.words(8), words: try row.text(9),
            isWithdrawn: try row.bool(10))
    }

    public var values: [Value] {
        [.id(id), .id(course), .text(grade)] + Value.instant(at)
            + [
                .int(onsetDay), .text(bin), .text(items.joined(separator: " ")),
                .text(answers.joined(separator: " ")), .text(words), .bool(isWithdrawn),
            ]
    }
}

extension FollowUpVisit: Record {
    public static let table = Table(
        "follow_up", key: ["course", "visit"],
        ["due", "task", "done_at", "done_offset", "words"])

    public init(row: Row) throws(StoreError) {
        self.init(
            course: try row.id(0), visit: try row.text(1), due: try row.day(2),
            task: try row.id(3), done: try row.optionalInstant(4, offset: 5),
            words: try row.text(6))
    }

    public var values: [Value] {
        [.id(course), .text(visit), .day(due), .id(task)] + Value.instant(done) + [.text(words)]
    }
}
