import Domain
import Store

extension Transaction {
    /// Takes the free units of a resource away and names the bookings on those that are not free.
    func block(
        _ resource: Resource.ID, _ span: DaySpan, unit: Int?, kind: BlockRecord.Kind,
        words: String
    ) throws(StoreError) -> (id: BlockRecord.ID, affected: [Booking.ID]) {
        _ = try need(Resource.self, resource.text)
        let rows = try rows(
            """
            SELECT u.day, u.unit, c.holder FROM unit_day u LEFT JOIN claim c
            ON c.resource = u.resource AND c.day = u.day AND c.unit = u.unit
            WHERE u.resource = $1 AND u.day >= $2 AND u.day <= $3
            ORDER BY u.day, u.unit
            """,
            [
                .text(resource.text), .int(Int64(span.first.number)),
                .int(Int64(span.last.number)),
            ])
        var free: [UnitDay] = []
        var holders: Set<String> = []
        for row in rows {
            let place = UnitDay(
                resource, Day(number: Int32(truncatingIfNeeded: try row.int(0))),
                unit: try row.whole(1))
            if let unit, unit != place.unit { continue }
            if let holder = try row.optionalText(2) {
                holders.insert(holder)
            } else {
                free.append(place)
            }
        }
        let id: BlockRecord.ID = try nextID("X", "block")
        try insert(
            BlockRecord(
                id: id, resource: resource, span: span, unit: unit, kind: kind, words: words,
                places: free.sorted { ($0.unit, $0.day) < ($1.unit, $1.day) }))
        let affected = holders.sorted().compactMap { try? Booking.ID($0) }
            .filter { $0.text.hasPrefix("B-") }
        return (id, affected)
    }
}
