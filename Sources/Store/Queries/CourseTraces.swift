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
        var (last, place) = ("", -1)
        try connection.scan("SELECT course, kind, at, at_offset FROM milestone") {
            values throws(StoreError) in
            let row = Row(values, table: "milestone")
            let course = try row.text(0)
            if course != last { (last, place) = (course, places[course] ?? -1) }
            guard place >= 0 else { return }
            traces[place].note(try row.word(1), at: try row.instant(2, offset: 3))
        }
        return traces
    }
}
