public import Domain
import Statistics
public import Store

/// A hospital that does not exist: running courses in every stage, and years of finished ones
/// behind them, made from a seed relative to a moment.
public struct DemoHospital {
    public struct Size: Sendable {
        public var courses: Int
        public var years: Int
        public var seed: UInt64
        /// In which the resources have their names: a centre's own words, kept in its store.
        public var language: Language

        public init(
            courses: Int = 150, years: Int = 1, seed: UInt64 = 1, language: Language = .japanese
        ) {
            (self.courses, self.years, self.seed) = (courses, years, seed)
            self.language = language
        }
    }

    private let size: Size
    private let now: Instant
    private let centre: DemoCentre
    private let bedside: DemoBedside
    private let span: ClosedRange<Day>
    private var courses: [DemoCourse] = []
    private var bookingCount = 0

    /// Makes everything in memory; `write` puts it into a store.
    public init(_ size: Size, now: Instant) {
        self.size = size
        self.now = now
        let aYear = max(1, size.courses / max(1, size.years))
        let words = Wording(size.language)
        centre = DemoCentre(scale: (aYear + 129) / 130, words)
        bedside = DemoBedside(centre.products.map(\.product.id), .published, words)
        span = (now.day - (size.years * 365 + 30))...(now.day + 220)
        var ledger = DemoLedger(centre, span)
        var nextBooking = 1
        for (index, at) in referralTimes().enumerated() {
            var random = SeededGenerator(seed: size.seed, stream: UInt64(index) + 1)
            courses.append(course(index, at, &ledger, &random, &nextBooking))
        }
        bring(&ledger, &nextBooking)
        bookingCount = nextBooking - 1
    }

    /// Brings people to intensive care in the order of days, as far as there are beds: who finds
    /// none stays on the ward.
    private mutating func bring(_ ledger: inout DemoLedger, _ nextBooking: inout Int) {
        let wanted = courses.indices.compactMap { index -> (index: Int, stay: DaySpan)? in
            guard let visit = courses[index].visit, let zero = courses[index].dayZero else {
                return nil
            }
            return (index, visit.stay(after: zero))
        }.sorted { ($0.stay.first, $0.index) < ($1.stay.first, $1.index) }
        for index in courses.indices { courses[index].calm() }
        for (index, stay) in wanted {
            guard let places = ledger.takeIntensive(stay) else { continue }
            courses[index].bring(
                Booking(
                    id: Identifier(prefix: "B", number: nextBooking),
                    course: courses[index].record.id, activity: .icuStay, span: stay,
                    state: .confirmed, places: places))
            nextBooking += 1
        }
    }

    /// Spread over the years by chance, and a few of this week so that every stage is there.
    private func referralTimes() -> [Instant] {
        var random = SeededGenerator(seed: size.seed)
        let recentHours = [3, 21, 30, 54, 80].prefix(size.courses)
        var times = recentHours.map { now.adding(minutes: -$0 * 60 - random.below(50)) }
        let reach = size.years * 365 - 6
        for _ in times.count..<max(times.count, size.courses) {
            let day = now.day - 6 - random.below(max(1, reach))
            let time = ClockTime(hour: 9 + random.below(8), minute: random.below(60)) ?? .midnight
            times.append(Instant(day, time, offsetMinutes: now.offsetMinutes))
        }
        return times.sorted()
    }

    private func course(
        _ index: Int, _ at: Instant, _ ledger: inout DemoLedger,
        _ random: inout SeededGenerator, _ nextBooking: inout Int
    ) -> DemoCourse {
        let indications: [Indication] = [
            .lymphoma, .lymphoma, .lymphoma, .myeloma, .myeloma, .leukaemia, .lymphoma, .lupus,
        ]
        let indication = indications[random.below(indications.count)]
        let names = centre.products(for: indication)
        let product: Product.ID = id(names[random.below(names.count)])
        let sex: Sex = random.unit() < 0.5 ? .female : .male
        let ageDays = 365 * (18 + random.below(60)) + random.below(365)
        let patient = Patient(
            id: Identifier(prefix: "P", number: index + 1),
            hospitalNumber: String(10_000_000 + Int(random.next() % 89_999_999)).suffix8,
            name: DemoNames.name(sex, &random), sex: sex, birth: at.day - ageDays)
        let urgencies: [Urgency] = [.routine, .soon, .soon, .urgent]
        let record = CourseRecord(
            id: Identifier(prefix: "K", number: index + 1), patient: patient.id, product: nil,
            referral: Referral(
                at: at, hospital: DemoNames.hospitals[random.below(DemoNames.hospitals.count)],
                indication: indication, urgency: urgencies[random.below(4)]))
        var made = DemoCourse(patient: patient, record: record)
        made.milestones = [Milestone(.referred, at: at)]
        made.severity = random.unit() * random.unit() * 1.1
        // A stream of its own: what is drawn here changes nothing else.
        var chance = SeededGenerator(seed: size.seed, stream: 1 << 48 | UInt64(index))
        made.visit = bedside.visit(product, &chance)
        let decided = at.adding(minutes: 60 * (4 + random.below(30)))
        let presented = decided.adding(minutes: 60 * (1 + random.below(12)))
        // Who was referred within the last days has no plan yet.
        guard presented.adding(minutes: 24 * 60) <= now else {
            if decided <= now {
                made.milestones.append(Milestone(.eligibilityDecided, at: decided))
            }
            return made
        }
        made.milestones += [
            Milestone(.eligibilityDecided, at: decided), Milestone(.planPresented, at: presented),
        ]
        made.record.product = product
        let leaving = leaving(after: presented, &random)
        arrange(&made, product, presented, leaving, &ledger, &random, &nextBooking)
        close(&made, leaving)
        return made
    }

    /// One in seven leaves before the end.
    private func leaving(
        after presented: Instant, _ random: inout SeededGenerator
    ) -> (at: Instant, why: Ending.Withdrawal)? {
        guard random.unit() < 0.14 else { return nil }
        let reasons: [Ending.Withdrawal] = [
            .progression, .progression, .death, .declined, .manufacturingFailure, .infection,
        ]
        let at = presented.adding(minutes: 24 * 60 * (5 + random.below(60)))
        return (at, reasons[random.below(reasons.count)])
    }

    private func arrange(
        _ course: inout DemoCourse, _ productID: Product.ID, _ presented: Instant,
        _ leaving: (at: Instant, why: Ending.Withdrawal)?, _ ledger: inout DemoLedger,
        _ random: inout SeededGenerator, _ nextBooking: inout Int
    ) {
        guard let product = centre.products.first(where: { $0.product.id == productID }) else {
            return
        }
        let peak = 6 + Int(24 * course.severity)
        let percents = [peak / 2, peak, peak + 4, peak + 4, peak, peak / 2, peak / 3, peak / 4]
        let load = (try? ICULoad(percents: percents)) ?? .none
        let days = DemoCourse.days(
            product, from: presented.day + 3 + random.below(9),
            lengthOfStay: 12 + random.below(9), load, ledger)
        guard var days else { return }
        // Who is infused no longer leaves.
        let leaving = leaving.flatMap { $0.at.day < days.infusion ? $0.at : nil }
        if leaving != nil || !course.expect(&days, by: now) { course.visit = nil }
        course.settle(
            days, product, until: leaving ?? now.adding(minutes: 1), now: now, &ledger,
            &random, nextBooking: &nextBooking)
    }

    private func close(
        _ course: inout DemoCourse, _ leaving: (at: Instant, why: Ending.Withdrawal)?
    ) {
        if let leaving, leaving.at <= now, course.dayZero == nil {
            course.record.ending = .withdrawn(leaving.why)
            course.record.ended = leaving.at
            course.milestones.append(Milestone(.ended, at: leaving.at))
        } else if let dayZero = course.dayZero, dayZero + 60 < now.day {
            let at = Instant(
                dayZero + 60, ClockTime(hour: 15, minute: 0) ?? .midnight,
                offsetMinutes: now.offsetMinutes)
            course.record.ending = .completed
            course.record.ended = at
            course.milestones.append(Milestone(.ended, at: at))
        }
    }
}

extension String {
    /// Eight digits, as the demo hospital's numbers have.
    fileprivate var suffix8: String { String(suffix(8)) }
}

// MARK: Writing

extension DemoHospital {
    /// Writes everything into a new store.
    ///
    /// - Parameter progress: called with the share that is written.
    public func write(
        to store: Store, progress: (Double) -> Void = { _ in }
    ) throws(StoreError) {
        try store.load(foundation())
        let steps = DemoSteps(courses, bedside, now: now, seed: size.seed)
        let all = steps.sorted()
        // A transaction of some ten thousand rows is quick and stays in memory.
        let batch = 5000
        for start in stride(from: 0, to: all.count, by: batch) {
            let part = all[start..<min(start + batch, all.count)]
            try store.load(part.lazy.map { steps.act($0) })
            progress(Double(start + part.count) / Double(max(1, all.count)))
        }
        try store.load(disruptions())
        try setCounters(store, treatments: steps.treatmentCount)
    }

    private func foundation() -> [LoadedAct] {
        let at = Instant(
            span.lowerBound, ClockTime(hour: 8, minute: 0) ?? .midnight,
            offsetMinutes: now.offsetMinutes)
        func draft(_ act: Act, _ key: String) -> EntryDraft {
            EntryDraft(
                at: at, author: "admin", act: act.rawValue, source: DemoCentre.source, key: key)
        }
        let users = LoadedAct(draft(.addUser, "demo-users")) { act throws(StoreError) in
            for user in DemoNames.users { try act.insert(user) }
        }
        let (products, resources) = (centre.products, centre.resources)
        let things = LoadedAct(draft(.addResource, "demo-resources")) {
            act throws(StoreError) in
            for product in products { try act.insert(product) }
            for resource in resources { try act.insert(resource) }
        }
        let openings = centre.openings(span).map { opening in
            LoadedAct(draft(.addOpening, "demo-\(opening.id.text)")) { act throws(StoreError) in
                try act.insert(opening)
            }
        }
        return [users, things] + openings
    }

    /// Reality breaks two plans: a bed is closed under a patient who is coming, and an infusion
    /// day is lost.
    private func disruptions() -> [LoadedAct] {
        let today = now.day
        let running = courses.filter { $0.record.ending == nil }
        func coming(_ kind: Activity.Kind) -> Booking? {
            running.flatMap(\.bookings).filter {
                $0.activity == kind && $0.span.first > today + 1 && !$0.places.isEmpty
            }.min { ($0.span.first, $0.id) < ($1.span.first, $1.id) }
        }
        let bed = coming(.wardStay)
        let infusion = running.flatMap(\.bookings).filter {
            $0.activity == .infusion && $0.span.first > today + 1 && $0.course != bed?.course
        }.min { ($0.span.first, $0.id) < ($1.span.first, $1.id) }
        let blocks: [(Booking?, String)] = [(bed, "空調工事"), (infusion, "薬剤部 監査")]
        return blocks.enumerated().compactMap { index, pair in
            guard let booking = pair.0, let place = booking.places.first else { return nil }
            let block = BlockRecord(
                id: Identifier(prefix: "X", number: index + 1), resource: place.resource,
                span: DaySpan(place.day, length: min(2, booking.span.length)), unit: place.unit,
                kind: .closure, words: pair.1, places: [])
            let draft = EntryDraft(
                at: now.adding(minutes: -90 + index * 20), author: "kobayashi",
                act: Act.blockUnits.rawValue, reason: Reason(.capacity, pair.1),
                source: DemoCentre.source, key: "demo-\(block.id.text)")
            return LoadedAct(draft) { act throws(StoreError) in try act.insert(block) }
        }
    }

    private func setCounters(_ store: Store, treatments: Int) throws(StoreError) {
        try store.setCounters([
            ("patient", courses.count + 1), ("course", courses.count + 1),
            ("booking", bookingCount + 1), ("opening", centre.openings(span).count + 1),
            ("block", 3), ("treatment", treatments + 1),
            ("timeOut", DemoBedside.timeOuts(of: courses.count) + 1),
        ])
    }
}
