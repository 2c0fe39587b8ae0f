import Clinical
public import Domain

/// Puts together what the forecast of intensive care rests on.
public struct ICUDesk: Sendable {
    let hospital: Hospital
    let knowledge: ClinicalKnowledge
    /// The worst flag of CRS and ICANS of each course, where one could be made.
    let verdicts: [Course.ID: Flag.Verdict]
    let now: Instant

    public init(
        _ hospital: Hospital, _ desk: ClinicalDesk, verdicts: [Course.ID: Flag.Verdict] = [:],
        now: Instant
    ) {
        (self.hospital, knowledge) = (hospital, desk.knowledge)
        (self.verdicts, self.now) = (verdicts, now)
    }

    /// Courses from three weeks after the infusion to those infused within the forecast.
    public func candidates(days: Int = ICUForecast.days) -> [ICUCandidate] {
        let found = hospital.courses.values.compactMap { candidate($0, days: days) }
        return found.sorted { $0.course < $1.course }
    }

    private func candidate(_ state: Hospital.CourseState, days: Int) -> ICUCandidate? {
        let today = now.day
        guard let zero = state.dayZero, state.first(.discharged) == nil else { return nil }
        guard zero - today < days else { return nil }
        // A day in the past on which nobody said that the infusion took place foretells nothing.
        if state.first(.infused) == nil, zero < today { return nil }
        let stays: [Booking] = state.standing.map(\.record).filter { booking in
            booking.activity == .icuStay
                && (booking.state == .confirmed || booking.state == .done)
        }
        let begun: [DaySpan] = stays.map(\.span).filter { $0.first <= today }
        let current = begun.filter { today <= $0.last }
        let isThere = !current.isEmpty
        let grade = max(
            state.grade(.crs)?.level ?? 0, state.grade(.icans)?.level ?? 0)
        let product = state.record.product.flatMap { knowledge.products[$0.text] }
        return ICUCandidate(
            course: state.record.id,
            name: hospital.patients[state.record.patient]?.name.full ?? "", dayZero: zero,
            domain: product?.costimulatoryDomain ?? "", verdict: verdicts[state.record.id],
            grade: state.first(.infused) == nil ? 0 : grade,
            admitted: isThere ? current.map(\.first).min() : nil,
            isBack: !begun.isEmpty && !isThere)
    }

    /// Real beds and the reserve, day by day.
    ///
    /// - Parameter closing: a bed that is to be closed and is not yet.
    public func beds(days: Int = ICUForecast.days, closing: BedClosing? = nil) -> [ICUBeds] {
        let isReserve = { (id: Resource.ID) in id.text == Pool.reserveName }
        let units = hospital.resources.values.filter { $0.kind == .icuBed && !isReserve($0.id) }
        return (0..<max(0, days)).map { ahead in
            let day = now.day + ahead
            var beds = ICUBeds(open: 0)
            for resource in units { beds.open += open(resource.id, on: day, closing).count }
            for opening in hospital.openings.values
            where isReserve(opening.resource) && opening.isOpen(on: day) {
                beds.reservePercent += opening.units
            }
            for course in hospital.courses.values {
                for stored in course.bookings.values where stored.record.state.occupies {
                    let booking = stored.record
                    guard !booking.isExpired(at: now) else { continue }
                    for share in booking.shares where share.day == day {
                        beds.spokenForPercent += share.percent
                    }
                    if booking.activity == .icuStay, booking.span.contains(day) { beds.booked += 1 }
                }
            }
            return beds
        }
    }

    /// The units that are open and that no block takes.
    func open(_ resource: Resource.ID, on day: Day, _ closing: BedClosing?) -> Set<Int> {
        var units: Set<Int> = []
        for opening in hospital.openings.values
        where opening.resource == resource && opening.isOpen(on: day) {
            units.formUnion(1...max(1, opening.units))
        }
        for block in hospital.blocks.values
        where block.resource == resource && block.span.contains(day) {
            if let unit = block.unit { units.remove(unit) } else { units = [] }
        }
        if let closing, closing.resource == resource, closing.span.contains(day) {
            units.remove(closing.unit)
        }
        return units
    }

    public func forecast(days: Int = ICUForecast.days, closing: BedClosing? = nil) -> ICUForecast {
        ICUForecast.make(
            candidates(days: days), beds: beds(days: days, closing: closing), from: now.day,
            days: days, knowledge)
    }
}

extension OpeningRecord {
    func isOpen(on day: Day) -> Bool {
        span.contains(day) && weekdays.contains(day.weekday) && !closedDays.contains(day)
    }
}

/// A bed that somebody thinks of closing.
public struct BedClosing: Hashable, Sendable {
    public let resource: Resource.ID
    public let unit: Int
    public let span: DaySpan

    public init(_ resource: Resource.ID, unit: Int, _ span: DaySpan) {
        (self.resource, self.unit, self.span) = (resource, unit, span)
    }
}

/// What closing a bed would do, before anything moves.
public struct BedClosingPreview: Equatable, Sendable {
    public let closing: BedClosing
    public let before: ICUForecast
    public let after: ICUForecast
    /// Bookings on the bed itself: they would be in conflict.
    public let bookings: [Held]

    public struct Held: Hashable, Sendable {
        public let booking: Booking.ID
        public let course: Course.ID
        public let name: String
        public let span: DaySpan
    }

    /// Whoever may need a bed on one of these nights, the likeliest first, each once with the
    /// worst night.
    public var atRisk: [ICUNight.Part] {
        var seen: Set<Course.ID> = []
        return after.nights.filter { closing.span.contains($0.day) }
            .flatMap(\.behind).sorted { ($1.chance, $0.course) < ($0.chance, $1.course) }
            .filter { seen.insert($0.course).inserted }
    }
}

extension ICUDesk {
    public func preview(
        _ closing: BedClosing, days: Int = ICUForecast.days
    ) -> BedClosingPreview {
        let held = hospital.courses.values.flatMap { state in
            state.standing.map(\.record).filter { booking in
                booking.places.contains {
                    $0.resource == closing.resource && $0.unit == closing.unit
                        && closing.span.contains($0.day)
                }
            }.map { booking in
                BedClosingPreview.Held(
                    booking: booking.id, course: booking.course,
                    name: hospital.patients[state.record.patient]?.name.full ?? "",
                    span: booking.span)
            }
        }.sorted { $0.booking < $1.booking }
        return BedClosingPreview(
            closing: closing, before: forecast(days: days),
            after: forecast(days: days, closing: closing), bookings: held)
    }
}
