import Application
import Domain
import Support
import Testing

@testable import Store

/// What both databases promise alike.
struct StoreTests {
    @Test(arguments: Backend.allCases) func aSlotIsGivenOnce(_ backend: Backend) throws {
        let store = try Centre(backend).open()
        try store.book(Centre.booking(1))
        #expect(throws: StoreError.taken(Centre.place(), by: "B-0001")) {
            try store.book(Centre.booking(2))
        }
        #expect(throws: StoreError.noSuchUnit(Centre.place(unit: 3))) {
            try store.book(Centre.booking(3, unit: 3))
        }
        #expect(throws: StoreError.noSuchUnit(Centre.place(day: 30))) {
            try store.book(Centre.booking(3, day: 30))
        }
        let verification = try store.verify()
        #expect(verification.faults == [])
        #expect(verification.entries == 2)
        #expect(verification.rows == 9)
    }

    @Test(arguments: Backend.allCases) func aReleasedSlotIsFree(_ backend: Backend) throws {
        let store = try Centre(backend).open()
        try store.book(Centre.booking(1))
        _ = try store.write(Centre.draft("release")) { act throws(StoreError) in
            var booking = try act.need(Booking.self, "B-0001").record
            do throws(BookingError) { try booking.release() } catch { throw .refused(error.phrase) }
            try act.update(booking, expecting: nil)
        }
        #expect(try store.holder(of: Centre.place()) == nil)
        try store.book(Centre.booking(2))
        #expect(try store.holder(of: Centre.place()) == "B-0002")
        #expect(try store.verify().faults == [])
    }

    @Test(arguments: Backend.allCases) func aBedIsTakenByTheNight(_ backend: Backend) throws {
        let store = try Centre(backend).open()
        func stay(_ number: Int, from day: Int, nights: Int) -> Booking {
            let span = DaySpan(Centre.now.day + day, length: nights)
            return Booking(
                id: Identifier(prefix: "B", number: number), course: Centre.course,
                activity: .wardStay, span: span, state: .confirmed,
                places: span.days.map { UnitDay(Centre.bed, $0, unit: 1) })
        }
        try store.book(stay(1, from: 1, nights: 21))
        let lastNight = UnitDay(Centre.bed, Centre.now.day + 21, unit: 1)
        #expect(throws: StoreError.taken(lastNight, by: "B-0001")) {
            try store.book(stay(2, from: 21, nights: 3))
        }
        // The day of discharge is the next patient's first night.
        try store.book(stay(3, from: 22, nights: 3))
        #expect(try store.stored(1).record == stay(1, from: 1, nights: 21))
        #expect(try store.verify().faults == [])
    }

    @Test(arguments: Backend.allCases) func theReserveStaysWithinItsCapacity(
        _ backend: Backend
    ) throws {
        let store = try Centre(backend).open()
        let day = Centre.now.day + 5
        try store.book(Centre.booking(1, shares: [ICUShare(day: day, percent: 90)]))
        let second = Centre.booking(2, unit: 2, shares: [ICUShare(day: day, percent: 61)])
        #expect(throws: StoreError.icuFull(day)) { try store.book(second) }
        try store.book(Centre.booking(3, unit: 2, shares: [ICUShare(day: day, percent: 60)]))
        _ = try store.write(Centre.draft("less")) { act throws(StoreError) in
            var booking = try act.need(Booking.self, "B-0001").record
            booking.shares = [
                ICUShare(day: day, percent: 20), ICUShare(day: day + 1, percent: 100),
            ]
            try act.update(booking, expecting: nil)
        }
        try store.book(Centre.booking(4, day: 2, shares: [ICUShare(day: day, percent: 70)]))
        #expect(throws: StoreError.icuFull(day + 90)) {
            try store.book(Centre.booking(5, day: 3, shares: [ICUShare(day: day + 90, percent: 1)]))
        }
        #expect(try store.verify().faults == [])
    }

    @Test(arguments: Backend.allCases) func aRefusedActLeavesNothing(_ backend: Backend) throws {
        let store = try Centre(backend).open()
        try store.book(Centre.booking(1))
        #expect(throws: StoreError.taken(Centre.place(), by: "B-0001")) {
            try store.write(Centre.draft("two")) { act throws(StoreError) in
                try act.insert(Centre.booking(2, unit: 2))
                try act.insert(Centre.booking(3))
            }
        }
        // An act that goes on after a refused write would save half of it.
        #expect(throws: StoreError.taken(Centre.place(), by: "B-0001")) {
            try store.write(Centre.draft("deaf")) { act throws(StoreError) in
                do { try act.insert(Centre.booking(4)) } catch {}
            }
        }
        #expect(try store.read { view throws(StoreError) in try view.count(Booking.table) } == 1)
        #expect(try store.verify().faults == [])
        #expect(try store.anchor().sequence == 2)
    }

    @Test(arguments: Backend.allCases) func everyValueComesBack(_ backend: Backend) throws {
        let centre = try Centre(backend)
        let store = try centre.open()
        let words = "引用'\"; DROP TABLE booking;--\u{0} e\u{301} 葛\u{E0100} \u{202E}👍🏽\n\t\\"
        let at = Instant(utcMilliseconds: -1, offsetMinutes: -570)
        let values: [Observation.Value] = [
            .number(-0.0), .number(0.1 + 0.2), .number(1e-300), .number(9_007_199_254_740_992),
            .censored(.below, 0.05), .censored(.above, 1e6), .word(words),
        ]
        _ = try store.write(
            EntryDraft(
                at: at, author: "田中", act: "test", reason: Reason(.other, words), source: "a\u{0}b",
                key: "values")
        ) { act throws(StoreError) in
            for (index, value) in values.enumerated() {
                try act.insert(
                    ObservationRecord(
                        id: "o\(index)",
                        Observation(
                            patient: Identifier(prefix: "P", number: 1), code: "c", value: value,
                            unit: "µg/L", at: at, isProvisional: index % 2 == 0)))
            }
        }
        let kept = try centre.open().read { view throws(StoreError) in
            try view.all(
                ObservationRecord.self, where: "patient = $1 ORDER BY id", [.text("P-0001")])
        }.map(\.record.observation)
        #expect(kept.map(\.at) == values.map { _ in at })
        #expect(kept.dropLast().map(\.value) == values.dropLast().map(\.self))
        // The one character that a server cannot hold becomes a visible mark, on both alike.
        let mended = String(words.map { $0 == "\u{0}" ? "\u{FFFD}" : $0 })
        #expect(kept.last?.value == .word(mended))
        #expect(try store.verify().faults == [])
    }

    @Test(arguments: Backend.allCases) func missingAndExistingAreNamed(_ backend: Backend) throws {
        let store = try Centre(backend).open()
        #expect(throws: StoreError.missing(table: "booking", key: "B-0009")) {
            try store.stored(9)
        }
        try store.book(Centre.booking(1))
        #expect(throws: StoreError.exists(table: "booking", key: "B-0001")) {
            try store.book(Centre.booking(1, unit: 2), key: "again")
        }
        let stranger = Booking(
            id: Identifier(prefix: "B", number: 2), course: Identifier(prefix: "K", number: 99),
            activity: .apheresis, span: DaySpan(Centre.now.day), places: [])
        do {
            try store.book(stranger)
            Issue.record("a booking without a course was taken")
        } catch {
            guard case .constraint(.foreignKey, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test(arguments: Backend.allCases) func everyStatementIsPrepared(_ backend: Backend) throws {
        let store = try Centre(backend).open()
        let hostile = "x'; DELETE FROM booking; --"
        try store.book(Centre.booking(1, ref: hostile))
        let found = try store.read { view throws(StoreError) in
            try view.all(Booking.self, where: "ref = $1", [.text(hostile)])
        }
        #expect(found.map(\.record.ref) == [hostile])
        // Two readings of the same words, one within the other, do not disturb each other.
        try store.book(Centre.booking(2, unit: 2, ref: hostile))
        let pairs = try store.read { view throws(StoreError) in
            var pairs = 0
            try view.each(Booking.self, where: "ref = $1", [.text(hostile)]) {
                _ throws(StoreError) in
                try view.each(Booking.self, where: "ref = $1", [.text(hostile)]) { _ in pairs += 1 }
            }
            return pairs
        }
        #expect(pairs == 4)
    }
}
