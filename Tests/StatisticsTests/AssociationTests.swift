import Application
import Domain
import Statistics
import Support
import Testing

/// Factors of a product against what became of it.
struct AssociationTests {
    private static func pairs(_ data: String, _ members: String) throws -> [JSONReader] {
        let list = try CaseList(
            JSONReader(
                parsing: #"[{"id": "a", "procedure": "association", "data": "x", \#(members)}]"#),
            seed: 1, threads: 1)
        let answer = try #require(
            try list.run { (_) throws(AnalysisError) in
                do throws(CSVError) { return try CSVTable.parse(data) } catch {
                    throw .fault(error)
                }
            }.first)
        return try JSONReader(parsing: answer.result.get().compact).member("pairs").elements()
    }

    /// 200 collections: the dose decides, the viability does not, and fever is rare.
    private static let data: String = {
        var random = RandomSource(seed: 8)
        var lines = ["dose,viability,made,fever"]
        for row in 0..<200 {
            let dose = Double(random.int(in: 10...90)) / 10
            let made = Double(random.int(in: 0...99)) < 20 + 8 * dose ? 1 : 0
            let text = row % 20 == 3 ? "" : "\(dose)"
            lines.append("\(text),\(random.int(in: 80...99)),\(made),\(row < 9 ? 1 : 0)")
        }
        return lines.joined(separator: "\n") + "\n"
    }()

    @Test func everyPairIsLookedAtAlone() throws {
        let pairs = try Self.pairs(
            Self.data,
            #""factors": ["dose", "viability"], "outcomes": [{"column": "made"}]"#)
        #expect(pairs.count == 2)
        let dose = pairs[0]
        #expect(try dose.member("factor").string() == "dose")
        // Rows without the factor are left out and the count says so.
        #expect(try dose.member("n").int() == 190)
        let table = try CSVTable.parse(Self.data)
        let kept = (0..<table.rowCount).filter { !table[$0, 0].isEmpty }
        let values = kept.compactMap { DecimalText.number(table[$0, 0]) }
        let labels = kept.map { table[$0, 2] == "1" }
        let area = try #require(ReceiverOperating.area(scores: values, outcomes: labels))
        #expect(abs(try dose.member("auc").double() - area) < 1e-12)
        #expect(try dose.member("events").int() == labels.count { $0 })
        // The odds ratio of one deviation is the slope of a fit on deviations.
        let mean = values.reduce(0, +) / Double(values.count)
        let spread =
            (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
            .squareRoot()
        let fit = try LogisticModel(
            outcomes: labels,
            Columns(names: ["z"], values: [values.map { ($0 - mean) / spread }]),
            penalty: .none, standardise: false)
        let odds = try dose.member("odds_ratio_per_sd").double()
        #expect(abs(odds - Logistic.odds(fit.coefficients[0])) < 1e-6)
        #expect(try dose.member("ci_low").double() > 1)
        #expect(try pairs[1].member("ci_low").double() < 1)
        #expect(try pairs[1].member("ci_high").double() > 1)
    }

    @Test func manyPairsPayForBeingMany() throws {
        let pairs = try Self.pairs(
            Self.data,
            #""factors": ["dose", "viability"], "outcomes": [{"column": "made"}]"#)
        let p = try pairs.map { try $0.member("p").double() }
        let shares = try pairs.map { try $0.member("false_discovery").double() }
        let (least, most) = (try #require(p.min()), try #require(p.max()))
        // Benjamini and Hochberg for two: the smaller p doubled, unless the larger is less.
        #expect(abs((shares.min() ?? 9) - min(2 * least, most)) < 1e-12)
        #expect(abs((shares.max() ?? 9) - most) < 1e-12)
    }

    @Test func fewOutcomesAreRefusedByName() throws {
        let pairs = try Self.pairs(
            Self.data, #""factors": ["viability"], "outcomes": [{"column": "fever"}]"#)
        #expect(try pairs[0].member("refused").string() == "too_few")
        #expect(try pairs[0].member("events").int() == 9)
        #expect(try pairs[0].optional("auc") == nil)
    }
}
