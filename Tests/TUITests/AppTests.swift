import Application
import Domain
import Support
import TUI
import Terminal
import Testing

struct AppTests {
    @Test func aPatientIsReachedInFewKeys() {
        for name in ["K-0145", "高橋", "タカハシ", "たかはし", "takahashi"] {
            var app = Sample.app()
            app.press("g\(name)<enter>")
            #expect(app.desk.board.table.selected == "K-0145", "\(name)")
            #expect(app.desk.overlay == nil)
        }
    }

    @Test func theCursorStaysOnThePatientWhenRowsMove() {
        var app = Sample.app()
        app.press("jj")
        #expect(app.desk.board.table.selected == "K-0145")
        app.press("S")
        #expect(app.desk.board.table.selected == "K-0145")
        var live = Sample.live
        live.board.reverse()
        _ = app.update(.loaded(live))
        #expect(app.desk.board.table.selected == "K-0145")
        live.board.removeAll { $0.course == "K-0145" }
        _ = app.update(.loaded(live))
        #expect(app.desk.board.table.selected != nil)
        live.board = []
        _ = app.update(.loaded(live))
        #expect(app.desk.board.table.selected == nil)
        app.press("<enter>")
        #expect(app.refusal == Phrase("refusal.nothingSelected"))
    }

    @Test func anotherPersonsChangeIsMarkedForThreeSeconds() {
        var app = Sample.app()
        #expect(app.desk.board.changed.isEmpty)
        var live = Sample.live
        let old = Sample.board[2]
        live.board[2] = BoardRow(
            course: old.course, patient: old.patient, name: old.name, reading: "タカハシ マコト",
            product: old.product, stage: old.stage, stageRank: old.stageRank, bars: old.bars,
            dayZero: old.dayZero, onTime: 0.71, changedBy: "sato")
        // One's own change needs no mark.
        live.changed = ["K-0145": "sato", "K-0142": "tanaka"]
        _ = app.update(.loaded(live))
        #expect(Array(app.desk.board.changed.keys) == ["K-0145"])
        #expect(app.millisecondsToNextTick <= 1000)
        _ = app.update(.tick(Sample.now.adding(milliseconds: 3001)))
        #expect(app.desk.board.changed.isEmpty)
    }

    /// What is cut off at the edge is what to do about it.
    @Test(arguments: Language.allCases) func aLongMessageIsToldWhole(_ language: Language) {
        var app = Sample.app(24, 80, language)
        let usual = app.view().text.split(separator: "\n", omittingEmptySubsequences: false)
        let phrase = Phrase("store.absent", ["store": .text("/srv/cartas/hospital.sqlite")])
        _ = app.update(.refused(phrase))
        let shown = app.view().text.split(separator: "\n", omittingEmptySubsequences: false)
        func letters(_ text: String) -> String { text.filter { !$0.isWhitespace } }
        let told = letters(shown.suffix(3).joined())
        #expect(told.contains(letters(Wording(language)(phrase))), "\(shown.suffix(3))")
        #expect(shown.dropLast(3) == usual.dropLast(3))
        app.press("j")
        #expect(app.view().text.hasSuffix(String(usual.last ?? "")))
    }

    @Test func aKeyThatCannotActSaysWhy() {
        var app = Sample.app()
        app.press("%")
        #expect(app.refusal == Phrase("refusal.key", ["key": "%"]))
        app.press("2+")
        #expect(app.refusal?.key == "refusal.notHere")
        #expect(app.update(.key(.paste("q"))).isEmpty)
        #expect(app.refusal == Phrase("refusal.paste"))
        #expect(app.update(.key(.unknown)).isEmpty)
        #expect(app.refusal == nil)
    }

    @Test func escapeNeverLeavesAndQLeavesOnlyTheBoard() {
        var app = Sample.app()
        #expect(app.press("<escape><escape>").isEmpty)
        #expect(!app.press("3q").contains(.quit))
        #expect(app.desk.place == .board)
        app.press("/sato<enter>")
        #expect(app.press("q").isEmpty)
        #expect(app.desk.board.table.filter.isEmpty)
        #expect(app.press("q") == [.quit])
    }

    @Test func inboxLeadsToWhereItIsSolved() {
        var app = Sample.app()
        app.press("7<enter>")
        #expect(app.desk.place == .slots && app.desk.slots.day == 4)
        app.press("7j<enter>")
        #expect(app.desk.place == .board && app.desk.board.table.selected == "K-0142")
        app.press("7jj<enter>")
        #expect(app.desk.place == .inbox && app.refusal == Phrase("refusal.noPlace"))
    }

    @Test func everyActionIsReachedByItsKey() {
        for screen in Registry.screens {
            let actions = Registry.common + screen.actions
            let keys = actions.map(\.key).filter { !$0.isEmpty }
            #expect(Set(keys).count == keys.count, "\(screen.place.id): one key, two meanings")
            for action in actions where action.key.count == 1 {
                var app = Sample.app()
                app.press(screen.place.action.key)
                let before = app.view()
                let effects = app.press(action.key)
                #expect(app.refusal?.key != "refusal.key", "\(action)")
                // Something is seen of it: another picture, or work for the runtime.
                let isSeen = app.view() != before || !effects.isEmpty
                // Without data there is nothing to sort or to walk through.
                let isHere: [Action] = [
                    screen.place.action, Place.board.action, .today, .closer, .earlier, .later,
                    .sort, .reverseSort,
                ]
                #expect(isSeen || isHere.contains(action), "\(screen.place.id) \(action)")
            }
        }
    }

    @Test func everyActionHasWords() {
        for wording in Sample.wordings {
            for action in Registry.actions {
                for key in ["action.\(action.id)", "action.\(action.id).also"] {
                    #expect(wording.book[key] != nil, "\(wording.language) \(key)")
                }
            }
            for screen in Registry.screens {
                #expect(wording.book["help.about.\(screen.place.id)"] != nil)
                #expect(wording.book["screen.\(screen.place.id)"] != nil)
                for hint in screen.hints { #expect(wording.book["hint.\(hint.id)"] != nil) }
            }
            for theme in Theme.Name.allCases {
                #expect(wording.book["theme.\(theme.rawValue)"] != nil)
            }
        }
    }
}

struct LockTests {
    @Test func theScreenIsCoveredWhenNobodyTypes() {
        var app = Sample.app(idleSeconds: 60)
        #expect(app.millisecondsToNextTick <= 60_000)
        _ = app.update(.tick(Sample.now.adding(milliseconds: 59_000)))
        #expect(app.lock == nil)
        app.press("j")
        _ = app.update(.tick(Sample.now.adding(milliseconds: 118_000)))
        #expect(app.lock == nil)
        _ = app.update(.tick(Sample.now.adding(milliseconds: 119_000)))
        #expect(app.lock == .covered)
        // Nothing of any patient is left on the screen, whatever is pressed.
        var random = RandomSource(seed: 9)
        for _ in 0..<2000 {
            _ = app.update(.key(.text(random.pick(Array("qj:/?gL72<>あ ")))))
            _ = app.update(.key(random.pick([.enter, .escape, .tab, .function(1), .paste("x")])))
            let text = app.view().text
            for row in Sample.board {
                #expect(!text.contains(row.name) && !text.contains(row.course))
            }
            if case .checking = app.lock { _ = app.update(.signInRefused(Phrase("form.required"))) }
        }
        #expect(app.lock != nil)
    }

    @Test func draftsStayWithTheirOwner() {
        var app = Sample.app()
        app.press("3jjl2/suz")
        let tanaka = app.desk
        #expect(app.press("<enter>W") == [.signOut])
        app.press("mori<enter>pw")
        #expect(app.press("<enter>") == [.signIn(name: "mori", secret: "pw", code: nil)])
        _ = app.update(.signedIn(Operator(id: "mori", name: "森", role: Phrase("role.physician"))))
        #expect(app.desk.place == .board && app.desk.patients.filter.isEmpty)
        app.press("7")
        app.press("W")
        app.press("tanaka<enter>pw<enter>")
        _ = app.update(.signedIn(Sample.tanaka))
        #expect(app.desk.place == .patients)
        #expect(app.desk.patients.filter == tanaka.patients.filter)
        #expect(app.desk.slots == tanaka.slots)
    }

    @Test func aWrongPasswordKeepsTheNameAndTheCover() {
        var app = Sample.app()
        app.press("L<enter>wrong<enter>")
        _ = app.update(.signInRefused(Phrase("lock.checking")))
        guard case .asking(let form) = app.lock else {
            Issue.record("not asking")
            return
        }
        #expect(form.text("name") == "tanaka" && form.text("secret").isEmpty)
        #expect(form.refusal == Phrase("lock.checking"))
    }

    @Test func aSecondFactorIsAskedForWhenThePasswordWasRight() {
        var app = Sample.app()
        app.press("L<enter>right<enter>")
        _ = app.update(.signInNeedsCode)
        #expect(app.view().text.contains("Code"))
        #expect(app.press("<enter>") == [])
        app.press("123456")
        let expected = Effect.signIn(name: "tanaka", secret: "right", code: "123456")
        #expect(app.press("<enter>") == [expected])
        // Refused, it begins with the password again.
        _ = app.update(.signInRefused(Phrase("lock.checking")))
        app.press("right")
        #expect(
            app.press("<enter>") == [.signIn(name: "tanaka", secret: "right", code: nil)])
    }
}
