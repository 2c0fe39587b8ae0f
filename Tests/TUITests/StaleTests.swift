import Application
import Domain
import Support
import TUI
import Terminal
import Testing

/// Two people at one course, a long work given up, and a replan left running.
@Suite(.serialized)
struct StaleTests {
    @Test func aSaveOverANewerChangeAsksAndLosesNeither() throws {
        var desk = try EngineDesk()
        let course = try #require(PlanScreenTests.planned(desk))
        let id = try Course.ID(course)
        try desk.choose(course)
        try desk.press("m}")
        var days = 7
        while desk.app.view().text.contains("Not possible"), days < 60 {
            try desk.press("]")
            days += 1
        }
        let before = try #require(desk.row(course)?.dayZero)
        // Meanwhile somebody else moves the same course, and this desk has not heard of it.
        let board = try desk.follower.planning()
        let booking = try #require(
            board.hospital.courses[id]?.standing.first { $0.record.activity == .infusion })
        let others = (1...60).filter { $0 != days }.compactMap { offset -> CoursePlan? in
            let day = booking.record.span.first + offset
            return board.move(booking.record.id, of: id, to: day)?.plan
        }
        let other = try #require(others.first)
        _ = try desk.follower.book(
            board.chosen(other, until: Sample.now.adding(minutes: 3 * 24 * 60)))
        try desk.press("<enter>")
        #expect(desk.refused.map(\.key) == ["plan.stale"])
        // Theirs stands.
        #expect(desk.row(course)?.dayZero == other.infusion)
        // Ours is asked about, with the day that was wanted.
        let wanted = Wording(.english).day(before + days)
        #expect(desk.app.view().text.contains(wanted))
        expectScreens(desk.app, named: "dialog-stale")
        try desk.press("m")
        #expect(desk.app.view().text.contains(Wording(.english).shortDay(before + days)))
        try desk.press("<enter>")
        if desk.app.desk.overlay == nil {
            #expect(desk.row(course)?.dayZero == before + days)
        } else {
            #expect(desk.app.refusal?.key == "move.impossible")
        }
    }

    /// However long it would take, a search that is given up ends.
    @Test func aReplanThatIsCancelledEnds() throws {
        let desk = try EngineDesk()
        let work = ReplanWork(steps: 1_000_000_000)
        let material = try work.material(with: desk.follower)
        let progress = WorkProgress { _, _ in }
        progress.cancel()
        let reply = try work.reply(from: material, progress)
        #expect(reply.courses > 0)
    }

    /// The key that gives it up is answered at once: nobody waits for the worker.
    @Test func escapeGivesALongWorkUpAtOnce() throws {
        var app = Sample.app()
        #expect(app.press("P").contains { if case .start = $0 { true } else { false } })
        #expect(app.work != nil && app.desk.overlay != nil)
        #expect(app.press("<escape>") == [.cancelWork])
        #expect(app.work == nil && app.desk.overlay == nil)
    }

    @Test func aReplanIsLeftRunningAndLookedAtWhenItIsReady() throws {
        let desk = try EngineDesk()
        var app = desk.app
        app.press("P<tab>")
        #expect(app.desk.overlay == nil && app.work != nil)
        // One goes on working meanwhile.
        app.press("j3")
        #expect(app.desk.place == .slots)
        let work = ReplanWork()
        let reply = try work.reply(
            from: work.material(with: desk.follower), WorkProgress { _, _ in })
        _ = app.update(.answer(Answer(work, reply)))
        #expect(app.notice?.phrase.key == "replan.ready")
        app.press("1P")
        #expect(app.view().text.contains("accept marked"))
    }
}
