import Application
import Clinical
import Domain
import Testing

struct ProductTests {
    let knowledge = ClinicalKnowledge.published

    @Test func sevenProductsWithEverythingABookingNeeds() throws {
        #expect(
            knowledge.products.all.map(\.id) == [
                "tisa-cel", "axi-cel", "brexu-cel", "liso-cel", "ide-cel", "cilta-cel", "obe-cel",
            ])
        for product in knowledge.products.all {
            #expect(!product.conditioning.isEmpty && !product.rates.isEmpty, "\(product.id)")
            #expect(product.figure("planning_days")?.value == 42)
            #expect(Set(product.approvals.compactMap(\.scope)) == ["US", "EU", "JP"])
            #expect(Set(product.rates.map(\.toxicity)) == [.crs, .icans])
        }
        #expect(knowledge.products["tisa-cel"]?.mode == .frozen)
        #expect(knowledge.products["liso-cel"]?.components == 2)
        #expect(knowledge.products["obe-cel"]?.infusionDays == [0, 9])
        #expect(knowledge.products["axi-cel"]?.costimulatoryDomain == "CD28")
    }

    @Test func onlyCheckedWindowsBindThePlanning() {
        let axi = knowledge.products["axi-cel"]?.lags(for: "DLBCL") ?? []
        #expect(axi.map(\.least) == [5] && axi.map(\.most) == [5])
        let liso = knowledge.products["liso-cel"]?.lags(for: "DLBCL") ?? []
        #expect(liso.map(\.least) == [4] && liso.map(\.most) == [9])
        #expect(knowledge.products["ide-cel"]?.lags(for: "MM").isEmpty == true)
    }

    @Test func whatWasNotFoundStaysMissing() {
        let figure = knowledge.products["axi-cel"]?.figure("cd3_min")
        #expect(figure?.value == nil && figure?.provenance.state == .missing)
    }

    @Test func noticesAreTheNewestFirstAndUnreviewed() {
        let notices = knowledge.products.notices(for: "tisa-cel")
        #expect(notices.count == 3)
        #expect(notices.map(\.on) == notices.map(\.on).sorted(by: >))
        #expect(notices.allSatisfy { $0.reviewed == nil })
        #expect(knowledge.products.notices(for: "obe-cel").isEmpty)
    }

    struct Case: Sendable {
        let product: String
        let facts: [String: Fact.Value]
        let outcome: EligibilityOutcome
    }

    static let lines = [
        Case(
            product: "axi-cel",
            facts: [
                "lines": .number(1), "relapse_months_after_first_line": .number(12.1),
                "status": .word("relapsed"),
            ], outcome: .notEligible),
        Case(
            product: "axi-cel",
            facts: [
                "lines": .number(1), "relapse_months_after_first_line": .number(12),
                "status": .word("relapsed"),
            ], outcome: .eligible),
        Case(
            product: "axi-cel",
            facts: [
                "lines": .number(1), "status": .word("relapsed"),
                "auto_hsct_possible": .truth(false),
            ], outcome: .notEligible),
        Case(
            product: "liso-cel", facts: ["rituximab_anthracycline": .truth(false)],
            outcome: .notEligible),
        // The age limit of B-ALL is recalled for Japan and verified elsewhere.
        Case(
            product: "tisa-cel", facts: ["diagnosis": .word("B-ALL"), "age": .number(25)],
            outcome: .eligible),
        Case(
            product: "tisa-cel", facts: ["diagnosis": .word("B-ALL"), "age": .number(26)],
            outcome: .discuss),
        Case(
            product: "tisa-cel",
            facts: [
                "diagnosis": .word("B-ALL"), "age": .number(26), "jurisdiction": .word("US"),
            ], outcome: .notEligible),
        Case(
            product: "cilta-cel", facts: ["diagnosis": .word("MM"), "lines": .number(2)],
            outcome: .notEligible),
        Case(
            product: "cilta-cel", facts: ["diagnosis": .word("MM"), "lines": .number(3)],
            outcome: .eligible),
        Case(product: "brexu-cel", facts: ["diagnosis": .word("MCL")], outcome: .notEligible),
        // That it is not approved in Japan is recalled, so it is a question.
        Case(product: "obe-cel", facts: ["diagnosis": .word("B-ALL")], outcome: .discuss),
    ]

    @Test(arguments: lines) func historyDecides(_ example: Case) {
        let verdict = Patients.verdict(example.product, but: example.facts)
        #expect(verdict?.outcome == example.outcome, "\(example.product) \(example.facts)")
    }

    @Test func everyPageIsWordedInBothLanguages() throws {
        for language in [Language.english, .japanese] {
            let wording = Wording(language)
            for product in knowledge.products.all {
                let lines = ProductPage(product, knowledge).lines(wording)
                #expect(!lines.contains { $0.contains("{") || $0.contains("products.") })
            }
            #expect(!RulesPage(knowledge).lines(wording).contains { $0.contains("ruleState.") })
        }
    }
}
