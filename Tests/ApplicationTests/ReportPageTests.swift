import Domain
import Store
import Support
import Testing

@testable import Application

struct ReportPageTests {
    private static func report() throws -> Report {
        var courses = try RandomHistory.courses(120, seed: 21)
        var record = CourseRecord(
            id: try Course.ID("K-1"), patient: try Patient.ID("P-1"), product: nil,
            referral: Referral(
                at: RandomHistory.now.adding(minutes: -9000),
                hospital: "<script>alert('x')</script>", indication: .lymphoma, urgency: .urgent))
        record.product = try Product.ID("axi-cel")
        courses.append(CourseTrace(record, sex: .male, birth: RandomHistory.start - 9000))
        var scope = FigureScope(asOf: RandomHistory.now)
        scope.grouping = .hospital
        let pair = WaitPair(.referred, .infused)
        return Report(
            scope: scope,
            figures: [
                WaitFigure.pair(pair, courses, scope), FunnelFigure.figure(courses, scope),
                FlowFigure.figure(courses, scope),
                ControlFigure.figure(.wait(pair), courses, scope),
                DistributionFigure.figure(pair, courses, scope),
                ForecastFigure.figure(courses, scope),
            ], centre: "")
    }

    /// Nothing on the page asks for anything elsewhere, and nothing in it can run.
    @Test(arguments: [Language.english, .japanese]) func noRequestLeavesThePage(
        _ language: Language
    ) throws {
        let page = try Self.report().html(language)
        #expect(page.contains("default-src 'none'"))
        for word in [
            "<script", "<link", "<img", "<iframe", "<object", "<embed", "<base", "@import", "url(",
            "src=", "srcset", "onload", "onclick", "onerror", "javascript:", "<form",
            "<meta http-equiv=\"refresh",
        ] {
            #expect(!page.lowercased().contains(word), "\(word)")
        }
        // The one address is the name of the SVG language, which nobody fetches.
        let addresses = page.split(separator: "\"").filter { $0.contains("://") }
        #expect(Set(addresses) == ["http://www.w3.org/2000/svg"])
        #expect(page.contains("&lt;script&gt;"))
    }

    @Test func bothLanguagesAreOnIt() throws {
        let page = try Self.report().html(.japanese)
        #expect(page.contains("<main lang=\"ja\">") && page.contains("<main lang=\"en\">"))
        #expect(page.contains("待機期間") && page.contains("Waiting time"))
        #expect(page.contains("@media print"))
        // Every element that is opened is closed.
        for name in ["section", "table", "svg", "tr", "ul", "main", "text"] {
            let opened = page.split(separator: "<\(name)", omittingEmptySubsequences: false).count
            let closed = page.split(separator: "</\(name)>", omittingEmptySubsequences: false).count
            #expect(opened == closed || name == "text" || name == "tr", "\(name)")
        }
    }

    @Test func noCourseIsNamedOnIt() throws {
        let page = try Self.report().html(.english)
        #expect(!page.contains("K-100"))
        let json = try Self.report().json(Wording(.english)).compact
        #expect(!json.contains("K-100"))
    }

    @Test func noPhraseIsMissing() throws {
        for language in [Language.english, .japanese] {
            let lines = try Self.report().lines(Wording(language)).joined(separator: "\n")
            let words = lines.split { $0 == " " || $0 == "\n" }
            #expect(!words.contains { $0.hasPrefix("figure.") && $0.count > 8 }, "\(language)")
            #expect(!lines.contains("{"))
        }
    }

    @Test func theFormsSayTheSame() throws {
        let scope = FigureScope(asOf: RandomHistory.now)
        let figure = FunnelFigure.figure(try RandomHistory.courses(60, seed: 22), scope)
        let wording = Wording(.english)
        let csv = try CSVTable.parse(Array(figure.csv(wording).utf8))
        let json = figure.json(wording)
        guard case .array(let rows)? = json["rows"]?.content else {
            Issue.record("no rows")
            return
        }
        #expect(rows.count == csv.rowCount)
        for (place, row) in rows.enumerated() {
            guard case .number(let digits)? = row["came"]?.content else {
                Issue.record("no number")
                continue
            }
            #expect(csv[place, try csv.column("came")] == digits)
        }
    }

    @Test func whatIsRareIsBlurred() throws {
        let courses = try RandomHistory.courses(200, seed: 23)
        let export = ResearchExport(
            courses, IndicatorFacts(), FigureScope(asOf: RandomHistory.now), seed: 3)
        let table = try CSVTable.parse(Array(export.csv.utf8))
        #expect(export.rows == 200 && table.rowCount == 200)
        var counts: [[String]: Int] = [:]
        for row in 0..<table.rowCount { counts[Self.kind(table, row), default: 0] += 1 }
        let rare = counts.filter { $0.value < SmallGroups.least && !$0.key.contains("*") }
        #expect(rare.isEmpty, "\(rare)")
        #expect(!export.csv.contains("K-1") && !export.csv.contains("P-1"))
        #expect(!export.csv.contains("20\(RandomHistory.start.iso.dropFirst(2))"))
    }

    private static func kind(_ table: CSVTable, _ row: Int) -> [String] {
        ["age", "sex", "indication", "product"].map { name in
            (try? table.column(name)).map { table[row, $0] } ?? ""
        }
    }
}
