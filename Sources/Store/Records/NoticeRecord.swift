public import Domain

extension Notice: Record {
    public static let table = Table(
        "notice", key: ["id"],
        [
            "matter", "role", "called", "called_before", "asked", "asked_offset", "attempts",
            "last_at", "last_offset", "acknowledged", "acknowledged_offset", "acknowledged_by",
        ])

    public init(row: Row) throws(StoreError) {
        let before = try row.words(4).map { word throws(StoreError) -> User.ID in
            guard let id = try? User.ID(word) else {
                throw .damaged(table: Self.table.name, column: 4, value: word)
            }
            return id
        }
        self.init(
            id: try row.id(0), matter: try row.text(1), role: try row.word(2), to: try row.id(3),
            before: before, asked: try row.instant(5, offset: 6), attempts: try row.whole(7),
            last: try row.optionalInstant(8, offset: 9),
            acknowledged: try row.optionalInstant(10, offset: 11),
            acknowledgedBy: try row.optionalID(12))
    }

    public var values: [Value] {
        [
            .id(id), .text(matter), .text(role.rawValue), .id(to),
            .text(before.map(\.text).joined(separator: " ")),
        ] + Value.instant(asked) + [.int(attempts)] + Value.instant(last)
            + Value.instant(acknowledged) + [.id(acknowledgedBy)]
    }
}
