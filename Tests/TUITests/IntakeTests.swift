import Application
import Domain
import Support
import TUI
import Terminal
import Testing

struct IntakeTests {
    /// What a coordinator types while on the telephone, and what comes of it.
    @Test func aReferralIsTakenInOneForm() throws {
        var app = Sample.app()
        let effects = app.press(
            "nヤマモト<tab>サクラ<tab>山本<tab>さくら<tab>1968-02-03<tab>1<tab>00777<tab>北病院<tab>1<tab>2<tab>")
        // The facts typed so far are asked about at once, with nothing to press.
        #expect(effects.contains { if case .ask = $0 { true } else { false } })
        let last = app.press("ecog 1<enter>")
        guard case .act(let deed as TakeReferral) = last.last else {
            Issue.record("nothing was taken: \(last)")
            return
        }
        #expect(deed.form.name.family == "山本" && deed.form.name.familyKana == "ヤマモト")
        #expect(deed.form.birth.iso == "1968-02-03" && deed.form.sex == .female)
        #expect(deed.form.hospitalNumber == "00777" && deed.form.urgency == .soon)
        #expect(deed.form.patient == nil && deed.remark.contains("ecog 1"))
        // The plan that is owed is offered, and can wait.
        app.press("<escape>")
        #expect(app.desk.overlay == nil)
    }

    @Test func whoIsKnownIsNoticedAndTaken() throws {
        var app = Sample.app()
        app.press("nスズ")
        #expect(app.view().text.contains("00482913"))
        _ = app.update(.key(.control("t")))
        app.press("<tab><tab><tab>")
        let effects = app.update(.key(.control("s")))
        guard case .act(let deed as TakeReferral) = effects.last else {
            Issue.record("nothing was taken")
            return
        }
        #expect(deed.form.name.family == "鈴木")
    }

    @Test func anUnfinishedReferralIsNotTakenAndEscapeChangesNothing() {
        var app = Sample.app()
        app.press("n")
        let effects = app.update(.key(.control("s")))
        #expect(!effects.contains { if case .act = $0 { true } else { false } })
        #expect(app.desk.overlay != nil)
        #expect(app.press("<escape>").isEmpty)
        #expect(app.desk.overlay == nil)
    }

    @Test func anEventSaysWhomItTells() {
        var app = Sample.app(24, 80)
        let effects = app.press("!2<tab>label torn<enter>")
        guard case .act(let deed as ReportEvent) = effects.first else {
            Issue.record("nothing was reported")
            return
        }
        #expect(deed.event == .batchFailed && deed.words == "label torn")
        #expect(deed.title == "batch failed")
        #expect(deed.course.text == app.desk.board.table.selected)
    }
}
