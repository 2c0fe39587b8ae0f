public import Domain

/// Counts what was open and what became of it, from the rows that open places and take them.
///
/// No place is looked at by itself: a stay of three weeks is one run, and ten years of a large
/// centre are forty thousand of them. Each open unit-day is counted once, because it has at most
/// one holder, and a holder only places that are open; so booked, idle and lost add up to what was
/// open, by construction of the store.
public struct UseCount: Equatable, Sendable {
    private let first: Day
    private let last: Day
    private var pools: [Pool] = []
    /// Where the pool of a resource stands.
    private var places: [UInt64: Int] = [:]

    private struct Pool: Equatable {
        let resource: Resource.ID
        var months: [Day: UnitUse] = [:]
        var courses: [Course.ID] = []
        /// The course that was added last: the bookings of one mostly come together.
        var newest: UInt64 = 0

        mutating func add(
            _ days: ClosedRange<Day>, _ add: (inout UnitUse, Int) -> Void
        ) {
            var day = days.lowerBound
            while day <= days.upperBound {
                let month = UnitMonth(resource: resource, day: day).month
                let end = min(month.adding(months: 1) - 1, days.upperBound)
                add(&months[month, default: UnitUse(resource, month: month)], end - day + 1)
                day = end + 1
            }
        }
    }

    init(from first: Day, to last: Day) { (self.first, self.last) = (first, last) }

    /// By resource and month.
    public var use: [UnitUse] {
        pools.flatMap { $0.months.values }
            .sorted { ($0.resource, $0.month) < ($1.resource, $1.month) }
    }

    /// The courses that had places of a resource, each once.
    public var courses: [Resource.ID: [Course.ID]] {
        var found: [Resource.ID: [Course.ID]] = [:]
        for pool in pools where !pool.courses.isEmpty {
            var courses: [Course.ID] = []
            for course in pool.courses.sorted() where course != courses.last {
                courses.append(course)
            }
            found[pool.resource] = courses
        }
        return found
    }

    private mutating func pool(_ name: UnsafeRawBufferPointer) -> Int? {
        let hash = QuickHash.of(name, 0..<name.count, seed: 5)
        if let known = places[hash] { return known }
        guard let text = String(validating: name, as: UTF8.self),
            let resource = try? Resource.ID(text)
        else { return nil }
        places[hash] = pools.count
        pools.append(Pool(resource: resource))
        return pools.count - 1
    }

    mutating func add(_ opening: OpeningRecord) {
        guard opening.resource.text != Transaction.reserve else { return }
        var name = opening.resource.text
        guard let place = name.withUTF8({ pool(UnsafeRawBufferPointer($0)) }) else { return }
        for day in opening.days where first <= day && day <= last {
            pools[place].add(day...day) { use, _ in use.open += opening.units }
        }
    }

    mutating func add(_ block: BlockRecord) {
        for place in block.claimedPlaces where first <= place.day && place.day <= last {
            var name = place.resource.text
            guard let index = name.withUTF8({ pool(UnsafeRawBufferPointer($0)) }) else { continue }
            pools[index].add(place.day...place.day) { use, days in
                use.lost[block.kind, default: 0] += days
            }
        }
    }

    /// The places of a booking as they are kept; false for what nobody wrote.
    mutating func add(
        places: UnsafeRawBufferPointer, course: UnsafeRawBufferPointer
    ) -> Bool {
        PlaceCoding.eachRun(in: places) { name, start, _, count in
            let (from, to) = (max(start, first), min(start + (count - 1), last))
            guard from <= to else { return true }
            guard let index = pool(UnsafeRawBufferPointer(rebasing: name)) else { return false }
            pools[index].add(from...to) { use, days in use.booked += days }
            let hash = QuickHash.of(course, 0..<course.count, seed: 6)
            if pools[index].newest != hash {
                guard let text = String(validating: course, as: UTF8.self),
                    let id = try? Course.ID(text)
                else { return false }
                pools[index].courses.append(id)
                pools[index].newest = hash
            }
            return true
        }
    }

    /// One side of a change.
    mutating func add(_ change: PlaceChange, _ row: Range<Int>) throws(StoreError) {
        guard !row.isEmpty else { return }
        switch change.table {
        case Booking.table.name:
            let columns = change.scanner.contents(of: row)
            guard columns.count == Booking.table.columns.count else { throw change.damage }
            let bytes = change.scanner.bytes
            func content(_ column: Int) -> UnsafeRawBufferPointer {
                UnsafeRawBufferPointer(rebasing: bytes[columns[column]])
            }
            guard let word = String(validating: content(7), as: UTF8.self),
                let state = Booking.State(rawValue: word)
            else { throw change.damage }
            guard !state.occupies || add(places: content(10), course: content(1)) else {
                throw change.damage
            }
        case BlockRecord.table.name:
            add(try BlockRecord(row: try change.values(row)))
        default:
            add(try OpeningRecord(row: try change.values(row)))
        }
    }
}
