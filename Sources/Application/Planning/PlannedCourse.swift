import Domain
import Scheduling

/// A running course as the engine needs it: the days that are facts, the days that were told, and
/// how long its stay is.
struct PlannedCourse: Sendable {
    let id: Course.ID
    let chosen: Product.ID?
    let referral: Referral
    /// What has happened; it binds.
    var facts: [Scheduling.Activity: Day] = [:]
    /// What stands in the bookings, facts among it.
    var told: [Scheduling.Activity: Day] = [:]
    /// Days that were confirmed to somebody.
    var confirmed: Set<Scheduling.Activity> = []
    var collectionDays = 1
    /// Whether the booked collection has a courier: an old booking may stand without.
    var hasCourier = false
    var stay: DaySpan?
    var shares: [ICUShare] = []
    /// The last day of bridging therapy that is booked.
    var bridgedUntil: Day?
    /// The maker or the courier has said that the product does not come before that day.
    var receiptFrom: Day?
    var isInfused: Bool

    init(_ id: Course.ID, _ state: Hospital.CourseState, at now: Instant) {
        self.id = id
        (chosen, referral) = (state.record.product, state.record.referral)
        isInfused = state.first(.infused) != nil
        let standing = state.standing.map(\.record).filter {
            $0.part == 1 && !$0.isExpired(at: now)
        }
        for booking in standing { read(booking, today: now.day) }
        let milestones: [(Milestone.Kind, Scheduling.Activity)] = [
            (.collected, .apheresis), (.started, .start), (.received, .receipt),
            (.conditioningStarted, .ld), (.infused, .infusion),
        ]
        for (kind, activity) in milestones {
            guard let milestone = state.first(kind) else { continue }
            // The milestone of a collection of two days is its second.
            let before = activity == .apheresis ? collectionDays - 1 : 0
            let day = milestone.at.day - before
            facts[activity] = day
            told[activity] = day
        }
        completeFacts()
    }

    private mutating func read(_ booking: Booking, today: Day) {
        let first = booking.span.first
        let activity: Scheduling.Activity
        switch booking.activity {
        case .apheresis:
            activity = .apheresis
            collectionDays = booking.span.length
        case .manufacturing: activity = .start
        case .receipt: activity = .receipt
        case .conditioning: activity = .ld
        case .infusion: activity = .infusion
        case .wardStay:
            stay = booking.span
            return
        case .icuReserve:
            shares = booking.shares
            return
        case .bridging:
            bridgedUntil = booking.span.last
            return
        case .courier:
            hasCourier = true
            return
        case .processing, .icuStay: return
        }
        guard told[activity] == nil else { return }
        told[activity] = first
        if booking.state == .done { facts[activity] = first }
        if booking.state == .confirmed {
            confirmed.insert(activity)
            // A confirmed day that is over counts as carried out until somebody says otherwise.
            // A receipt is different: cells that nobody has seen are not there.
            if first < today, activity != .receipt { facts[activity] = first }
        }
    }

    /// A fact implies those before it, whose records may be missing: told days become facts.
    private mutating func completeFacts() {
        guard let last = facts.keys.max() else { return }
        for activity in Scheduling.Activity.allCases where activity < last {
            if facts[activity] == nil, let day = told[activity] { facts[activity] = day }
        }
    }

    /// Facts whose record is missing altogether are counted back from the next one.
    mutating func completeFacts(_ terms: ProductTerms, gap: Int) {
        let before: [(Scheduling.Activity, Scheduling.Activity, Int)] = [
            (.ld, .infusion, Instance.conditioningDays - 1 + gap), (.receipt, .ld, 0),
            (.start, .receipt, terms.manufacturingDays + terms.shippingDays),
            (
                .apheresis, .start,
                terms.transportDays + terms.holdLeast + collectionDays - 1
            ),
        ]
        for (activity, next, days) in before {
            guard facts[activity] == nil, let later = facts[next] else { continue }
            facts[activity] = later - days
            told[activity] = later - days
        }
    }

    /// The cells are there: they are those of one maker.
    var isCollected: Bool { facts[.apheresis] != nil }

    var isComplete: Bool { told.count == Scheduling.Activity.allCases.count }

    /// The plan that was told, where it is whole.
    func plan(product: Int, origin: Day) -> Solution.Course? {
        guard let apheresis = told[.apheresis], let start = told[.start],
            let receipt = told[.receipt], let ld = told[.ld], let infusion = told[.infusion]
        else { return nil }
        return Solution.Course(
            product: product, apheresis: apheresis - origin, start: start - origin,
            receipt: receipt - origin, ld: ld - origin, infusion: infusion - origin)
    }
}
