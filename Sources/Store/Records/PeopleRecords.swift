public import Domain

extension User: Record {
    public static let table = Table(
        "user_account", key: ["id"], ["name", "roles", "is_active", "prefers_japanese"])

    public init(row: Row) throws(StoreError) {
        let roles = try row.words(2).map { word throws(StoreError) in
            guard let role = Role(rawValue: word) else {
                throw .damaged(table: Self.table.name, column: 2, value: word)
            }
            return role
        }
        self.init(
            id: try row.id(0), name: try row.text(1), roles: Set(roles),
            isActive: try row.bool(3), prefersJapanese: try row.bool(4))
    }

    public var values: [Value] {
        let words = roles.map(\.rawValue).sorted().joined(separator: " ")
        return [.id(id), .text(name), .text(words), .bool(isActive), .bool(prefersJapanese)]
    }
}

extension Patient: Record {
    public static let table = Table(
        "patient", key: ["id"],
        [
            "hospital_number", "family", "given", "family_kana", "given_kana", "sex", "birth",
            "merged_into",
        ])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.id(0), hospitalNumber: try row.text(1),
            name: PersonName(
                family: try row.text(2), given: try row.text(3), familyKana: try row.text(4),
                givenKana: try row.text(5)),
            sex: try row.word(6), birth: try row.day(7), mergedInto: try row.optionalID(8))
    }

    public var values: [Value] {
        [
            .id(id), .text(hospitalNumber), .text(name.family), .text(name.given),
            .text(name.familyKana), .text(name.givenKana), .text(sex.rawValue), .day(birth),
            .id(mergedInto),
        ]
    }
}

extension SessionRecord: Record {
    public static let table = Table(
        "session", key: ["token"],
        ["user_id", "started", "started_offset", "expires", "ended", "place"])

    public init(row: Row) throws(StoreError) {
        let started = try row.instant(2, offset: 3)
        let offset = started.offsetMinutes
        self.init(
            tokenDigest: try row.text(0), user: try row.id(1), started: started,
            expires: Instant(utcMilliseconds: try row.int(4), offsetMinutes: offset),
            ended: try row.optionalInt(5).map {
                Instant(utcMilliseconds: $0, offsetMinutes: offset)
            },
            place: try row.text(6))
    }

    public var values: [Value] {
        [.text(tokenDigest), .id(user)] + Value.instant(started)
            + [.int(expires.utcMilliseconds), .optional(ended?.utcMilliseconds), .text(place)]
    }
}
