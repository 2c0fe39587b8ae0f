/// Says what is wrong with a plan, from the rules alone.
///
/// It shares nothing with the search, neither code nor data: what the engine proposes is believed
/// because this agrees, and a common mistake would be worth nothing as proof.
public struct Checker: Sendable {
    /// The rules, by the names that the problem's definition gives them.
    public enum Code: String, CaseIterable, Sendable {
        case product = "PRODUCT"
        case release = "RELEASE"
        /// Not in the file format: a reason of the hospital's own for an activity's days.
        case domain = "DAY_DOMAIN"
        case startWindow = "START_WINDOW"
        case receiptWindow = "RECEIPT_WINDOW"
        case ldAfterReceipt = "LD_AFTER_RECEIPT"
        case bridgeGap = "BRIDGE_GAP"
        case ldGap = "LD_GAP"
        case shelf = "SHELF"
        case horizon = "HORIZON"
        case fixed = "FIXED"
        case past = "PAST"
        case mandatory = "MANDATORY"
        case apheresis = "CAP_APHERESIS"
        case processing = "CAP_PROCESSING"
        case start = "CAP_START"
        case receipt = "CAP_RECEIPT"
        case infusion = "CAP_INFUSION"
        case beds = "CAP_BEDS"
        case icu = "CAP_ICU"
        case objective = "OBJECTIVE"
    }

    public struct Violation: Sendable, Hashable {
        public let code: Code
        /// The patient's place in the instance; nil for a calendar's violation.
        public let patient: Int?
        /// The centre, or the product for starts.
        public let owner: Int?
        public let day: Int?
        public let found: Int
        public let allowed: Int
    }

    public struct Verdict: Sendable, Equatable {
        public var violations: [Violation] = []
        public var objective = 0
        public var scheduled = 0
    }

    private let instance: Instance

    public init(_ instance: Instance) { self.instance = instance }

    public func check(_ solution: Solution) -> Verdict {
        var verdict = Verdict()
        var use: [Code: [Int: [Int: Int]]] = [:]
        for (index, patient) in instance.patients.enumerated() {
            guard let course = solution.courses[index] else {
                if patient.isMandatory {
                    verdict.violations.append(broken(.mandatory, index))
                }
                verdict.objective += patient.unscheduledCost
                continue
            }
            verdict.scheduled += 1
            guard let option = patient.options.first(where: { $0.product == course.product })
            else {
                verdict.violations.append(broken(.product, index, found: course.product))
                continue
            }
            verdict.violations += violations(index, course, option)
            add(index, course, option, to: &use)
            verdict.objective += cost(patient, course, option)
        }
        verdict.violations += overdrawn(use)
        if let stated = solution.objective, stated != verdict.objective {
            verdict.violations.append(
                Violation(
                    code: .objective, patient: nil, owner: nil, day: nil, found: stated,
                    allowed: verdict.objective))
        }
        return verdict
    }

    private func broken(
        _ code: Code, _ patient: Int, day: Int? = nil, found: Int = 0, allowed: Int = 0
    ) -> Violation {
        Violation(
            code: code, patient: patient, owner: nil, day: day, found: found, allowed: allowed)
    }

    // MARK: One patient

    /// The rules of one course by itself.
    public func violations(
        _ index: Int, _ course: Solution.Course, _ option: Instance.Option
    ) -> [Violation] {
        let patient = instance.patients[index]
        let product = instance.products[option.product]
        let remote = instance.centres[patient.centre].remote
        let lastApheresis = course.apheresis + option.apheresisDays - 1
        var broken: [Violation] = []
        func need(_ holds: Bool, _ code: Code, _ day: Int, _ allowed: Int) {
            if !holds {
                broken.append(
                    self.broken(code, index, day: day, found: day, allowed: allowed))
            }
        }
        need(course.apheresis >= patient.release, .release, course.apheresis, patient.release)
        let shipped = lastApheresis + product.transport + remote
        let starts =
            shipped + product.holdLeast...shipped + max(product.holdLeast, product.holdMost)
        let isStartable =
            starts.contains(course.start) && course.start <= shipped + product.holdMost
        need(isStartable, .startWindow, course.start, starts.lowerBound)
        let made = course.start + option.manufacturingDays + product.shipping + remote
        need(
            (made...made + product.releaseHold).contains(course.receipt), .receiptWindow,
            course.receipt, made)
        need(course.ld >= course.receipt, .ldAfterReceipt, course.ld, course.receipt)
        let bridged = lastApheresis + patient.bridgeGap
        need(course.ld >= bridged, .bridgeGap, course.ld, bridged)
        let conditioned = course.ld + Instance.conditioningDays - 1
        let gap = patient.conditioningGap
        need(gap.contains(course.infusion - conditioned), .ldGap, course.infusion, conditioned)
        let perishes = course.receipt + product.shelf
        need(course.infusion <= perishes, .shelf, course.infusion, perishes)
        let first = Activity.allCases.map { course[$0] }.min() ?? 0
        let further = option.furtherInfusions.max() ?? 0
        let last = course.infusion + max(patient.lengthOfStay - 1, Instance.reserveDays, further)
        need(first >= 0, .horizon, first, 0)
        need(last <= instance.horizon - 1, .horizon, last, instance.horizon - 1)
        for activity in Activity.allCases {
            if let day = patient.fixed.days[activity] {
                need(course[activity] == day, .fixed, course[activity], day)
            } else {
                need(
                    course[activity] >= instance.today, .past, course[activity], instance.today)
            }
        }
        for (activity, days) in patient.domains.sorted(by: { $0.key < $1.key }) {
            let day = course[activity]
            let limit = day < days.lowerBound ? days.lowerBound : days.upperBound
            need(days.contains(day), .domain, day, limit)
        }
        if let wanted = patient.fixed.product {
            need(course.product == wanted, .fixed, course.product, wanted)
        }
        return broken
    }

    /// What a course costs.
    public func cost(
        _ patient: Instance.Patient, _ course: Solution.Course, _ option: Instance.Option
    ) -> Int {
        var cost = patient.weight * (course.infusion - patient.referral)
        cost += patient.tardyWeight * max(0, course.infusion - patient.deadline)
        cost += option.cost
        for (activity, former) in patient.former.days where course[activity] != former {
            let move = instance.changeCost.moves[activity] ?? Instance.ChangeCost.Move()
            cost += move.fixed + move.perDay * abs(course[activity] - former)
        }
        if let former = patient.former.product, former != course.product {
            cost += instance.changeCost.product
        }
        return cost
    }

    // MARK: All together

    private func add(
        _ index: Int, _ course: Solution.Course, _ option: Instance.Option,
        to use: inout [Code: [Int: [Int: Int]]]
    ) {
        let patient = instance.patients[index]
        func take(_ code: Code, _ owner: Int, _ day: Int, _ amount: Int = 1) {
            guard amount != 0 else { return }
            use[code, default: [:]][owner, default: [:]][day, default: 0] += amount
        }
        for day in course.apheresis..<course.apheresis + option.apheresisDays {
            take(.apheresis, patient.centre, day)
            if !instance.products[option.product].isFresh {
                take(.processing, patient.centre, day)
            }
        }
        take(.start, option.product, course.start)
        take(.receipt, patient.centre, course.receipt)
        for offset in [0] + option.furtherInfusions {
            take(.infusion, patient.centre, course.infusion + offset)
        }
        let admitted = patient.isInpatientConditioning ? course.ld : course.infusion - 1
        let discharged = course.infusion + patient.lengthOfStay
        for day in admitted..<max(admitted, discharged) { take(.beds, patient.centre, day) }
        for (offset, amount) in patient.icu.enumerated() {
            take(.icu, patient.centre, course.infusion + 1 + offset, amount)
        }
    }

    private func overdrawn(_ use: [Code: [Int: [Int: Int]]]) -> [Violation] {
        var found: [Violation] = []
        for code in Code.allCases {
            for (owner, days) in (use[code] ?? [:]).sorted(by: { $0.key < $1.key }) {
                for (day, amount) in days.sorted(by: { $0.key < $1.key }) {
                    // Days outside the calendar are violations of the horizon.
                    guard (0..<instance.horizon).contains(day) else { continue }
                    let capacity = capacity(code, owner, day)
                    if amount > capacity {
                        found.append(
                            Violation(
                                code: code, patient: nil, owner: owner, day: day, found: amount,
                                allowed: capacity))
                    }
                }
            }
        }
        return found
    }

    private func capacity(_ code: Code, _ owner: Int, _ day: Int) -> Int {
        switch code {
        case .start: instance.products[owner].starts[day]
        case .apheresis: instance.centres[owner].apheresis[day]
        case .processing: instance.centres[owner].processing[day]
        case .receipt: instance.centres[owner].receipt[day]
        case .infusion: instance.centres[owner].infusion[day]
        case .beds: instance.centres[owner].beds[day]
        default: instance.centres[owner].icu[day]
        }
    }
}
