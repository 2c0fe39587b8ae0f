public import Domain

/// The open places of the resources, and who holds them.
extension Reading {
    /// In the order of resource, day and unit.
    ///
    /// - Parameter resource: nil for all of them.
    public func places(
        of resource: Resource.ID?, _ span: DaySpan, onlyFree: Bool = false
    ) throws(StoreError) -> [SlotLine] {
        var values: [Value] = [.day(span.first), .day(span.last)]
        var condition = "u.day >= $1 AND u.day <= $2"
        if let resource {
            values.append(.text(resource.text))
            condition += " AND u.resource = $3"
        }
        if onlyFree { condition += " AND c.holder IS NULL" }
        let found = try rows(
            """
            SELECT u.resource, u.day, u.unit, u.time, c.holder FROM unit_day u LEFT JOIN claim c
            ON c.resource = u.resource AND c.day = u.day AND c.unit = u.unit
            WHERE \(condition) ORDER BY u.resource, u.day, u.unit
            """, values)
        return try found.map { row throws(StoreError) in
            let place = UnitDay(try row.id(0), try row.day(1), unit: try row.whole(2))
            return SlotLine(
                slot: Slot(place, time: try row.time(3)), holder: try row.optionalText(4))
        }
    }

    /// The time at which a place opens; nil where it has none.
    public func time(of place: UnitDay) throws(StoreError) -> ClockTime? {
        let found = try rows(
            "SELECT time FROM unit_day WHERE resource = $1 AND day = $2 AND unit = $3",
            place.values)
        return try found.first?.time(0)
    }

    /// A place that a booking left under a block has no claim, and is closed all the same.
    private static var isUnblocked: String {
        "NOT EXISTS (SELECT 1 FROM block b WHERE b.resource = u.resource AND u.day >= b.first_day"
            + " AND u.day < b.first_day + b.days AND (b.unit = 0 OR b.unit = u.unit))"
    }

    /// The first unit of a resource that is open and free on every day of a span.
    public func freeUnit(_ resource: Resource.ID, _ span: DaySpan) throws(StoreError) -> Int? {
        let found = try rows(
            """
            SELECT u.unit FROM unit_day u LEFT JOIN claim c
            ON c.resource = u.resource AND c.day = u.day AND c.unit = u.unit
            WHERE u.resource = $1 AND u.day >= $2 AND u.day <= $3 AND c.holder IS NULL
            AND \(Self.isUnblocked) GROUP BY u.unit HAVING count(*) = $4 ORDER BY u.unit LIMIT 1
            """,
            [.text(resource.text), .day(span.first), .day(span.last), .int(span.length)])
        return try found.first?.whole(0)
    }

    /// The first place of a resource that is free on or after a day.
    public func firstFree(
        _ resource: Resource.ID, from day: Day
    ) throws(StoreError) -> UnitDay? {
        let found = try rows(
            """
            SELECT u.day, u.unit FROM unit_day u LEFT JOIN claim c
            ON c.resource = u.resource AND c.day = u.day AND c.unit = u.unit
            WHERE u.resource = $1 AND u.day >= $2 AND c.holder IS NULL AND \(Self.isUnblocked)
            ORDER BY u.day, u.unit LIMIT 1
            """, [.text(resource.text), .day(day)])
        guard let row = found.first else { return nil }
        return UnitDay(resource, try row.day(0), unit: try row.whole(1))
    }

    /// Whether one unit is open and free on every day of a span.
    public func isFree(
        _ resource: Resource.ID, _ span: DaySpan, unit: Int
    ) throws(StoreError) -> Bool {
        let values: [Value] = [
            .text(resource.text), .day(span.first), .day(span.last), .int(unit),
        ]
        let open = try rows(
            "SELECT count(*) FROM unit_day u WHERE resource = $1 AND day >= $2 AND day <= $3"
                + " AND unit = $4 AND \(Self.isUnblocked)", values)
        let taken = try rows(
            "SELECT count(*) FROM claim WHERE resource = $1 AND day >= $2 AND day <= $3"
                + " AND unit = $4", values)
        let (openDays, takenDays) = (try open.first?.whole(0), try taken.first?.whole(0))
        return openDays == span.length && takenDays == 0
    }

    /// The first day on which a resource has ever been open.
    public func firstOpenDay(of resource: Resource.ID) throws(StoreError) -> Day? {
        let found = try rows(
            "SELECT min(day) FROM unit_day WHERE resource = $1", [.text(resource.text)])
        return try found.first?.optionalInt(0).map { Day(number: Int32(truncatingIfNeeded: $0)) }
    }

    /// The load of intensive care by day: what is reserved, and what there is.
    public func icuReserve(
        _ span: DaySpan
    ) throws(StoreError) -> [(day: Day, load: Int, capacity: Int)] {
        try rows(
            "SELECT day, load, capacity FROM icu_day WHERE day >= $1 AND day <= $2 ORDER BY day",
            [.day(span.first), .day(span.last)]
        ).map { row throws(StoreError) in
            (try row.day(0), try row.whole(1), try row.whole(2))
        }
    }
}
