import Domain
import Scheduling
import Solver
import Support
import Testing

/// The live board, repairs, plan B and certainty, on a real board of fifty.
struct BoardTests {
    private func fixture(_ name: String) throws -> (Instance, Questions) {
        let folder = "Tests/SchedulingTests/Fixtures/"
        let instance = try InstanceReader.read(Repository.bytes("\(folder)\(name).json"))
        let questions = try Questions.read(
            Repository.bytes("\(folder)queries-\(name).json"), of: instance)
        return (instance, questions)
    }

    @Test func movesAreUndoneAndTheirConsequencesNamed() throws {
        let (instance, questions) = try fixture("congested-50")
        let model = Model(instance)
        var board = LiveBoard(model, questions.plan)
        let before = board.solution
        let patient = try #require(before.courses.firstIndex { $0 != nil })
        let course = try #require(before.courses[patient])
        let stays = board.consequences(of: patient, movedTo: course)
        #expect(stays.isClean && stays.costChange == 0)
        // The same place as somebody else's infusion on a day that is full.
        let other = try #require(
            before.courses.indices.first { index in
                guard index != patient, let other = before.courses[index] else { return false }
                return board.left(.infusion, owner: 0, day: other.infusion) == 0
                    && other.infusion != course.infusion
            })
        var moved = course
        moved.infusion = try #require(before.courses[other]).infusion
        let consequences = board.consequences(of: patient, movedTo: moved)
        #expect(
            consequences.conflicts.contains {
                $0.code == .infusion && $0.day == moved.infusion && $0.others.contains(other)
            })
        #expect(board.solution == before)
        board.book(patient, moved)
        board.block(.beds, owner: 0, day: 40, units: 2)
        #expect(board[patient] == moved)
        let undone = [board.undo(), board.undo(), board.undo()]
        #expect(undone == [true, true, false])
        #expect(board.solution == before)
        let proposals = board.proposals(patient, count: 3)
        #expect(proposals.count == 3)
        let windows = board.windows(patient)
        #expect(windows[.infusion]?.contains(proposals[0].infusion) == true)
    }

    @Test func repairsHoldAndSayWhoMoves() throws {
        var (instance, questions) = try fixture("congested-50")
        for day in 50..<60 { instance.centres[0].beds[day] -= 4 }
        instance.changeCost = Instance.ChangeCost(
            product: 60,
            moves: Dictionary(
                uniqueKeysWithValues: Activity.allCases.map {
                    ($0, Instance.ChangeCost.Move(fixed: 6, perDay: 1))
                }))
        let repairer = Repairer(instance, told: questions.plan)
        #expect(!repairer.affected().isEmpty)
        let repairs = repairer.repairs(
            steps: 4000, seed: 1, surroundings: WholeBoardTests.serial)
        #expect(repairs.count >= 2)
        for repair in repairs {
            var solution = repair.solution
            solution.objective = nil
            #expect(Checker(instance).check(solution).violations.isEmpty)
            #expect(!repair.moves.isEmpty)
            for move in repair.moves {
                let told = try #require(questions.plan.courses[move.patient])
                #expect(told[move.activity] == move.from)
                #expect(solution.courses[move.patient]?[move.activity] == move.to)
                #expect(repair.notices[move.patient]?.isEmpty == false)
            }
        }
        #expect(repairs.map(\.cost) == repairs.map(\.cost).sorted())
    }

    @Test func aSecondChainIsFoundOrItsAbsenceExplained() throws {
        let (instance, questions) = try fixture("centre-50")
        let board = LiveBoard(Model(instance), questions.plan)
        var (possible, impossible) = (0, 0)
        for patient in instance.patients.indices {
            guard let course = board[patient] else { continue }
            switch board.planB(patient, .collection(from: course.start + 20)) {
            case .possible(let second, _):
                possible += 1
                #expect(second.apheresis >= course.start + 20)
                var solution = questions.plan
                solution.objective = nil
                solution.courses[patient] = second
                let verdict = Checker(instance).check(solution)
                #expect(
                    verdict.violations.allSatisfy { $0.code == .fixed && $0.patient == patient })
            case .impossible(let causes):
                impossible += 1
                #expect(!causes.isEmpty)
            }
        }
        #expect(possible > 10)
        let late = try #require(questions.plan.courses.firstIndex { $0 != nil })
        let answer = board.planB(late, .collection(from: instance.horizon - 10))
        #expect({ if case .impossible = answer { true } else { false } }())
    }

    @Test func certaintyFollowsItsDistributions() throws {
        let (instance, questions) = try fixture("centre-50")
        var board = LiveBoard(Model(instance), questions.plan)
        let sure = Distribution([(days: 0, probability: 1)], source: "test: always as planned")
        let late = Distribution(
            [(days: 0, probability: 0.5), (days: 5, probability: 0.5)], source: "test: half late")
        var uncertainty = Uncertainty(
            manufacturing: sure, failure: 0, failureSource: "test: none", delay: sure, stay: sure)
        let patient = try #require(
            instance.patients.indices.last {
                questions.plan.courses[$0] != nil && instance.patients[$0].fixed.isEmpty
            })
        func certainty(_ seed: UInt64) throws -> Certainty {
            let answer = board.certainty(of: patient, uncertainty, seed: seed)
            return try #require(answer)
        }
        let planned = try #require(board[patient])
        let certain = try certainty(1)
        #expect(certain.holdsDate == 1 && certain.never == 0)
        uncertainty.delay = late
        let risky = try certainty(1)
        #expect(abs(risky.holdsDate - 0.5) < 0.06)
        #expect(try #require(risky.p90) > planned.infusion)
        let (again, other) = (try certainty(1), try certainty(2))
        #expect(risky == again)
        #expect(risky != other)
        uncertainty.failure = 1
        let failing = try certainty(1)
        #expect(failing.holdsDate == 0)
        #expect(failing.sources.contains("test: half late"))
    }
}

/// What a hospital knows, as the engine's problem and back.
struct SituationTests {
    private func situation() throws -> Situation {
        let first = try Day(iso: "2026-11-23")
        let product = Instance.Product(
            name: "axi", isFresh: true, transport: 1, holdLeast: 0, holdMost: 0, shipping: 1,
            releaseHold: 5, shelf: 20, starts: Array(repeating: 1, count: 60))
        let weekdays = (0..<60).map { first + $0 }.filter { !$0.weekday.isWeekend }
        var capacities: [Situation.Capacity] = []
        for day in weekdays {
            for code: Checker.Code in [.apheresis, .processing, .receipt, .infusion] {
                capacities.append(Situation.Capacity(code, day, devices: 2))
            }
        }
        for offset in 0..<60 {
            capacities.append(Situation.Capacity(.beds, first + offset, devices: 4))
            capacities.append(Situation.Capacity(.icu, first + offset, devices: 100))
        }
        let patient = Instance.Patient(
            id: "K-1", centre: 0, referral: 0, release: 0, deadline: 0, weight: 1, tardyWeight: 1,
            unscheduledCost: 1000, bridgeGap: 7, conditioningGap: 3...3,
            isInpatientConditioning: true, lengthOfStay: 10, icu: Array(repeating: 5, count: 8),
            options: [
                Instance.Option(
                    product: 0, apheresisDays: 1, manufacturingDays: 10, cost: 0)
            ])
        let wish = Situation.CourseWish(
            patient, referral: first - 3, deadline: first + 40,
            reasons: [
                Situation.DatedReason(
                    .apheresis, .notBefore, first + 4, reason: Phrase("reason.washout"),
                    source: "test"),
                Situation.DatedReason(
                    .apheresis, .notAfter, first + 5, reason: Phrase("reason.stale"),
                    source: "test"),
            ])
        return Situation(
            name: "H", firstDay: first, dayCount: 60, today: first,
            now: try Instant(iso: "2026-11-23T09:00:00+09:00"),
            products: [Situation.ProductOffer(product)], capacities: capacities, courses: [wish])
    }

    private func best(_ situation: Situation) -> Solution.Course? {
        let model = Model(situation.instance)
        let none = Solution(
            instance: situation.name, courses: situation.courses.map { _ in nil })
        return Explainer(model, none).explain(Request(patient: 0)).course
    }

    @Test func reasonsBindAndAreNamed() throws {
        let situation = try situation()
        let course = try #require(best(situation))
        #expect(course.apheresis == 4)
        #expect(situation.bindingReason(of: 0)?.reason == Phrase("reason.washout"))
        #expect(situation.broken(by: course, of: 0).isEmpty)
        var late = course
        late.apheresis = 9
        #expect(situation.broken(by: late, of: 0).map(\.reason) == [Phrase("reason.stale")])
    }

    @Test func couriersShiftsAndHoldsBind() throws {
        var situation = try situation()
        // The courier comes on Tuesdays only: the collection waits for the next one.
        situation.products[0].pickUps = Set(situation.days.filter { $0.weekday == .tuesday })
        #expect(try #require(best(situation)).apheresis == 8)
        // Nobody on shift that Tuesday.
        let tuesday = situation.firstDay + 8
        for index in situation.capacities.indices
        where situation.capacities[index].code == .apheresis
            && situation.capacities[index].day == tuesday
        {
            situation.capacities[index].staff = .init(onShift: 0, unitsEach: 1)
        }
        #expect(try #require(best(situation)).apheresis == 15)
        // A hold on a later day binds until it expires.
        let until = try Instant(iso: "2026-11-24T12:00:00+09:00")
        situation.courses[0].bookings = [
            Situation.Booking(.apheresis, situation.firstDay + 22, state: .held(until: until))
        ]
        #expect(try #require(best(situation)).apheresis == 22)
        #expect(situation.nextExpiry(of: 0)?.until == until)
        situation.now = try Instant(iso: "2026-11-24T12:00:01+09:00")
        #expect(try #require(best(situation)).apheresis == 15)
        #expect(situation.nextExpiry(of: 0) == nil)
    }

    @Test func appointmentsKeepWhatWasTold() throws {
        var situation = try situation()
        let course = try #require(best(situation))
        situation.courses.append(situation.courses[0])
        let (nine, ten) = (try ClockTime("09:00"), try ClockTime("10:00"))
        let day = situation.firstDay + course.apheresis
        situation.courses[1].bookings = [
            Situation.Booking(.apheresis, day, time: nine, state: .preferred)
        ]
        let solution = Solution(instance: situation.name, courses: [course, course])
        let times = situation.appointments(.apheresis, on: day, in: solution, times: [nine, ten])
        #expect(times.map(\.time) == [ten, nine])
        situation.courses[0].furtherInfusions = [1]
        // A second infusion on the next day finds a slot on a weekday and none at the weekend.
        let next = situation.firstDay + course.infusion + 1
        #expect(situation.clashes(solution).isEmpty == !next.weekday.isWeekend)
        situation.courses[0].furtherInfusions = [next.weekday.isWeekend ? 3 : 6]
        let other = situation.firstDay + course.infusion + (next.weekday.isWeekend ? 3 : 6)
        #expect(situation.clashes(solution).isEmpty == !other.weekday.isWeekend)
    }
}
