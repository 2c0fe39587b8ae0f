public import Domain

/// What key figures rest on beside the milestones.
public struct IndicatorFacts: Equatable, Sendable {
    /// The worst grade of each toxicity from the infusion to day 30.
    public var grades: [Course.ID: [Toxicity: Int]] = [:]
    /// Courses in which somebody graded at all.
    public var graded: Set<Course.ID> = []
    /// Collections with the efficiency that follows from count, volume and yield.
    public var collections: [(at: Instant, efficiency: Double, course: Course.ID)] = []
    public var deviations: [(at: Instant, course: Course.ID)] = []

    public init() {}

    public static func == (left: IndicatorFacts, right: IndicatorFacts) -> Bool {
        left.grades == right.grades && left.graded == right.graded
            && left.collections.elementsEqual(right.collections, by: ==)
            && left.deviations.elementsEqual(right.deviations, by: ==)
    }
}

extension Reading {
    /// - Parameter moment: nothing that happened later.
    public func indicatorFacts(asOf moment: Instant) throws(StoreError) -> IndicatorFacts {
        var facts = IndicatorFacts()
        let until: [Value] = [.int(moment.utcMilliseconds)]
        try connection.query(
            """
            SELECT g.course, g.toxicity, max(g.level) FROM grade g
            JOIN milestone m ON m.course = g.course AND m.kind = 'infused' AND m.part = 1
            WHERE g.is_withdrawn = 0 AND g.at <= $1 AND g.at >= m.at
            AND (g.at + g.at_offset * 60000) / 86400000
                - (m.at + m.at_offset * 60000) / 86400000 <= 30
            GROUP BY g.course, g.toxicity
            """, until
        ) { values throws(StoreError) in
            let row = Row(values, table: "grade")
            let course: Course.ID = try row.id(0)
            facts.grades[course, default: [:]][try row.word(1)] = try row.whole(2)
            facts.graded.insert(course)
        }
        let collections = try all(
            CollectionRecord.self, where: "at <= $1 AND is_withdrawn = 0 ORDER BY at, id", until)
        for stored in collections {
            let run = stored.record
            // Cells in the microlitres that were processed.
            let offered = run.countPerMicrolitre * run.volumeLitres * 1e6
            guard offered > 0 else { continue }
            facts.collections.append((run.at, run.collectedCells / offered, run.course))
        }
        let deviations = try all(Deviation.self, where: "at <= $1 ORDER BY at, id", until)
        facts.deviations = deviations.map { ($0.record.at, $0.record.course) }
        return facts
    }
}
