import Application
import Clinical
import Domain
import Scheduling
import Testing

/// A drug history reaches the planning, and the explanation names the drug and the rule.
struct ReleaseTests {
    private func situation(_ releases: [Release], from first: Day) throws -> Situation {
        let product = Instance.Product(
            name: "axi", isFresh: true, transport: 1, holdLeast: 0, holdMost: 0, shipping: 1,
            releaseHold: 5, shelf: 20, starts: Array(repeating: 1, count: 60))
        var capacities: [Situation.Capacity] = []
        for offset in 0..<60 {
            for code: Checker.Code in [.apheresis, .processing, .receipt, .infusion, .beds] {
                capacities.append(Situation.Capacity(code, first + offset, devices: 4))
            }
            capacities.append(Situation.Capacity(.icu, first + offset, devices: 100))
        }
        let patient = Instance.Patient(
            id: "K-0001", centre: 0, referral: 0, release: 0, deadline: 0, weight: 1,
            tardyWeight: 1, unscheduledCost: 1000, bridgeGap: 7, conditioningGap: 3...3,
            isInpatientConditioning: true, lengthOfStay: 10, icu: Array(repeating: 5, count: 8),
            options: [
                Instance.Option(product: 0, apheresisDays: 1, manufacturingDays: 10, cost: 0)
            ])
        var wish = Situation.CourseWish(patient, referral: first - 3, deadline: first + 50)
        wish.respect(releases)
        return Situation(
            name: "H", firstDay: first, dayCount: 60, today: first,
            now: try Instant(iso: "2026-11-23T09:00:00+09:00"),
            products: [Situation.ProductOffer(product)], capacities: capacities, courses: [wish])
    }

    @Test func theDrugAndTheRuleAreCited() throws {
        let first = try Day(iso: "2026-11-23")
        let rule = try #require(
            Patients.knowledge.washouts.rules.lazy.compactMap { rule -> Release? in
                guard let drug = rule.drugs.sorted().first else { return nil }
                let use = DrugUse(drug, lastDose: first - 1)
                return Patients.knowledge.washouts([use]).releases.first {
                    $0.activity == .apheresis && !$0.isSoft && $0.day > first + 1
                        && $0.day < first + 25
                }
            }.first)
        let situation = try situation([rule], from: first)
        let none = Solution(instance: "H", courses: [nil])
        let explainer = Explainer(Model(situation.instance), none)
        let plan = try #require(explainer.explain(Request(patient: 0)).course)
        #expect(first + plan.apheresis == rule.day)
        let early = explainer.explain(Request(patient: 0, activity: .apheresis, day: 0))
        #expect(!early.isFeasible)
        let sentences = early.causes.map {
            Wording(.english)(situation.sentence($0, of: 0))
        }
        let reason = Wording(.english)(rule.reason)
        #expect(
            sentences.contains { $0.contains(reason) && $0.contains(rule.source) },
            "\(sentences)")
    }

    @Test func aSoftDateStopsNothing() throws {
        let first = try Day(iso: "2026-11-23")
        let soft = Release(
            .apheresis, from: first + 9, isSoft: true, source: "rule", reason: Phrase("x"))
        let hard = Release(
            .infusion, from: first + 30, isSoft: false, source: "rule", reason: Phrase("x"))
        let situation = try situation([soft, hard], from: first)
        #expect(situation.courses[0].reasons.map(\.activity) == [.infusion])
        #expect(situation.instance.patients[0].release == 0)
    }
}
