import Domain
import Scheduling

extension Follower {
    /// Everything that needs a person now, as far as nobody has put it off.
    func matters(of courses: [CourseOverview]) -> [Matter] {
        let now = clock()
        let tasks = hospital.tasks.values.sorted { $0.id < $1.id }
        var all = courses.flatMap { Matter.matters(of: $0) }
        all += courses.flatMap { dated($0) }
        all += tasks.map { Matter.matter(of: $0) }
        all += hospital.makerSlots.values.sorted { $0.id < $1.id }
            .compactMap { Matter.matter(of: $0, hospital) }
        all += hospital.notices.values.sorted { $0.id < $1.id }.map { Matter.matter(of: $0) }
        all += reviews(at: now)
        if let waiting = quarantined {
            all.append(waiting)
        }
        // Nobody puts off a grade that rose: it goes when it is answered.
        let rises = hospital.escalations.values.sorted { $0.id < $1.id }
            .map { Matter.matter(of: $0) }
        return rises
            + all.compactMap { matter in
                guard let note = hospital.matterNotes[matter.id] else { return matter }
                guard !note.isSnoozed(at: now) else { return nil }
                var taken = matter
                taken.delegate = note.delegate.flatMap { hospital.users[$0] }
                return taken
            }
    }

    /// Models whose review is overdue.
    private func reviews(at now: Instant) -> [Matter] {
        hospital.modelReviews.filter { $0.value <= now.day }.sorted { $0.key < $1.key }.map {
            name, day in
            Matter(
                id: "model \(name)",
                due: Instant(day, .midnight, offsetMinutes: now.offsetMinutes),
                what: Phrase("matter.model", ["model": .text(name), "day": .day(day)]),
                course: nil, role: .administrator, place: .nowhere)
        }
    }

    /// Messages of other systems that nobody could apply.
    private var quarantined: Matter? {
        guard quarantineCount > 0 else { return nil }
        return Matter(
            id: "quarantine messages", due: nil,
            what: Phrase("matter.quarantine", ["count": .count(quarantineCount)]), course: nil,
            role: .administrator, place: .nowhere)
    }

    /// Days that a rule asks for and that the bookings do not keep: a wash-out that is not over, a
    /// value that will be too old.
    private func dated(_ course: CourseOverview) -> [Matter] {
        (board?.reasons[course.id] ?? []).enumerated().compactMap { number, reason in
            let booked = course.bookings.first {
                Matter.isIt(reason.activity, $0.activity) && $0.state != .done
            }
            guard let day = booked?.span.first else { return nil }
            let (isBroken, key) =
                switch reason.limit {
                case .notBefore: (day < reason.day, "matter.washout")
                case .notAfter: (reason.day < day, "matter.stale")
                }
            guard isBroken else { return nil }
            return Matter(
                id: "rule \(course.id.text) \(number)",
                due: Instant(day, .midnight, offsetMinutes: course.referral.at.offsetMinutes),
                what: Phrase(
                    key,
                    [
                        "reason": .phrase(reason.reason), "day": .day(day),
                        "source": .text(reason.source),
                    ]), course: course.id, role: .physician, place: .course(course.id))
        }
    }
}

extension Matter {
    /// Somebody was called and has not said that they know.
    static func matter(of notice: Notice) -> Matter {
        Matter(
            id: "notice \(notice.id.text)", due: notice.asked,
            what: Phrase(
                "matter.notice",
                ["matter": .text(notice.matter), "user": .text(notice.to.text)]), course: nil,
            role: notice.role, place: .nowhere)
    }

    /// Whether a booked activity is the engine's.
    static func isIt(_ activity: Scheduling.Activity, _ booked: Domain.Activity.Kind) -> Bool {
        switch booked {
        case .apheresis: activity == .apheresis
        case .manufacturing: activity == .start
        case .receipt: activity == .receipt
        case .conditioning: activity == .ld
        case .infusion: activity == .infusion
        case .processing, .courier, .bridging, .wardStay, .icuReserve, .icuStay: false
        }
    }

    /// A maker's offer or hold runs out.
    static func matter(of slot: MakerSlot, _ hospital: Hospital) -> Matter? {
        guard slot.state == .offered || slot.state == .held, let until = slot.until else {
            return nil
        }
        let resource = hospital.resources.values.filter { $0.product == slot.product }
            .map(\.id).min()
        return Matter(
            id: "maker \(slot.id.text)", due: until,
            what: Phrase(
                "matter.maker",
                [
                    "product": .text(slot.product.text), "day": .day(slot.day),
                    "state": .phrase(slot.state.phrase),
                ]), course: slot.course, role: .coordinator,
            place: resource.map { .slot($0, slot.day) } ?? .nowhere)
    }
}
