import Domain

/// Places and shares against the records they follow from.
extension Store {
    /// Places are compared as one number first, and one by one only where the numbers differ:
    /// ten years of a centre are two million of them.
    func comparePlaces(_ view: Snapshot, _ faults: inout [Fault]) throws(StoreError) {
        var kept = Sum()
        try eachKeptPlace { kept.add($0, $1) }
        var due = Sum()
        try eachDuePlace(view) { due.add($0, $1) }
        if kept == due { return }
        var places: [UnitDay: [Value]] = [:]
        try eachKeptPlace { places[$0, default: []].append($1) }
        var wrong: Set<UnitDay> = []
        try eachDuePlace(view) { place, value in
            if let index = places[place]?.firstIndex(of: value) {
                places[place]?.remove(at: index)
            } else {
                wrong.insert(place)
            }
        }
        for (place, rest) in places where !rest.isEmpty { wrong.insert(place) }
        faults += wrong.sorted().map { .place($0) }
    }

    /// A sum that does not ask for order.
    private struct Sum: Equatable {
        var count = 0
        var total = 0

        mutating func add(_ place: UnitDay, _ value: Value) {
            var hasher = Hasher()
            hasher.combine(place)
            hasher.combine(value)
            count += 1
            total &+= hasher.finalize()
        }
    }

    /// Every place that is held, with its holder, and every place that is open, with its time.
    private func eachKeptPlace(_ body: (UnitDay, Value) -> Void) throws(StoreError) {
        for (table, column) in [("claim", "holder"), ("unit_day", "time")] {
            var known: (name: Value, id: Resource.ID)?
            try connection.scan("SELECT resource, day, unit, \(column) FROM \(table)") {
                values throws(StoreError) in
                let row = Row(values, table: table)
                // Rows of one resource stand together, and its name is read once.
                let id: Resource.ID
                if let known, known.name == values[0] {
                    id = known.id
                } else {
                    id = try row.id(0)
                    known = (values[0], id)
                }
                body(UnitDay(id, try row.day(1), unit: try row.whole(2)), values[3])
            }
        }
    }

    /// The same as bookings, blocks and openings say it should be.
    private func eachDuePlace(
        _ view: Snapshot, _ body: (UnitDay, Value) -> Void
    ) throws(StoreError) {
        func take(_ record: some Occupying) {
            for place in record.claimedPlaces { body(place, .text(record.holder)) }
        }
        try view.each(Booking.self) { take($0.record) }
        try view.each(BlockRecord.self) { take($0.record) }
        try view.each(OpeningRecord.self) { stored in
            for (place, time) in stored.record.openedPlaces { body(place, .time(time)) }
        }
    }

    /// Shares against bookings, and the load of each day against its shares.
    func compareShares(_ view: Snapshot, _ faults: inout [Fault]) throws(StoreError) {
        struct Name: Hashable {
            let (holder, day): (String, Day)
        }
        var asked: [Name: Int] = [:]
        try view.each(Booking.self, where: "shares <> ''") { stored in
            for share in stored.record.icuShares {
                asked[Name(holder: stored.record.holder, day: share.day)] = share.percent
            }
        }
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
        try view.each(OpeningRecord.self) { stored in
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
        faults += wrong.union(capacity.keys).sorted().map { .load($0) }
    }
}
