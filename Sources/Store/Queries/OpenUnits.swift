public import Domain

/// How many units of a resource a day really had: open, and not taken away.
public struct OpenUnits: Equatable, Sendable {
    public let resource: Resource.ID
    public let day: Day
    public let units: Int
}

extension Reading {
    public func openUnits(from first: Day, to last: Day) throws(StoreError) -> [OpenUnits] {
        var found: [OpenUnits] = []
        let span: [Value] = [.int(Int64(first.number)), .int(Int64(last.number))]
        try connection.query(
            """
            SELECT u.resource, u.day, count(*) - count(b.id)
            FROM unit_day u
            LEFT JOIN claim c ON c.resource = u.resource AND c.day = u.day AND c.unit = u.unit
            LEFT JOIN block b ON b.id = c.holder
            WHERE u.day BETWEEN $1 AND $2 GROUP BY u.resource, u.day
            """, span
        ) { values throws(StoreError) in
            let row = Row(values, table: "unit_day")
            found.append(
                OpenUnits(
                    resource: try row.id(0), day: try row.day(1), units: try row.whole(2)))
        }
        // The soft reserve has no units but percents of beds.
        try connection.query(
            "SELECT resource, day, capacity FROM icu_day WHERE day BETWEEN $1 AND $2", span
        ) { values throws(StoreError) in
            let row = Row(values, table: "icu_day")
            found.append(
                OpenUnits(
                    resource: try row.id(0), day: try row.day(1), units: try row.whole(2)))
        }
        return found
    }
}
