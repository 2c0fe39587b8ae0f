import Domain

/// What every pool has on each day, what is used of it, and by whom: the board's capacity, kept
/// in place as bookings come and go.
///
/// It counts what is really booked, not what a plan says that should be: a stay that was
/// prolonged by hand takes its bed here as it does in the store.
struct CapacityBoard: Sendable {
    /// One unit, or some percent, of a pool on a day.
    struct Use: Hashable, Sendable {
        var pool: Pool
        var day: Day
        var amount: Int
    }

    struct Line: Sendable {
        var capacity: [Int]
        var used: [Int]
        var holders: [[Course.ID]]

        init(days: Int) {
            capacity = Array(repeating: 0, count: days)
            used = capacity
            holders = Array(repeating: [], count: days)
        }
    }

    let first: Day
    let count: Int
    private(set) var lines: [Pool: Line] = [:]
    /// Days on which the shifts serve fewer units than there are devices.
    private var shortOfStaff: Set<Short> = []

    private struct Short: Hashable, Sendable {
        var pool: Pool
        var day: Day
    }

    init(_ hospital: Hospital, first: Day, count: Int) {
        (self.first, self.count) = (first, count)
        var openings: [Resource.ID: [OpeningRecord]] = [:]
        var shifts: [Pool: [Int]] = [:]
        for opening in hospital.openings.values {
            openings[opening.resource, default: []].append(opening)
        }
        var blocks: [Resource.ID: [BlockRecord]] = [:]
        for block in hospital.blocks.values { blocks[block.resource, default: []].append(block) }
        for resource in hospital.resources.values {
            guard let pool = Pool(resource) ?? Pool(servedBy: resource) else { continue }
            var units = [Int](repeating: 0, count: count)
            for opening in openings[resource.id] ?? [] {
                for day in opening.days where covers(day) {
                    units[day - first] += Self.units(
                        opening, blocks[resource.id] ?? [], on: day)
                }
            }
            if resource.kind == .staff {
                shifts[pool] = units
            } else {
                var line = lines[pool] ?? Line(days: count)
                for index in 0..<count { line.capacity[index] += units[index] }
                lines[pool] = line
            }
        }
        for (pool, units) in shifts {
            for index in 0..<count where units[index] < lines[pool]?.capacity[index] ?? 0 {
                lines[pool]?.capacity[index] = units[index]
                shortOfStaff.insert(Short(pool: pool, day: first + index))
            }
        }
    }

    /// The units of an opening that no block covers.
    private static func units(
        _ opening: OpeningRecord, _ blocks: [BlockRecord], on day: Day
    ) -> Int {
        var gone: Set<Int> = []
        for block in blocks where block.span.contains(day) {
            guard let unit = block.unit else { return 0 }
            if unit <= opening.units { gone.insert(unit) }
        }
        return opening.units - gone.count
    }

    /// Whether it is the shift that gives no more on a day, not the devices.
    func isShortOfStaff(_ pool: Pool, _ day: Day) -> Bool {
        shortOfStaff.contains(Short(pool: pool, day: day))
    }

    func covers(_ day: Day) -> Bool { (0..<count).contains(day - first) }

    // MARK: Use

    mutating func add(_ uses: [Use], of course: Course.ID) {
        for use in uses where covers(use.day) {
            let index = use.day - first
            lines[use.pool]?.used[index] += use.amount
            lines[use.pool]?.holders[index].append(course)
        }
    }

    mutating func remove(_ uses: [Use], of course: Course.ID) {
        for use in uses where covers(use.day) {
            let index = use.day - first
            lines[use.pool]?.used[index] -= use.amount
            if let place = lines[use.pool]?.holders[index].firstIndex(of: course) {
                lines[use.pool]?.holders[index].remove(at: place)
            }
        }
    }

    /// What is left; negative where reality broke a plan. Nil where the centre counts no such
    /// thing, so that nothing can lack.
    func left(_ pool: Pool, _ day: Day) -> Int? {
        guard let line = lines[pool] else { return nil }
        guard covers(day) else { return 0 }
        return line.capacity[day - first] - line.used[day - first]
    }

    func capacity(_ pool: Pool, _ day: Day) -> Int {
        guard let line = lines[pool], covers(day) else { return 0 }
        return line.capacity[day - first]
    }

    /// Who uses a day, each once.
    func holders(_ pool: Pool, _ day: Day) -> [Course.ID] {
        guard let line = lines[pool], covers(day) else { return [] }
        return Set(line.holders[day - first]).sorted()
    }

    /// Days on which more is used than there is.
    var overdrawn: [(pool: Pool, day: Day)] {
        var found: [(pool: Pool, day: Day)] = []
        for (pool, line) in lines {
            for index in 0..<count where line.used[index] > line.capacity[index] {
                found.append((pool, first + index))
            }
        }
        return found.sorted { ($0.day, $0.pool.name) < ($1.day, $1.pool.name) }
    }
}

extension Hospital {
    /// What the bookings of a course take, as the store counts it.
    func uses(of course: CourseState, at now: Instant) -> [CapacityBoard.Use] {
        var uses: [CapacityBoard.Use] = []
        for stored in course.bookings.values {
            let booking = stored.record
            guard booking.state.occupies, !booking.isExpired(at: now) else { continue }
            for place in booking.places {
                guard let resource = resources[place.resource], let pool = Pool(resource) else {
                    continue
                }
                uses.append(CapacityBoard.Use(pool: pool, day: place.day, amount: 1))
            }
            for share in booking.shares {
                uses.append(
                    CapacityBoard.Use(pool: .reserve, day: share.day, amount: share.percent))
            }
        }
        return uses
    }
}
