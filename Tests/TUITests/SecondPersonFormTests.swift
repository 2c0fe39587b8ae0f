import Application
import Domain
import Terminal
import Testing

@testable import TUI

/// The form for the second person of an act of two.
struct SecondPersonFormTests {
    struct Planned: Deed {
        func perform(with follower: Follower) throws(StoreError) -> Phrase { Phrase("cli.done") }
    }

    private static func type(_ words: String, _ app: inout App) -> [Effect] {
        for letter in words { _ = app.update(.key(.text(letter))) }
        return app.update(.key(.enter))
    }

    private static func asked(_ effects: [Effect]) -> AttestedDeed? {
        for case .ask(let question) in effects {
            if let deed = question as? AttestedDeed { return deed }
        }
        return nil
    }

    @Test(arguments: Language.allCases)
    func theFormIsDrawn(_ language: Language) {
        for (rows, columns) in [(24, 80), (48, 160)] {
            var app = Sample.app(rows, columns, language)
            _ = app.update(.secondMissing(AnyDeed(Planned())))
            expectScreen(app.view(), named: "dialog-second-person", language)
        }
    }

    @Test func theSecondPersonIsAskedUntilTheyAreKnown() throws {
        var app = Sample.app()
        _ = app.update(.secondMissing(AnyDeed(Planned())))
        #expect(app.desk.overlays.count == 1)
        _ = Self.type("mori", &app)
        let first = try #require(Self.asked(Self.type("secret", &app)))
        let beside = Credentials(user: "mori", password: "secret")
        #expect(first == AttestedDeed(Planned(), beside: beside))

        // Typed while it is looked up: nothing happens.
        #expect(Self.type("x", &app) == [])
        // The password was right, the code is missing: only the code is typed.
        _ = app.update(.answer(Answer(first, .codeMissing)))
        let second = try #require(Self.asked(Self.type("123456", &app)))
        #expect(
            second
                == AttestedDeed(
                    Planned(),
                    beside: Credentials(user: "mori", password: "secret", code: "123456")))
        // A wrong one: said in the form, which stays.
        _ = app.update(.answer(Answer(second, .refused(Phrase("login.refused")))))
        #expect(app.desk.overlays.count == 1)
        let third = try #require(Self.asked(Self.type("right", &app)))
        // An answer to an older question changes nothing.
        _ = app.update(.answer(Answer(second, .done(Phrase("cli.repeated")))))
        #expect(app.desk.overlays.count == 1)
        _ = app.update(.answer(Answer(third, .done(Phrase("cli.repeated")))))
        #expect(app.desk.overlays.isEmpty)
        #expect(app.notice?.phrase == Phrase("cli.repeated"))
    }
}
