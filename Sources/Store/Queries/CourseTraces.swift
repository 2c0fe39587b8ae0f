public import Domain

extension Reading {
    /// Every course with the times of its milestones, by number: what figures are counted from.
    ///
    /// Two passes over two tables instead of a look-up for each course: ten years of a large centre
    /// have to come within the time in which a chart is expected.
    public func courseTraces() throws(StoreError) -> [CourseTrace] {
        var people: [String: (sex: Sex, birth: Day)] = [:]
        try connection.scan("SELECT id, sex, birth FROM patient") { values throws(StoreError) in
            let row = Row(values, table: "patient")
            people[try row.text(0)] = (try row.word(1), try row.day(2))
        }
        var traces: [CourseTrace] = []
        try each(CourseRecord.self, where: "1 = 1 ORDER BY id") { stored throws(StoreError) in
            let record = stored.record
            let person = people[record.patient.text]
            traces.append(
                CourseTrace(
                    record, sex: person?.sex ?? .unknown,
                    birth: person?.birth ?? record.referral.at.day))
        }
        var places: [String: Int] = [:]
        for (place, trace) in traces.enumerated() { places[trace.id.text] = place }
        let kinds = Dictionary(
            Milestone.Kind.allCases.map { ($0.rawValue, $0) }, uniquingKeysWith: { one, _ in one })
        var (last, place) = ("", -1)
        // As bytes: what is not a number is looked at once for each course and not for each row.
        try connection.encode("SELECT course, kind, at, at_offset FROM milestone", columns: 4) {
            rows throws(StoreError) in
            let damaged = rows.withBytes { bytes -> Int? in
                for row in 0..<rows.count {
                    guard let course = rows.content(row, 0), let word = rows.content(row, 1),
                        let at = rows.int(row, 2), let offset = rows.int(row, 3),
                        let kind = kinds[String(decoding: bytes[word], as: UTF8.self)]
                    else { return row }
                    if !bytes[course].elementsEqual(last.utf8) {
                        last = String(decoding: bytes[course], as: UTF8.self)
                        place = places[last] ?? -1
                    }
                    guard place >= 0 else { continue }
                    traces[place].note(
                        kind,
                        at: Instant(
                            utcMilliseconds: at,
                            offsetMinutes: Int16(truncatingIfNeeded: offset)))
                }
                return nil
            }
            guard let damaged else { return }
            throw .damaged(
                table: "milestone", column: 1,
                value: Table.keyText(rows.values(damaged, 0..<4) ?? []))
        }
        return traces
    }
}
