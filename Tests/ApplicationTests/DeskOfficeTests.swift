import Application
import Domain
import Support
import Testing

/// What the desk keeps, without a screen: the past, copies, makers' lists, calls.
@Suite(.serialized)
struct DeskOfficeTests {
    static let now = Instant(
        Day(number: 20_778), ClockTime(hour: 9, minute: 41) ?? .midnight, offsetMinutes: 540)

    /// A demonstration store whose clock the test moves.
    final class Centre {
        let folder: TemporaryFolder
        let premises: Premises
        var now = DeskOfficeTests.now

        init(_ courses: Int = 30) throws {
            folder = try TemporaryFolder()
            let address = folder.file("demo.sqlite")
            try Founding.demo(
                address, DemoHospital.Size(courses: courses, years: 1, seed: 7), now: now
            ) { _ in }
            premises = try Premises(opening: address)
        }

        func office(_ name: String = "tanaka") throws -> Office {
            let person = try premises.person(named: name, token: nil, now: now)
            return premises.office(for: person, source: "test", clock: { self.now })
        }
    }

    /// A hospital as far as anybody can see it.
    private static func picture(_ hospital: Hospital) -> [String] {
        var lines: [String] = []
        for (id, state) in hospital.courses.sorted(by: { $0.key < $1.key }) {
            lines.append("\(id) \(state.record)")
            lines += state.milestones.map { "  \($0)" }.sorted()
            lines += state.bookings.values.map { "  \($0.record)" }.sorted()
            lines += state.gates.map { "  \($0)" }.sorted()
            lines += state.grades.map { "  \($0)" }.sorted()
        }
        lines += hospital.tasks.values.map { "\($0)" }.sorted()
        lines += hospital.makerSlots.values.map { "\($0)" }.sorted()
        lines += hospital.blocks.values.map { "\($0)" }.sorted()
        lines += hospital.branches.values.map { "\($0.record)" }.sorted()
        return lines
    }

    /// Every minute of a busy hour is seen again exactly as it was.
    @Test func thePastIsWhatItWas() throws {
        let centre = try Centre()
        let office = try centre.office()
        var random = RandomSource(seed: 11)
        var pictures: [(at: Instant, lines: [String])] = []
        for _ in 0..<24 {
            let hospital = try office.hospital()
            pictures.append((centre.now, Self.picture(hospital)))
            centre.now = centre.now.adding(minutes: 2)
            let course = random.pick(hospital.courses.keys.sorted())
            let today = centre.now.day
            switch random.int(in: 0...6) {
            case 0:
                _ = try office.report(.dead, of: course, title: "dead", words: "")
            case 1:
                _ = try office.recordGate(
                    .funding, .asked, of: course, on: today, words: "insurer")
            case 2:
                _ = try office.newBranch("copy")
            case 3:
                if let product = hospital.products.keys.min() {
                    _ = try office.requestMakerSlot(product, today + 9, for: nil)
                }
            case 4:
                if let task = hospital.tasks.keys.min() { _ = try office.closeTask(task) }
            case 5:
                let held = hospital.courses.values.flatMap { $0.bookings.values }.map(\.record)
                    .filter { $0.state == .held && !$0.isExpired(at: centre.now) }
                if let booking = held.map(\.id).min() { _ = try office.confirm([booking]) }
            default:
                if let resource = hospital.resources.keys.min() {
                    _ = try office.block(
                        resource, DaySpan(today + 20), unit: 1, kind: .closure, words: "x")
                }
            }
        }
        _ = try office.undo()
        for (at, lines) in pictures {
            #expect(Self.picture(try office.hospital(asOf: at)) == lines, "\(at.iso)")
        }
        #expect(throws: StoreError.self) {
            try office.hospital(asOf: centre.now.adding(minutes: 5))
        }
    }

    @Test func aCopyThatIsOvertakenIsNotCommittedAndStays() throws {
        let centre = try Centre()
        let office = try centre.office()
        let board = BoardModel(try office.hospital(), now: centre.now)
        let waiting = try #require(
            board.hospital.courses.values.filter { $0.standing.isEmpty }.map(\.record.id).min())
        let plan = try #require(board.threePlans(waiting).first)
        let chosen = board.chosen(plan, until: centre.now.adding(minutes: 60))
        guard case .saved(let first, _) = try office.newBranch("one") else { return }
        _ = try office.plan(chosen.items, seen: chosen.seen, in: first)
        // Nothing is booked by planning in a copy.
        #expect(try office.hospital().courses[waiting]?.standing.isEmpty == true)
        let whatIf = board.with(try office.branch(first))
        #expect(whatIf.hospital.courses[waiting]?.plannedInfusion == plan.infusion)
        #expect(whatIf.broken(waiting)?.isEmpty == true)
        _ = try office.commitBranch(first, until: centre.now.adding(minutes: 60))
        #expect(try office.hospital().courses[waiting]?.plannedInfusion == plan.infusion)
        #expect(try office.branches().isEmpty)
        // A second copy, made now; then the course moves under it.
        let later = BoardModel(try office.hospital(), now: centre.now)
        let booking = try #require(
            later.hospital.courses[waiting]?.standing.map(\.record).first {
                $0.activity == .infusion
            })
        let moves = (1...30).compactMap { offset -> CoursePlan? in
            later.move(booking.id, of: waiting, to: booking.span.first + offset)?.plan
        }
        let (one, other) = (try #require(moves.first), try #require(moves.last))
        guard case .saved(let second, _) = try office.newBranch("two") else { return }
        let seen = later.chosen(one, until: centre.now.adding(minutes: 60))
        _ = try office.plan(seen.items, seen: seen.seen, in: second)
        _ = try office.book(later.chosen(other, until: centre.now.adding(minutes: 60)))
        #expect(throws: StoreError.self) {
            try office.commitBranch(second, until: centre.now.adding(minutes: 60))
        }
        #expect(try office.branches().map(\.id) == [second])
        #expect(try office.hospital().courses[waiting]?.plannedInfusion == other.infusion)
    }

    @Test func aMakersListIsTakenOver() throws {
        let centre = try Centre(12)
        let office = try centre.office()
        let product = try #require(try office.hospital().products.keys.min())
        let day = centre.now.day + 10
        _ = try office.requestMakerSlot(product, day, for: nil)
        _ = try office.requestMakerSlot(product, day + 3, for: nil)
        let text =
            "ref,day,state,until\nQ1,\(day.iso),offered,\(centre.now.adding(minutes: 600).iso)\n"
            + "Q2,\((day + 5).iso),confirmed,\n"
        let list = try MakerList(product, csv: Array(text.utf8))
        let kinds = try office.reconcile(list, apply: false).lines.map(\.kind)
        #expect(kinds == [.changed, .onlyTheirs, .onlyOurs])
        // Looking changes nothing.
        #expect(try office.makerSlots().map(\.state) == [.requested, .requested])
        _ = try office.reconcile(list, apply: true)
        #expect(try office.makerSlots().map(\.ref) == ["Q1", "", "Q2"])
        #expect(try office.makerSlots().map(\.state) == [.offered, .requested, .confirmed])
        #expect(
            try office.reconcile(list, apply: true).lines.map(\.kind) == [.same, .same, .onlyOurs])
        for wrong in ["ref,day\nQ,\(day.iso)\n", "ref,day,state\nQ,soon,held\n"] {
            #expect(throws: MakerListError.self) {
                try MakerList(product, csv: Array(wrong.utf8))
            }
        }
        // What the maker let go is not confirmed by us.
        let offered = try #require(try office.makerSlots().first).id
        centre.now = centre.now.adding(minutes: 700)
        #expect(throws: StoreError.self) { try office.moveMakerSlot(offered, to: .confirmed) }
    }

    @Test func somebodyIsCalledUntilSomebodyAnswers() throws {
        let centre = try Centre(12)
        let office = try centre.office()
        let rhythm = NoticeRhythm(minutes: 5, attempts: 2)
        guard case .saved(let id, _) = try office.escalate("hold B-0001", role: .ward) else {
            return
        }
        var rung: [(to: String, kind: String)] = []
        func ring() throws {
            _ = try office.callDue(rhythm) { notice in
                rung.append((notice.to.text, notice.kind))
                return true
            }
        }
        try ring()
        try ring()
        #expect(rung.count == 1, "not due again yet")
        for _ in 0..<4 {
            centre.now = centre.now.adding(minutes: 5)
            try ring()
        }
        #expect(rung.count == 5 && rung.allSatisfy { $0.kind == "hold" })
        // After two calls the next on the roster is called.
        #expect(rung[0].to == rung[1].to && rung[1].to != rung[2].to)
        #expect(rung[2].to == rung[3].to)
        _ = try centre.office("kobayashi").acknowledge(id)
        centre.now = centre.now.adding(minutes: 60)
        try ring()
        #expect(rung.count == 5)
        #expect(throws: StoreError.self) { try office.acknowledge(id) }
    }

    @Test func aDecisionIsCountedAgainUnderOtherWeights() throws {
        let courses = [1, 2, 3].map { Course.ID(prefix: "K", number: $0) }
        let decision = Allocation(
            id: Allocation.ID(prefix: "A", number: 1), at: Self.now,
            resource: Identifier(prefix: "R", number: 1), day: Self.now.day,
            candidates: [
                .init(courses[0], [.urgency: 2, .waited: 3]),
                .init(courses[1], [.urgency: 0, .waited: 50]),
                .init(courses[2], [.urgency: 0, .waited: 50]),
            ], weights: .example, chosen: courses[0], by: Identifier(prefix: "U", number: 1),
            reason: "x")
        #expect(decision.order().map(\.course) == courses)
        #expect(!decision.isAgainstScore)
        let other = try #require(Allocation.Weights("urgency=1,waited=1"))
        // Equals stand in the order of their numbers.
        #expect(decision.order(other).map(\.course) == [courses[1], courses[2], courses[0]])
        #expect(Allocation.Weights("luck=1") == nil && Allocation.Weights("urgency=nan") == nil)
    }
}
