public import Domain

/// A stay from the infusion to going home.
public struct PastStay: Equatable, Sendable {
    public let product: Product.ID?
    public let infused: Day
    public let home: Day

    public init(product: Product.ID?, infused: Day, home: Day) {
        (self.product, self.infused, self.home) = (product, infused, home)
    }
}

extension Reading {
    /// The stays of those who went home after a moment, in no order.
    public func stays(endedAfter moment: Instant) throws(StoreError) -> [PastStay] {
        var found: [PastStay] = []
        try connection.query(
            """
            SELECT c.product, i.at, i.at_offset, d.at, d.at_offset
            FROM milestone d
            JOIN milestone i ON i.course = d.course AND i.kind = 'infused' AND i.part = 1
            JOIN course c ON c.id = d.course
            WHERE d.kind = 'discharged' AND d.part = 1 AND d.at > $1
            """, [.int(moment.utcMilliseconds)]
        ) { values throws(StoreError) in
            let row = Row(values, table: "milestone")
            found.append(
                PastStay(
                    product: try row.optionalText(0).flatMap { try? Product.ID($0) },
                    infused: try row.instant(1, offset: 2).day,
                    home: try row.instant(3, offset: 4).day))
        }
        return found
    }

    /// Beds of intensive care that courses had or are to have, by course and day.
    public func intensiveStays() throws(StoreError) -> [Booking] {
        try all(
            Booking.self,
            where: "activity = 'icuStay' AND state IN ('confirmed', 'done')"
                + " ORDER BY course, first_day, id"
        ).map(\.record)
    }

    /// The highest grade that stands, by course and toxicity.
    public func worstGrades() throws(StoreError) -> [Course.ID: [Toxicity: Int]] {
        var found: [Course.ID: [Toxicity: Int]] = [:]
        try connection.query(
            "SELECT course, toxicity, max(level) FROM grade WHERE is_withdrawn = 0"
                + " GROUP BY course, toxicity", []
        ) { values throws(StoreError) in
            let row = Row(values, table: "grade")
            found[try row.id(0), default: [:]][try row.word(1)] = try row.whole(2)
        }
        return found
    }

    /// Grades of everybody that stand, in the order of time.
    public func standingGrades(
        from first: Day, until moment: Instant
    ) throws(StoreError) -> [GradeRecord] {
        let start = Instant(first, .midnight, offsetMinutes: moment.offsetMinutes)
        return try all(
            GradeRecord.self, where: "is_withdrawn = 0 AND at >= $1 AND at <= $2 ORDER BY at, id",
            [.int(start.utcMilliseconds), .int(moment.utcMilliseconds)]
        ).map(\.record)
    }
}
