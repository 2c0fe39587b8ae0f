/// The least cost of one patient beside all others, found by trying every chain.
///
/// Slow and simple on purpose: it shares nothing with the search, so that what the engine answers
/// on boards too large for a reference can be held against it.
public struct ExhaustiveScan: Sendable {
    private let instance: Instance
    /// What is left beside everybody in the plan: starts by product, then calendars by centre.
    private var starts: [[Int]]
    private var centres: [Instance.Centre]

    public init(_ instance: Instance, _ plan: Solution) {
        self.instance = instance
        starts = instance.products.map(\.starts)
        centres = instance.centres
        for (index, course) in plan.courses.enumerated() {
            if let course { use(index, course, 1) }
        }
    }

    private mutating func use(_ index: Int, _ course: Solution.Course, _ sign: Int) {
        let patient = instance.patients[index]
        let centre = patient.centre
        let option = patient.options.first { $0.product == course.product }
        let days = option?.apheresisDays ?? 1
        starts[course.product][course.start] -= sign
        for day in course.apheresis..<course.apheresis + days {
            centres[centre].apheresis[day] -= sign
            if !instance.products[course.product].isFresh {
                centres[centre].processing[day] -= sign
            }
        }
        centres[centre].receipt[course.receipt] -= sign
        for offset in [0] + (option?.furtherInfusions ?? []) {
            centres[centre].infusion[course.infusion + offset] -= sign
        }
        let admitted = patient.isInpatientConditioning ? course.ld : course.infusion - 1
        for day in admitted..<max(admitted, course.infusion + patient.lengthOfStay) {
            centres[centre].beds[day] -= sign
        }
        for (offset, amount) in patient.icu.enumerated() {
            centres[centre].icu[course.infusion + 1 + offset] -= sign * amount
        }
    }

    /// The least cost with the patient's own course, if any, taken off; nil where no chain fits.
    public mutating func least(_ index: Int, own: Solution.Course?) -> Int? {
        if let own { use(index, own, -1) }
        defer { if let own { use(index, own, 1) } }
        return instance.patients[index].options.compactMap { least(index, $0) }.min()
    }

    private func least(_ index: Int, _ option: Instance.Option) -> Int? {
        let patient = instance.patients[index]
        let product = instance.products[option.product]
        if let wanted = patient.fixed.product, wanted != option.product { return nil }
        let centre = centres[patient.centre]
        let remote = instance.centres[patient.centre].remote
        let further = option.furtherInfusions
        let tail = max(patient.lengthOfStay - 1, Instance.reserveDays, further.max() ?? 0)
        let days = 0..<max(0, instance.horizon - tail)
        func may(_ activity: Activity, _ day: Int) -> Bool {
            if let domain = patient.domains[activity], !domain.contains(day) { return false }
            if let fixed = patient.fixed.days[activity] { return day == fixed }
            return day >= instance.today
        }
        let collectable = days.filter { day in
            guard may(.apheresis, day), day >= patient.release else { return false }
            return (day..<day + option.apheresisDays).allSatisfy {
                centre.apheresis[$0] > 0 && (product.isFresh || centre.processing[$0] > 0)
            }
        }
        let ends = ends(patient, centre, days, further, may)
        var best: Int?
        for apheresis in collectable {
            let last = apheresis + option.apheresisDays - 1
            let shipped = last + product.transport + remote
            for start in days
            where start >= shipped + product.holdLeast && start <= shipped + product.holdMost {
                guard starts[option.product][start] > 0, may(.start, start) else { continue }
                let made = start + option.manufacturingDays + product.shipping + remote
                for receipt in days
                where receipt >= made && receipt <= made + product.releaseHold {
                    guard centre.receipt[receipt] > 0, may(.receipt, receipt) else { continue }
                    for (ld, infusion) in ends {
                        guard ld >= receipt, ld >= last + patient.bridgeGap,
                            infusion <= receipt + product.shelf
                        else { continue }
                        let course = Solution.Course(
                            product: option.product, apheresis: apheresis, start: start,
                            receipt: receipt, ld: ld, infusion: infusion)
                        let cost = cost(patient, course, option)
                        if best.map({ cost < $0 }) ?? true { best = cost }
                    }
                }
            }
        }
        return best
    }

    /// Every conditioning and infusion for which bed, slot and reserve are left.
    private func ends(
        _ patient: Instance.Patient, _ centre: Instance.Centre, _ days: Range<Int>,
        _ further: [Int], _ may: (Activity, Int) -> Bool
    ) -> [(ld: Int, infusion: Int)] {
        var found: [(ld: Int, infusion: Int)] = []
        for ld in days where may(.ld, ld) {
            for gap in patient.conditioningGap {
                let infusion = ld + Instance.conditioningDays - 1 + gap
                guard days.contains(infusion), may(.infusion, infusion),
                    ([0] + further).allSatisfy({ centre.infusion[infusion + $0] > 0 })
                else { continue }
                let admitted = patient.isInpatientConditioning ? ld : infusion - 1
                let stay = admitted..<max(admitted, infusion + patient.lengthOfStay)
                let isKept =
                    stay.allSatisfy { centre.beds[$0] > 0 }
                    && patient.icu.enumerated().allSatisfy { offset, amount in
                        amount == 0 || centre.icu[infusion + 1 + offset] >= amount
                    }
                if isKept { found.append((ld, infusion)) }
            }
        }
        return found
    }

    private func cost(
        _ patient: Instance.Patient, _ course: Solution.Course, _ option: Instance.Option
    ) -> Int {
        var cost = patient.weight * (course.infusion - patient.referral) + option.cost
        cost += patient.tardyWeight * max(0, course.infusion - patient.deadline)
        if patient.former.isEmpty { return cost }
        for (activity, former) in patient.former.days where course[activity] != former {
            guard let move = instance.changeCost.moves[activity] else { continue }
            cost += move.fixed + move.perDay * abs(course[activity] - former)
        }
        if let former = patient.former.product, former != course.product {
            cost += instance.changeCost.product
        }
        return cost
    }
}
