import Domain
import Support
import Testing

@testable import Application

/// Scenarios stand beside each other with their numbers, on a small terminal too.
struct WhatIfColumnsTests {
    @Test func scenariosStandSideBySide() throws {
        let folder = try TemporaryFolder()
        let address = folder.file("s.sqlite")
        let now = OfficeTests.now
        try Founding.demo(address, .init(courses: 60, years: 1, seed: 3), now: now)
        let premises = try Premises(opening: address)
        let person = try premises.person(named: "yamamoto", token: nil, now: now)
        let office = premises.office(for: person, source: "test") { now }
        let wording = Wording(.japanese)
        let fit = try office.fitCentre()
        let february = try WhatIf.change("icu-2@2028-02", fit)
        #expect(february == (try WhatIf.change("icu-2@2028-02-01..2028-02-29", fit)))
        #expect(try WhatIf.change("icu-2@2028-01-31..2028-03,mon", fit) != february)
        for wrong in ["icu-2@2028-13", "icu-2@2028-03..2028-02", "icu-2@2028-02.", "icu-2@..."] {
            #expect(throws: StoreError.self, "\(wrong)") { try WhatIf.change(wrong, fit) }
        }
        let answer = try #require(
            try office.whatIf(
                ["apheresis+1@tue", "referrals+10", "icu-2"], replications: 2, seed: 1, threads: 2,
                wording))
        for (width, blocks) in [(74, 3), (150, 1)] {
            let lines = answer.columns(wording, width: width)
            #expect(lines.allSatisfy { FigureTable.width($0) <= width })
            #expect(lines[1] == "B  apheresis+1@tue" && lines[3] == "D  icu-2")
            let label = wording("whatif.referrals")
            let found = lines.filter { $0.hasPrefix(label.prefix(4)) && $0.contains("(") }
            #expect(found.count >= blocks)
            // Each of the others has its difference to now once for every measure.
            let changes = lines.reduce(0) { $0 + $1.split(separator: "Δ").count - 1 }
            #expect(changes > 20)
            let heads = lines.filter { $0.hasSuffix("D") && $0.contains("A") }
            #expect(heads.count == 1)
        }
        let alone = try #require(
            try office.whatIf([], replications: 2, seed: 1, threads: 1, wording))
        #expect(!alone.columns(wording, width: 74).contains { $0.contains("Δ") })
    }
}
