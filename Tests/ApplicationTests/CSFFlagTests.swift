import Domain
import Support
import Testing

@testable import Application

/// C1RL and FUCA2 of the cerebrospinal fluid: values for everybody, and a flag only where a centre
/// has trained a ratio of its own.
struct CSFFlagTests {
    @Test func onlyALocalModelMakesAFlagOfThem() throws {
        let ward = try WardTests()
        let office = try ward.hospital.office("mori")
        let patient = try office.course(ward.course).course.patient
        func measure(_ code: String, _ value: Double, daysAgo: Int = 6) throws {
            let before = WardTests.now.adding(minutes: -daysAgo * 1440)
            _ = try office.record([
                Observation(
                    patient: patient, code: code, value: .number(value), unit: "{ratio}",
                    at: before)
            ])
        }
        let spec = """
            {"id": "csf", "label": "icans", "positive": 1, "predictors": "all",
             "prediction_time": "before_infusion", "permutations": 20, "repeats": 2}
            """
        let model = try ModelDesk.train(
            kind: "ratio",
            data: Repository.bytes("Tests/StatisticsTests/Fixtures/simulated_csf_ratio.csv"),
            dataName: "csf.csv", specification: Array(spec.utf8), seed: 1, threads: 1,
            today: WardTests.now.day)
        func flag(_ models: [DeskModel]) throws -> Flag? {
            try office.flags(of: ward.course, under: ward.desk, models)[.icans]
        }
        #expect(try flag([])?.verdict == .cannotSay([CourseFlags.noModel]))
        guard case .cannotSay(let missing)? = try flag([model])?.verdict else {
            Issue.record("a flag was invented")
            return
        }
        #expect(Set(missing) == ["c1rl", "fuca2"])
        try measure("CSF-C1RL", 30)
        try measure("CSF-FUCA2", 10)
        // Three to one lies above the cut-off of 1.51.
        let raised = try #require(try flag([model]))
        #expect(raised.verdict == .raised && raised.model == "csf" && raised.risk == nil)
        #expect(raised.factors.map(\.name).sorted() == ["c1rl", "fuca2"])
        try measure("CSF-C1RL", 10)
        #expect(try flag([model])?.verdict == .low)
        // As values they stand whether or not there is a model.
        #expect(try office.observations(of: patient, code: "CSF-C1RL").count == 1)
        let picture = try office.picture(
            of: ward.course, under: ward.desk, flags: nil, yesterday: nil)
        let record = try #require(picture.csf)
        #expect(record.c1rl?.number == 10 && record.fuca2?.number == 10 && record.ratio == 1)
        let page = ward.desk.flagPage(picture)
        #expect(page.json["csf"]?["ratio"] == .double(1))
        #expect(page.lines.contains { $0.contains("C1RL") })
        // Who measured and how stands beside the values, and so does that nobody wrote it down.
        #expect(record.c1rl?.laboratory == nil)
        #expect(page.lines.contains { $0.contains("laboratory not recorded") })
        for (code, words) in [("CSF-LAB", "中央検査部"), ("CSF-METHOD", "ELISA")] {
            _ = try office.record([
                Observation(
                    patient: patient, code: code, value: .word(words), unit: "",
                    at: WardTests.now.adding(minutes: -6 * 1440))
            ])
        }
        let named = try office.picture(
            of: ward.course, under: ward.desk, flags: nil, yesterday: nil)
        #expect(named.csf?.fuca2?.laboratory == "中央検査部" && named.csf?.c1rl?.method == "ELISA")
        let lines = ward.desk.flagPage(named).lines
        #expect(lines.contains { $0.contains("laboratory 中央検査部, method ELISA") })
        // Of two days no ratio is made.
        try measure("CSF-FUCA2", 5, daysAgo: 2)
        let later = try office.picture(
            of: ward.course, under: ward.desk, flags: nil, yesterday: nil)
        #expect(later.csf?.fuca2?.number == 5 && later.csf?.ratio == nil)
    }
}
