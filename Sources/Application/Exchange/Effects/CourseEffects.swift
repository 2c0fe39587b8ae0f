import Clinical
import Domain
import Interop
import Store

/// Courses from a centre's own list, wherever on their way they are.
extension MessageEffects {
    /// A row of a course that stands here already says what has happened since.
    mutating func course(_ row: TableRow) throws(StoreError) -> Patient.ID? {
        guard let facts = PatientFacts(row), let patient = try upsert(facts, mayChange: false),
            let referred = row.day("referred")
        else { return nil }
        let product = try product(row.text("product") ?? "")
        let id: Course.ID
        if let known = try known(patient, product, referred) {
            id = known
        } else {
            let began = Self.begin(of: referred, siteOffsetMinutes)
            id = try take(row, patient, product, at: began)
        }
        var course = try act.course(id)
        for (column, kind) in Self.columns {
            // What lies ahead is a plan; a milestone is a fact.
            guard let day = row.day(column), day <= now.day else { continue }
            if let old = course.first(kind) {
                guard old.at.day == day else {
                    throw .refused(
                        Phrase(
                            "interop.reason.otherDay",
                            [
                                "course": .text(id.text), "milestone": .phrase(kind.phrase),
                                "have": .day(old.at.day), "told": .day(day),
                            ]))
                }
                continue
            }
            let milestone = Milestone(kind, at: Self.begin(of: day, siteOffsetMinutes))
            try refuse { () throws(CourseError) in try course.record(milestone) }
            try act.insert(MilestoneRecord(course: id, milestone))
            if kind == .infused { try tellOfTimeOut(id, on: day) }
        }
        return patient
    }

    private static let columns: [(String, Milestone.Kind)] = [
        ("collected", .collected), ("shipped", .shipped), ("started", .started),
        ("released", .released), ("received", .received), ("infused", .infused),
        ("discharged", .discharged),
    ]

    private static func begin(of day: Day, _ offsetMinutes: Int16) -> Instant {
        Instant(day, .midnight, offsetMinutes: offsetMinutes)
    }

    private func product(_ words: String) throws(StoreError) -> Product.ID {
        let name = words.lowercased()
        let all = try act.all(.products).map(\.record.product)
        let found = all.first { $0.id.text.lowercased() == name || $0.name.lowercased() == name }
        guard let found else {
            throw .refused(
                Phrase(
                    "interop.reason.unknownProduct",
                    ["name": .text(words), "have": .list(all.map { .text($0.id.text) })]))
        }
        return found.id
    }

    private func known(
        _ patient: Patient.ID, _ product: Product.ID, _ referred: Day
    ) throws(StoreError) -> Course.ID? {
        try act.all(.courses(of: patient)).map(\.record)
            .first { $0.product == product && $0.referral.at.day == referred }?.id
    }

    private func take(
        _ row: TableRow, _ patient: Patient.ID, _ product: Product.ID, at referred: Instant
    ) throws(StoreError) -> Course.ID {
        guard let words = row.text("indication"), let indication = Indication(rawValue: words)
        else {
            throw .refused(
                Phrase(
                    "interop.reason.unknownIndication",
                    [
                        "name": .text(row.text("indication") ?? ""),
                        "have": .list(Indication.allCases.map { .text($0.rawValue) }),
                    ]))
        }
        let course = CourseRecord(
            id: try act.nextID("K", "course"), patient: patient, product: product,
            referral: Referral(
                at: referred, hospital: "", indication: indication, urgency: .routine))
        try act.insert(course)
        try act.insert(MilestoneRecord(course: course.id, Milestone(.referred, at: referred)))
        return course.id
    }

    /// The hospital says that cells ran, and nobody recorded a time-out of two people before. What
    /// has happened is not refused, as it would be at the desk; it becomes a deviation, and a
    /// physician is asked to look into it.
    ///
    /// Of days before the first entry of the journal nothing could have been recorded here.
    private func tellOfTimeOut(_ course: Course.ID, on day: Day) throws(StoreError) {
        guard let began = try act.firstEntryDay(), began <= day else { return }
        let midnight = Self.begin(of: day, siteOffsetMinutes)
        let first = midnight.adding(minutes: -timeOut.hours * 60)
        let isTaken = try act.timeOuts(of: course).contains { $0.at >= first && $0.at.day <= day }
        guard !isTaken else { return }
        let what = wording(
            Phrase(
                "infusion.toldWithout",
                ["day": .day(day), "message": .text(message), "hours": .count(timeOut.hours)]))
        try act.insert(
            Deviation(
                id: try act.nextID("D", "deviation"), course: course, at: now, severity: .major,
                what: what))
        try act.insert(
            CareTask(
                id: try act.nextID("T", "task"), course: course, what: what,
                due: now.adding(minutes: CourseEvent.outOfSpecification.minutesToTell),
                role: .physician))
    }
}
