import Application
import Clinical
import Domain
import Glibc
import Support
import Testing

struct RuleFileTests {
    @Test func everyStatementHasSourceStateAndBothLanguages() {
        let knowledge = ClinicalKnowledge.published
        let citations = knowledge.citations
        #expect(citations.count > 250)
        for citation in citations {
            #expect(!citation.provenance.sources.isEmpty, "\(citation.rule)")
            #expect(citation.provenance.state != .local, "\(citation.rule) is published")
            #expect(!citation.says.english.isEmpty && !citation.says.japanese.isEmpty)
            for key in citation.provenance.sources { #expect(knowledge.sources.contains(key)) }
        }
    }

    /// Every phrase that states and levels need, in both languages.
    @Test func everyWordOfTheRulesHasAPhrase() {
        let levels = Set(ClinicalKnowledge.published.citations.map(\.level))
        let keys =
            RuleState.allCases.map { "ruleState.\($0.rawValue)" }
            + levels.sorted().map { "ruleLevel.\($0)" }
            + EligibilityOutcome.allCases.map { "eligibility.\($0.rawValue)" }
            + WashoutLevel.allCases.map { "washout.\($0.rawValue)" }
        for language in [Language.english, .japanese] {
            let book = PhraseBook.embedded(language)
            for key in keys { #expect(book[key] != nil, "\(key) in \(language)") }
        }
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let file: ClinicalKnowledge.File
        let from: String
        let to: String
        let key: String
    }

    static let faults = [
        Fault(
            testDescription: "a comma is missing", file: .eligibility, from: "\"rules\": [",
            to: "\"rules\" [", key: "json.syntax"),
        Fault(
            testDescription: "an unknown fact in a condition", file: .eligibility,
            from: "ecog >= 3", to: "ekog >= 3", key: "rules.unknownName"),
        Fault(
            testDescription: "an expression that ends early", file: .eligibility,
            from: "ecog >= 3", to: "ecog >=", key: "rules.expression.endsEarly"),
        Fault(
            testDescription: "a misspelt member", file: .eligibility, from: "\"gives\"",
            to: "\"givse\"", key: "json.wanted.unknownMember"),
        Fault(
            testDescription: "a source that is not listed", file: .washouts,
            from: "\"S-ASHtab\"", to: "\"S-Nobody\"", key: "rules.unknownSource"),
        Fault(
            testDescription: "a state that does not exist", file: .products,
            from: "\"state\": \"verified\"", to: "\"state\": \"sure\"", key: "json.wanted.word"),
        Fault(
            testDescription: "a rule twice", file: .eligibility, from: "\"id\": \"spo2\"",
            to: "\"id\": \"ecog\"", key: "rules.idAgain"),
        Fault(
            testDescription: "a sentence in one language", file: .guidance, from: "\"ja\"",
            to: "\"jp\"", key: "json.wanted.unknownMember"),
    ]

    @Test(arguments: faults) func aFaultyFileIsRefusedWithItsLine(_ fault: Fault) {
        do throws(RuleFileError) {
            _ = try ClinicalKnowledge { file in
                let path = "Resources/clinical/\(file.name)"
                let text = Repository.text(path)
                guard file == fault.file else {
                    return RuleFile(name: path, bytes: Array(text.utf8))
                }
                let changed = Self.replaceFirst(fault.from, fault.to, in: text)
                return RuleFile(name: path, bytes: Array(changed.utf8))
            }
            Issue.record("not refused")
        } catch {
            #expect(error.file.hasSuffix(fault.file.name))
            #expect(error.fault.place.line > 1)
            let sentence = Wording(.english)(error.phrase)
            #expect(sentence.contains("ine \(error.fault.place.line)"), "\(sentence)")
            #expect(Self.keys(error.fault.phrase).contains(fault.key), "\(sentence)")
        }
    }

    private static func keys(_ phrase: Phrase) -> [String] {
        [phrase.key]
            + phrase.values.values.flatMap { value -> [String] in
                if case .phrase(let inner) = value { return keys(inner) }
                return []
            }
    }

    private static func replaceFirst(_ old: String, _ new: String, in text: String) -> String {
        let parts = Array(text.utf8)
        let wanted = Array(old.utf8)
        guard
            let start = parts.indices.first(where: { parts[$0...].starts(with: wanted) })
        else { return text }
        return String(
            decoding: parts[..<start] + Array(new.utf8) + parts[(start + wanted.count)...],
            as: UTF8.self)
    }

    // MARK: The centre's own file

    static let centreFile = """
        {"schema": 1, "centre": "中央病院", "version": "2026-11-20",
         "approvals": [{"rule": "eligibility:lvef", "by": "森 太郎", "on": "2026-11-01"}],
         "eligibility": [{"id": "platelets", "label": {"en": "platelets", "ja": "血小板"},
           "limits": [{"gives": "discuss", "when": "platelets < 30",
             "says": {"en": "Below 30.", "ja": "3万未満。"}, "state": "local",
             "sources": ["local:conference 2026-10-01"],
             "approved": {"by": "森 太郎", "on": "2026-11-01"}}]}],
         "notices": [{"notice": "fda-2025-06-26", "by": "森 太郎", "on": "2026-11-02"}]}
        """

    private func changed(_ text: String) throws -> ClinicalKnowledge {
        try ClinicalKnowledge.published.changed(
            by: RuleFile(name: "centre.json", bytes: Array(text.utf8)))
    }

    @Test func aCentreChangesRulesAndApprovesOthers() throws {
        let centre = try changed(Self.centreFile)
        #expect(centre.centre?.name == "中央病院")
        let low = Patients.verdict("axi-cel", but: ["platelets": .number(40)], centre)
        #expect(low?.outcome == .eligible)
        let heart = Patients.verdict("axi-cel", but: ["lvef": .number(35)], centre)
        #expect(heart?.outcome == .notEligible)
        #expect(heart?.findings.first?.provenance.approval?.physician == "森 太郎")
        #expect(
            Patients.verdict("axi-cel", but: ["lvef": .number(35)])?.outcome == .discuss,
            "the published knowledge is as it was")
        let local = centre.citations.filter { $0.provenance.state == .local }
        #expect(Set(local.map(\.rule)) == ["eligibility:lvef", "eligibility:platelets"])
        #expect(centre.products.notices.first?.reviewed?.physician == "森 太郎")
    }

    @Test func aCentreMayNotPassARuleOffAsPublished() {
        let text = Self.replaceFirst(
            "\"state\": \"local\"", "\"state\": \"verified\"", in: Self.centreFile)
        #expect(throws: RuleFileError.self) { try changed(text) }
        let unsigned = Self.replaceFirst(
            "\"approved\": {\"by\": \"森 太郎\", \"on\": \"2026-11-01\"}", "\"approved\": {}",
            in: Self.centreFile)
        #expect(throws: RuleFileError.self) { try changed(unsigned) }
        let nothing = Self.replaceFirst("eligibility:lvef", "eligibility:nose", in: Self.centreFile)
        #expect(throws: RuleFileError.self) { try changed(nothing) }
    }

    @Test func aCentreSaysWhenItsWardLooks() throws {
        let text = """
            {"schema": 1, "centre": "中央病院", "version": "2026-11-20",
             "ward": {"due": [{"id": "ice", "code": "ICE", "label": {"en": "ICE", "ja": "ICE"},
               "from": 1, "to": 21, "hours": 8, "hoursWhenGraded": 4, "toxicity": "icans",
               "role": "ward", "says": {"en": "Three times a day.", "ja": "1日3回。"},
               "state": "local", "sources": ["local:ward round 2026-10-01"],
               "approved": {"by": "森 太郎", "on": "2026-11-01"}}]}}
            """
        let published = ClinicalKnowledge.published.ward.due
        let centre = try changed(text).ward.due
        #expect(centre.map(\.id) == published.map(\.id))
        #expect(centre.first { $0.id == "ice" }?.hours == 8)
        #expect(published.first { $0.id == "ice" }?.hours != 8)
        let borrowed = Self.replaceFirst("\"local\"", "\"verified\"", in: text)
        #expect(throws: RuleFileError.self) { try changed(borrowed) }
    }

    @Test func theLastGoodRulesStay() {
        var knowledge = CentreKnowledge()
        knowledge.read(RuleFile(name: "centre.json", bytes: Array(Self.centreFile.utf8)))
        #expect(knowledge.refusal == nil && knowledge.current.centre != nil)
        knowledge.read(RuleFile(name: "centre.json", bytes: Array("{\n\"centre\": 1,".utf8)))
        #expect(knowledge.refusal?.fault.place.line == 2)
        #expect(knowledge.current.centre?.name == "中央病院")
        knowledge.read(nil)
        #expect(knowledge.refusal == nil && knowledge.current.centre == nil)
    }

    @Test func theLastGoodFileIsKeptBesideTheFaultyOne() throws {
        let path = "/tmp/cartas-rules-\(getpid()).json"
        defer {
            unlink(path)
            unlink(CentreKnowledge.lastGoodPath(of: path))
        }
        try OutputFile.write(Self.centreFile, to: path)
        #expect(try CentreKnowledge.load(path).refusal == nil)
        try OutputFile.write("{", to: path)
        let after = try CentreKnowledge.load(path)
        #expect(after.refusal?.file == path)
        #expect(after.current.centre?.name == "中央病院")
    }
}
