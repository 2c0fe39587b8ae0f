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
        // Whatever is claimed is open: the store refers each claim to its unit-day. So each table
        // is counted along its own key, and none is looked up in another row by row.
        func count(
            _ table: String, _ select: String,
            _ add: (inout UnitUse, Int, Row) throws(StoreError) -> Void
        ) throws(StoreError) {
            try connection.query(select, span) { values throws(StoreError) in
                let row = Row(values, table: table)
                let key = UnitMonth(resource: try row.id(0), day: try row.day(1))
                try add(
                    &found[key, default: UnitUse(key.resource, month: key.month)],
                    try row.whole(2), row)
            }
        }
        try count(
            "unit_day",
            """
            SELECT resource, day, count(*) FROM unit_day
            WHERE day BETWEEN $1 AND $2 GROUP BY resource, day
            """
        ) { use, units, _ throws(StoreError) in use.open += units }
        try count(
            "claim",
            """
            SELECT resource, day, count(*) FROM claim
            WHERE day BETWEEN $1 AND $2 GROUP BY resource, day
            """
        ) { use, units, _ throws(StoreError) in use.booked += units }
        try count(
            "block",
            """
            SELECT c.resource, c.day, count(*), b.kind
            FROM block b JOIN claim c ON c.holder = b.id
            WHERE c.day BETWEEN $1 AND $2 GROUP BY c.resource, c.day, b.kind
            """
        ) { use, units, row throws(StoreError) in
            use.booked -= units
            use.lost[try row.word(3), default: 0] += units
        }
        var courses: [Resource.ID: [Course.ID]] = [:]
        try connection.query(
            """
            SELECT DISTINCT c.resource, b.course FROM (
                SELECT DISTINCT resource, holder FROM claim WHERE day BETWEEN $1 AND $2
            ) c JOIN booking b ON b.id = c.holder
            ORDER BY c.resource, b.course
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
