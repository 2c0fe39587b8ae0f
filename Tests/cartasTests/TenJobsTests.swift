import Application
import Domain
import Glibc
import Support
import Testing

/// Ten jobs of a coordinator through a real terminal, in both languages, with the keys counted.
/// What was done is looked up in the store itself, beside the screen.
@Suite(.serialized)
final class TenJobsTests {
    static let now = TwinDesk.now

    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = folder.file("demo.sqlite")
        try Founding.demo(store, DemoHospital.Size(courses: 40, years: 1, seed: 5), now: Self.now) {
            _ in
        }
    }

    private func office() throws -> Office {
        let premises = try Premises(opening: store)
        let person = try premises.person(named: "tanaka", token: nil, now: Self.now)
        return premises.office(for: person, source: "test", clock: { Self.now })
    }

    private func hospital() throws -> Hospital { try office().hospital() }

    /// Looks until something is so, or the time is over.
    private func becomes(_ body: () throws -> Bool) throws -> Bool {
        for _ in 0..<150 {
            if try body() { return true }
            _ = poll(nil, 0, 100)
        }
        return false
    }

    @Test(arguments: [Language.english, .japanese])
    func theMorning(_ language: Language) throws {
        let desk = try CountedDesk(store, language, now: Self.now)
        try takesAReferral(desk)
        try movesWithAConflict(desk)
        try asksWhy(desk)
        try closesABed(desk)
        try losesABatch(desk)
        try comparesTwoCopies(desk)
        try acceptsHalfAReplan(desk)
        try undoesFiveSteps(desk)
        try findsAPatientByKana(desk)
        desk.end()
        try finds(aHoldThatRanOut: language)
    }

    // MARK: The jobs

    private func takesAReferral(_ desk: CountedDesk) throws {
        let before = try hospital().courses.count
        desk.begin()
        desk.press("n")
        for text in ["ヤマモト", "サクラ", "山本", "さくら", "1968-02-03"] {
            desk.type(text)
            desk.press("<tab>")
        }
        desk.press("<tab><tab><tab><tab><tab><enter>")
        #expect(try becomes { try hospital().courses.count == before + 1 })
        desk.settle()
        desk.press("p")
        #expect(desk.wait("plans.moves", "plans.onTime", "plans.reserve", "plans.waits"))
        desk.press("h")
        let course = try #require(try hospital().courses.keys.max())
        #expect(try becomes { (try hospital().courses[course]?.standing.count ?? 0) > 5 })
        #expect(desk.keys <= 60)
        let held = try hospital().courses[course]?.standing.map(\.record.activity) ?? []
        for kind in [Activity.Kind.apheresis, .manufacturing, .receipt, .infusion, .wardStay] {
            #expect(held.contains(kind), "\(kind)")
        }
    }

    /// A course with a booked infusion, and the fewest keys that move it to where it can be.
    private func movable() throws -> (course: Course.ID, keys: String, days: Int) {
        let board = BoardModel(try hospital(), now: Self.now)
        for (course, state) in board.hospital.courses.sorted(by: { $0.key < $1.key }) {
            guard state.first(.infused) == nil,
                let booking = state.standing.map(\.record).first(where: {
                    $0.activity == .infusion && $0.state != .done
                }), booking.span.first > Self.now.day + 3
            else { continue }
            for (keys, days) in [("]", 1), ("]]", 2), ("}", 7), ("}]", 8), ("}}", 14)] {
                if board.move(booking.id, of: course, to: booking.span.first + days)?.plan != nil {
                    return (course, keys, days)
                }
            }
        }
        throw StoreError.refused(Phrase("move.impossible"))
    }

    private func movesWithAConflict(_ desk: CountedDesk) throws {
        let (course, keys, days) = try movable()
        let before = try #require(try hospital().courses[course]?.plannedInfusion)
        desk.choose(course)
        // What is not moved is not booked.
        desk.press("m<enter>")
        desk.settle()
        desk.press("<escape>")
        desk.begin()
        desk.press("m" + keys)
        #expect(desk.waitForGhost(days))
        desk.settle()
        desk.press("<enter>")
        #expect(try becomes { try hospital().courses[course]?.plannedInfusion == before + days })
        #expect(desk.keys <= 6)
    }

    private func asksWhy(_ desk: CountedDesk) throws {
        let waiting = try hospital().courses.values.filter { $0.standing.isEmpty }
        let course = try #require(waiting.map(\.record.id).min())
        desk.choose(course)
        desk.begin()
        desk.press("e")
        #expect(desk.wait("why.ways", "why.noWay"))
        desk.press("<escape>")
        #expect(desk.keys <= 2)
    }

    private func closesABed(_ desk: CountedDesk) throws {
        let hospital = try hospital()
        let ward = try #require(
            hospital.resources.values.filter { $0.kind.serves == .wardStay }.map(\.id).min())
        let booked = Dictionary(
            hospital.courses.values.filter { $0.first(.infused) == nil }.flatMap { state in
                state.bookings.keys.map { ($0.text, state.record.id) }
            }, uniquingKeysWith: { one, _ in one })
        let lines = try office().slots(ward, DaySpan(Self.now.day + 1, length: 60))
        let line = try #require(lines.first { booked[$0.holder ?? ""] != nil })
        let place = line.slot.place
        let order = hospital.resources.keys.sorted()
        desk.press("3")
        desk.settle()
        for _ in 0..<(order.firstIndex(of: ward) ?? 0) { desk.press("<tab>") }
        desk.settle()
        for _ in 1..<max(1, place.unit) { desk.press("j") }
        if place.unit == 1 { desk.settle() }
        for _ in 0..<(place.day - Self.now.day) { desk.press("l") }
        desk.settle()
        desk.begin()
        desk.press("x")
        desk.type("burst pipe")
        desk.press("\u{13}")
        #expect(try becomes { try self.hospital().blocks.count == hospital.blocks.count + 1 })
        #expect(desk.wait("repair.foot"))
        desk.press("<enter>")
        let course = try #require(booked[line.holder ?? ""])
        #expect(
            try becomes {
                let now = try self.hospital()
                return now.courses[course].map {
                    now.conflicts(of: $0, on: Self.now.day).allSatisfy {
                        if case .blocked(_, place, _) = $0 { false } else { true }
                    }
                } ?? false
            })
        #expect(desk.keys <= 4)
    }

    private func losesABatch(_ desk: CountedDesk) throws {
        let states = try hospital().courses.values.sorted { $0.record.id < $1.record.id }
        let board = BoardModel(try hospital(), now: Self.now)
        let course = try #require(
            states.first {
                $0.first(.started) != nil && $0.first(.infused) == nil
                    && board.planBOption($0.record.id) != nil
            }
        ).record.id
        let before = try #require(try hospital().courses[course]?.plannedInfusion)
        let tasks = try hospital().tasks.count
        desk.choose(course)
        desk.begin()
        desk.press("!2<tab>")
        desk.type("growth failed")
        desk.press("<enter>")
        #expect(try becomes { try hospital().tasks.count > tasks })
        #expect(desk.wait("repair.foot"))
        desk.press("<enter>")
        #expect(
            try becomes { (try hospital().courses[course]?.plannedInfusion ?? before) > before })
        #expect(desk.keys <= 5)
        #expect(try hospital().tasks.count > tasks + CourseEvent.batchFailed.tells.count)
    }

    private func comparesTwoCopies(_ desk: CountedDesk) throws {
        let (course, keys, days) = try movable()
        let before = try #require(try hospital().courses[course]?.plannedInfusion)
        for name in ["A", "B"] {
            // Out of a copy first, then no filter any more.
            desk.press("1<escape><escape>b")
            #expect(desk.wait("branch.none", "branch.howToCompare"))
            desk.press("n\(name)<enter>")
            #expect(desk.wait(for: ["] \(name)"]))
            desk.settle()
            if name == "B" { desk.press("j") }
            desk.press("<enter>")
            desk.settle()
            desk.press("/\(course.text)<enter>m" + keys)
            #expect(desk.waitForGhost(days))
            desk.settle()
            desk.press("<enter>")
            #expect(
                try becomes {
                    try office().branches().first { $0.name == name }?.items.isEmpty == false
                })
            // Nothing is booked by playing.
            #expect(try hospital().courses[course]?.plannedInfusion == before)
        }
        desk.press("b")
        #expect(desk.wait("branch.howToCompare"))
        desk.settle()
        desk.press(" j ")
        #expect(desk.wait("branch.now"))
        desk.press("kC")
        #expect(try becomes { try office().branches().map(\.name) == ["B"] })
        #expect(try hospital().courses[course]?.plannedInfusion != before)
        desk.settle(800)
    }

    private func acceptsHalfAReplan(_ desk: CountedDesk) throws {
        let last = try #require(try office().journal(last: 1, author: nil).last).sequence
        desk.press("1<escape><escape>")
        desk.begin()
        desk.press("P")
        #expect(desk.wait("replan.foot"))
        desk.press(" <enter>")
        #expect(
            try becomes {
                let line = try #require(try office().journal(last: 1, author: nil).last)
                let acts = [Act.moveBookings.rawValue, Act.holdBookings.rawValue]
                return line.sequence > last && acts.contains(line.act)
            })
        #expect(desk.keys <= 3)
        desk.press("<escape>")
    }

    private func undoesFiveSteps(_ desk: CountedDesk) throws {
        let course = try #require(try hospital().courses.keys.min())
        desk.choose(course)
        for number in 1...5 {
            desk.press("N")
            desk.type("call \(number)")
            desk.press("<enter>")
            #expect(try becomes { try office().notes(of: course).count >= number })
        }
        let before = try office().notes(of: course).count
        desk.begin()
        for number in 1...5 {
            desk.press("u")
            #expect(try becomes { try office().notes(of: course).count == before - number })
        }
        #expect(desk.keys == 5)
        let acts = try office().journal(last: 5, author: nil).map(\.act)
        #expect(acts == Array(repeating: Act.undo.rawValue, count: 5))
    }

    private func findsAPatientByKana(_ desk: CountedDesk) throws {
        let patients = try hospital().patients
        let course = try #require(try hospital().courses.values.min { $0.record.id < $1.record.id })
        let name = try #require(patients[course.record.patient]).name
        desk.press("1<escape>")
        desk.begin()
        desk.press("g")
        desk.type(name.kana)
        desk.settle(500)
        desk.press("<enter>")
        #expect(desk.keys <= 4)
        desk.settle()
        // The cursor stands there: what is done now is done to this course.
        desk.press("C")
        #expect(desk.wait(for: [name.full]))
        desk.press("<escape>")
    }

    /// Days later: what nobody confirmed is free again, the Inbox says so, and it is held anew.
    private func finds(aHoldThatRanOut language: Language) throws {
        let held = try hospital().courses.values.filter { state in
            state.standing.contains { $0.record.state == .held } && state.first(.collected) == nil
        }
        let course = try #require(held.map(\.record.id).max())
        let later = Self.now.adding(minutes: 12 * 24 * 60)
        let desk = try CountedDesk(store, language, now: later)
        desk.press("7")
        #expect(desk.wait("inbox.column.what"))
        desk.choose(course)
        desk.begin()
        desk.press("p")
        #expect(desk.wait("plans.moves", "plans.onTime", "plans.reserve", "plans.waits"))
        desk.press("h")
        #expect(
            try becomes {
                let holds = try hospital().courses[course]?.standing.compactMap {
                    $0.record.holdExpires
                }
                return holds?.contains { later < $0 } ?? false
            })
        #expect(desk.keys <= 2)
        desk.end()
    }
}
