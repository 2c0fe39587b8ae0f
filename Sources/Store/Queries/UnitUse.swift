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
    /// - Parameter sequence: as it stood after this entry; nil for now.
    public func unitUse(
        from first: Day, to last: Day, after sequence: Int64? = nil
    ) throws(StoreError) -> UseCount {
        var count = UseCount(from: first, to: last)
        guard let sequence else {
            try countNow(&count) { _, _ in true }
            return count
        }
        let newest = try lastSequence()
        var known: Set<RowName> = []
        // What the last entry until then left; nothing else stood then.
        if sequence < newest / 2 {
            try eachPlaceChange(
                "sequence <= $1 ORDER BY sequence DESC", sequence
            ) { change throws(StoreError) in
                guard known.insert(change.name).inserted else { return }
                try count.add(change, change.after)
            }
            return count
        }
        // What the first entry since then found, and what no entry has touched since then.
        try eachPlaceChange("sequence > $1 ORDER BY sequence", sequence) {
            change throws(StoreError) in
            guard known.insert(change.name).inserted else { return }
            try count.add(change, change.before)
        }
        try countNow(&count) { table, key in
            known.isEmpty || !known.contains(RowName(table: table, key: key))
        }
        return count
    }

    /// - Parameter isMeant: whether a row is to be counted, by its table and key.
    private func countNow(
        _ count: inout UseCount, _ isMeant: (String, String) -> Bool
    ) throws(StoreError) {
        try each(OpeningRecord.self) { stored throws(StoreError) in
            let record = stored.record
            if isMeant(OpeningRecord.table.name, record.id.text) { count.add(record) }
        }
        try each(BlockRecord.self) { stored throws(StoreError) in
            let record = stored.record
            guard isMeant(BlockRecord.table.name, record.id.text) else { return }
            count.add(record)
        }
        let sql =
            "SELECT id, course, places FROM booking WHERE places <> ''"
            + " AND state IN (\(Booking.occupyingStates))"
        try connection.encode(sql, columns: 3) { rows throws(StoreError) in
            let isWhole = rows.withBytes { bytes in
                for row in 0..<rows.count {
                    guard let id = rows.content(row, 0), let course = rows.content(row, 1),
                        let places = rows.content(row, 2)
                    else { return false }
                    guard isMeant(Booking.table.name, String(decoding: bytes[id], as: UTF8.self))
                    else { continue }
                    guard
                        count.add(
                            places: UnsafeRawBufferPointer(rebasing: bytes[places]),
                            course: UnsafeRawBufferPointer(rebasing: bytes[course]))
                    else { return false }
                }
                return true
            }
            guard isWhole else { throw .damaged(table: "booking", column: 10, value: "") }
        }
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
