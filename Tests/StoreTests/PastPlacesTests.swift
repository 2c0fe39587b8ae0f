import Application
import Domain
import Support
import Testing

@testable import Store

/// What was open and taken after an older entry, against the whole journal read place by place.
struct PastPlacesTests {
    private static func demo(_ backend: Backend) throws -> (centre: Centre, store: Store) {
        let centre = try Centre(backend, isEmpty: true)
        let store = try centre.create()
        try DemoHospital(.init(courses: 12, years: 1, seed: 7), now: Centre.now).write(to: store)
        return (centre, store)
    }

    /// The rows that open and take places, entry by entry, as nobody would do it in a hurry.
    private struct Book {
        private var openings: [String: OpeningRecord] = [:]
        private var bookings: [String: Booking] = [:]
        private var blocks: [String: BlockRecord] = [:]

        /// True where some place has got another holder, or was opened or closed.
        mutating func follow(_ entry: Entry) throws(StoreError) -> Bool {
            var hasMoved = false
            func turn<Kept: Record>(
                _ kept: inout [String: Kept], _ change: Change,
                _ places: (Kept) -> [UnitDay]
            ) throws(StoreError) {
                let key = Table.keyText(change.key)
                let before = kept[key].map(places) ?? []
                kept[key] = nil
                if let after = change.after {
                    kept[key] = try Kept(row: Row(after, table: change.table))
                }
                if Set(before) != Set(kept[key].map(places) ?? []) { hasMoved = true }
            }
            for change in entry.rows {
                switch change.table {
                case Booking.table.name: try turn(&bookings, change, \.claimedPlaces)
                case BlockRecord.table.name: try turn(&blocks, change, \.claimedPlaces)
                case OpeningRecord.table.name:
                    try turn(&openings, change) { $0.openedPlaces.map(\.place) }
                default: break
                }
            }
            return hasMoved
        }

        private var holders: [UnitDay: String] {
            let held = bookings.values.flatMap { booking in
                booking.claimedPlaces.map { ($0, booking.holder) }
            }
            let blocked = blocks.values.flatMap { block in
                block.claimedPlaces.map { ($0, block.holder) }
            }
            return Dictionary(held + blocked, uniquingKeysWith: { one, _ in one })
        }

        private var open: Set<UnitDay> {
            Set(openings.values.flatMap { $0.openedPlaces.map(\.place) })
        }

        func use(from first: Day, to last: Day) -> [String: [Int]] {
            var found: [String: [Int]] = [:]
            let holders = holders
            for place in open where first <= place.day && place.day <= last {
                let month = "\(place.resource.text) \(place.day.iso.prefix(7))"
                var counts = found[month] ?? [0, 0, 0]
                counts[0] += 1
                if let holder = holders[place] { counts[blocks[holder] == nil ? 1 : 2] += 1 }
                found[month] = counts
            }
            return found
        }

        func courses(from first: Day, to last: Day) -> [Resource.ID: Set<Course.ID>] {
            var found: [Resource.ID: Set<Course.ID>] = [:]
            for booking in bookings.values {
                for place in booking.claimedPlaces where first <= place.day && place.day <= last {
                    found[place.resource, default: []].insert(booking.course)
                }
            }
            return found
        }
    }

    @Test(arguments: Backend.allCases) func everyPastIsAsTheJournalTellsIt(
        _ backend: Backend
    ) throws {
        let (centre, store) = try Self.demo(backend)
        let (first, last) = (Centre.now.day - 300, Centre.now.day + 20)
        // A block, a booking that goes and comes back, and an opening that ends.
        _ = try store.write(Centre.draft("block")) { act throws(StoreError) in
            let free = try act.rows(
                """
                SELECT u.resource, u.day, u.unit FROM unit_day u LEFT JOIN claim c
                ON c.resource = u.resource AND c.day = u.day AND c.unit = u.unit
                WHERE c.holder IS NULL AND u.day = $1 ORDER BY u.resource, u.unit LIMIT 1
                """, [.day(Centre.now.day)])[0]
            let place = UnitDay(try free.id(0), try free.day(1), unit: try free.whole(2))
            try act.insert(
                BlockRecord(
                    id: Identifier(prefix: "X", number: 9000), resource: place.resource,
                    span: DaySpan(place.day), unit: place.unit, kind: .staff,
                    words: "nobody on", places: [place]))
        }
        let held = try #require(
            try store.read { view throws(StoreError) in try view.all(Booking.self) }
                .first { $0.record.state == .confirmed && !$0.record.places.isEmpty })
        _ = try store.write(Centre.draft("release")) { act throws(StoreError) in
            var booking = held.record
            do throws(BookingError) { try booking.release() } catch {
                throw .refused(error.phrase)
            }
            try act.update(booking, expecting: held.version)
        }
        try store.read { view throws(StoreError) in
            let newest = try view.lastSequence()
            let marks = Set((0...12).map { newest * Int64($0) / 12 } + [newest - 1, newest - 2])
            var (book, moved): (Book, Set<String>) = (Book(), [])
            var seen: Set<[String: [Int]]> = []
            func compare(_ count: UseCount, _ what: String) {
                var use: [String: [Int]] = [:]
                for month in count.use {
                    use["\(month.resource.text) \(month.month.iso.prefix(7))"] = [
                        month.open, month.booked, month.lost.values.reduce(0, +),
                    ]
                }
                let told = book.use(from: first, to: last)
                seen.insert(told)
                #expect(use == told, "\(what)")
                let courses = book.courses(from: first, to: last).mapValues { $0.sorted() }
                #expect(count.courses == courses, "\(what)")
            }
            for entry in try view.entries(after: 0) {
                if try book.follow(entry) { moved.insert(entry.draft.act) }
                guard marks.contains(entry.sequence) else { continue }
                compare(
                    try view.unitUse(from: first, to: last, after: entry.sequence),
                    "after \(entry.sequence) of \(newest)")
            }
            compare(try view.unitUse(from: first, to: last), "now")
            #expect(seen.count > 5, "the book changed")
            // What the index leaves out moves nothing.
            #expect(moved.isDisjoint(with: PlaceEntries.quietActs), "\(moved.sorted())")
            #expect(moved.contains("holdBookings") && moved.contains("addOpening"))
        }
        withExtendedLifetime(centre) {}
    }

    /// Found by halving, as if every entry had been looked at; clocks that were set back included.
    @Test(arguments: Backend.allCases) func theEntryOfAMomentIsFound(_ backend: Backend) throws {
        let centre = try Centre(backend)
        let store = try centre.open()
        var random = RandomSource(seed: 9)
        var minutes = 0
        var times: [Int] = [0]
        for number in 1...60 {
            let back = number % 7 == 0 ? -Int(random.next() % 1300) : Int(random.next() % 900)
            minutes = max(0, minutes + back)
            times.append(minutes)
            let at = Centre.now.adding(minutes: minutes)
            _ = try store.write(Centre.draft("tick-\(number)", at: at)) {
                act throws(StoreError) in
                try act.insert(
                    CareTask(
                        id: Identifier(prefix: "T", number: number), course: Centre.course,
                        what: "call", due: at, role: .coordinator))
            }
        }
        try store.read { view throws(StoreError) in
            #expect(try view.lastSequence() == Int64(times.count))
            for minute in stride(from: -10, through: times.max() ?? 0, by: 97) {
                let moment = Centre.now.adding(minutes: minute)
                let linear = (times.lastIndex { $0 <= minute } ?? -1) + 1
                #expect(try view.lastEntry(until: moment) == Int64(linear), "\(minute)")
            }
        }
    }

    /// A store of the version before gets the index, and what is read of it is asked through it.
    @Test func aMigratedStoreReadsPastPlacesThroughTheIndex() throws {
        let centre = try Centre(.sqlite, isEmpty: true)
        let all = SchemaFiles.migrations
        let old = Migrations(
            scripts: all.scripts.mapValues { Array($0.prefix { !$0.contains("journal_places") }) })
        #expect(old.scripts[.sqlite]?.count == 8 && old.scripts[.postgresql]?.count == 8)
        _ = try centre.create(old)
        let store = try centre.open()
        for (sign, order) in [("<=", "sequence DESC"), (">", "sequence")] {
            let plan = try store.connection.one(
                "EXPLAIN QUERY PLAN SELECT sequence, changes FROM journal WHERE "
                    + "\(PlaceEntries.condition) AND sequence \(sign) $1 ORDER BY \(order)",
                [.int(1)])
            let border = sign.prefix(1)
            #expect(
                plan?.last
                    == .text("SEARCH journal USING INDEX journal_places (sequence\(border)?)"))
        }
    }
}
