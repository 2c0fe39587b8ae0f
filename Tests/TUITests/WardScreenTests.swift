import Application
import Domain
import Support
import TUI
import Terminal
import Testing

/// The ward, intensive care, the patient's page and the flags, on a demonstration store.
@Suite(.serialized)
struct WardScreenTests {
    private static func desk() throws -> EngineDesk {
        try EngineDesk(
            24, 80, .english, user: "kobayashi", .init(courses: 60, years: 1, seed: 11))
    }

    /// A patient on the ward who was infused, with a lot of days behind them.
    private static func infused(_ desk: EngineDesk) throws -> String {
        let rows = try #require(desk.app.desk[WardState.self].reply?.list.rows)
        let found = rows.first { row in
            (2...12).contains(row.dayAfterInfusion ?? -1) && (row.grade(.crs)?.level ?? 0) > 0
        }
        return try #require(found?.course.text)
    }

    /// Goes to the ward and puts the cursor on a patient who was infused.
    private static func ward() throws -> (EngineDesk, String) {
        var desk = try desk()
        try desk.press("4")
        let course = try infused(desk)
        while desk.app.desk[WardState.self].table.selected != course { try desk.press("j") }
        return (desk, course)
    }

    @Test func iceFromTenToSixIsTenKeys() throws {
        var (desk, course) = try Self.ward()
        try desk.press("ia<enter>")
        #expect(desk.refused.isEmpty && desk.said.map(\.key) == ["ward.recorded"])
        // The clock of the test stands still: the same minute is the same reading, corrected.
        try desk.press("ia4790")
        let text = desk.app.view().text
        #expect(text.contains("ICE 6") && text.contains("ICANS 2"))
        try desk.press("<enter>")
        #expect(desk.refused.isEmpty && desk.said.count == 2)
        let row = try #require(
            desk.app.desk[WardState.self].reply?.list.rows.first { $0.course.text == course })
        #expect(row.grade(.icans)?.level == 2 && !row.escalations.isEmpty)
        #expect(row.tasks.contains { $0.what.contains("MRI") })
        // It waits in the bar and in the Inbox until somebody answers.
        #expect(desk.app.view().text.contains("waiting"))
        try desk.press("a")
        expectScreens(desk.app, named: "dialog-answer")
        try desk.press("on the way<enter>")
        let after = try #require(
            desk.app.desk[WardState.self].reply?.list.rows.first { $0.course.text == course })
        #expect(after.escalations.isEmpty)
    }

    @Test func anIncompleteScoreIsNotRecorded() throws {
        var (desk, _) = try Self.ward()
        try desk.press("i123<enter>")
        #expect(desk.said.isEmpty && desk.app.desk.overlay != nil)
        #expect(desk.app.refusal?.key == "bedside.iceIncomplete")
        try desk.press("<escape>")
        #expect(desk.app.desk.overlay == nil)
    }

    @Test func feverWithHypotensionIsGradedWhileItIsTyped() throws {
        var (desk, course) = try Self.ward()
        try desk.press("v38.6<enter>84<enter>94<enter>2")
        #expect(desk.app.view().text.contains("CRS 2"))
        #expect(desk.said.isEmpty)
        for _ in 0..<7 { try desk.press("<enter>") }
        #expect(desk.refused.isEmpty && desk.said.count == 1)
        let row = try #require(
            desk.app.desk[WardState.self].reply?.list.rows.first { $0.course.text == course })
        #expect(row.grade(.crs)?.level == 2 && row.temperature?.value == 38.6)
    }

    @Test func aWrongEntryIsWithdrawn() throws {
        var (desk, course) = try Self.ward()
        try desk.press("ia78<enter>")
        #expect(desk.said.count == 1)
        try desk.press("C")
        #expect(desk.app.view().text.contains("ICE 8"))
        try desk.press("xother bed<enter>")
        #expect(desk.refused.isEmpty && desk.said.last?.key == "ward.withdrawn")
        let row = try #require(
            desk.app.desk[WardState.self].reply?.list.rows.first { $0.course.text == course })
        #expect(row.grade(.icans)?.level != 1 && row.escalations.isEmpty)
    }

    @Test func closingABedShowsFirstWhoIsAtRisk() throws {
        var desk = try Self.desk()
        try desk.press("5")
        try desk.press("x")
        #expect(desk.app.view().text.contains("nothing has been moved or closed yet"))
        try desk.press("<escape>")
        #expect(desk.said.isEmpty)
        try desk.press("xx")
        #expect(desk.said.isEmpty)
        try desk.press("water<enter>")
        #expect(desk.refused.isEmpty && desk.said.map(\.key) == ["notice.blocked"])
        let night = try #require(desk.app.desk[ICUState.self].reply?.forecast.nights.first)
        #expect(night.beds.open == 1)
    }

    @Test func theTimeOutWantsEveryPoint() throws {
        var (desk, _) = try Self.ward()
        try desk.press("T<enter>")
        #expect(desk.app.refusal?.key == "timeOut.tickAll")
        try desk.press("<escape>R<enter><enter>")
        #expect(desk.said.map(\.key) == ["ward.reserved"])
        try desk.press("T123456<enter>mori<enter>")
        #expect(desk.refused.isEmpty && desk.said.last?.key == "ward.timeOut")
    }

    @Test func aDoseIsGivenAndTakenBack() throws {
        var (desk, course) = try Self.ward()
        try desk.press("D")
        #expect(!desk.app.view().text.contains("anakinra"))
        try desk.press("<escape>d")
        try desk.press("anak<enter>100 mg<enter><enter>")
        #expect(desk.said.last?.key == "ward.given")
        try desk.press("D")
        #expect(desk.app.view().text.contains("anakinra 100 mg"))
        try desk.press("x")
        try desk.press("other bed<enter>")
        #expect(desk.refused.isEmpty && desk.said.last?.key == "record.isWithdrawn")
        try desk.press("D")
        #expect(!desk.app.view().text.contains("anakinra"))
        #expect(!course.isEmpty)
    }

    /// What has happened is told on the patient's page, and the next stands ready.
    @Test func goingHomeIsRecorded() throws {
        var (desk, course) = try Self.ward()
        try desk.press("<enter>M")
        #expect(desk.app.view().text.contains("discharged"))
        for _ in 0..<4 { try desk.press("<enter>") }
        #expect(desk.refused.isEmpty && desk.said.last?.key == "courses.recorded")
        #expect(
            desk.app.desk[PatientState.self].picture?.milestones.last?.kind == .discharged)
        #expect(!course.isEmpty)
    }

    /// Four keys at most lead from anywhere to a patient's page.
    @Test func thePageIsNearFromAnywhere() throws {
        for start in ["1", "2", "3", "4", "5", "7"] {
            var desk = try Self.desk()
            try desk.press(start)
            try desk.press("1j<enter>")
            #expect(desk.app.desk.place == .patient, "\(start)")
            #expect(desk.app.desk[PatientState.self].picture != nil)
        }
    }

    /// Who went home years ago is followed up for years: the page opens as any other does, from the
    /// list of patients and from the patients behind a figure.
    @Test func whoseCourseHasEndedIsOpened() throws {
        var desk = try Self.desk()
        let row = try #require(
            desk.app.live.patients.first { $0.course.isEmpty && !$0.ended.isEmpty })
        try desk.press("2/\(row.patient)<enter><enter>")
        #expect(desk.app.desk.place == .patient)
        let picture = try #require(desk.app.desk[PatientState.self].picture)
        #expect(picture.course.text == row.ended && picture.milestones.last?.kind == .ended)
        #expect(desk.app.view().text.contains(row.name))
        // What was done stands; nothing of it is done again.
        try desk.press("m")
        #expect(desk.app.desk.overlay == nil)
    }

    /// A course that others change while its page is open is drawn anew.
    @Test func thePageFollows() throws {
        var (desk, course) = try Self.ward()
        try desk.press("<enter>")
        let id = try Course.ID(course)
        let entry = BedsideEntry(
            id, at: Sample.now,
            ice: Dictionary(uniqueKeysWithValues: BedsideEntry.iceItems.map { ($0, false) }))
        _ = try desk.follower.perform(Assess(entry, .english))
        try desk.reload()
        #expect(desk.app.desk[PatientState.self].picture?.standing(.icans)?.grade.level == 3)
        #expect(desk.app.view().text.contains("ICANS rose"))
    }

    /// What a bedside makes of the flags stands on the Board, too.
    @Test func theBoardShowsFlagsBeforeAnInfusion() throws {
        let desk = try Self.desk()
        var overview: Overview?
        while desk.follower.isBehindWithFlags {
            if let made = try desk.follower.makeFlags() { overview = made }
        }
        let courses = try #require(overview?.courses)
        let before = courses.filter { $0.stage < .infusion }
        #expect(!before.isEmpty && before.allSatisfy { $0.flags != nil })
        let signs = before.map { BoardRow($0, today: Sample.today).crs }
        #expect(signs.allSatisfy { $0 != .none })
    }

    // MARK: Pictures

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let keys: String
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "ward", keys: ""), Case(name: "ward-beds", keys: "<tab>"),
        Case(name: "ward-ice", keys: "ia4790"),
        Case(name: "ward-findings", keys: "v38.6<enter>84<enter>94<enter>2"),
        Case(name: "ward-hand-over", keys: "H"), Case(name: "ward-time-out", keys: "T12"),
        Case(name: "patient-now", keys: "<enter>"),
        Case(name: "patient-charts", keys: "<enter><tab>"),
        Case(name: "patient-chart-temperature", keys: "<enter><tab>j"),
        Case(name: "patient-chart-crp", keys: "<enter><tab>jjj"),
        Case(name: "patient-chart-ferritin", keys: "<enter><tab>jjjj+"),
        Case(name: "patient-chart-platelets", keys: "<enter><tab>jjjjjjj"),
        Case(name: "patient-flags", keys: "<enter><tab><tab>"),
        Case(name: "patient-care", keys: "<enter><tab><tab><tab>"),
        Case(name: "patient-history", keys: "<enter><tab><tab><tab><tab>"),
        Case(name: "flags", keys: "f"), Case(name: "icu", keys: "5lll"),
        Case(name: "icu-close", keys: "5lllx"), Case(name: "ward-dose", keys: "d"),
        Case(name: "ward-reserve", keys: "R"), Case(name: "ward-follow-up", keys: "F"),
        Case(name: "ward-entries", keys: "C"), Case(name: "ward-doses", keys: "D"),
        Case(name: "ward-milestone", keys: "M"), Case(name: "ward-discharge", keys: "X"),
        Case(name: "ward-letter", keys: "Y"), Case(name: "ward-chart-text", keys: "y"),
        Case(name: "flags-cards", keys: "fK"), Case(name: "ward-licats", keys: "O12<tab>1"),
    ]

    @Test func theScreensAreDrawn() throws {
        let first = try Self.desk()
        let id = try Course.ID(Self.course(first))
        let office = first.follower
        let old = BedsideEntry(
            id, at: Sample.now.adding(minutes: -26 * 60),
            ice: Dictionary(uniqueKeysWithValues: BedsideEntry.iceItems.map { ($0, true) }),
            sentence: "今日はよい天気です")
        _ = try office.perform(Assess(old, .japanese))
        _ = try office.perform(
            GiveDose(
                "tocilizumab", dose: "480 mg", to: id, at: Sample.now.adding(minutes: -30 * 60)))
        for example in Self.cases {
            for language in Language.allCases {
                for (rows, columns) in [(24, 80), (48, 160)] {
                    var desk = first.resized(rows, columns, language)
                    try desk.show()
                    try desk.press("4")
                    while desk.app.desk[WardState.self].table.selected != id.text {
                        try desk.press("j")
                    }
                    try desk.press(example.keys)
                    expectScreen(desk.app.view(), named: example.name, language)
                }
            }
        }
    }

    private static func course(_ desk: EngineDesk) throws -> String {
        var copy = desk
        try copy.press("4")
        return try infused(copy)
    }

    /// Whatever the size, there is a picture and no trap.
    @Test func everySizeIsDrawn() throws {
        var (desk, _) = try Self.ward()
        for example in Self.cases {
            try desk.press("4")
            try desk.press(example.keys)
            for (rows, columns) in [(1, 1), (1, 80), (24, 1), (5, 20), (9, 40), (3, 500), (200, 3)]
            {
                _ = desk.app.update(.resized(Size(rows: rows, columns: columns)))
                #expect(desk.app.view().cells.count == rows * columns, "\(example.name)")
            }
            _ = desk.app.update(.resized(Size(rows: 24, columns: 80)))
            try desk.press("<escape><escape>")
        }
    }
}
