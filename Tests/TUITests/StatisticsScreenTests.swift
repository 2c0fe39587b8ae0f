import Application
import Domain
import Support
import TUI
import Terminal
import Testing

struct StatisticsScreenTests {
    /// Thirty courses, each three days after the other, the same for ever.
    private static func courses() throws -> [CourseTrace] {
        try (0..<30).map { number in
            let at = Sample.now.adding(minutes: -1440 * (20 + 9 * number))
            var record = CourseRecord(
                id: try Course.ID("K-\(100 + number)"),
                patient: try Patient.ID("P-\(100 + number)"),
                product: try Product.ID(number % 3 == 0 ? "tisa-cel" : "axi-cel"),
                referral: Referral(
                    at: at, hospital: "みなと医療センター", indication: .lymphoma, urgency: .soon))
            if number % 7 == 3 {
                (record.ending, record.ended) = (
                    .withdrawn(.progression), at.adding(minutes: 1440 * 15)
                )
            }
            var trace = CourseTrace(record, sex: .female, birth: at.day - 22_000)
            trace.note(.planPresented, at: at.adding(minutes: 900 + 40 * number))
            guard number % 7 != 3 else { return trace }
            trace.note(.collected, at: at.adding(minutes: 1440 * (6 + number % 5)))
            if number > 3 {
                trace.note(.infused, at: at.adding(minutes: 1440 * (38 + number % 11)))
            }
            return trace
        }
    }

    private static func figure(_ request: FigureRequest) throws -> Figure {
        var scope = FigureScope(asOf: Sample.now)
        scope.grouping = request.grouping
        let courses = try courses()
        return switch request.page {
        case .funnel: FunnelFigure.figure(courses, scope)
        case .control: ControlFigure.figure(request.measure, courses, scope)
        case .pair: WaitFigure.pair(request.pair, courses, scope)
        default: WaitFigure.table(courses, scope)
        }
    }

    /// Answers what the screen asked last.
    private static func answer(_ app: inout App, _ effects: [Effect]) throws {
        for case .ask(let question) in effects {
            guard let asked = question as? FigureQuestion else { continue }
            _ = app.update(.answer(Answer(asked, try figure(asked.request))))
        }
    }

    private static func press(_ app: inout App, _ keys: [Key]) throws {
        for key in keys { try answer(&app, app.update(.key(key))) }
    }

    @Test(arguments: [Language.english, .japanese]) func pages(_ language: Language) throws {
        let pages: [(name: String, keys: [Key])] = [
            ("waits", [.text("6")]), ("waits-pair", [.text("6"), .tab, .text("b")]),
            ("funnel", [.text("6"), .tab, .tab]),
            ("control", [.text("6"), .tab, .tab, .tab, .tab]),
            ("definitions", [.text("6"), .text("i")]), ("export", [.text("6"), .text("X")]),
            ("what-if", [.text("6"), .text("w")]),
        ]
        for (name, keys) in pages {
            for (rows, columns) in [(24, 80), (48, 160)] {
                var app = Sample.app(rows, columns, language)
                try Self.press(&app, keys)
                expectScreen(app.view(), named: "statistics-\(name)", language)
            }
        }
    }

    @Test func everySizeIsDrawn() throws {
        for (rows, columns) in [(1, 1), (1, 80), (24, 1), (2, 2), (5, 20), (3, 500), (200, 3)] {
            var app = Sample.app(24, 80, .japanese)
            try Self.press(&app, [.text("6"), .tab])
            try Self.answer(&app, app.update(.resized(Size(rows: rows, columns: columns))))
            #expect(app.view().cells.count == rows * columns)
            try Self.press(&app, [.text("j"), .tab, .tab, .text("G")])
            #expect(app.view().cells.count == rows * columns)
        }
    }

    @Test func aRowOpensItsPatients() throws {
        var app = Sample.app(24, 80, .english)
        try Self.press(&app, [.text("6")])
        let effects = app.update(.key(.enter))
        let asked = effects.compactMap { effect -> CoursesQuestion? in
            if case .ask(let question) = effect { question as? CoursesQuestion } else { nil }
        }
        #expect(asked.first?.courses.count == 30)
    }

    /// A month back is another question, and today's answer is not taken for it.
    @Test func anOvertakenAnswerIsNotShown() throws {
        var app = Sample.app(24, 80, .english)
        let first = app.update(.key(.text("6")))
        _ = app.update(.key(.text("[")))
        try Self.answer(&app, first)
        #expect(app.desk[StatisticsState.self].figure == nil)
    }

    /// A target is set where it is looked at, an action begun and decided on.
    @Test func targetsAndActionsAreSetOnTheScreen() throws {
        var desk = try EngineDesk(
            24, 80, .english, user: "yamamoto", .init(courses: 40, years: 1, seed: 5))
        try desk.press("6")
        try desk.press("<enter>")
        expectScreens(desk.app, named: "statistics-courses")
        try desk.press("<escape>e")
        #expect(desk.app.refusal?.key == "statistics.nothingToSet")
        while desk.app.desk[StatisticsState.self].request.page != .kpis { try desk.press("<tab>") }
        try desk.press("e95<enter>agreed in June")
        expectScreens(desk.app, named: "statistics-target")
        try desk.press("<enter>")
        #expect(desk.refused.isEmpty && desk.said.last?.key == "target.kept")
        let figure = try #require(desk.app.desk[StatisticsState.self].figure)
        let place = try #require(figure.table.columns.firstIndex(of: "target"))
        let text = figure.table.texts(Wording(.english))[0][place + 1]
        #expect(text.contains("95"), "\(text)")
        try desk.press("<tab>n")
        try desk.press("more slots<enter><enter><enter>-20")
        expectScreens(desk.app, named: "statistics-improvement")
        try desk.press("<enter>")
        #expect(desk.refused.isEmpty && desk.said.last?.key == "improvement.kept")
        #expect(desk.app.desk[StatisticsState.self].figure?.table.rows.count == 1)
        try desk.press("e")
        try desk.press("<enter>as hoped")
        expectScreens(desk.app, named: "statistics-decision")
        try desk.press("<enter>")
        #expect(desk.refused.isEmpty && desk.said.last?.key == "improvement.decided")
        try desk.press("wicu+1<enter>")
        #expect(desk.app.refusal == nil)
        expectScreens(desk.app, named: "statistics-what-if-answer")
    }
}
