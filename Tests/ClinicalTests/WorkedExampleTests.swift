import Application
import Clinical
import Domain
import Testing

struct WorkedExampleTests {
    @Test func everyWorkedExample() {
        #expect(Examples.all.count == 86)
        for example in Examples.all {
            let outcome = ClinicalKnowledge.published.evaluate(example.model, example.inputs)
            guard case .values(let result) = outcome else {
                Issue.record("\(example.id): \(outcome)")
                continue
            }
            let found = result.json.differences(from: example.expected, example.tolerance)
            #expect(found.isEmpty, "\(example.id): \(found)")
        }
    }
}
