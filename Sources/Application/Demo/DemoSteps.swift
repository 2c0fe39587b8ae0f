import Domain
import Statistics
import Store

/// The acts of the demo hospital in the order of time, as people would have done them.
struct DemoSteps {
    /// One act, small enough that a million of them fit: what it writes is made when it is
    /// written.
    struct Step {
        let at: Instant
        let course: Int
        let kind: Kind
    }

    enum Kind {
        case referral, plan
        case milestone(Int)
        case finish(Int)
        case leave
        case measure(Day)
        case grade(Int)
        case treat(Int)
        case bring, bringBack
    }

    private let courses: [DemoCourse]
    let treatmentCount: Int
    private let bedside: DemoBedside
    private let grades: [[Grade]]
    private let treatments: [[Treatment]]
    private let now: Instant
    private let seed: UInt64

    init(_ courses: [DemoCourse], _ bedside: DemoBedside, now: Instant, seed: UInt64) {
        self.courses = courses
        self.bedside = bedside
        self.now = now
        self.seed = seed
        grades = courses.map { DemoClinic.grades($0, until: now) }
        var treatments: [[Treatment]] = []
        var count = 0
        for (course, grades) in zip(courses, grades) {
            let found = bedside.treatments(course, grades, firstNumber: count + 1, until: now)
            treatments.append(found)
            count += found.count
        }
        self.treatments = treatments
        treatmentCount = count
    }

    func sorted() -> [Step] {
        var steps: [Step] = []
        for (index, course) in courses.enumerated() {
            func add(_ at: Instant, _ kind: Kind) {
                steps.append(Step(at: min(at, now), course: index, kind: kind))
            }
            add(course.record.referral.at, .referral)
            for (number, milestone) in course.milestones.enumerated().dropFirst() {
                switch milestone.kind {
                case .ended: add(milestone.at, .leave)
                case .planPresented: add(milestone.at, .plan)
                default: add(milestone.at, .milestone(number))
                }
            }
            for (number, booking) in course.bookings.enumerated() {
                let end = Instant(
                    booking.span.last, ClockTime(hour: 18, minute: 0) ?? .midnight,
                    offsetMinutes: now.offsetMinutes)
                let isOver = course.record.ended.map { $0 < end } ?? false
                if booking.span.last < now.day, !isOver { add(end, .finish(number)) }
            }
            for day in DemoClinic.days(course, until: now) {
                let at = Instant(
                    day, ClockTime(hour: 19, minute: 30) ?? .midnight,
                    offsetMinutes: now.offsetMinutes)
                add(max(at, course.record.referral.at), .measure(day))
            }
            for (number, grade) in grades[index].enumerated() { add(grade.at, .grade(number)) }
            for (number, dose) in treatments[index].enumerated() { add(dose.at, .treat(number)) }
            if let stay = course.transfer?.span {
                add(moved(stay.first), .bring)
                if moved(stay.last + 1) <= now { add(moved(stay.last + 1), .bringBack) }
            }
        }
        // A stable order: steps of one moment stay as they were made, course by course.
        return steps.enumerated().sorted {
            ($0.element.at.utcMilliseconds, $0.offset) < ($1.element.at.utcMilliseconds, $1.offset)
        }.map(\.element)
    }

    private func moved(_ day: Day) -> Instant {
        let hour = ClockTime(hour: DemoBedside.transferHour, minute: 0) ?? .midnight
        return Instant(day, hour, offsetMinutes: now.offsetMinutes)
    }

    /// Most courses have their papers in order; some wait for the insurer or for a caregiver.
    private func gates(_ course: DemoCourse, _ step: Step) -> [Gate] {
        guard let user = try? User.ID("tanaka") else { return [] }
        return Gate.Kind.allCases.compactMap { kind in
            let isMissing =
                kind == .funding && step.course % 5 == 3
                || kind == .caregiver && step.course % 4 == 1
            return isMissing
                ? nil
                : Gate(
                    course.record.id, kind, .met, on: step.at.day,
                    until: kind == .infectionScreening ? step.at.day + 120 : nil, by: user)
        }
    }

    func act(_ step: Step) -> LoadedAct {
        let course = courses[step.course]
        let name = "\(course.record.id.text)"
        switch step.kind {
        case .referral:
            return act(.takeReferral, step.at, "tanaka", "demo-\(name)-referral") {
                act throws(StoreError) in
                try act.insert(course.patient)
                var record = course.record
                (record.product, record.ending, record.ended) = (nil, nil, nil)
                try act.insert(record)
                try act.insert(MilestoneRecord(course: record.id, course.milestones[0]))
            }
        case .plan:
            return act(.holdBookings, step.at, "tanaka", "demo-\(name)-plan") {
                act throws(StoreError) in
                var record = course.record
                (record.ending, record.ended) = (nil, nil)
                try act.update(record, expecting: nil)
                if let presented = course.milestones.first(where: { $0.kind == .planPresented }) {
                    try act.insert(MilestoneRecord(course: record.id, presented))
                }
                for booking in course.bookings { try act.insert(booking) }
                for gate in gates(course, step) { try act.insert(gate) }
            }
        case .milestone(let number):
            let milestone = course.milestones[number]
            var random = SeededGenerator(seed: seed, stream: 1 << 40 | UInt64(step.course))
            let collection =
                milestone.kind == .collected
                ? DemoClinic.collection(course, at: milestone.at, &random) : nil
            let author = milestone.kind == .eligibilityDecided ? "mori" : "ito"
            let readiness =
                milestone.kind == .infused
                ? bedside.readiness(course, step.course, before: milestone) : nil
            return act(
                .recordMilestone, step.at, author,
                "demo-\(name)-\(milestone.kind.rawValue)-\(milestone.part)"
            ) { act throws(StoreError) in
                if let readiness {
                    if milestone.part == 1 { try act.insert(readiness.reserve) }
                    try act.insert(readiness.timeOut)
                }
                try act.insert(MilestoneRecord(course: course.record.id, milestone))
                if let collection { try act.insert(collection) }
            }
        case .finish(let number): return finish(course.bookings[number], step.at, "suzuki")
        case .treat(let number):
            let dose = treatments[step.course][number]
            return act(.recordTreatment, step.at, "nakano", "demo-\(dose.id.text)") {
                act throws(StoreError) in try act.insert(dose)
            }
        case .bring, .bringBack: return transfer(course, step)
        case .leave: return leave(course, step.at)
        case .measure(let day):
            var random = SeededGenerator(
                seed: seed, stream: 1 << 32 | UInt64(step.course) << 8 | UInt64(day.number & 255))
            let values = DemoClinic.observations(course, on: day, until: now, &random)
            return act(.recordObservation, step.at, "kobayashi", "demo-\(name)-\(day.number)") {
                act throws(StoreError) in
                for (number, value) in values.enumerated() {
                    let id = "V-\(name)-\(day.number)-\(number)"
                    try act.insert(ObservationRecord(id: id, value))
                }
            }
        case .grade(let number):
            let grade = grades[step.course][number]
            return act(.recordGrade, step.at, "nakano", "demo-\(name)-grade-\(number)") {
                act throws(StoreError) in
                try act.insert(
                    GradeRecord(id: "G-\(name)-\(number)", course: course.record.id, grade))
            }
        }
    }

    /// To intensive care and back: the same acts as at the command line.
    private func transfer(_ course: DemoCourse, _ step: Step) -> LoadedAct {
        guard let booking = course.transfer else { preconditionFailure("no transfer, no step") }
        guard case .bring = step.kind else { return finish(booking, step.at, "watanabe") }
        let reason = Reason(.patientCondition, bedside.transferWords)
        return act(.confirmBookings, step.at, "mori", "demo-\(booking.id.text)", reason) {
            act throws(StoreError) in try act.insert(booking)
        }
    }

    private func finish(_ booking: Booking, _ at: Instant, _ author: String) -> LoadedAct {
        act(.finishBookings, at, author, "demo-\(booking.id.text)-done") {
            act throws(StoreError) in
            var done = booking
            try refuse { () throws(BookingError) in try done.finish() }
            try act.update(done, expecting: nil)
        }
    }

    private func leave(_ course: DemoCourse, _ at: Instant) -> LoadedAct {
        act(.endCourse, at, "mori", "demo-\(course.record.id.text)-end") {
            act throws(StoreError) in
            try act.update(course.record, expecting: nil)
            try act.insert(
                MilestoneRecord(course: course.record.id, Milestone(.ended, at: at)))
            for booking in try act.all(.placed(course.record.id)) {
                var released = booking.record
                try refuse { () throws(BookingError) in try released.release() }
                try act.update(released, expecting: booking.version)
            }
        }
    }

    private func act(
        _ act: Act, _ at: Instant, _ author: String, _ key: String,
        _ reason: Reason = .routine, _ body: @escaping (Transaction) throws(StoreError) -> Void
    ) -> LoadedAct {
        LoadedAct(
            EntryDraft(
                at: at, author: author, act: act.rawValue, reason: reason,
                source: DemoCentre.source, key: key),
            body)
    }
}
