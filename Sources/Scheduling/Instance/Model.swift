public import Solver

/// An instance as the solver's chains, and the way back.
///
/// The solver knows calendars, lags and costs; this file alone says which of them are devices,
/// manufacturing starts and beds.
public struct Model: Sendable {
    public let instance: Instance
    public let problem: ChainProblem

    /// Calendars of a centre, in the order of their rows.
    static let centreRows: [Checker.Code] = [
        .apheresis, .processing, .receipt, .infusion, .beds, .icu,
    ]

    public init(_ instance: Instance) {
        self.instance = instance
        var rows: [[Int32]] = instance.products.map { $0.starts.map { Int32($0) } }
        for centre in instance.centres {
            for calendar in [
                centre.apheresis, centre.processing, centre.receipt, centre.infusion, centre.beds,
                centre.icu,
            ] {
                rows.append(calendar.map { Int32($0) })
            }
        }
        var jobs: [Job] = []
        var modes: [Mode] = []
        var profiles: [Int32] = []
        for (index, patient) in instance.patients.enumerated() {
            var job = Model.job(patient)
            job.firstMode = Int32(modes.count)
            let usable = patient.options.filter {
                patient.fixed.product == nil || patient.fixed.product == $0.product
            }
            for option in usable {
                modes.append(
                    Model.mode(
                        instance, patient, option, job: index, profile: profiles.count))
            }
            job.modeEnd = Int32(modes.count)
            profiles += patient.icu.map { Int32($0) }
            jobs.append(job)
        }
        problem = ChainProblem(
            horizon: instance.horizon, rows: rows, jobs: jobs, modes: modes, profiles: profiles,
            profileLength: Instance.reserveDays, moveCost: Model.moveCost(instance))
    }

    // MARK: Rows

    /// The row of a calendar: starts belong to products, all others to centres.
    public func row(_ code: Checker.Code, owner: Int) -> Int {
        guard let place = Model.centreRows.firstIndex(of: code) else { return owner }
        return Model.row(instance, centre: owner, place)
    }

    private static func row(_ instance: Instance, centre: Int, _ place: Int) -> Int {
        instance.products.count + centre * centreRows.count + place
    }

    /// Whose calendar a row is.
    public func calendar(row: Int) -> (code: Checker.Code, owner: Int) {
        guard row >= instance.products.count else { return (.start, row) }
        let place = row - instance.products.count
        return (Model.centreRows[place % Model.centreRows.count], place / Model.centreRows.count)
    }

    // MARK: Jobs

    private static func job(_ patient: Instance.Patient) -> Job {
        var job = Job()
        job.group = Int32(patient.centre)
        job.origin = Int32(patient.referral)
        job.slope = Int32(patient.weight)
        job.deadline = Int32(patient.deadline)
        job.lateSlope = Int32(patient.tardyWeight)
        job.dropCost = Int32(patient.unscheduledCost)
        job.mustPlace = patient.isMandatory
        for activity in Activity.allCases {
            if let day = patient.former.days[activity] {
                job.former[activity.step] = Int32(day)
                job.hasFormer = true
            }
        }
        return job
    }

    private static func mode(
        _ instance: Instance, _ patient: Instance.Patient, _ option: Instance.Option, job: Int,
        profile: Int
    ) -> Mode {
        let product = instance.products[option.product]
        let remote = instance.centres[patient.centre].remote
        func row(_ code: Checker.Code) -> Int32 {
            let place = centreRows.firstIndex(of: code) ?? 0
            return Int32(Model.row(instance, centre: patient.centre, place))
        }
        var mode = Mode()
        mode.job = Int32(job)
        mode.tag = Int32(option.product)
        mode.cost = Int32(option.cost)
        if let former = patient.former.product, former != option.product {
            mode.cost += Int32(instance.changeCost.product)
        }
        mode.pickupRow = row(.apheresis)
        mode.benchRow = product.isFresh ? -1 : row(.processing)
        mode.launchRow = Int32(option.product)
        mode.arrivalRow = row(.receipt)
        mode.peakRow = row(.infusion)
        mode.stayRow = row(.beds)
        mode.loadRow = row(.icu)
        mode.profile = Int32(profile)
        mode.pickupLength = Int32(option.apheresisDays)
        let wait = option.apheresisDays - 1
        mode.launchLeast = Int32(wait + product.transport + remote + product.holdLeast)
        mode.launchMost = Int32(wait + product.transport + remote + product.holdMost)
        mode.arrivalLeast = Int32(option.manufacturingDays + product.shipping + remote)
        mode.arrivalMost = mode.arrivalLeast + Int32(product.releaseHold)
        mode.entryLeast = Int32(wait + patient.bridgeGap)
        let conditioned = Instance.conditioningDays - 1
        mode.peakLeast = Int32(conditioned + patient.conditioningGap.lowerBound)
        mode.peakMost = Int32(conditioned + patient.conditioningGap.upperBound)
        mode.peakAfterArrival = Int32(product.shelf)
        mode.staysFromEntry = patient.isInpatientConditioning
        mode.stayAfterPeak = Int32(patient.lengthOfStay)
        for days in option.furtherInfusions where (1..<128).contains(days) {
            mode.echoes |= 1 << UInt128(days)
        }
        let last = Int32(instance.horizon - 1 - option.tail(of: patient))
        for activity in Activity.allCases {
            let fixed = patient.fixed.days[activity].map { Int32($0) }
            mode.earliest[activity.step] = max(0, fixed ?? Int32(instance.today))
            mode.latest[activity.step] = min(last, fixed ?? last)
        }
        mode.earliest.pickup = max(mode.earliest.pickup, Int32(patient.release))
        for (activity, domain) in patient.domains {
            mode.keep(activity.step, within: domain)
        }
        return mode
    }

    private static func moveCost(_ instance: Instance) -> MoveCost {
        var cost = MoveCost()
        for activity in Activity.allCases {
            let move = instance.changeCost.moves[activity] ?? Instance.ChangeCost.Move()
            cost.once[activity.step] = Int32(move.fixed)
            cost.perDay[activity.step] = Int32(move.perDay)
        }
        return cost
    }

    // MARK: Plans

    public func course(_ placement: Placement) -> Solution.Course? {
        guard placement.isPlaced else { return nil }
        let days = placement.days
        return Solution.Course(
            product: Int(problem.mode(Int(placement.mode)).tag), apheresis: Int(days.pickup),
            start: Int(days.launch), receipt: Int(days.arrival), ld: Int(days.entry),
            infusion: Int(days.peak))
    }

    /// The placement of a course; `none` where the course has no such product.
    public func placement(_ course: Solution.Course?, patient: Int) -> Placement {
        guard let course,
            let mode = problem.modes(of: patient).first(where: {
                Int(problem.mode($0).tag) == course.product
            })
        else { return .none }
        return Placement(
            mode: Int32(mode),
            days: Days(
                pickup: Int32(course.apheresis), launch: Int32(course.start),
                arrival: Int32(course.receipt), entry: Int32(course.ld),
                peak: Int32(course.infusion)))
    }

    public func solution(_ plan: [Placement]) -> Solution {
        Solution(
            instance: instance.name, objective: problem.cost(of: plan),
            courses: plan.map { course($0) })
    }

    public func plan(_ solution: Solution) -> [Placement] {
        solution.courses.enumerated().map { placement($1, patient: $0) }
    }
}

extension Activity {
    /// The step of the solver's chain that this activity is.
    public var step: Step {
        switch self {
        case .apheresis: .pickup
        case .start: .launch
        case .receipt: .arrival
        case .ld: .entry
        case .infusion: .peak
        }
    }
}

extension Mode {
    /// Narrows the days of a step; a range that leaves none is kept as it is, empty.
    mutating func keep(_ step: Step, within days: ClosedRange<Int>) {
        earliest[step] = max(earliest[step], Int32(clamping: days.lowerBound))
        latest[step] = min(latest[step], Int32(clamping: days.upperBound))
    }
}
