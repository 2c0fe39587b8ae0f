import Domain
import Support
import Testing

struct BookingTests {
    static func booking(_ state: Booking.State) throws -> Booking {
        Booking(
            id: try Identifier("B-1"), course: try Identifier("K-1"), activity: .apheresis,
            span: DaySpan(Day(number: 20_000)), state: state, places: [])
    }

    static let now = Instant(utcMilliseconds: 1_700_000_000_000, offsetMinutes: 540)

    static func attempt(_ booking: inout Booking, _ target: Booking.State) throws {
        switch target {
        case .held: try booking.hold(until: now.adding(minutes: 60))
        case .confirmed: try booking.confirm(at: now)
        case .done: try booking.finish()
        case .released: try booking.release()
        case .proposed: throw BookingError.illegalMove(booking.id, from: booking.state, to: target)
        }
    }

    /// The legal moves, written a second time by hand: every other pair must be refused.
    static let legal: Set<String> = [
        "proposed held", "proposed confirmed", "proposed released", "held confirmed",
        "held released", "confirmed done", "confirmed released",
    ]

    @Test func onlyLegalMovesAreMade() throws {
        for from in Booking.State.allCases {
            for target in Booking.State.allCases {
                var booking = try Self.booking(from)
                let isLegal = Self.legal.contains("\(from) \(target)")
                do {
                    try Self.attempt(&booking, target)
                    #expect(isLegal && booking.state == target, "\(from) → \(target)")
                } catch {
                    #expect(!isLegal && booking.state == from, "\(from) → \(target)")
                }
            }
        }
    }

    @Test func anExpiredHoldIsNotConfirmed() throws {
        var booking = try Self.booking(.proposed)
        let expiry = Self.now.adding(minutes: 30)
        try booking.hold(until: expiry)
        #expect(!booking.isExpired(at: Self.now))
        #expect(booking.isExpired(at: expiry))
        #expect(throws: BookingError.holdExpired(booking.id, at: expiry)) {
            try booking.confirm(at: expiry)
        }
        try booking.confirm(at: Self.now)
        #expect(booking.holdExpires == nil)
    }

    @Test func nightsEndWithTheDischarge() throws {
        let stay = DaySpan(Day(number: 100), length: 3)
        let nights = BedNight.nights(bed: try Identifier("6E"), unit: 7, stay)
        #expect(nights.map(\.place.day.number) == [100, 101, 102])
        #expect(stay.overlaps(DaySpan(Day(number: 102))))
        #expect(!stay.overlaps(DaySpan(Day(number: 103))))
    }

    @Test func icuLoadBeginsTheDayAfterTheInfusion() throws {
        let load = try ICULoad(percents: [0, 10, 0, 30])
        let days = load.days(infusion: Day(number: 10))
        #expect(days.map(\.day.number) == [12, 14])
        #expect(days.map(\.percent) == [10, 30])
        #expect(throws: ICULoadError.outsideABed(percent: 101)) { try ICULoad(percents: [101]) }
    }
}
