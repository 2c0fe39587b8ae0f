import Clinical
import Domain
import Store

/// The ward out of the hospital in memory: what only the store knows is read for those who are
/// there.
extension Follower {
    func wardList(_ language: Language) throws(StoreError) -> WardList {
        let (desk, now) = (try desk(language), clock())
        try office().demand(.readPatients)
        let hospital = hospital
        return try premises.store.read { view throws(StoreError) in
            try WardListMaker(view: view, desk: desk, now: now).list(hospital)
        }
    }

    /// The flags of a course as every screen shows them.
    func flags(of course: Course.ID) throws(StoreError) -> CourseFlags? {
        try flags(of: course, under: try desk(.english))
    }

    func flagRows() throws(StoreError) -> [FlagRow] {
        try office().demand(.readPatients)
        let (hospital, today) = (hospital, clock().day)
        let ward = try desk(.english).knowledge.ward
        var rows: [FlagRow] = []
        for (id, state) in hospital.courses.sorted(by: { $0.key < $1.key })
        where state.isFlagged(on: today, under: ward) {
            guard let flags = try flags(of: id) else { continue }
            rows.append(FlagRow(id, state, flags, hospital, today))
        }
        return rows
    }

    /// The desk of the forecast, with the flags of those who may need a bed.
    func icu(_ language: Language) throws(StoreError) -> ICUDesk {
        try office().demand(.readPatients)
        let (hospital, desk, now) = (hospital, try desk(language), clock())
        var verdicts: [Course.ID: Flag.Verdict] = [:]
        for candidate in ICUDesk(hospital, desk, now: now).candidates() {
            verdicts[candidate.course] = try flags(of: candidate.course)?.worst
        }
        return ICUDesk(hospital, desk, verdicts: verdicts, now: now)
    }

    /// What stands on the cards of the models behind a course's flags.
    func cards(of course: Course.ID, _ language: Language) throws(StoreError) -> [String] {
        let desk = try desk(language)
        guard let flags = try flags(of: course) else { return [] }
        var seen: Set<String> = []
        var lines: [String] = []
        for flag in flags.flags where seen.insert(flag.model).inserted {
            if let model = try models().first(where: { $0.id == flag.model }) {
                lines += model.cardLines(desk.wording, today: clock().day)
            } else if let model = desk.knowledge.model(flag.model) {
                lines.append(desk.wording(model.title))
                if let note = model.note { lines.append("  " + desk.wording(note)) }
                lines.append("  [\(desk.wording(model.provenance))]")
                lines += model.provenance.sources.map {
                    "  \($0): \(desk.knowledge.sources.citation(of: $0))"
                }
            }
            lines.append("")
        }
        return lines
    }
}
