public import Domain

extension Reading {
    /// The use of every resource as it stood after an older entry: what is open and taken now, with
    /// the bookings, blocks and openings since then taken back.
    ///
    /// - Parameter acts: acts that leave every place with its holder; most of a journal are such.
    public func unitUse(
        from first: Day, to last: Day, after sequence: Int64, without acts: [String]
    ) throws(StoreError) -> (use: [UnitUse], courses: [Resource.ID: [Course.ID]]) {
        let since = try entriesBack(to: sequence, without: acts)
        guard !since.isEmpty else { return try unitUse(from: first, to: last) }
        var past = try PastPlaces(reading: self, from: first, to: last)
        for entry in since {
            for change in entry.changes.reversed() { try past.takeBack(change) }
        }
        return past.use
    }
}

/// Places of some days with whoever holds them, going back in time.
private struct PastPlaces {
    private let first: Day
    private let last: Day
    private var open: Set<UnitDay> = []
    private var holders: [UnitDay: String] = [:]
    private var courses: [String: Course.ID] = [:]
    private var kinds: [String: BlockRecord.Kind] = [:]

    init(reading view: some Reading, from first: Day, to last: Day) throws(StoreError) {
        (self.first, self.last) = (first, last)
        let span: [Value] = [.int(Int64(first.number)), .int(Int64(last.number))]
        for row in try view.rows(
            """
            SELECT u.resource, u.day, u.unit, c.holder, k.course, b.kind
            FROM unit_day u
            LEFT JOIN claim c ON c.resource = u.resource AND c.day = u.day AND c.unit = u.unit
            LEFT JOIN booking k ON k.id = c.holder
            LEFT JOIN block b ON b.id = c.holder
            WHERE u.day BETWEEN $1 AND $2
            """, span)
        {
            let place = UnitDay(try row.id(0), try row.day(1), unit: try row.whole(2))
            open.insert(place)
            guard let holder = try row.optionalText(3) else { continue }
            holders[place] = holder
            if let course = try row.optionalText(4) { courses[holder] = try? Course.ID(course) }
            if let kind = try row.optionalText(5) {
                kinds[holder] = BlockRecord.Kind(rawValue: kind)
            }
        }
    }

    mutating func takeBack(_ change: Change) throws(StoreError) {
        switch change.table {
        case Booking.table.name:
            if let old = try turn(Booking.self, change) { courses[old.holder] = old.course }
        case BlockRecord.table.name:
            if let old = try turn(BlockRecord.self, change) { kinds[old.holder] = old.kind }
        case OpeningRecord.table.name:
            if let record = try record(OpeningRecord.self, change.after, change) {
                open.subtract(record.openedPlaces.map(\.place))
            }
            guard let record = try record(OpeningRecord.self, change.before, change) else { return }
            open.formUnion(record.openedPlaces.map(\.place).filter { isMeant($0) })
        default: break
        }
    }

    /// Leaves the places of the later row and takes those of the earlier one, which it returns.
    private mutating func turn<Kept: Occupying>(
        _ kind: Kept.Type, _ change: Change
    ) throws(StoreError) -> Kept? {
        if let record = try record(kind, change.after, change) {
            for place in record.claimedPlaces where holders[place] == record.holder {
                holders[place] = nil
            }
        }
        guard let record = try record(kind, change.before, change) else { return nil }
        for place in record.claimedPlaces where isMeant(place) { holders[place] = record.holder }
        return record
    }

    private func record<Kept: Record>(
        _ kind: Kept.Type, _ values: [Value]?, _ change: Change
    ) throws(StoreError) -> Kept? {
        guard let values else { return nil }
        return try Kept(row: Row(values, table: change.table))
    }

    private func isMeant(_ place: UnitDay) -> Bool { first <= place.day && place.day <= last }

    var use: (use: [UnitUse], courses: [Resource.ID: [Course.ID]]) {
        var found: [UnitMonth: UnitUse] = [:]
        var behind: [Resource.ID: Set<Course.ID>] = [:]
        for place in open {
            let month = UnitMonth(resource: place.resource, day: place.day)
            var use = found[month] ?? UnitUse(place.resource, month: month.month)
            use.open += 1
            if let holder = holders[place] {
                if let kind = kinds[holder] {
                    use.lost[kind, default: 0] += 1
                } else {
                    use.booked += 1
                    if let course = courses[holder] {
                        behind[place.resource, default: []].insert(course)
                    }
                }
            }
            found[month] = use
        }
        return (
            found.values.sorted { ($0.resource, $0.month) < ($1.resource, $1.month) },
            behind.mapValues { $0.sorted() }
        )
    }
}
