import Application
import Domain
import Glibc
import Support
import TUI
import Terminal
import Testing

/// The screens on a store, without a terminal.
@Suite(.serialized)
struct LiveTests {
    static let address: String = {
        var name = Array("/tmp/cartas-live-XXXXXX".utf8CString)
        _ = mkdtemp(&name)
        let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return folder + "/demo.sqlite"
    }()

    func follower() throws -> Follower {
        if access(Self.address, F_OK) != 0 {
            try Founding.demo(
                Self.address, DemoHospital.Size(courses: 80, years: 1, seed: 3), now: Sample.now
            ) { _ in }
        }
        let premises = try Premises(opening: Self.address)
        let person = try premises.person(named: "tanaka", token: nil, now: Sample.now)
        return Follower(premises, person: person, clock: { Sample.now })
    }

    @Test func everyRunningCourseHasItsRowAndItsBars() throws {
        let overview = try follower().load()
        #expect(overview.courses.count > 10)
        for course in overview.courses {
            let row = BoardRow(course, today: Sample.today)
            #expect(row.isToPlan == course.isToPlan)
            for bar in row.bars {
                #expect(bar.days.lowerBound <= bar.days.upperBound)
                // Nothing that is still to come is drawn as having happened.
                if bar.state == .done, bar.kind != .manufacturing, bar.kind != .ready {
                    #expect(bar.days.lowerBound <= Sample.today, "\(row.course) \(bar)")
                }
            }
            let booked = Set(course.bookings.map(\.activity))
            #expect(booked.contains(.infusion) == row.bars.contains { $0.kind == .infusion })
            #expect(booked.contains(.apheresis) == row.bars.contains { $0.kind == .collection })
        }
        #expect(overview.patients.count == 80)
    }

    @Test func aSlotIsHeldSeenAndTakenBack() throws {
        let screen = try follower()
        let other = try follower()
        let overview = try screen.load()
        _ = try other.load()
        let resource = try Resource.ID("apheresis")
        let sheet = try #require(try screen.sheet(of: resource, from: Sample.today, days: 40))
        let day = try #require(
            (0..<40).first { sheet.units[0][$0] == .free }.map { Sample.today + $0 })
        let course = try #require(overview.courses.first { $0.isToPlan }).id
        let said = try screen.perform(HoldSlot(resource, unit: 1, day, course))
        #expect(said.key == "notice.held")
        let seen = try #require(try other.follow())
        #expect(seen.changed[course]?.text == "tanaka")
        let held = try #require(seen.courses.first { $0.id == course }?.bookings.first)
        #expect(held.state == .held && held.span.first == day)
        let after = try #require(try other.sheet(of: resource, from: day, days: 1))
        #expect(after.units[0][0] == .booked(held.id, course, .held))
        #expect(seen.matters.contains { $0.id == "hold \(held.id.text)" })
        // Nobody else gets the place, and the refusal has words.
        #expect(throws: StoreError.self) {
            try other.perform(HoldSlot(resource, unit: 1, day, course))
        }
        #expect(try screen.undo().key == "notice.undone")
        let undone = try #require(try other.follow())
        #expect(undone.courses.first { $0.id == course }?.bookings.isEmpty == true)
        let rest = try other.follow()
        #expect(rest?.sequence == nil)
    }

    /// What was held together is one matter, and one key confirms the whole of it.
    @Test func aHeldChainIsOneMatter() throws {
        let screen = try follower()
        let course = try #require(try screen.load().courses.first { $0.isToPlan }).id
        let places = [("apheresis", Sample.today), ("infusion", Sample.today + 40)]
        for (name, from) in places {
            let resource = try Resource.ID(name)
            let sheet = try #require(try screen.sheet(of: resource, from: from, days: 60))
            let day = try #require(
                (0..<60).first { sheet.units[0][$0] == .free }.map { from + $0 })
            _ = try screen.perform(HoldSlot(resource, unit: 1, day, course))
        }
        let held = try #require(try screen.follow())
        let matters = held.matters.filter { $0.course == course && $0.id.hasPrefix("hold ") }
        let matter = try #require(matters.first)
        #expect(matters.count == 1)
        let booking = try Booking.ID(String(matter.id.dropFirst("hold ".count)))
        let said = try screen.perform(ConfirmBooking(booking, withChain: true))
        #expect(said.key == "notice.chainConfirmed")
        let after = try #require(try screen.follow())
        let bookings = try #require(after.courses.first { $0.id == course }).bookings
        #expect(bookings.count == 2 && bookings.allSatisfy { $0.state == .confirmed })
        #expect(!after.matters.contains { $0.id == matter.id })
        _ = try screen.undo()
        #expect(try #require(try screen.follow()).matters.contains { $0.id == matter.id })
        for _ in 0..<2 { _ = try screen.undo() }
    }

    /// The overview of what is free counts what the sheets of the resources show.
    @Test func theOverviewOfFreePlacesAgreesWithTheSheets() throws {
        let screen = try follower()
        let overview = try screen.load()
        let reply = try FreeQuestion(from: Sample.today, days: 30).reply(with: screen)
        for resource in overview.resources {
            let sheet = try #require(
                try screen.sheet(of: resource.id, from: Sample.today, days: 30))
            for day in 0..<30 {
                let count = reply.counts[resource.id]?[day] ?? FreeQuestion.Count()
                #expect(count.free == sheet.units.count { $0[day] == .free })
                #expect(count.free <= count.open && count.open <= sheet.units.count)
            }
        }
    }

    @Test func bedsAreNotBookedByTheDay() throws {
        let screen = try follower()
        let overview = try screen.load()
        #expect(throws: StoreError.self) {
            try screen.perform(
                HoldSlot(
                    try Resource.ID("ward-6E"), unit: 1, Sample.today + 9, overview.courses[0].id))
        }
        screen.leave()
        #expect(throws: StoreError.self) { try screen.undo() }
    }

    @Test func aReferralAndAnEventReachTheStoreAndAreTakenBack() throws {
        let screen = try follower()
        let before = try screen.load()
        let form = ReferralForm(
            hospitalNumber: "", name: PersonName(family: "山本", given: "さくら"), sex: .female,
            birth: Sample.today - 20_000, hospital: "", indication: .lymphoma, urgency: .soon)
        #expect(try screen.perform(TakeReferral(form, remark: "ecog 1")).key == "notice.referred")
        let taken = try #require(try screen.follow())
        #expect(taken.courses.count == before.courses.count + 1)
        let known = Set(before.courses.map(\.id))
        let course = try #require(taken.courses.first { !known.contains($0.id) })
        #expect(course.isToPlan && course.referral.planDue == Sample.now.adding(minutes: 1440))

        let event = ReportEvent(course.id, .dead, title: "died", words: "")
        _ = try screen.perform(event)
        let ended = try #require(try screen.follow())
        #expect(!ended.courses.contains { $0.id == course.id })
        let told = ended.matters.filter { $0.course == course.id }.map(\.role)
        #expect(Set(told) == Set(CourseEvent.dead.tells))
        // It was the wrong patient: everything comes back in one step.
        _ = try screen.undo()
        let back = try #require(try screen.follow())
        #expect(back.courses.contains { $0.id == course.id })
        #expect(
            back.matters.filter { $0.course == course.id }.map(\.id) == [
                "plan \(course.id.text)"
            ])
        _ = try screen.undo()
        #expect(try screen.follow()?.courses.count == before.courses.count)
    }

    @Test func typedFactsAreJudgedAndSlipsAreNamed() throws {
        let screen = try follower()
        let question = IntakeQuestion(
            "ecog 4 crcl 48 eccog 1", birth: Sample.today - 20_000, sex: .female,
            language: .english)
        let reply = try question.reply(with: screen)
        #expect(reply.understood.count == 2)
        #expect(reply.unknown.first == "eccog")
        #expect(!reply.verdicts.isEmpty)
        let ill = Set(reply.verdicts.map(\.outcome.key))
        let well = try IntakeQuestion(
            "ecog 1 crcl 90", birth: Sample.today - 20_000, sex: .female, language: .english
        ).reply(with: screen)
        #expect(ill != Set(well.verdicts.map(\.outcome.key)) || reply.verdicts != well.verdicts)
        let answer = question.answered(by: screen)
        #expect(answer == Answer(question, reply))
        #expect(answer.reply(to: SheetQuestion.self) == nil)
    }

    /// Several steps on one row are undone one after the other, back to where it began.
    @Test func fiveStepsAreUndone() throws {
        let screen = try follower()
        let before = try screen.load()
        let course = try #require(before.courses.first { $0.isToPlan }).id
        let resource = try Resource.ID("apheresis")
        let sheet = try #require(try screen.sheet(of: resource, from: Sample.today, days: 60))
        let day = try #require(
            (0..<60).first { sheet.units[0][$0] == .free }.map { Sample.today + $0 })
        _ = try screen.perform(HoldSlot(resource, unit: 1, day, course))
        let held = try #require(try screen.follow()?.courses.first { $0.id == course })
        let booking = try #require(held.bookings.first).id
        _ = try screen.perform(ConfirmBooking(booking))
        _ = try screen.perform(ReleaseBooking(booking, why: "test"))
        _ = try screen.perform(AddNote(course, "test"))
        _ = try screen.perform(
            ReportEvent(course, .withdrawn, title: "withdrawn", words: "test"))
        for _ in 0..<5 { _ = try screen.undo() }
        let after = try #require(try screen.follow())
        #expect(after.courses == before.courses)
        #expect(after.matters == before.matters)
        let free = try #require(try screen.sheet(of: resource, from: day, days: 1))
        #expect(free.units[0][0] == .free)
    }

    /// Every line of the paper fits, however wide its characters are.
    @Test(arguments: Language.allCases)
    func paperFitsInEveryLanguage(_ language: Language) throws {
        _ = try follower()
        let premises = try Premises(opening: Self.address)
        let person = try premises.person(named: "tanaka", token: nil, now: Sample.now)
        let office = premises.office(for: person, source: "test", clock: { Sample.now })
        let hospital = try office.hospital()
        let paper = Paper(hospital, Wording(language), now: Sample.now)
        #expect(paper.day(Sample.today).count > 5)
        for course in hospital.courses.keys.sorted() {
            let calendar = try #require(paper.calendar(of: course))
            #expect(calendar.allSatisfy { $0.displayWidth <= 90 })
            let grid = calendar.filter { $0.hasPrefix("|") || $0.hasPrefix("+") }
            #expect(grid.allSatisfy { $0.displayWidth == 78 })
            // Every day of the stay is there to be seen.
            let state = try #require(hospital.courses[course])
            let plan = try #require(paper.plan(of: course))
            #expect(plan.count >= state.standing.count + state.milestones.count)
        }
        #expect(paper.plan(of: Course.ID(prefix: "K", number: 99_999)) == nil)
    }

    /// Whoever was told of an event ticks it off in the Inbox.
    @Test func aTaskIsTickedOffAndADroppedOneKeepsItsReason() throws {
        let screen = try follower()
        let course = try #require(try screen.load().courses.first).id
        let event = ReportEvent(course, .courierLate, title: "courier late", words: "")
        _ = try screen.perform(event)
        let open = try #require(try screen.follow()).matters.filter { $0.id.hasPrefix("task ") }
        #expect(open.count == CourseEvent.courierLate.tells.count)
        let ids = try open.map { try CareTask.ID(String($0.id.dropFirst(5))) }
        #expect(try screen.perform(CloseTask(ids[0])).key == "notice.taskDone")
        #expect(throws: StoreError.self) { try screen.perform(CloseTask(ids[0])) }
        #expect(throws: StoreError.self) { try screen.perform(CloseTask(ids[1], dropped: " ")) }
        _ = try screen.perform(CloseTask(ids[1], dropped: "known"))
        let rest = try #require(try screen.follow()).matters
        #expect(!rest.contains { $0.id.hasPrefix("task ") })
        for _ in 0..<3 { _ = try screen.undo() }
        #expect(try screen.follow() != nil)
    }
}
