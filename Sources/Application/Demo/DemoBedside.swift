import Clinical
import Domain
import Simulation
import Statistics
import Store

/// What happens at the bedsides of the demo hospital: who is brought to intensive care, what is
/// given, what lies ready before the cells run.
///
/// The people are invented. How often, when and for how long intensive care is needed is drawn
/// from the figures of the rules, which carry their sources, and from no others.
struct DemoBedside {
    /// A stay in intensive care, counted from the infusion.
    struct Visit {
        let day: Int
        let nights: Int

        func stay(after zero: Day) -> DaySpan { DaySpan(zero + day, length: nights) }
    }

    /// What stands in the journal as the reason of a transfer.
    let transferWords: String
    /// The hour at which somebody is brought, after the morning's grades, and brought back.
    static let transferHour = 10

    private let makers: [Product.ID]
    private let intensive: IntensiveCare
    private let guidance: GuidanceFile
    let timeOut: WardFile.TimeOut

    init(_ makers: [Product.ID], _ knowledge: ClinicalKnowledge, _ words: Wording) {
        transferWords = words("demo.transfer")
        self.makers = makers
        intensive = IntensiveFit.published(knowledge, makers)
        guidance = knowledge.guidance
        timeOut = knowledge.ward.timeOut
    }

    func visit(_ product: Product.ID, _ random: inout SeededGenerator) -> Visit? {
        guard let maker = makers.firstIndex(of: product) else { return nil }
        return intensive.visit(maker: maker, &random).map { Visit(day: $0.day, nights: $0.nights) }
    }

    /// Doses that go with the grades, in the amounts of the management texts: tocilizumab when CRS
    /// reaches grade 2 and again at grade 3, dexamethasone and a vasopressor with the latter,
    /// dexamethasone when ICANS reaches grade 2.
    func treatments(
        _ course: DemoCourse, _ grades: [Grade], firstNumber: Int, until now: Instant
    ) -> [Treatment] {
        var found: [Treatment] = []
        var before: [Toxicity: Int] = [:]
        func give(_ drug: String, _ amount: String? = nil, after minutes: Int, _ grade: Grade) {
            let at = grade.at.adding(minutes: minutes)
            let said = guidance.dose(of: drug, grade.toxicity, grade.level)?.amount
            guard at <= now, let dose = amount ?? said else { return }
            found.append(
                Treatment(
                    id: Identifier(prefix: "M", number: firstNumber + found.count),
                    course: course.record.id, drug: drug, dose: dose, at: at))
        }
        for grade in grades {
            let last = before[grade.toxicity] ?? 0
            func reaches(_ level: Int) -> Bool { last < level && level <= grade.level }
            if grade.toxicity == .crs, reaches(2) || reaches(3) {
                give("tocilizumab", after: 60, grade)
            }
            if grade.toxicity == .crs, reaches(3) {
                give("dexamethasone", after: 70, grade)
                give("vasopressor", "IV", after: 75, grade)
            }
            if grade.toxicity == .icans, reaches(2) {
                give("dexamethasone", after: 80, grade)
            }
            before[grade.toxicity] = grade.level
        }
        return found
    }

    /// Numbers of time-outs that these courses may have used up.
    static func timeOuts(of courses: Int) -> Int { courses * 2 }

    /// Two people's time-out before an infusion, and the doses that lay ready.
    func readiness(
        _ course: DemoCourse, _ index: Int, before infusion: Milestone
    ) -> (reserve: DrugReserve, timeOut: TimeOut)? {
        guard let first = try? User.ID("kobayashi"), let second = try? User.ID("mori") else {
            return nil
        }
        let at = infusion.at.adding(minutes: -30)
        return (
            DrugReserve(
                course: course.record.id, drug: timeOut.drug, doses: timeOut.doses,
                place: "6E", at: at),
            TimeOut(
                id: Identifier(prefix: "O", number: 2 * index + infusion.part),
                course: course.record.id, at: at, first: first, second: second,
                checks: timeOut.checks.map(\.id), reserved: timeOut.doses, words: "")
        )
    }
}

extension DemoCourse {
    /// A reaction of grade 3 begins between these, see `DemoClinic`.
    private static let (mild, severe) = (0.65, 0.7)

    /// Makes the stay on the ward long enough for the way through intensive care and back.
    ///
    /// - Returns: whether it has begun by now; what is to come is on nobody's plan.
    func expect(_ days: inout Days, by now: Instant) -> Bool {
        guard let visit else { return false }
        let stay = visit.stay(after: days.infusion)
        let hour = ClockTime(hour: DemoBedside.transferHour, minute: 0) ?? .midnight
        guard Instant(stay.first, hour, offsetMinutes: now.offsetMinutes) <= now else {
            return false
        }
        let last = max(days.stay.last, stay.last + 1)
        days.stay = DaySpan(days.stay.first, length: last + 1 - days.stay.first)
        return true
    }

    /// A reaction of grade 3 belongs in intensive care: whoever stays on the ward has a lesser one.
    mutating func calm() {
        if dayZero != nil { severity = min(severity, Self.mild) }
    }

    /// Nobody is brought without a grave reaction on that day.
    mutating func bring(_ booking: Booking) {
        transfer = booking
        severity = Self.severe + severity * (1 - Self.severe)
        if let dayZero { peak = booking.span.first - dayZero }
    }
}
