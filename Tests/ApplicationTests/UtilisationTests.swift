import Domain
import Store
import Support
import Testing

@testable import Application

/// Utilisation adds up to capacity, and a past date shows what stood in the book then.
struct UtilisationTests {
    private static func counts(_ figure: Figure) -> [String: [FigureTable.Cell]] {
        Dictionary(
            figure.table.rows.map { ($0.key, $0.cells) }, uniquingKeysWith: { one, _ in one })
    }

    private static func scope(_ at: Instant, from: Day, to: Day) -> FigureScope {
        var scope = FigureScope(asOf: at)
        (scope.from, scope.to) = (from, to)
        return scope
    }

    @Test func aPastDateShowsTheBookAsItStood() throws {
        let hospital = try OfficeTests.Hospital()
        let now = OfficeTests.now
        let (first, last) = (now.day - 30, now.day + 120)
        var then: [(at: Instant, figure: Figure)] = []
        func remember(_ minutes: Int) throws {
            let office = try hospital.office("tanaka", minutesLater: minutes)
            let scope = Self.scope(office.now, from: first, to: last)
            then.append((office.now, try office.utilisation(scope)))
        }
        try remember(0)
        // A bed is closed, a booking let go, a day opened and closed again by a block.
        let tanaka = try hospital.office("tanaka", minutesLater: 10)
        let held = try #require(
            try tanaka.bookings(BookingFilter()).first {
                $0.record.span.first > now.day && $0.record.state.occupies
                    && !$0.record.places.isEmpty
            })
        let admin = try hospital.office("admin", minutesLater: 10)
        _ = try admin.block(
            try Resource.ID("icu-bed"), DaySpan(now.day + 2, length: 9), unit: 1, kind: .staff,
            words: "nobody on")
        try remember(20)
        _ = try hospital.office("tanaka", minutesLater: 30).release(
            [held.record.id], Order(reason: Reason(.patientWish, "another week")))
        try remember(40)
        let kinds = Set(then.map { Self.counts($0.figure) })
        #expect(kinds.count == 3, "every act changed something")
        let later = try hospital.office("tanaka", minutesLater: 900)
        for past in then {
            let again = try later.utilisation(Self.scope(past.at, from: first, to: last))
            #expect(Self.counts(again) == Self.counts(past.figure))
            #expect(again.table.rows.map(\.courses) == past.figure.table.rows.map(\.courses))
        }
    }

    @Test func actsThatLeavePlacesAreActs() {
        let acts = PlaceEntries.quietActs
        #expect(acts.allSatisfy { Act(rawValue: $0) != nil } && acts == Set(acts).sorted())
    }

    /// On every date of the demo hospital's whole book.
    @Test func bookedIdleAndLostAreTheCapacityOnEveryDate() throws {
        let hospital = try OfficeTests.Hospital()
        let office = try hospital.office("tanaka")
        func count(_ cell: FigureTable.Cell) -> Int {
            if case .count(let count) = cell { count } else { -1 }
        }
        var seen: Set<Int> = []
        for days in stride(from: 0, through: 360, by: 40) {
            let scope = Self.scope(
                OfficeTests.now.adding(minutes: -days * 1440), from: OfficeTests.now.day - 360,
                to: OfficeTests.now.day + 60)
            for row in try office.utilisation(scope).table.rows {
                let (open, booked, idle, lost) = (
                    count(row.cells[0]), count(row.cells[1]), count(row.cells[2]),
                    count(row.cells[3])
                )
                #expect(open == booked + idle + lost && idle >= 0 && booked >= 0)
                // Whoever is booked can be opened.
                #expect((booked > 0) == !row.courses.isEmpty, "\(row.key)")
                seen.insert(booked)
            }
        }
        #expect(seen.count > 5, "the book changed over the dates")
    }

    /// What the picture shows stands in the numbers for other programs as well.
    @Test func theHeatOfEveryMonthIsInTheJSON() throws {
        let hospital = try OfficeTests.Hospital()
        let office = try hospital.office("tanaka")
        let scope = Self.scope(
            office.now, from: OfficeTests.now.day - 90, to: OfficeTests.now.day)
        let figure = try office.utilisation(scope)
        let heat = try #require(figure.plot?.heat)
        let json = figure.json(Wording(.english))
        guard case .array(let rows)? = json["heat"]?["rows"]?.content,
            case .array(let columns)? = json["heat"]?["columns"]?.content
        else {
            Issue.record("no heat")
            return
        }
        #expect(columns.count == heat.columns.count && rows.count == figure.table.rows.count)
        for (row, values) in zip(rows, heat.values) {
            guard case .array(let told)? = row["values"]?.content else {
                Issue.record("no values")
                continue
            }
            #expect(told == values.map { $0.map { .double($0) } ?? .null })
        }
    }
}
