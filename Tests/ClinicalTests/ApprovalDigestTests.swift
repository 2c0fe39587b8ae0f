import Clinical
import Domain
import Support
import Testing

/// An approval covers the whole rule: what moves without a word of its sentence moving counts too.
struct ApprovalDigestTests {
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let rule: String
        let file: ClinicalKnowledge.File
        let from: String
        let to: String
    }

    static let changes = [
        Change(
            testDescription: "a limit", rule: "eligibility:lvef", file: .eligibility,
            from: #""when": "lvef < 40""#, to: #""when": "lvef < 41""#),
        Change(
            testDescription: "a level", rule: "eligibility:lvef", file: .eligibility,
            from: "\"gives\": \"notEligible\",\n          \"when\": \"lvef < 40\"",
            to: "\"gives\": \"deferred\",\n          \"when\": \"lvef < 40\""),
        Change(
            testDescription: "a source", rule: "eligibility:lvef", file: .eligibility,
            from: #"["S-Hayden2022", "S-Yakoub2020"]"#, to: #"["S-Yakoub2020"]"#),
        Change(
            testDescription: "the unit of the fact", rule: "eligibility:lvef", file: .facts,
            from: #""units": {"%": 1, "{fraction}": 100}"#, to: #""units": {"%": 1}"#),
    ]

    private static func knowledge(_ change: Change?) throws -> ClinicalKnowledge {
        try ClinicalKnowledge { file in
            let path = "Resources/clinical/\(file.name)"
            var text = Repository.text(path)
            if let change, change.file == file {
                text = text.split(separator: change.from, omittingEmptySubsequences: false)
                    .joined(separator: change.to)
            }
            return RuleFile(name: path, bytes: Array(text.utf8))
        }
    }

    @Test(arguments: changes) func aChangedRuleLosesItsApproval(_ change: Change) throws {
        let published = try Self.knowledge(nil)
        let digest = try #require(published.digest(of: change.rule))
        let approval = RuleApproval(
            rule: change.rule, physician: try User.ID("mori"), name: "森 太郎",
            on: Day(number: 20_000), digest: digest)
        #expect(published.approved(by: [approval]).lapsed == [])
        let later = try Self.knowledge(change)
        #expect(later.digest(of: change.rule) != digest)
        #expect(later.approved(by: [approval]).lapsed == [approval])
    }

    /// What can be approved has a digest, and a neighbour's change leaves it alone.
    @Test func everyOpenRuleHasADigest() throws {
        let published = try Self.knowledge(nil)
        let rules = Set(published.citations.map(\.rule)).filter { published.isOpenToApproval($0) }
        #expect(rules.count > 20)
        for rule in rules.sorted() { #expect(published.digest(of: rule) != nil, "\(rule)") }
        let later = try Self.knowledge(Self.changes.first)
        let moved = rules.filter { published.digest(of: $0) != later.digest(of: $0) }
        #expect(moved == ["eligibility:lvef"])
    }
}
