import Application
import Domain
import Testing

@testable import cartas

/// What a screen can do, a command can do as well, and the journal says the same of both.
struct TwinTests {
    @Test func everyDeedHasACommandUnderTheSameAct() throws {
        let desk = try TwinDesk(courses: 40, seed: 5)
        let follower = try desk.follower("tanaka")
        let office = try desk.office("tanaka")
        let course = try #require(try follower.load().courses.first { $0.isToPlan }).id
        let device = try Resource.ID("apheresis")
        let free = try #require(try office.firstFreePlace(for: .apheresis, from: TwinDesk.now.day))
        let form = ReferralForm(
            hospitalNumber: "", name: PersonName(family: "山本", given: ""), sex: .female,
            birth: TwinDesk.now.day - 9000, hospital: "", indication: .myeloma, urgency: .routine)

        func same(_ deed: any Deed, as name: String) throws {
            try desk.same(deed, by: "tanaka", as: name)
        }
        try same(TakeReferral(form), as: "patients refer")
        try same(HoldSlot(device, unit: free.unit, free.day, course), as: "bookings hold")
        let booking = try #require(
            try follower.load().courses.first { $0.id == course }?.bookings.first)
        try same(ConfirmBooking(booking.id), as: "bookings confirm")
        try same(ReleaseBooking(booking.id, why: "test"), as: "bookings release")
        try same(BlockUnit(device, unit: free.unit, free.day, why: "test"), as: "slots block")
        let block = try #require(try office.hospital().blocks.keys.max())
        try same(Unblock(block, why: "test"), as: "slots unblock")
        try same(AddNote(course, "test"), as: "courses note")
        try same(
            ReportEvent(course, .batchLate, title: "late", words: ""), as: "courses event")
        let people = try office.patients().map(\.id)
        try same(MergePatients(people[0], into: people[1]), as: "patients merge")
        let task = try #require(try office.hospital().tasks.keys.min())
        try same(CloseTask(task), as: "tasks done")
        let today = TwinDesk.now.day
        try same(
            RecordGate(course, .consent, .met, on: today, until: nil, words: ""),
            as: "gates record")
        let product = try #require(try office.hospital().products.keys.min())
        try same(RequestMakerSlot(product, today + 9, for: nil), as: "makers request")
        let slot = try #require(try office.makerSlots().first).id
        try same(MoveMakerSlot(slot, to: .confirmed), as: "makers move")
        let list = Array("ref,day,state\nLOT-7,\((today + 19).iso),offered\n".utf8)
        try same(TakeMakerList(try MakerList(product, csv: list)), as: "makers reconcile")
        let matter = try #require(try follower.load().matters.first).id
        try same(
            NoteMatter(
                matter, delegate: nil, until: TwinDesk.now.adding(minutes: 60), words: "test"),
            as: "inbox snooze")
        try same(EscalateMatter(matter, role: .physician), as: "inbox escalate")
        let notice = try #require(try office.openNotices().first).id
        try same(AcknowledgeNotice(notice), as: "inbox acknowledge")
        let candidates = try office.hospital().courses.keys.sorted().prefix(2).map {
            Allocation.Candidate($0, [.waited: 1])
        }
        try same(
            DecideAllocation(
                device, today, among: candidates, .example, for: candidates[0].course,
                reason: "test"), as: "allocations decide")
        try plans(follower, office, same: same)
    }

    /// Plans, and the same in a what-if copy.
    private func plans(
        _ follower: Follower, _ office: Office,
        same: (any Deed, String) throws -> Void
    ) throws {
        let board = try follower.planning()
        let course = try #require(try follower.load().courses.last { $0.isToPlan }).id
        let plan = try #require(board.threePlans(course).first)
        let work = PlanWork(course)
        let reply = try work.reply(
            from: work.material(with: follower), WorkProgress { _, _ in })
        try same(NewBranch("test"), "branches new")
        let branch = try #require(try office.branches().first).id
        try same(BookPlans(plan, seen: reply.seen, branch: branch), "branches move")
        try same(CommitBranch(branch, language: .english), "branches commit")
        try same(NewBranch("test"), "branches new")
        try same(DropBranch(try #require(try office.branches().first).id), "branches drop")
    }
}
