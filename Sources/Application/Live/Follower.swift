public import Domain
import Store

/// A store held open for the screens: it follows what others change, and acts for whoever sits
/// there.
///
/// It belongs to one thread, like the store. That thread waits on `changeDescriptor`.
public final class Follower {
    // A class because it owns a store and the hospital in memory, which grows with the journal.
    private let store: Store
    private let clock: () -> Instant
    private let token: @Sendable () -> String
    private var hospital = Hospital()
    private var overviews: [Course.ID: CourseOverview] = [:]
    private var today: Day?
    private var isLoaded = false
    public private(set) var person: Person?
    public let isDemonstration: Bool

    public init(
        _ premises: Premises, person: Person?, clock: @escaping () -> Instant,
        token: @escaping @Sendable () -> String
    ) {
        (store, isDemonstration) = (premises.store, premises.isDemonstration)
        (self.person, self.clock, self.token) = (person, clock, token)
    }

    public var changeDescriptor: Int32? { store.connection.changeDescriptor }

    // MARK: Following

    /// The first overview: reads everything that is running.
    public func load() throws(FollowError) -> Overview {
        hospital = try told { () throws(StoreError) in
            try self.store.read { view throws(StoreError) in try Hospital(reading: view) }
        }
        isLoaded = true
        renewAll()
        return overview(changed: [:])
    }

    /// What has changed since; nil when nothing has.
    ///
    /// The journal decides, not the signal that something was written: a signal may come early,
    /// twice, or for a change of one's own.
    public func follow() throws(FollowError) -> Overview? {
        guard isLoaded else { return try load() }
        let before = hospital.sequence
        let blocks = hospital.blocks.count
        // Stopped half-way by a failure it goes on from the entry that it reached.
        let changed = try told { () throws(StoreError) in
            _ = try self.store.connection.hasForeignChange()
            return try self.store.read { view throws(StoreError) in
                try self.hospital.follow(view)
            }
        }
        let blocksDiffer = hospital.blocks.count != blocks
        let isNewDay = today != clock().day
        guard hospital.sequence != before || isNewDay else { return nil }
        if isNewDay || blocksDiffer {
            renewAll()
        } else {
            for course in changed.keys { renew(course) }
        }
        return overview(changed: changed)
    }

    /// After the connection was lost.
    public func reconnect() throws(FollowError) {
        try told { () throws(StoreError) in try self.store.connection.reconnect() }
    }

    private func renewAll() {
        today = clock().day
        overviews.removeAll(keepingCapacity: true)
        for course in hospital.courses.keys { renew(course) }
    }

    private func renew(_ course: Course.ID) {
        guard let state = hospital.courses[course], let today else {
            overviews[course] = nil
            return
        }
        overviews[course] = CourseOverview(state, in: hospital, on: today)
    }

    private func overview(changed: [Course.ID: String]) -> Overview {
        let courses = overviews.values.sorted { $0.id < $1.id }
        let tasks = hospital.tasks.values.sorted { $0.id < $1.id }
        return Overview(
            sequence: hospital.sequence, courses: courses,
            patients: hospital.patients.values.filter { $0.mergedInto == nil }
                .sorted { $0.id < $1.id },
            resources: hospital.resources.values.sorted { $0.id < $1.id },
            matters: courses.flatMap { Matter.matters(of: $0) }
                + tasks.map { Matter.matter(of: $0) },
            changed: changed.compactMapValues { try? User.ID($0) })
    }

    // MARK: Looking

    /// Every unit of a resource over some days.
    public func sheet(
        of resource: Resource.ID, from first: Day, days: Int
    ) throws(FollowError) -> ResourceSheet? {
        guard let found = hospital.resources[resource], days > 0 else { return nil }
        let rows = try told { () throws(StoreError) in
            try self.store.read { view throws(StoreError) in
                try view.places(of: resource, from: first, days: days)
            }
        }
        var bookings: [Booking.ID: Booking] = [:]
        for course in hospital.courses.values {
            for booking in course.bookings.values { bookings[booking.record.id] = booking.record }
        }
        let most = rows.map(\.place.unit).max() ?? 0
        var units = Array(
            repeating: [ResourceSheet.Use](repeating: .closed, count: days), count: most)
        for row in rows {
            units[row.place.unit - 1][row.place.day - first] = use(row.holder, bookings)
        }
        return ResourceSheet(resource: found, first: first, units: units)
    }

    func resource(_ id: Resource.ID) -> Resource? { hospital.resources[id] }

    private func use(
        _ holder: String?, _ bookings: [Booking.ID: Booking]
    ) -> ResourceSheet.Use {
        guard let holder else { return .free }
        if let id = try? BlockRecord.ID(holder), let block = hospital.blocks[id] {
            return .blocked(
                kind: Phrase("blockKind.\(block.kind.rawValue)"), words: block.words)
        }
        guard let id = try? Booking.ID(holder), let booking = bookings[id] else {
            // A booking of a course that has ended keeps its places of the past.
            return .blocked(kind: Phrase("blockKind.past"), words: "")
        }
        return .booked(id, booking.course, booking.state)
    }

    // MARK: Acting

    private func office() throws(FollowError) -> Office {
        guard let person else { throw .refused(Phrase("office.logInFirst")) }
        let token = token
        return Office(
            store: store, person: person, source: "screens", keys: KeySource { "s-\(token())" },
            clock: clock)
    }

    /// Carries out an act of whoever sits there.
    public func act<Value>(
        _ body: (Office) throws(StoreError) -> Value
    ) throws(FollowError) -> Value {
        let office = try office()
        return try told { () throws(StoreError) in try body(office) }
    }

    /// Takes back the last act; the phrase says which.
    public func undo() throws(FollowError) -> Phrase {
        let line = try act { office throws(StoreError) in try office.undo().undone }
        return said("notice.undone", line)
    }

    public func redo() throws(FollowError) -> Phrase {
        let line = try act { office throws(StoreError) in try office.redo().undone }
        return said("notice.redone", line)
    }

    private func said(_ key: String, _ line: JournalLine) -> Phrase {
        let what = line.actPhrase ?? Phrase("act.compute")
        return Phrase(key, ["act": .phrase(what), "at": .text(line.at.time.text)])
    }

    /// Another person sits down.
    public func logIn(name: String, password: String) throws(FollowError) -> Person {
        let (clock, token) = (clock, token)
        let found = try told { () throws(StoreError) -> Person in
            if let demonstrator = try Reception.demonstrator(self.store, name) {
                return demonstrator
            }
            return try Reception.logIn(
                self.store, user: name, password: password, code: nil, now: clock(),
                place: "screens", key: token(), token: token())
        }
        person = found
        return found
    }

    /// Nobody sits there until somebody logs in.
    public func leave() { person = nil }
}

/// Why the store did not do what was asked.
public enum FollowError: Error, Hashable {
    /// The store is not there or did not save; nothing is known to be wrong with what was asked.
    case unavailable(Phrase)
    case refused(Phrase)
}

extension FollowError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .unavailable(let phrase), .refused(let phrase): phrase
        }
    }
}

/// Passes a failure of the store on in the words of the screens.
private func told<Value>(
    _ body: () throws(StoreError) -> Value
) throws(FollowError) -> Value {
    do throws(StoreError) {
        return try body()
    } catch {
        throw error.isUnavailability ? .unavailable(error.phrase) : .refused(error.phrase)
    }
}

extension Reading {
    /// The open places of a resource over some days, and who holds each.
    fileprivate func places(
        of resource: Resource.ID, from first: Day, days: Int
    ) throws(StoreError) -> [(place: UnitDay, holder: String?)] {
        let found = try rows(
            """
            SELECT u.day, u.unit, c.holder FROM unit_day u LEFT JOIN claim c
            ON c.resource = u.resource AND c.day = u.day AND c.unit = u.unit
            WHERE u.resource = $1 AND u.day >= $2 AND u.day < $3 ORDER BY u.day, u.unit
            """,
            [
                .text(resource.text), .int(Int64(first.number)),
                .int(Int64(first.number) + Int64(days)),
            ])
        return try found.map { row throws(StoreError) in
            let day = Day(number: Int32(truncatingIfNeeded: try row.int(0)))
            return (UnitDay(resource, day, unit: try row.whole(1)), try row.optionalText(2))
        }
    }
}
