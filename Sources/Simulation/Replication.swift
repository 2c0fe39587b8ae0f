import Domain
import Scheduling
import Statistics

/// One simulated year of a centre.
///
/// Everything that happens to a patient is drawn before anything is booked, from a stream of the
/// patient's own: a scenario changes what the centre makes of the same patients and not who comes
/// (common random numbers).
struct Replication {
    /// What a patient brings, whatever the centre does.
    struct Fate {
        let arrival: Int
        let pattern: CentreFit.Pattern
        let slip: Double
        let second: Double
        let failing: Double
        let leaving: Double
        let stay: Double
        let intensive: IntensiveCare.Need
    }

    let fit: CentreFit
    let fates: [Fate]

    /// - Parameter extra: referrals more or fewer a month.
    init(_ fit: CentreFit, extra: Double, seed: UInt64, number: Int) {
        self.fit = fit
        let stream = UInt64(number) << 24
        var fates = Self.fates(fit, perDay: fit.referralsPerDay, seed: seed, stream: stream)
        if extra > 0 {
            // Those who come besides have streams of their own.
            fates += Self.fates(fit, perDay: extra / 30.4375, seed: seed, stream: stream | 1 << 23)
        } else if extra < 0, fit.referralsPerDay > 0 {
            let share = max(0, 1 + extra / 30.4375 / fit.referralsPerDay)
            var random = SeededGenerator(seed: seed, stream: stream | 1 << 22)
            fates = fates.filter { _ in random.unit() < share }
        }
        self.fates = fates.enumerated().sorted {
            ($0.element.arrival, $0.offset) < ($1.element.arrival, $1.offset)
        }.map(\.element)
    }

    private static func fates(
        _ fit: CentreFit, perDay: Double, seed: UInt64, stream: UInt64
    ) -> [Fate] {
        guard perDay > 0, !fit.patterns.isEmpty else { return [] }
        var times = SeededGenerator(seed: seed, stream: stream)
        var fates: [Fate] = []
        var clock = Draw.exponential(times.unit(), rate: perDay)
        let end = Double(SimulatedTime.warmUp + SimulatedTime.year)
        while clock < end {
            var own = SeededGenerator(seed: seed, stream: stream + UInt64(fates.count) + 1)
            let pattern = fit.patterns[own.below(fit.patterns.count)]
            fates.append(
                Fate(
                    arrival: Int(clock), pattern: pattern, slip: own.unit(), second: own.unit(),
                    failing: own.unit(), leaving: own.unit(), stay: own.unit(),
                    intensive: IntensiveCare.Need(
                        need: own.unit(), day: own.unit(), nights: own.unit(), hour: own.unit())))
            clock += Draw.exponential(times.unit(), rate: perDay)
        }
        return fates
    }

    // MARK: Running

    private enum Event: Int { case leave, batch, arrive }

    private struct Moment: Comparable {
        let day: Int
        let event: Event
        let patient: Int

        static func < (left: Moment, right: Moment) -> Bool {
            (left.day, left.event.rawValue, left.patient)
                < (right.day, right.event.rawValue, right.patient)
        }
    }

    /// What became of a patient.
    private struct State {
        var course: Solution.Course?
        var isGone = false
        var batches = 0
        /// The day on which this patient would leave, if still waiting.
        var leaves = Int.max
    }

    func run() -> ReplicationOutcome {
        let instance = self.instance
        var allocator = Allocator(Model(instance))
        var states = [State](repeating: State(), count: fates.count)
        var agenda = Agenda<Moment>()
        for (patient, fate) in fates.enumerated() {
            agenda.add(Moment(day: fate.arrival, event: .arrive, patient: patient))
            guard fit.leavingPerDay > 0 else { continue }
            let wait = Draw.exponential(fate.leaving, rate: fit.leavingPerDay)
            guard wait < Double(SimulatedTime.horizon) else { continue }
            states[patient].leaves = fate.arrival + Int(wait) + 1
            agenda.add(Moment(day: states[patient].leaves, event: .leave, patient: patient))
        }
        while let moment = agenda.next() {
            let patient = moment.patient
            switch moment.event {
            case .arrive:
                states[patient].course = allocator.place(patient)
                awaitBatch(patient, states[patient], &agenda)
            case .batch:
                settleBatch(patient, on: moment.day, &states[patient], &allocator, &agenda)
            case .leave:
                let infusion = states[patient].course?.infusion ?? Int.max
                guard !states[patient].isGone, infusion >= moment.day else { continue }
                states[patient].isGone = true
                states[patient].course = nil
                allocator.release(patient)
            }
        }
        return outcome(states, allocator)
    }

    private func awaitBatch(_ patient: Int, _ state: State, _ agenda: inout Agenda<Moment>) {
        guard let course = state.course else { return }
        let maker = fit.makers[fates[patient].pattern.maker]
        agenda.add(
            Moment(
                day: course.start + maker.manufacturingDays, event: .batch, patient: patient))
    }

    /// On the day on which the batch was to be ready it is, or it comes late, or it failed.
    private func settleBatch(
        _ patient: Int, on day: Int, _ state: inout State, _ allocator: inout Allocator,
        _ agenda: inout Agenda<Moment>
    ) {
        guard !state.isGone, let course = state.course else { return }
        let (fate, maker) = (fates[patient], fit.makers[fates[patient].pattern.maker])
        // A second batch is drawn apart; nobody is collected a third time.
        let luck = state.batches == 0 ? fate.failing : fate.second
        state.batches += 1
        if luck < fit.failure {
            guard state.batches == 1 else {
                (state.isGone, state.course) = (true, nil)
                allocator.release(patient)
                return
            }
            state.course = allocator.replan(
                patient,
                .init(fixed: [:], manufacturingDays: maker.manufacturingDays, today: day + 1))
            awaitBatch(patient, state, &agenda)
            return
        }
        let slip = Draw.one(of: maker.slips, state.batches == 1 ? fate.slip : fate.second) ?? 0
        guard slip > 0 else { return }
        state.course = allocator.replan(
            patient,
            .init(
                fixed: [.apheresis: course.apheresis, .start: course.start],
                manufacturingDays: maker.manufacturingDays + slip, today: day))
    }

    // MARK: The engine's problem

    private var instance: Instance {
        Instance(
            name: "simulated", horizon: SimulatedTime.horizon, products: fit.makers.map(\.terms),
            centres: [fit.centre], patients: fates.enumerated().map { patient($1, number: $0) })
    }

    private func patient(_ fate: Fate, number: Int) -> Instance.Patient {
        let urgency = fate.pattern.urgency
        return Instance.Patient(
            id: String(number), centre: 0, referral: fate.arrival,
            release: fate.arrival + fate.pattern.readyDays,
            deadline: fate.arrival + (fit.deadlineDays[urgency] ?? 90),
            weight: max(1, fit.dayWeight[urgency] ?? 1),
            tardyWeight: fit.lateDayWeight[urgency] ?? 0, unscheduledCost: 1 << 20, bridgeGap: 0,
            conditioningGap: fit.conditioningGap,
            isInpatientConditioning: fit.isInpatientConditioning,
            lengthOfStay: max(1, Draw.one(of: fit.stays, fate.stay) ?? 14), icu: fit.reserve,
            options: [
                Instance.Option(
                    product: fate.pattern.maker, apheresisDays: 1,
                    manufacturingDays: fit.makers[fate.pattern.maker].manufacturingDays, cost: 0)
            ])
    }

    // MARK: What came out

    private func outcome(
        _ states: [State], _ allocator: borrowing Allocator
    ) -> ReplicationOutcome {
        let first = SimulatedTime.warmUp
        let year = first..<(first + SimulatedTime.year)
        var outcome = ReplicationOutcome()
        var visits: [(arrival: Double, service: Double)] = []
        for (fate, state) in zip(fates, states) {
            if let infusion = state.course?.infusion {
                if year.contains(infusion) { outcome.infusions += 1 }
                let visit = fit.intensive.visit(
                    fate.intensive, maker: fate.pattern.maker, infusion: infusion)
                if let visit { visits.append(visit) }
            }
            guard year.contains(fate.arrival) else { continue }
            outcome.referrals += 1
            if state.isGone {
                outcome.left += 1
            } else if let infusion = state.course?.infusion {
                outcome.waits.append(infusion - fate.arrival)
            } else {
                outcome.unplaced += 1
            }
        }
        outcome.waits.sort()
        let intensive = fit.intensive.serve(visits, in: year)
        (outcome.intensiveVisits, outcome.intensiveRefused) = (
            intensive.arrivals, intensive.refused
        )
        func full(_ code: Checker.Code, _ line: [Int]) -> Int {
            year.count { day in
                line[day] > 0 && allocator.left(code, owner: 0, day: day) <= 0
            }
        }
        outcome.fullBedDays = full(.beds, fit.centre.beds)
        outcome.fullApheresisDays = full(.apheresis, fit.centre.apheresis)
        outcome.fullInfusionDays = full(.infusion, fit.centre.infusion)
        // A reserve that another tenth of a bed would overdraw is full.
        outcome.fullReserveDays = year.count { day in
            allocator.left(.icu, owner: 0, day: day) < 10
        }
        return outcome
    }
}

/// What one simulated year comes to.
struct ReplicationOutcome: Sendable, Equatable {
    var referrals = 0
    var infusions = 0
    var left = 0
    var unplaced = 0
    /// Days from referral to infusion of those who came within the year, sorted.
    var waits: [Int] = []
    var fullBedDays = 0
    var fullApheresisDays = 0
    var fullInfusionDays = 0
    var fullReserveDays = 0
    /// Patients brought to intensive care, and those who found every real bed taken.
    var intensiveVisits = 0
    var intensiveRefused = 0
}
