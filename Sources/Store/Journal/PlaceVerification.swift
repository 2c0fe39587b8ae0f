import Domain

/// Places and shares against the records they follow from.
extension Store {
    /// Every place that is held, with its holder, and every place that is open, with its time.
    static let placeStatements = [("claim", "holder"), ("unit_day", "time")].map {
        "SELECT resource, day, unit, \($1) FROM \($0)"
    }

    /// What the check has found to differ as one number, place by place.
    func wrongPlaces(_ view: Snapshot) throws(StoreError) -> [Fault] {
        try misplaced(view).sorted().map { .place($0) }
    }

    private func misplaced(_ view: Snapshot) throws(StoreError) -> Set<UnitDay> {
        var places: [UnitDay: [Value]] = [:]
        for sql in Self.placeStatements {
            try connection.scan(sql) { values throws(StoreError) in
                let row = Row(values, table: "claim")
                let place = UnitDay(try row.id(0), try row.day(1), unit: try row.whole(2))
                places[place, default: []].append(values[3])
            }
        }
        var wrong: Set<UnitDay> = []
        try eachDuePlace(view) { due, value in
            for place in due {
                if let index = places[place]?.firstIndex(of: value) {
                    places[place]?.remove(at: index)
                } else {
                    wrong.insert(place)
                }
            }
        }
        for (place, rest) in places where !rest.isEmpty { wrong.insert(place) }
        return wrong
    }

    /// The same as bookings, blocks and openings say it should be: places with the same on them.
    private func eachDuePlace(
        _ view: Snapshot, _ body: ([UnitDay], Value) -> Void
    ) throws(StoreError) {
        try view.each(Booking.self) { body($0.record.claimedPlaces, .text($0.record.holder)) }
        try view.each(BlockRecord.self) { body($0.record.claimedPlaces, .text($0.record.holder)) }
        try view.each(OpeningRecord.self) { stored in
            for (place, time) in stored.record.openedPlaces { body([place], .time(time)) }
        }
    }
}

extension Snapshot {
    /// Shares against bookings, and the load of each day against its shares.
    func shareFaults(_ goOn: () throws(StoreError) -> Void) throws(StoreError) -> [Fault] {
        struct Name: Hashable {
            let (holder, day): (String, Day)
        }
        var asked: [Name: Int] = [:]
        try connection.scan(
            "SELECT id, shares FROM booking WHERE shares <> ''"
                + " AND state IN (\(Booking.occupyingStates))"
        ) { values throws(StoreError) in
            let row = Row(values, table: Booking.table.name)
            let holder = try row.text(0)
            for share in try Booking.shares(row, 1) {
                asked[Name(holder: holder, day: share.day)] = share.percent
            }
        }
        try goOn()
        var wrong: Set<Day> = []
        var loads: [Day: Int] = [:]
        try connection.scan("SELECT holder, day, percent FROM icu_share") {
            values throws(StoreError) in
            let row = Row(values, table: "icu_share")
            let (day, percent) = (try row.day(1), try row.whole(2))
            let name = Name(holder: try row.text(0), day: day)
            if asked.removeValue(forKey: name) != percent { wrong.insert(day) }
            loads[day, default: 0] += percent
        }
        for name in asked.keys { wrong.insert(name.day) }
        var capacity: [Day: Int] = [:]
        try each(OpeningRecord.self) { stored in
            for share in stored.record.openedReserve { capacity[share.day] = share.percent }
        }
        try connection.scan("SELECT day, capacity, load FROM icu_day") {
            values throws(StoreError) in
            let row = Row(values, table: "icu_day")
            let (day, opened, load) = (try row.day(0), try row.whole(1), try row.whole(2))
            if capacity.removeValue(forKey: day) != opened || loads[day, default: 0] != load {
                wrong.insert(day)
            }
        }
        return wrong.union(capacity.keys).sorted().map { .load($0) }
    }
}
