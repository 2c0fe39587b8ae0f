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
    var dayZero: Day?
    var discharge: Day?

    /// The days of a course that is carried through, before any of them is booked.
    struct Days {
        var apheresis: Day, start: Day, receipt: Day, conditioning: Day, infusion: Day
        var stay: DaySpan
        var shares: [ICUShare]
        var bed: Int
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
                if let bed = ledger.freeBed(stay), ledger.hasReserve(shares) {
                    return Days(
                        apheresis: apheresis, start: start, receipt: receipt,
                        conditioning: free - 5, infusion: free, stay: stay, shares: shares,
                        bed: bed)
                }
                infusion = free + 1
            }
            earliest = apheresis + 7
        }
        return nil
    }

    /// Books the days, and records what has happened by `now`.
    mutating func settle(
        _ days: Days, _ product: ProductTerms, until end: Instant, now: Instant,
        _ ledger: inout DemoLedger, _ random: inout SeededGenerator, nextBooking: inout Int
    ) {
        let startName = "start-\(product.product.id.text)"
        var plan: [(Activity.Kind, DaySpan, [UnitDay], [ICUShare])] = [
            (.apheresis, DaySpan(days.apheresis), [ledger.take("apheresis", days.apheresis)], [])
        ]
        if product.product.mode == .frozen,
            ledger.firstFree(
                "processing", from: days.apheresis, limit: 0) != nil
        {
            plan.append(
                (
                    .processing, DaySpan(days.apheresis),
                    [ledger.take("processing", days.apheresis)], []
                ))
        }
        if ledger.firstFree("courier", from: days.apheresis, limit: 0) != nil {
            plan.append(
                (.courier, DaySpan(days.apheresis), [ledger.take("courier", days.apheresis)], []))
        }
        plan += [
            (
                .manufacturing, DaySpan(days.start, length: product.manufacturingDays),
                [ledger.take(startName, days.start)], []
            ),
            (.receipt, DaySpan(days.receipt), [ledger.take("receipt", days.receipt)], []),
            (.conditioning, DaySpan(days.conditioning, length: 3), [], []),
            (.infusion, DaySpan(days.infusion), [ledger.take("infusion", days.infusion)], []),
            (.wardStay, days.stay, ledger.takeBed(days.bed, days.stay), []),
            (.icuReserve, DaySpan(days.infusion + 1, length: 8), [], days.shares),
        ]
        ledger.takeReserve(days.shares)
        for (kind, span, places, shares) in plan {
            bookings.append(
                booking(kind, span, places, shares, now: now, nextBooking))
            nextBooking += 1
        }
        recordPast(days, product, until: min(end, now), &random)
    }

    /// What is more than three weeks away is only held as yet.
    private func booking(
        _ kind: Activity.Kind, _ span: DaySpan, _ places: [UnitDay], _ shares: [ICUShare],
        now: Instant, _ number: Int
    ) -> Booking {
        let isHeld = span.first > now.day + 21
        return Booking(
            id: Identifier(prefix: "B", number: number), course: record.id, activity: kind,
            span: span, time: kind == .apheresis ? ClockTime(hour: 9, minute: 0) : nil,
            state: isHeld ? .held : .confirmed,
            holdExpires: isHeld ? now.adding(minutes: (3 + number % 9) * 24 * 60) : nil,
            places: places, shares: shares)
    }

    private mutating func recordPast(
        _ days: Days, _ product: ProductTerms, until end: Instant,
        _ random: inout SeededGenerator
    ) {
        let released = days.receipt - product.shippingDays
        let home = days.stay.last + 1
        let facts: [(Milestone.Kind, Day, Int)] = [
            (.collected, days.apheresis, 13), (.shipped, days.apheresis, 17),
            (.started, days.start, 10), (.released, released, 15), (.received, days.receipt, 11),
            (.conditioningStarted, days.conditioning, 10), (.infused, days.infusion, 11),
            (.discharged, home, 11), (.followedUp, days.infusion + 28, 10),
        ]
        for (kind, day, hour) in facts {
            let time = ClockTime(hour: hour, minute: random.below(60)) ?? .midnight
            let at = Instant(day, time, offsetMinutes: end.offsetMinutes)
            guard at <= end else { break }
            milestones.append(Milestone(kind, at: at))
        }
        if milestones.contains(where: { $0.kind == .infused }) { dayZero = days.infusion }
        if milestones.contains(where: { $0.kind == .discharged }) { discharge = home }
    }
}
