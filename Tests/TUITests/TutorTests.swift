import Application
import Domain
import Support
import TUI
import Terminal
import Testing

struct TutorTests {
    static func app() -> App {
        var app = App(
            size: Size(rows: 24, columns: 80), now: Sample.now,
            settings: App.Settings(language: .english), link: .demo, person: Sample.tanaka,
            wordings: Sample.wordings, tutor: Tutor())
        _ = app.update(.loaded(Sample.live))
        _ = app.update(.answer(Sample.sheetAnswer))
        return app
    }

    /// The keys that the tasks name do the tasks, in their order.
    @Test func theTasksCanBeDoneAsTheySay() {
        var app = Self.app()
        let keys = [
            "j", "/sato<enter>", "<escape>", "gtakahashi<enter>", "-", "D", "n<escape>",
            "p<escape>", "e<escape>", "m<escape>", "!<escape>", "C<escape>", "b<escape>",
            "A<escape>", ":help<enter><escape>", "3", "llllw<escape>", "<enter>sato<enter>", "u",
            "7", "z<escape>", "?",
        ]
        for (number, keys) in keys.enumerated() {
            #expect(app.tutor?.done == number, "before \(keys): \(app.tutor?.phrase.key ?? "")")
            app.press(keys)
        }
        #expect(app.tutor?.task == nil)
        #expect(app.tutor?.phrase == Phrase("tutor.finished"))
    }

    @Test func aTaskIsNotDoneByAnotherKey() {
        var app = Self.app()
        app.press("7137?<escape>:<escape>")
        #expect(app.tutor?.task == .move)
        #expect(app.view().text.contains("Task 1 of \(Tutor.Task.allCases.count)"))
    }

    @Test func everyTaskHasWords() {
        for wording in Sample.wordings {
            for task in Tutor.Task.allCases {
                #expect(wording.book["tutor.\(task.rawValue)"] != nil, "\(task)")
            }
        }
    }
}
