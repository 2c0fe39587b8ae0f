import Solver

/// Answers whether a request could be met if some constraints were waived.
///
/// It builds a problem of the one patient on what the others leave, with a calendar that goes on
/// beyond its end, so that even the horizon can be waived.
struct Waivers: ~Copyable {
    let instance: Instance
    let request: Request
    /// Everything that could be in the way.
    let constraints: [Constraint]
    private let model: Model
    private let modes: [Mode]
    private var ledger: Ledger
    private var isKept: [Constraint: Bool]
    private static let unlimited = 1 << 24

    private var patient: Instance.Patient { instance.patients[request.patient] }

    /// - Parameter use: what the others use, as `Usage` counts it.
    init(_ instance: Instance, _ request: Request, usage: Usage) {
        let patient = instance.patients[request.patient]
        self.request = request
        self.instance = instance
        var alone = instance
        let margin = Waivers.margin(instance, patient)
        alone.horizon = instance.horizon + margin
        alone.centres = [usage.left(instance, centre: patient.centre, margin: margin)]
        alone.products = instance.products.indices.map {
            usage.left(instance, product: $0, margin: margin)
        }
        alone.patients = [patient]
        alone.patients[0].centre = 0
        // All products stay in play: a fixed one is a constraint like any other.
        alone.patients[0].fixed.product = nil
        let model = Model(alone)
        self.model = model
        modes = model.problem.modes(of: 0).map { model.problem.mode($0) }
        ledger = Ledger(model.problem)
        constraints = Waivers.constraints(instance, patient, alone)
        isKept = Dictionary(uniqueKeysWithValues: constraints.map { ($0, true) })
    }

    /// Room for the longest chain after the end of the calendar.
    private static func margin(_ instance: Instance, _ patient: Instance.Patient) -> Int {
        let lags = patient.options.map { option in
            let product = instance.products[option.product]
            return product.transport + product.holdMost + product.shipping + product.releaseHold
                + option.manufacturingDays + option.apheresisDays
                + 2 * instance.centres[patient.centre].remote
        }
        return (lags.max() ?? 0) + patient.bridgeGap + patient.conditioningGap.upperBound
            + patient.lengthOfStay + 30
    }

    private static func constraints(
        _ instance: Instance, _ patient: Instance.Patient, _ alone: Instance
    ) -> [Constraint] {
        var found: [Constraint] = [
            .rule(.release), .rule(.startWindow), .rule(.receiptWindow), .rule(.ldAfterReceipt),
            .rule(.bridgeGap), .rule(.ldGap), .rule(.shelf), .rule(.horizon),
        ]
        if patient.fixed.product != nil { found.append(.fixedProduct) }
        for activity in Activity.allCases {
            if patient.fixed.days[activity] != nil {
                found.append(.fixed(activity))
            } else if instance.today > 0 {
                found.append(.past(activity))
            }
        }
        for activity in Activity.allCases where patient.domains[activity] != nil {
            found += [.notBefore(activity), .notAfter(activity)]
        }
        let centre = alone.centres[0]
        let peak = patient.icu.max() ?? 0
        for day in 0..<instance.horizon {
            func add(_ code: Checker.Code, _ left: Int, _ need: Int = 1) {
                if left < need { found.append(.day(code, owner: patient.centre, day: day)) }
            }
            add(.apheresis, centre.apheresis[day])
            add(.processing, centre.processing[day])
            add(.receipt, centre.receipt[day])
            add(.infusion, centre.infusion[day])
            add(.beds, centre.beds[day])
            add(.icu, centre.icu[day], peak)
            for option in patient.options where alone.products[option.product].starts[day] < 1 {
                found.append(.day(.start, owner: option.product, day: day))
            }
        }
        return found
    }

    // MARK: Keeping and waiving

    mutating func keep(_ constraint: Constraint, _ keeps: Bool) {
        guard isKept[constraint] != keeps else { return }
        isKept[constraint] = keeps
        if case .day(let code, let owner, let day) = constraint {
            let row = model.row(code, owner: code == .start ? owner : 0)
            ledger.adjust(row: row, day: day, by: keeps ? -Self.unlimited : Self.unlimited)
        }
    }

    private func keeps(_ constraint: Constraint) -> Bool { isKept[constraint] ?? false }

    /// The modes that are in play, with the lags and bounds of the rules that are kept.
    func candidateModes() -> [(number: Int, mode: Mode)] {
        modes.enumerated().compactMap { number, mode in
            if keeps(.fixedProduct), let product = patient.fixed.product,
                Int(mode.tag) != product
            {
                return nil
            }
            return (number, adapted(mode))
        }
    }

    var isFeasible: Bool {
        for (_, mode) in candidateModes() where ledger.isFeasible(mode) { return true }
        return false
    }

    func ledgerLeastLacking(
        _ mode: Mode, _ number: Int
    ) -> (course: Solution.Course, lacking: Int)? {
        guard let best = ledger.leastLacking(mode, number: number),
            let course = model.course(best.placement)
        else { return nil }
        return (course, best.lacking)
    }

    /// What is left of a calendar's day.
    func left(_ constraint: Constraint) -> Int {
        guard case .day(let code, let owner, let day) = constraint else { return 0 }
        return ledger.free(row: model.row(code, owner: code == .start ? owner : 0), day: day)
    }

    /// The best course under what is kept, and what it costs.
    func bestCourse() -> (course: Solution.Course, cost: Int)? {
        var found: (course: Solution.Course, cost: Int)?
        for (number, mode) in candidateModes() {
            let bar = found?.cost ?? Int.max >> 8
            guard let best = ledger.best(mode, number: number, below: bar),
                let course = model.course(best.placement)
            else { continue }
            found = (course, best.cost)
        }
        return found
    }

    /// The mode with the lags and bounds of the rules that are kept.
    private func adapted(_ mode: Mode) -> Mode {
        let far = Int32(model.problem.horizon)
        var mode = mode
        if !keeps(.rule(.startWindow)) { (mode.launchLeast, mode.launchMost) = (-far, far) }
        if !keeps(.rule(.receiptWindow)) { (mode.arrivalLeast, mode.arrivalMost) = (-far, far) }
        if !keeps(.rule(.ldAfterReceipt)) { mode.entryAfterArrival = -far }
        if !keeps(.rule(.bridgeGap)) { mode.entryLeast = -far }
        if !keeps(.rule(.ldGap)) { (mode.peakLeast, mode.peakMost) = (-far, far) }
        if !keeps(.rule(.shelf)) { mode.peakAfterArrival = far }
        let option = patient.options.first { $0.product == Int(mode.tag) }
        let tail = option?.tail(of: patient) ?? Instance.reserveDays
        let end = keeps(.rule(.horizon)) ? instance.horizon : model.problem.horizon
        let last = Int32(end - 1 - tail)
        // With the lags waived a stay could begin before the calendar does.
        let first = mode.staysFromEntry ? 0 : mode.stayLead
        for activity in Activity.allCases {
            let step = activity.step
            let isPeak = activity == .infusion
            (mode.earliest[step], mode.latest[step]) = isPeak ? (first, last) : (0, far - 1)
            if let day = patient.fixed.days[activity] {
                if keeps(.fixed(activity)) { pin(&mode, activity, day) }
            } else if keeps(.past(activity)) {
                mode.earliest[step] = Int32(instance.today)
            }
        }
        for (activity, days) in patient.domains {
            let first = keeps(.notBefore(activity)) ? days.lowerBound : 0
            let last = keeps(.notAfter(activity)) ? days.upperBound : Int(far)
            mode.keep(activity.step, within: first...max(first, last))
        }
        if keeps(.rule(.release)) {
            mode.earliest.pickup = max(mode.earliest.pickup, Int32(patient.release))
        }
        if let activity = request.activity, let day = request.day { pin(&mode, activity, day) }
        if let day = request.infusionBy { mode.latest.peak = min(mode.latest.peak, Int32(day)) }
        return mode
    }

    private func pin(_ mode: inout Mode, _ activity: Activity, _ day: Int) {
        mode.pin(activity.step, to: day)
    }
}
