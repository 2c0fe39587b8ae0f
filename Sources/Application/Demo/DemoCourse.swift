import Domain
import Statistics
import Store

/// One invented course from referral to follow-up, as far as it has come by now.
struct DemoCourse {
    var patient: Patient
    var record: CourseRecord
    var milestones: [Milestone] = []
    var bookings: [Booking] = []
    /// How strongly this patient will react, from 0 to 1: it drives fever, laboratory and grades.
    var severity = 0.0
    /// The day after the infusion on which the reaction is strongest.
    var peak = 4
    /// What is drawn for this course, whether it comes to it or not.
    var visit: DemoBedside.Visit?
    /// The nights in intensive care, where there were any.
    var transfer: Booking?
    var dayZero: Day?
    var discharge: Day?

    /// The days of a course that is carried through, before any of them is booked.
    struct Days {
        var apheresis: Day, start: Day, receipt: Day, conditioning: Day
        /// One day for each part of the dose.
        var infusions: [Day]
        var stay: DaySpan
        var shares: [ICUShare]
        var bed: Int

        var infusion: Day { infusions[0] }
    }

    /// The first days on which everything is free, looking forward from the wash-out.
    static func days(
        _ product: ProductTerms, from day: Day, lengthOfStay: Int, _ load: ICULoad,
        _ ledger: DemoLedger
    ) -> Days? {
        var earliest = day
        for _ in 0..<200 {
            guard let apheresis = ledger.firstFree("apheresis", from: earliest) else { return nil }
            let name = "start-\(product.product.id.text)"
            let from = apheresis + product.transportDays + product.holdLeast
            let limit = product.holdMost - product.holdLeast
            guard let start = ledger.firstFree(name, from: from, limit: limit) else {
                earliest = apheresis + 1
                continue
            }
            let back = start + product.manufacturingDays + product.shippingDays
            guard let receipt = ledger.firstFree("receipt", from: back) else { return nil }
            var infusion = receipt + 6
            while infusion < receipt + 40 {
                guard let free = ledger.firstFree("infusion", from: infusion) else { return nil }
                let stay = DaySpan(free - 5, length: 5 + lengthOfStay)
                let shares = load.days(infusion: free)
                let infusions = product.product.infusionDays.map { free + $0 }
                let isOpen = infusions.allSatisfy { ledger.isFree("infusion", on: $0) }
                if isOpen, let bed = ledger.freeBed(stay), ledger.hasReserve(shares) {
                    return Days(
                        apheresis: apheresis, start: start, receipt: receipt,
                        conditioning: free - 5, infusions: infusions, stay: stay,
                        shares: shares, bed: bed)
                }
                infusion = free + 1
            }
            earliest = apheresis + 7
        }
        return nil
    }

    /// An activity as it is booked.
    private struct Wish {
        let kind: Activity.Kind
        var part = 1
        let span: DaySpan
        var places: [UnitDay] = []
        var shares: [ICUShare] = []
    }

    /// Books the days, and records what has happened by `now`.
    mutating func settle(
        _ days: Days, _ product: ProductTerms, until end: Instant, now: Instant,
        _ ledger: inout DemoLedger, _ random: inout SeededGenerator, nextBooking: inout Int
    ) {
        let startName = "start-\(product.product.id.text)"
        let collection = DaySpan(days.apheresis)
        var wishes = [
            Wish(
                kind: .apheresis, span: collection,
                places: [ledger.take("apheresis", days.apheresis)])
        ]
        let beside: [(Activity.Kind, String)] =
            product.product.mode == .frozen
            ? [(.processing, "processing"), (.courier, "courier")] : [(.courier, "courier")]
        for (kind, name) in beside where ledger.isFree(name, on: days.apheresis) {
            wishes.append(
                Wish(kind: kind, span: collection, places: [ledger.take(name, days.apheresis)]))
        }
        wishes += [
            Wish(
                kind: .manufacturing,
                span: DaySpan(days.start, length: product.manufacturingDays),
                places: [ledger.take(startName, days.start)]),
            Wish(
                kind: .receipt, span: DaySpan(days.receipt),
                places: [ledger.take("receipt", days.receipt)]),
            Wish(kind: .conditioning, span: DaySpan(days.conditioning, length: 3)),
        ]
        for (index, day) in days.infusions.enumerated() {
            wishes.append(
                Wish(
                    kind: .infusion, part: index + 1, span: DaySpan(day),
                    places: [ledger.take("infusion", day)]))
        }
        wishes += [
            Wish(
                kind: .wardStay, span: days.stay, places: ledger.takeBed(days.bed, days.stay)),
            Wish(
                kind: .icuReserve, span: DaySpan(days.infusion + 1, length: 8),
                shares: days.shares),
        ]
        ledger.takeReserve(days.shares)
        // What is held of one chain is held together: it runs out in one moment.
        let expiry = now.adding(minutes: (3 + nextBooking % 9) * 24 * 60)
        for wish in wishes {
            bookings.append(booking(wish, expiry: expiry, now: now, nextBooking))
            nextBooking += 1
        }
        recordPast(days, product, until: min(end, now), &random)
    }

    /// What is more than three weeks away is only held as yet.
    private func booking(
        _ wish: Wish, expiry: Instant, now: Instant, _ number: Int
    ) -> Booking {
        let isHeld = wish.span.first > now.day + 21
        return Booking(
            id: Identifier(prefix: "B", number: number), course: record.id,
            activity: wish.kind, part: wish.part, span: wish.span,
            time: wish.kind == .apheresis ? ClockTime(hour: 9, minute: 0) : nil,
            state: isHeld ? .held : .confirmed, holdExpires: isHeld ? expiry : nil,
            places: wish.places, shares: wish.shares)
    }

    private mutating func recordPast(
        _ days: Days, _ product: ProductTerms, until end: Instant,
        _ random: inout SeededGenerator
    ) {
        let released = days.receipt - product.shippingDays
        let home = days.stay.last + 1
        let before: [(Milestone.Kind, Day, Int)] = [
            (.collected, days.apheresis, 13), (.shipped, days.apheresis, 17),
            (.started, days.start, 10), (.released, released, 15), (.received, days.receipt, 11),
            (.conditioningStarted, days.conditioning, 10), (.infused, days.infusion, 11),
        ]
        let after: [(Milestone.Kind, Day, Int)] = [
            (.discharged, home, 11), (.followedUp, days.infusion + 28, 10),
        ]
        func milestone(_ kind: Milestone.Kind, _ day: Day, _ hour: Int, part: Int = 1) -> Bool {
            let time = ClockTime(hour: hour, minute: random.below(60)) ?? .midnight
            let at = Instant(day, time, offsetMinutes: end.offsetMinutes)
            guard at <= end else { return false }
            milestones.append(Milestone(kind, at: at, part: part))
            return true
        }
        guard before.allSatisfy({ milestone($0.0, $0.1, $0.2) }) else { return }
        dayZero = days.infusion
        for (index, day) in days.infusions.enumerated().dropFirst() {
            guard milestone(.infused, day, 11, part: index + 1) else { return }
        }
        for fact in after {
            guard milestone(fact.0, fact.1, fact.2) else { return }
            if fact.0 == .discharged { discharge = home }
        }
    }
}
