public import Domain

/// What the units of a resource were used for in one month.
public struct UnitUse: Equatable, Sendable {
    public let resource: Resource.ID
    /// The first day of the month.
    public let month: Day
    /// Unit-days that were open.
    public var open = 0
    public var booked = 0
    /// Taken away, by reason.
    public var lost: [BlockRecord.Kind: Int] = [:]

    public init(_ resource: Resource.ID, month: Day) {
        (self.resource, self.month) = (resource, month)
    }

    /// What was open and nobody used.
    public var idle: Int { open - booked - lost.values.reduce(0, +) }
}

extension Reading {
    /// The use of every resource by month, and the courses behind it.
    ///
    /// Each open unit-day is counted once: it has at most one holder, which is a booking or a
    /// block. So booked, idle and lost add up to what was open, by construction of the store.
    public func unitUse(
        from first: Day, to last: Day
    ) throws(StoreError) -> (use: [UnitUse], courses: [Resource.ID: [Course.ID]]) {
        let span: [Value] = [.int(Int64(first.number)), .int(Int64(last.number))]
        var found: [UnitMonth: UnitUse] = [:]
        try connection.query(
            """
            SELECT u.resource, u.day, b.kind, count(*), count(c.holder)
            FROM unit_day u
            LEFT JOIN claim c ON c.resource = u.resource AND c.day = u.day AND c.unit = u.unit
            LEFT JOIN block b ON b.id = c.holder
            WHERE u.day BETWEEN $1 AND $2 GROUP BY u.resource, u.day, b.kind
            """, span
        ) { values throws(StoreError) in
            let row = Row(values, table: "unit_day")
            let key = UnitMonth(resource: try row.id(0), day: try row.day(1))
            var use = found[key] ?? UnitUse(key.resource, month: key.month)
            use.open += try row.whole(3)
            if let kind = try row.optionalText(2).flatMap(BlockRecord.Kind.init) {
                use.lost[kind, default: 0] += try row.whole(3)
            } else {
                use.booked += try row.whole(4)
            }
            found[key] = use
        }
        var courses: [Resource.ID: [Course.ID]] = [:]
        try connection.query(
            """
            SELECT DISTINCT c.resource, b.course FROM claim c JOIN booking b ON b.id = c.holder
            WHERE c.day BETWEEN $1 AND $2 ORDER BY c.resource, b.course
            """, span
        ) { values throws(StoreError) in
            let row = Row(values, table: "claim")
            courses[try row.id(0), default: []].append(try row.id(1))
        }
        let use = found.values.sorted { ($0.resource, $0.month) < ($1.resource, $1.month) }
        return (use, courses)
    }
}

/// A resource in the month of a day.
struct UnitMonth: Hashable {
    let resource: Resource.ID
    /// Its first day.
    let month: Day

    init(resource: Resource.ID, day: Day) {
        self.resource = resource
        month = day - Int(day.dayOfMonth - 1)
    }
}
