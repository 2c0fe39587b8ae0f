import Application
import Domain
import Support
import Testing

/// The engine on a demo hospital: what the Board shows is what the engine knows.
struct BoardModelTests {
    static let now = OfficeTests.now

    final class Ward {
        // A class, because its folder goes when it goes.
        let folder: TemporaryFolder
        let premises: Premises

        init(courses: Int, seed: UInt64) throws {
            folder = try TemporaryFolder()
            let address = folder.file("s.sqlite")
            try Founding.demo(
                address, .init(courses: courses, years: 1, seed: seed), now: BoardModelTests.now)
            premises = try Premises(opening: address)
        }

        func office(_ user: String = "tanaka") throws -> Office {
            let person = try premises.person(named: user, token: nil, now: BoardModelTests.now)
            return premises.office(for: person, source: "test") { BoardModelTests.now }
        }
    }

    static func unplanned(_ hospital: Application.Hospital) -> [Course.ID] {
        hospital.courses.values.filter { $0.standing.isEmpty && $0.stage <= .planning }
            .map(\.record.id).sorted()
    }

    @Test func aChosenPlanIsBookedWholeAndReadBackAsChosen() throws {
        let ward = try Ward(courses: 60, seed: 5)
        let office = try ward.office()
        var hospital = try office.hospital()
        var board = BoardModel(hospital, now: Self.now)
        let course = try #require(Self.unplanned(hospital).first)
        let plans = board.threePlans(course)
        #expect(plans.first?.kind == .earliest)
        for plan in plans {
            #expect(plan.plan.first(.infusion) != nil && plan.plan.first(.wardStay) != nil)
        }
        let chosen = try #require(plans.last)
        let booked = try OfficeTests.saved(
            try office.book(board.chosen(chosen, until: Self.now.adding(minutes: 4000))))
        #expect(booked.count == chosen.plan.activities.count)
        let changed = try office.follow(&hospital)
        board.follow(hospital, changed: changed.keys, now: Self.now)
        let state = try #require(hospital.courses[course])
        for activity in chosen.plan.activities {
            let standing = state.standing.first {
                $0.record.activity == activity.kind && $0.record.part == activity.part
            }
            #expect(standing?.record.span == activity.days, "\(activity)")
        }
        #expect(state.record.product == chosen.plan.product)
        // The store's own proof finds every place and share where the journal says.
        #expect(try ward.office("admin").verify(against: nil) { _ in }.faults == [])
        // What stands is what the engine would least disturb: itself.
        let again = board.threePlans(course).first { $0.kind == .leastDisturbance }
        let earliest = board.threePlans(course).first
        #expect((again ?? earliest)?.plan == chosen.plan)
        _ = try office.undo()
        let back = try office.hospital()
        #expect(back.courses[course]?.standing.isEmpty == true)
    }

    @Test func followingGivesTheSameBoardAsReadingAnew() throws {
        let ward = try Ward(courses: 60, seed: 6)
        let office = try ward.office()
        var hospital = try office.hospital()
        var board = BoardModel(hospital, now: Self.now)
        for course in Self.unplanned(hospital).prefix(3) {
            guard let plan = board.threePlans(course).first else { continue }
            _ = try office.book(board.chosen(plan, until: Self.now.adding(minutes: 4000)))
            let changed = try office.follow(&hospital)
            board.follow(hospital, changed: changed.keys, now: Self.now)
            let anew = BoardModel(try office.hospital(), now: Self.now)
            #expect(board.usage == anew.usage)
        }
    }

    @Test func aMoveIsAnsweredAndCarriedOut() throws {
        let ward = try Ward(courses: 90, seed: 7)
        let office = try ward.office()
        let hospital = try office.hospital()
        let board = BoardModel(hospital, now: Self.now)
        var (possible, stopped) = (0, 0)
        for state in hospital.courses.values.sorted(by: { $0.record.id < $1.record.id }) {
            let coming = state.standing.map(\.record).first {
                $0.activity == .infusion && $0.span.first > Self.now.day + 3
            }
            guard let coming else { continue }
            for shift in [-3, 1, 7, 30] {
                let day = coming.span.first + shift
                let answer = try #require(board.move(coming.id, of: state.record.id, to: day))
                if let plan = answer.plan {
                    possible += 1
                    #expect(plan.infusion == day)
                    #expect(
                        answer.shifts.contains { $0.booking == coming.id && $0.to.first == day })
                } else {
                    stopped += 1
                    #expect(!answer.stops.isEmpty)
                    let told = try #require(
                        board.explain(state.record.id, activity: .infusion, day: day))
                    #expect(!told.isFeasible && !told.causes.isEmpty)
                }
            }
        }
        #expect(possible > 0 && stopped > 0)
    }

    @Test func conflictsAreRepaired() throws {
        let ward = try Ward(courses: 150, seed: 1)
        let office = try ward.office()
        var hospital = try office.hospital()
        var board = BoardModel(hospital, now: Self.now)
        let conflicted = board.conflicted
        #expect(!conflicted.isEmpty)
        for course in conflicted {
            let repairs = board.repairs(for: [course])
            guard let repair = repairs.first else { continue }
            _ = try office.book(
                board.chosen(repair.changes, until: Self.now.adding(minutes: 4000)))
            let changed = try office.follow(&hospital)
            board.follow(hospital, changed: changed.keys, now: Self.now)
            let state = try #require(hospital.courses[course])
            let left = hospital.conflicts(of: state, on: Self.now.day)
            #expect(!left.contains { if case .blocked = $0 { true } else { false } })
        }
    }
}
