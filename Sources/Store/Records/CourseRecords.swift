public import Domain

extension CourseRecord: Record {
    public static let table = Table(
        "course", key: ["id"],
        [
            "patient", "product", "referred", "referred_offset", "hospital", "indication",
            "urgency", "ending", "ended",
        ])

    public init(row: Row) throws(StoreError) {
        let referred = try row.instant(3, offset: 4)
        self.init(
            id: try row.id(0), patient: try row.id(1), product: try row.optionalID(2),
            referral: Referral(
                at: referred, hospital: try row.text(5), indication: try row.word(6),
                urgency: try row.word(7)),
            ending: try Self.ending(row, 8),
            ended: try row.optionalInt(9).map {
                Instant(utcMilliseconds: $0, offsetMinutes: referred.offsetMinutes)
            })
    }

    private static func ending(_ row: Row, _ index: Int) throws(StoreError) -> Ending? {
        guard let word = try row.optionalText(index) else { return nil }
        if word == "completed" { return .completed }
        guard let why = Ending.Withdrawal(rawValue: word) else {
            throw .damaged(table: table.name, column: index, value: word)
        }
        return .withdrawn(why)
    }

    private var endingWord: String? {
        switch ending {
        case nil: nil
        case .completed: "completed"
        case .withdrawn(let why): why.rawValue
        }
    }

    public var values: [Value] {
        [.id(id), .id(patient), .id(product)] + Value.instant(referral.at)
            + [
                .text(referral.hospital), .text(referral.indication.rawValue),
                .text(referral.urgency.rawValue), .optional(endingWord),
                .optional(ended?.utcMilliseconds),
            ]
    }
}

extension MilestoneRecord: Record {
    public static let table = Table(
        "milestone", key: ["course", "kind", "part"], ["at", "at_offset"])

    public init(row: Row) throws(StoreError) {
        self.init(
            course: try row.id(0),
            Milestone(try row.word(1), at: try row.instant(3, offset: 4), part: try row.whole(2)))
    }

    public var values: [Value] {
        [.id(course), .text(milestone.kind.rawValue), .int(milestone.part)]
            + Value.instant(milestone.at)
    }
}

extension NoteRecord: Record {
    public static let table = Table(
        "note", key: ["id"], ["course", "at", "at_offset", "author", "words"])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.text(0), course: try row.id(1), at: try row.instant(2, offset: 3),
            author: try row.text(4), words: try row.text(5))
    }

    public var values: [Value] {
        [.text(id), .id(course)] + Value.instant(at) + [.text(author), .text(words)]
    }
}
