import Application
import Domain
import Support
import Testing

/// What the Board shows is what the engine knows, in random states of the hospital.
struct BoardBridgeTests {
    /// Closes whole resources for some days, and puts some conditionings on other days.
    private static func disrupt(_ office: Office, _ random: inout RandomSource) throws {
        let hospital = try office.hospital()
        let today = BoardModelTests.now.day
        // A closed unit beside a free one is the concern of its own booking alone.
        for block in hospital.blocks.keys.sorted() { _ = try office.unblock(block) }
        let names = ["apheresis", "processing", "receipt", "infusion", "ward-6E", "start-axi-cel"]
        for name in names where random.chance(0.7) {
            let day = today + random.int(in: 2...70)
            _ = try office.block(
                Resource.ID(name), DaySpan(day, length: random.int(in: 1...4)), unit: nil,
                kind: .closure, words: "test", Order(reason: Reason(.capacity, "test")))
        }
        for state in hospital.courses.values.sorted(by: { $0.record.id < $1.record.id }) {
            let coming = state.standing.map(\.record).first {
                $0.activity == .conditioning && $0.span.first > today
            }
            guard let coming, random.chance(0.5) else { continue }
            let shift = random.int(in: -20...4)
            guard shift != 0 else { continue }
            _ = try office.move([BookingMove(coming.id, to: coming.span.moved(by: shift))])
        }
    }

    @Test func theCheckerFindsTheConflictsThatTheBoardShows() throws {
        var (full, order, whole) = (0, 0, 0)
        for seed in 1...6 as ClosedRange<UInt64> {
            var random = RandomSource(seed: seed)
            let ward = try BoardModelTests.Ward(courses: 60 + random.int(in: 0...80), seed: seed)
            let office = try ward.office()
            try Self.disrupt(office, &random)
            let hospital = try office.hospital()
            let board = BoardModel(hospital, now: BoardModelTests.now)
            for state in hospital.courses.values {
                let id = state.record.id
                let shown = hospital.conflicts(of: state, on: board.today)
                let blocked = Self.blockedDays(shown, state, hospital)
                #expect(blocked == Self.overdrawnDays(of: id, board, hospital), "\(seed) \(id)")
                // The checker judges plans that are whole.
                guard let known = board.broken(id) else { continue }
                whole += 1
                let lacking = Set(known.filter { $0.pool != nil }.compactMap(\.day))
                #expect(lacking == blocked, "\(seed) \(id) \(known)")
                let early = shown.contains {
                    guard case .order(let first, let second, _) = $0 else { return false }
                    return state.bookings[first]?.record.activity == .receipt
                        && state.bookings[second]?.record.activity == .conditioning
                }
                #expect(known.contains { $0.code == "LD_AFTER_RECEIPT" } == early, "\(id)")
                full += lacking.isEmpty ? 0 : 1
                order += early ? 1 : 0
            }
        }
        #expect(full > 10 && order > 10 && whole > 50)
    }

    /// The days of the places that a course has and blocks cover.
    private static func blockedDays(
        _ shown: [Conflict], _ state: Application.Hospital.CourseState,
        _ hospital: Application.Hospital
    ) -> Set<Day> {
        var days: Set<Day> = []
        for case .blocked(let booking, _, let id) in shown {
            guard let block = hospital.blocks[id], let record = state.bookings[booking]?.record
            else { continue }
            // A block of one unit beside free ones takes no day away from anybody.
            guard block.unit == nil else { continue }
            for place in record.places where block.covers(place) { days.insert(place.day) }
        }
        return days
    }

    private static func overdrawnDays(
        of course: Course.ID, _ board: BoardModel, _ hospital: Application.Hospital
    ) -> Set<Day> {
        Set(board.usage.filter { $0.isOverdrawn && $0.courses.contains(course) }.map(\.day))
    }
}
