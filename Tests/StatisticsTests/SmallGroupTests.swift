import Application
import Domain
import Support
import Testing

/// What people read tells nothing of groups under five.
struct SmallGroupTests {
    private static func answer(
        _ procedure: String, small: Int, hides: Bool
    ) throws -> CaseList.Answer {
        var lines = ["time,status,arm"]
        for row in 0..<(20 + small) {
            lines.append("\(row % 9 + 1),\(row % 3 == 0 ? 0 : 1),\(row < 20 ? "A" : "B")")
        }
        let data = lines.joined(separator: "\n") + "\n"
        let text = #"""
            [{"id": "a", "procedure": "\#(procedure)", "data": "x", "time": "time",
              "event": "status", "group": "arm", "report_times": [3], "quantiles": [0.5],
              "causes": [1], "censored": 0}]
            """#
        let list = try CaseList(
            JSONReader(parsing: text), seed: 1, threads: 1, hidesSmallGroups: hides)
        return try #require(
            try list.run { (_) throws(AnalysisError) in
                do throws(CSVError) { return try CSVTable.parse(data) } catch {
                    throw .fault(error)
                }
            }.first)
    }

    @Test(arguments: [1, 4, 5, 8]) func aCurveOfFewIsHidden(_ small: Int) throws {
        let shown = try Self.answer("kaplan_meier", small: small, hides: false).result.get()
        let hidden = try Self.answer("kaplan_meier", small: small, hides: true).result.get()
        let group = try #require(hidden["groups"]?["B"])
        if small < 5 {
            #expect(group.compact == #"{"n":"< 5"}"#)
        } else {
            #expect(group.compact == shown["groups"]?["B"]?.compact)
        }
        #expect(hidden["groups"]?["A"]?.compact == shown["groups"]?["A"]?.compact)
        // Without the wish nothing changes.
        #expect(shown["groups"]?["B"]?["n"]?.compact == "\(small)")
    }

    /// Gray's figure rests on both groups, so it goes with the smaller one.
    @Test(arguments: [4, 5]) func graysFigureGoesWithTheCurve(_ small: Int) throws {
        let shown = try Self.answer("cumulative_incidence", small: small, hides: false)
            .result.get()
        let hidden = try Self.answer("cumulative_incidence", small: small, hides: true)
            .result.get()
        #expect(shown["gray"] != nil && shown["gray"] != .null)
        if small < 5 {
            #expect(hidden["gray"] == .null)
            #expect(hidden["groups"]?["B"]?.compact == #"{"n":"< 5"}"#)
        } else {
            #expect(hidden["gray"] == shown["gray"])
        }
    }

    @Test(arguments: [4, 5]) func aTestOfFewIsRefused(_ small: Int) throws {
        let answer = try Self.answer("logrank", small: small, hides: true)
        switch answer.result {
        case .success: #expect(small >= 5)
        case .failure(let error):
            #expect(small < 5 && error.phrase.key == "statistics.tooFewRows")
        }
        _ = try Self.answer("logrank", small: small, hides: false).result.get()
    }
}
