import Domain
import Support
import Testing

@testable import Application

/// Figures reconcile with what they count, on every date.
struct FigureTests {
    private static func count(_ figure: Figure, _ row: Int, _ column: String) -> Int {
        guard let place = figure.table.columns.firstIndex(of: column),
            case .count(let count) = figure.table.rows[row].cells[place]
        else { return -1 }
        return count
    }

    private static func scope(_ day: Int) -> FigureScope {
        FigureScope(asOf: Instant(RandomHistory.start + day, .midnight, offsetMinutes: 540))
    }

    @Test func theFunnelReconcilesToReferralsOnEveryDate() throws {
        let courses = try RandomHistory.courses(300, seed: 11)
        for day in stride(from: 0, through: 900, by: 9) {
            let scope = Self.scope(day)
            let figure = FunnelFigure.figure(courses, scope)
            let known = courses.count { $0.referred <= scope.asOf }
            #expect(Self.count(figure, 0, "came") == known)
            var rest = 0
            for row in figure.table.rows.indices {
                let here =
                    Self.count(figure, row, "leftHere") + Self.count(figure, row, "completedHere")
                    + Self.count(figure, row, "hereNow")
                let next =
                    row + 1 < figure.table.rows.count ? Self.count(figure, row + 1, "came") : 0
                #expect(Self.count(figure, row, "came") == here + next, "day \(day) row \(row)")
                #expect(figure.table.rows[row].courses.count == Self.count(figure, row, "came"))
                rest += here
            }
            #expect(rest == known)
        }
    }

    @Test func theFlowCarriesOver() throws {
        let courses = try RandomHistory.courses(300, seed: 12)
        for day in [40, 200, 517, 900] {
            let figure = FlowFigure.figure(courses, Self.scope(day))
            var before: Int?
            for row in figure.table.rows.indices {
                let start = Self.count(figure, row, "before")
                if let before { #expect(start == before) }
                let end = Self.count(figure, row, "after")
                #expect(
                    end
                        == start + Self.count(figure, row, "arrived")
                        - Self.count(figure, row, "infused") - Self.count(figure, row, "left"))
                before = end
            }
        }
    }

    @Test func groupsAddUpToTheWhole() throws {
        let courses = try RandomHistory.courses(400, seed: 13)
        for grouping in FigureGrouping.allCases {
            var scope = Self.scope(900)
            scope.grouping = grouping
            let figure = WaitFigure.pair(WaitPair(.referred, .infused), courses, scope)
            let last = figure.table.rows.count - 1
            for column in ["n", "reached", "open", "left"] {
                let sum = (0..<last).reduce(0) { $0 + Self.count(figure, $1, column) }
                #expect(sum == Self.count(figure, last, column), "\(grouping) \(column)")
            }
        }
    }

    /// What is counted as of a day does not change when more happens after it.
    @Test func thePastStaysAsItWas() throws {
        let courses = try RandomHistory.courses(200, seed: 14)
        for day in [100, 333, 700] {
            let scope = Self.scope(day)
            let known = courses.compactMap { $0.asOf(scope.asOf) }
            #expect(WaitFigure.table(courses, scope) == WaitFigure.table(known, scope))
            #expect(FunnelFigure.figure(courses, scope) == FunnelFigure.figure(known, scope))
        }
    }

    @Test func aPlanAfterExactlyADayIsInTime() throws {
        func trace(_ minutes: Int?, left: Int? = nil, number: Int) throws -> CourseTrace {
            let at = Instant(RandomHistory.start, .midnight, offsetMinutes: 540)
            var record = CourseRecord(
                id: try Course.ID("K-\(number)"), patient: try Patient.ID("P-\(number)"),
                product: nil,
                referral: Referral(at: at, hospital: "H", indication: .lymphoma, urgency: .soon))
            if let left {
                (record.ending, record.ended) = (.withdrawn(.death), at.adding(minutes: left))
            }
            var trace = CourseTrace(record, sex: .female, birth: RandomHistory.start - 20_000)
            if let minutes { trace.note(.planPresented, at: at.adding(minutes: minutes)) }
            return trace
        }
        // 24.0 h is in time, a minute more is not; none after a day counts against; who left within
        // the day does not count.
        let courses = [
            try trace(1440, number: 1), try trace(1441, number: 2), try trace(nil, number: 3),
            try trace(nil, left: 600, number: 4),
        ]
        let scope = Self.scope(3)
        let cohort = WaitCohort(WaitPair(.referred, .planPresented), courses, scope)
        let found = cohort.inTime(hours: 24)
        #expect(found.met == 1 && found.of == 3)
        let young = FigureScope(
            asOf: Instant(RandomHistory.start, .midnight, offsetMinutes: 540).adding(minutes: 900))
        let early = WaitCohort(
            WaitPair(.referred, .planPresented), young.courses(of: courses), young)
        #expect(early.inTime(hours: 24).of == 0)
    }

    @Test func whatCameTheWrongWayRoundIsNoWait() throws {
        var courses = try RandomHistory.courses(20, seed: 15)
        let at = try #require(courses[0].at(.referred))
        courses[0].note(.collected, at: at.adding(minutes: 500))
        courses[0].note(.infused, at: at.adding(minutes: 400))
        let cohort = WaitCohort(WaitPair(.collected, .infused), courses, Self.scope(900))
        #expect(cohort.reversed.contains(courses[0].id))
        #expect(!cohort.waits.contains { $0.course == courses[0].id })
    }

    // MARK: Fairness

    @Test func smallGroupsAreHiddenAndNotAlone() throws {
        func cohort(_ sizes: [Int]) throws -> [WaitCohort] {
            try sizes.map { size in
                WaitCohort(
                    WaitPair(.referred, .infused), try RandomHistory.courses(size, seed: 16),
                    Self.scope(900))
            }
        }
        #expect(FairnessFigure.hidden(try cohort([40, 3, 9])) == [false, true, true])
        #expect(FairnessFigure.hidden(try cohort([40, 5, 9])) == [false, false, false])
        #expect(FairnessFigure.hidden(try cohort([4, 3, 9])) == [true, true, false])
        for size in [9, 900] {
            let figure = FairnessFigure.figure(
                WaitPair(.referred, .infused), try RandomHistory.courses(size, seed: 17),
                Self.scope(900), distances: [:])
            for row in figure.table.rows {
                #expect(row.courses.isEmpty == row.cells.contains(.small), "\(row.key)")
            }
            #expect(figure.table.rows.contains { $0.courses.isEmpty })
            #expect(figure.table.rows.contains { !$0.courses.isEmpty } == (size == 900))
        }
    }

    // MARK: Control charts and actions

    @Test func anActionBeginsANewPhase() throws {
        let courses = try RandomHistory.courses(900, seed: 18)
        let start = RandomHistory.start + 450
        let figure = ControlFigure.figure(
            .referrals, courses, Self.scope(900), actions: [("new form", start)])
        let phase = try #require(figure.table.columns.firstIndex(of: "phase"))
        let marked = figure.table.rows.filter { $0.cells[phase] == .words(.text("new form")) }
        let first = try #require(marked.first)
        #expect(marked.count == 1)
        let month = try Day(iso: first.key + "-01")
        #expect(month >= start && month < start + 32)
        let centre = try #require(figure.table.columns.firstIndex(of: "centre"))
        #expect(Set(figure.table.rows.map { $0.cells[centre] }).count == 2)
    }

    @Test func everyMeasureHasItsKey() {
        for measure in ControlMeasure.standard {
            #expect(ControlMeasure(key: measure.key) == measure)
        }
        #expect(ControlMeasure(key: "wait-infused-nobody") == nil)
    }

    // MARK: Words

    @Test(arguments: [Language.english, .japanese]) func everyIndicatorHasItsWords(
        _ language: Language
    ) {
        let wording = Wording(language)
        #expect(Indicator.all.count == 15)
        for key in Indicator.keys { #expect(wording(key) != key) }
        for page in FigureRequest.Page.allCases {
            #expect(
                wording("statistics.page.\(page.rawValue)") != "statistics.page.\(page.rawValue)")
        }
    }
}
