public import Domain
import Store

/// One unit of a resource on one day, and who has it.
public struct SlotLine: Equatable, Sendable {
    public let slot: Slot
    /// The booking or the block that has it; nil when it is free.
    public let holder: String?
}

extension Office {
    public func slots(
        _ resource: Resource.ID?, _ span: DaySpan, onlyFree: Bool = false
    ) throws(StoreError) -> [SlotLine] {
        var values: [Value] = [.int(Int64(span.first.number)), .int(Int64(span.last.number))]
        var condition = "u.day >= $1 AND u.day <= $2"
        if let resource {
            values.append(.text(resource.text))
            condition += " AND u.resource = $3"
        }
        if onlyFree { condition += " AND c.holder IS NULL" }
        return try look(.readSchedule) { view throws(StoreError) in
            try view.rows(
                """
                SELECT u.resource, u.day, u.unit, u.time, c.holder FROM unit_day u
                LEFT JOIN claim c
                ON c.resource = u.resource AND c.day = u.day AND c.unit = u.unit
                WHERE \(condition) ORDER BY u.resource, u.day, u.unit
                """, values
            ).map { row throws(StoreError) in
                let minutes = try row.optionalInt(3).map { Int($0) }
                guard let resource = try? Resource.ID(try row.text(0)) else {
                    throw .damaged(table: "unit_day", column: 0, value: "")
                }
                let place = UnitDay(
                    resource, Day(number: Int32(truncatingIfNeeded: try row.int(1))),
                    unit: try row.whole(2))
                let time = minutes.flatMap { ClockTime(hour: $0 / 60, minute: $0 % 60) }
                return SlotLine(slot: Slot(place, time: time), holder: try row.optionalText(4))
            }
        }
    }

    /// The first free place, from a day on, of any resource that serves an activity.
    public func firstFreePlace(
        for activity: Activity.Kind, from day: Day
    ) throws(StoreError) -> UnitDay? {
        try look(.readSchedule) { view throws(StoreError) -> UnitDay? in
            for resource in try view.all(Resource.self, where: "1 = 1 ORDER BY id")
            where resource.record.kind.serves == activity {
                if let free = try view.firstFree(resource.record.id, from: day) { return free }
            }
            return nil
        }
    }

    /// The load of intensive care by day: what is reserved, and what there is.
    public func icuReserve(
        _ span: DaySpan
    ) throws(StoreError) -> [(day: Day, load: Int, capacity: Int)] {
        try look(.readSchedule) { view throws(StoreError) in
            try view.rows(
                "SELECT day, load, capacity FROM icu_day WHERE day >= $1 AND day <= $2"
                    + " ORDER BY day",
                [.int(Int64(span.first.number)), .int(Int64(span.last.number))]
            ).map { row throws(StoreError) in
                (
                    Day(number: Int32(truncatingIfNeeded: try row.int(0))),
                    try row.whole(1), try row.whole(2)
                )
            }
        }
    }
}
