import Domain
import Support

@testable import Application

/// Courses of chance, with everything that happens to real ones: leavers, open ones, gaps in what
/// was recorded.
enum RandomHistory {
    static let start = Day(number: 19_000)
    static let now = Instant(start + 900, .midnight, offsetMinutes: 540)

    static func courses(_ count: Int, seed: UInt64) throws -> [CourseTrace] {
        var random = RandomSource(seed: seed)
        let reasons = Ending.Withdrawal.allCases
        return try (0..<count).map { number in
            let referred = Instant(
                start + Int(random.next() % 890), .midnight, offsetMinutes: 540
            ).adding(minutes: Int(random.next() % 1440))
            let withdrawn: Ending? =
                random.next() % 5 == 0
                ? .withdrawn(reasons[Int(random.next() % UInt64(reasons.count))]) : nil
            let end = referred.adding(minutes: 1440 * Int(random.next() % 140) + 30)
            var record = CourseRecord(
                id: try Course.ID("K-\(10_000 + number)"),
                patient: try Patient.ID("P-\(10_000 + number)"),
                product: try Product.ID(["axi-cel", "tisa-cel"][Int(random.next() % 2)]),
                referral: Referral(
                    at: referred, hospital: "H\(random.next() % 4)",
                    indication: Indication.allCases[Int(random.next() % 3)],
                    urgency: Urgency.allCases[Int(random.next() % 3)]))
            if let withdrawn { (record.ending, record.ended) = (withdrawn, end) }
            var trace = CourseTrace(
                record, sex: random.next() % 2 == 0 ? .female : .male,
                birth: referred.day - 365 * (20 + Int(random.next() % 60)))
            var at = referred
            for kind in FunnelFigure.way.dropFirst() {
                at = at.adding(minutes: Int(random.next() % (12 * 1440)))
                guard at <= now, withdrawn == nil || at < end else { break }
                // Some things nobody writes down.
                if random.next() % 12 != 0 { trace.note(kind, at: at) }
            }
            return trace
        }
    }
}
