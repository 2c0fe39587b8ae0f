public import Domain

extension Booking: Occupying {
    public static let table = Table(
        "booking", key: ["id"],
        [
            "course", "activity", "part", "first_day", "days", "time", "state", "hold_expires",
            "hold_offset", "places", "shares", "ref",
        ])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.id(0), course: try row.id(1), activity: try row.word(2),
            part: try row.whole(3),
            span: DaySpan(try row.day(4), length: try row.whole(5)), time: try row.time(6),
            state: try row.word(7), holdExpires: try row.optionalInstant(8, offset: 9),
            places: try PlaceCoding.places(row, 10), shares: try Self.shares(row, 11),
            ref: try row.text(12))
    }

    public var values: [Value] {
        [
            .id(id), .id(course), .text(activity.rawValue), .int(part), .day(span.first),
            .int(span.length), .time(time), .text(state.rawValue),
        ] + Value.instant(holdExpires)
            + [
                .text(PlaceCoding.text(places)),
                .text(shares.map { "\($0.day.number):\($0.percent)" }.joined(separator: " ")),
                .text(ref),
            ]
    }

    static func shares(_ row: Row, _ index: Int) throws(StoreError) -> [ICUShare] {
        try row.words(index).map { word throws(StoreError) in
            let parts = word.split(separator: ":")
            guard parts.count == 2, let day = Int32(parts[0]), let percent = Int(parts[1]) else {
                throw .damaged(table: table.name, column: index, value: word)
            }
            return ICUShare(day: Day(number: day), percent: percent)
        }
    }

    /// The states whose places are taken, as a list for a statement.
    static let occupyingStates = State.allCases.filter(\.occupies).map { "'\($0.rawValue)'" }
        .joined(separator: ", ")

    public var holder: String { id.text }
    public var claimedPlaces: [UnitDay] { state.occupies ? places : [] }
    public var icuShares: [ICUShare] { state.occupies ? shares : [] }
}

extension BlockRecord: Occupying {
    public static let table = Table(
        "block", key: ["id"],
        ["resource", "first_day", "days", "unit", "kind", "words", "places"])

    public init(row: Row) throws(StoreError) {
        let unit = try row.whole(4)
        self.init(
            id: try row.id(0), resource: try row.id(1),
            span: DaySpan(try row.day(2), length: try row.whole(3)), unit: unit == 0 ? nil : unit,
            kind: try row.word(5), words: try row.text(6), places: try PlaceCoding.places(row, 7))
    }

    public var values: [Value] {
        [
            .id(id), .id(resource), .day(span.first), .int(span.length), .int(unit ?? 0),
            .text(kind.rawValue), .text(words), .text(PlaceCoding.text(places)),
        ]
    }

    public var holder: String { id.text }
    public var claimedPlaces: [UnitDay] { places }
}

extension Transaction {
    /// A hold past its time counts as free. Whoever writes next releases it, in the name of the
    /// system and as an entry of its own.
    func releaseExpiredHolds() throws(StoreError) {
        let expired = try all(
            Booking.self, where: "state = 'held' AND hold_expires <= $1 ORDER BY hold_expires, id",
            [.int(draft.at.utcMilliseconds)])
        guard !expired.isEmpty else { return }
        for stored in expired {
            var booking = stored.record
            do throws(BookingError) {
                try booking.release()
            } catch {
                throw .refused(error.phrase)
            }
            try update(booking, expecting: stored.version)
        }
        try closeEntry(
            as: EntryDraft(
                at: draft.at, author: EntryDraft.system, act: "expireHolds",
                reason: Reason(.holdExpired), source: EntryDraft.system,
                key: "expire-\(sequence)"))
    }
}
