import Application
import Clinical
import Domain
import Testing

struct WorkedExampleTests {
    @Test func everyWorkedExample() {
        #expect(Examples.worked.count == 86)
        for example in Examples.worked { expect(example) }
    }

    /// Limits, missing values, contradictions, unit variants.
    @Test func everyEdgeCase() {
        #expect(Examples.edges.count == 125)
        for example in Examples.edges { expect(example) }
    }

    private func expect(_ example: Examples.Example) {
        switch ClinicalKnowledge.published.evaluate(example.model, example.inputs) {
        case .values(let result):
            let found = result.json.differences(from: example.expected, example.tolerance)
            #expect(found.isEmpty, "\(example.id): \(found)")
        case .cannotSay(let names):
            let wanted = example.expected["cannotSay"]?.texts ?? []
            #expect(Set(names) == Set(wanted), "\(example.id): cannot say \(names)")
            #expect(!names.isEmpty, "\(example.id)")
        case .refused(let error):
            #expect(example.expected["error"] == .bool(true), "\(example.id): \(error)")
            for language in [Language.english, .japanese] {
                let sentence = Wording(language)(error)
                #expect(!sentence.isEmpty && !sentence.contains("{"), "\(example.id)")
            }
        }
    }

    @Test func oneBadExampleDoesNotStopTheOthers() throws {
        let file = try JSONReader(
            parsing: """
                {"examples": [{"id": "a", "model": "no such", "inputs": {}}, 7,
                 {"id": "b", "model": "phosphate_units", "inputs": {"iP_mmol_L": 1}},
                 {"id": "c", "model": "phosphate_units"}]}
                """)
        let results = try ExampleRun.results(of: file, .published, Wording(.english))
        guard case .array(let listed)? = results["results"]?.content else {
            Issue.record("no results")
            return
        }
        #expect(listed.count == 4)
        #expect(listed[2]["values"]?["iP_mg_dL"] == JSON(.number("3.0974")))
        #expect([0, 1, 3].allSatisfy { listed[$0]["error"] != nil })
    }

    /// An answer that stands although something is missing may not change whatever comes.
    @Test func missingInputsOnlyEverAsk() {
        for example in Examples.worked {
            guard case .object(let members) = example.inputs.content,
                case .values(let whole) = ClinicalKnowledge.published.evaluate(
                    example.model, example.inputs)
            else { continue }
            for left in members {
                let rest = JSON(.object(members.filter { $0.name != left.name }))
                guard
                    case .values(let found) = ClinicalKnowledge.published.evaluate(
                        example.model, rest)
                else { continue }
                // What may be left out is a finding that was entered as not present, a default,
                // or an input that could not change the answer.
                if example.model == "apheresis_plan" || example.model == "apheresis_volume" {
                    continue
                }
                if found.json != whole.json {
                    #expect(Self.findings.contains(left.name), "\(example.id): \(left.name)")
                }
            }
        }
    }

    /// Findings that count as not present when they are not entered.
    private static let findings: Set<String> = [
        "consciousness", "seizure", "motor", "edema", "antipyretic_or_anticytokine_given",
        "prior_crs_fever", "icu", "gc_given", "new_hospitalisation",
    ]
}

extension JSON {
    var texts: [String] {
        guard case .array(let elements) = content else { return [] }
        return elements.compactMap(\.text)
    }
}
