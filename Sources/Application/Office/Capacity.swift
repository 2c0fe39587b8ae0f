public import Domain
import Store

extension Office {
    public func add(
        _ resource: Resource, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.addResource, order) { act throws(StoreError) in
            try act.insert(resource)
        }.sequence
    }

    /// Opens a resource for a span of days.
    ///
    /// - Parameter calendar: the days on which its place works; nil for every day.
    public func open(
        _ resource: Resource.ID, _ span: DaySpan, weekdays: [Weekday], units: Int,
        times: [ClockTime] = [], calendar: WorkingCalendar? = nil, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<OpeningRecord.ID> {
        let closed = calendar.map { calendar in span.days.filter { !calendar.isOpen($0) } } ?? []
        return try perform(.addOpening, order) { act throws(StoreError) in
            _ = try act.need(Resource.self, resource.text)
            let id: OpeningRecord.ID = try act.nextID("O", "opening")
            try act.insert(
                OpeningRecord(
                    id: id, resource: resource, span: span, weekdays: weekdays,
                    closedDays: closed, units: units, times: times))
            return id
        }
    }

    public func close(
        _ opening: OpeningRecord.ID, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.removeOpening, order) { act throws(StoreError) in
            try act.delete(OpeningRecord.self, [.text(opening.text)], expecting: nil)
        }.sequence
    }

    /// Takes units away: other patients' use, service, a closed bed.
    ///
    /// What is free is taken at once. What is booked stays booked and is told: reality has broken
    /// a plan, and a person decides who moves.
    public func block(
        _ resource: Resource.ID, _ span: DaySpan, unit: Int?, kind: BlockRecord.Kind,
        words: String, _ order: Order = Order()
    ) throws(StoreError) -> (block: BlockRecord.ID?, affected: [Booking.ID], sequence: Int64) {
        var affected: [Booking.ID] = []
        let outcome = try perform(.blockUnits, order) { act throws(StoreError) in
            _ = try act.need(Resource.self, resource.text)
            let rows = try act.rows(
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
            affected = holders.sorted().compactMap { try? Booking.ID($0) }
                .filter { $0.text.hasPrefix("B-") }
            let id: BlockRecord.ID = try act.nextID("X", "block")
            try act.insert(
                BlockRecord(
                    id: id, resource: resource, span: span, unit: unit, kind: kind, words: words,
                    places: free.sorted { ($0.unit, $0.day) < ($1.unit, $1.day) }))
            return id
        }
        guard case .saved(let id, let sequence) = outcome else {
            return (nil, affected, outcome.sequence)
        }
        return (id, affected, sequence)
    }

    public func unblock(
        _ block: BlockRecord.ID, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.unblockUnits, order) { act throws(StoreError) in
            try act.delete(BlockRecord.self, [.text(block.text)], expecting: nil)
        }.sequence
    }

    public func change(
        _ product: ProductTerms, expecting version: Int64?, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.changeProduct, order) { act throws(StoreError) in
            if try act.get(ProductTerms.self, [.text(product.product.id.text)]) == nil {
                try act.insert(product)
            } else {
                try act.update(product, expecting: version)
            }
        }.sequence
    }
}
