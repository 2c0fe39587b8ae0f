import Clinical
import Domain
import Simulation

/// How often the simulated centre needs intensive care: as its own stays say, else as the rules do.
struct IntensiveFit {
    /// With fewer stays of its own the figures of the rules are taken, and the answer says so.
    static let least = 20
    /// Days after an infusion within which a stay is put down to it, and after which it is clear
    /// whether there was one.
    static let reach = 30

    private let knowledge: ClinicalKnowledge
    private let stays: [Course.ID: [DaySpan]]
    private let today: Day

    init(_ knowledge: ClinicalKnowledge, _ stays: [Booking], until today: Day) {
        self.knowledge = knowledge
        self.today = today
        self.stays = Dictionary(grouping: stays, by: \.course)
            .mapValues { $0.map(\.span).sorted { $0.first < $1.first } }
    }

    func care(
        _ makers: [Product.ID], _ courses: [CourseTrace], beds: [Int]
    ) -> IntensiveCare {
        var (infused, found) = (0, [(day: Int, nights: Int)]())
        for trace in courses {
            guard let zero = trace.at(.infused)?.day, zero + Self.reach < today else { continue }
            infused += 1
            let own = (stays[trace.id] ?? []).first {
                zero <= $0.first && $0.first <= zero + Self.reach
            }
            if let own { found.append((own.first - zero, own.length)) }
        }
        guard found.count >= Self.least else { return Self.published(knowledge, makers, beds) }
        func weights(_ numbers: [Int]) -> [IntensiveCare.Weight] {
            Dictionary(grouping: numbers) { $0 }.sorted { $0.key < $1.key }
                .map { IntensiveCare.Weight($0.key, Double($0.value.count)) }
        }
        let share = Double(found.count) / Double(max(1, infused))
        return IntensiveCare(
            shares: makers.map { _ in share }, days: weights(found.map(\.day)),
            nights: weights(found.map(\.nights)), beds: beds, isOwn: true)
    }

    /// As the rules say, each figure with its source and state there.
    static func published(
        _ knowledge: ClinicalKnowledge, _ makers: [Product.ID], _ beds: [Int] = []
    ) -> IntensiveCare {
        let rule = knowledge.ward.icu
        func weights(_ found: ICURule.Weights) -> [IntensiveCare.Weight] {
            found.shares.map { IntensiveCare.Weight($0.number, $0.share) }
        }
        return IntensiveCare(
            shares: makers.map { maker in
                let domain = knowledge.products[maker.text]?.costimulatoryDomain ?? ""
                return rule.share(of: domain).percent / 100
            }, days: weights(rule.days), nights: weights(rule.nights), beds: beds, isOwn: false)
    }
}
